"""Who plays the pieces of a sweep: this process, a pool of spawned ones, or the workers of a Dask cluster."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from multiprocessing import get_context
from typing import Any, ParamSpec, TypeVar

from hallops.app.failures import Stop
from hallops.app.voice import Voice

P = ParamSpec("P")
T = TypeVar("T")
PATIENCE = 10  # s until a cluster answers


class Here(Executor):
    """Does each piece when its result is asked for."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return _Later(lambda: fn(*args, **kwargs))


class _Later(Future[T]):
    def __init__(self, do: Callable[[], T]) -> None:
        super().__init__()
        self._do = do

    def result(self, timeout: float | None = None) -> T:
        return self._do()


@contextmanager
def pool(workers: int) -> Iterator[Executor]:
    """Spawned processes, as every system has them. They do not hear Ctrl+C: whoever started them ends them."""
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is ignored stays so in a child
    try:
        executor = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
        for _ in range(workers):
            executor.submit(ready)  # a process is started for each piece that finds none idle
    finally:
        signal.signal(signal.SIGINT, heard)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def ready() -> str:
    """A worker's answer when it is up: the version that it runs."""
    return version("hallops")


@contextmanager
def cluster(address: str, voice: Voice) -> Iterator[Executor]:
    """A Dask cluster, each worker with this version of the suite: others may give other numbers."""
    if find_spec("distributed") is None:
        raise Stop(voice.phrase("sweep_no_dask"))
    distributed: Any = import_module("distributed")
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Stop(voice.phrase("sweep_no_cluster", address=address, detail=str(error))) from error
    with client:
        _check(client, address, voice)
        executor = client.get_executor(pure=False)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)


def _check(client: Any, address: str, voice: Voice) -> None:
    try:
        found = client.run(ready)
    except ImportError as error:
        raise Stop(voice.phrase("sweep_not_there", detail=str(error))) from error
    if not found:
        raise Stop(voice.phrase("sweep_no_workers", address=address))
    others = {worker: its for worker, its in found.items() if its != ready()}
    for worker, its in others.items():
        raise Stop(voice.phrase("sweep_other_version", worker=worker, found=its, wanted=ready()))
