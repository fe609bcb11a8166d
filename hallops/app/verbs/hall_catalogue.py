"""hallops hall catalogue: a made-up catalogue of any size, to try a search or a kiosk with."""

import argparse
from pathlib import Path

from hallops.app.failures import Stop
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice
from hallops.files.catalogue_file import write_catalogue
from hallops.files.hall_file import read_hall
from hallops.files.sample import HALL
from hallops.sample.generated import generated_catalogue


def add(hall: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = "hallops hall catalogue --generate 3000 --out catalogue.csv"
    making = add_verb(hall, "catalogue", make, "make up a large catalogue of services for trials", example)
    add_option(making, "--generate", "how many services", type=int, required=True, metavar="N")
    add_option(making, "--out", "where to write catalogue.csv", type=Path, required=True, metavar="FILE")
    add_option(making, "--for", "the hall file whose letters it has (default: the sample)", type=Path, metavar="FILE")
    add_option(making, "--seed", "the same number makes the same catalogue", type=int, default=1, metavar="N")
    add_option(making, "--force", "write over existing files", action="store_true")


def make(args: argparse.Namespace, voice: Voice) -> int:
    if args.out.exists() and not args.force:
        raise Stop(voice.phrase("file_exists", file=str(args.out)))
    file: Path | None = getattr(args, "for")
    described = read_hall(HALL.read_bytes()) if file is None else read_hall(file.read_bytes(), file.name)
    items = generated_catalogue(described.hall, args.generate, args.seed)
    if len(items) < args.generate:
        raise Stop(voice.phrase("catalogue_too_large", most=len(items), asked=args.generate))
    args.out.write_text(write_catalogue(items), "utf-8", newline="")
    voice.say("catalogue_written", count=len(items), file=str(args.out))
    voice.give({"services": len(items), "file": str(args.out)})
    return 0
