"""Tells systemd how the hub is: ready once it answers, well as long as its keeper does, and that it is stopping.

Without systemd (no NOTIFY_SOCKET) nothing is told. A hub that does not say it is well in time is started again.
"""

import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

STARTING = 0.2  # seconds between two looks until the hub is ready
SOONER = 3  # so many times in systemd's patience the hub says that it is well
USUAL = 30.0  # seconds of patience where systemd has none of its own


def tell(state: str, environment: Mapping[str, str] = os.environ) -> None:
    """One datagram to systemd, as sd_notify(3) sends it."""
    address = environment.get("NOTIFY_SOCKET", "")
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.connect("\0" + address[1:] if address.startswith("@") else address)
            line.sendall(state.encode())


@contextmanager
def watched(is_well: Callable[[], bool], environment: Mapping[str, str] = os.environ) -> Iterator[None]:
    """Report meanwhile, from a thread of its own."""
    if "NOTIFY_SOCKET" not in environment:
        yield
        return
    stopped = threading.Event()
    patience = int(environment.get("WATCHDOG_USEC", 0)) / 1_000_000 or USUAL
    thread = threading.Thread(
        target=_report, args=(is_well, stopped, patience / SOONER, environment), name="notify", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        tell("STOPPING=1", environment)
        thread.join()


def _report(
    is_well: Callable[[], bool], stopped: threading.Event, every: float, environment: Mapping[str, str]
) -> None:
    is_ready = False
    while not stopped.wait(every if is_ready else STARTING):
        if is_well():
            tell("WATCHDOG=1" if is_ready else "READY=1\nWATCHDOG=1", environment)
            is_ready = True
