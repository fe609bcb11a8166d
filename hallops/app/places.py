"""Where the command line finds a hall's data: --data, --db and their environment variables."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from hallops.app.clocks import SystemClock
from hallops.app.verbs.verb import add_option
from hallops.domain.hall import Hall
from hallops.files.hall_file import HallFile, read_hall
from hallops.services.keeper import Keeper
from hallops.store.place import Place
from hallops.store.store import Store, open_store

DATA = "HALLOPS_DATA"
DATABASE = "HALLOPS_DB"


def add_place(parser: argparse.ArgumentParser) -> None:
    add_option(parser, "--data", "the data folder (or $HALLOPS_DATA; default: ./hall-data)", type=Path, metavar="DIR")
    add_option(parser, "--db", "a PostgreSQL URL instead of SQLite in the folder (or $HALLOPS_DB)", metavar="URL")
    add_option(parser, "--hall", "which hall, where the database holds several", metavar="ID")


def place_of(args: argparse.Namespace) -> Place:
    folder = args.data or Path(os.environ.get(DATA, "hall-data"))
    url = args.db or os.environ.get(DATABASE)
    return Place(folder, url) if url else Place.in_folder(folder)


@lru_cache(4)
def parse_file(body: str) -> HallFile:
    """A kept version's hall file; it was checked when it was imported."""
    return read_hall(body.encode())


def parse_hall(body: str) -> Hall:
    return parse_file(body).hall


@contextmanager
def opened(args: argparse.Namespace, create: Hall | None = None) -> Iterator[Store]:
    """The store that the arguments name, held by this program alone."""
    store = open_store(place_of(args), parse_hall, hall=args.hall, create=create)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def keeping(store: Store) -> Iterator[Keeper]:
    """A keeper at work on a store, for a verb that gives commands itself."""
    keeper = Keeper(store.journal, store.halls, SystemClock())
    keeper.start()
    try:
        yield keeper
    finally:
        keeper.stop()
