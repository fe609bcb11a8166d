"""Lets a hub be found by zeroconf while it runs, and again when this machine has another address."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from hallops.app.reach import LOOK, Reach
from hallops.app.voice import Voice
from hallops.hub.advertise import Advertisement, advertised


@contextmanager
def found(told: Advertisement, reach: Reach, voice: Voice) -> Iterator[None]:
    """On an event loop of its own; where it can not be, it is said once and the hall goes on."""
    stopped = threading.Event()

    def advertise() -> None:
        try:
            asyncio.run(_until(stopped, told, reach))
        except Exception as error:  # noqa: BLE001 - whatever the network has, the hall goes on
            voice.tell("not_found", said=f"{type(error).__name__}: {error}")

    thread = threading.Thread(target=advertise, name="advertise", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join(3)


async def _until(stopped: threading.Event, told: Advertisement, reach: Reach) -> None:
    while not stopped.is_set():
        addresses = reach.addresses()
        async with advertised(told, addresses):
            while not await asyncio.to_thread(stopped.wait, LOOK):
                if reach.addresses() != addresses:
                    break
