"""Waiting for the keeper without disturbing it."""

import asyncio
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

ANSWER = 10  # seconds until the keeper counts as not answering


async def answered(future: "Future[T]", seconds: float = ANSWER) -> T:
    """The keeper's answer.

    A caller that goes away does not cancel the future: the keeper will set it all the same.

    Raises:
        TimeoutError: there was none in time. The command may still be carried out; its key makes asking again safe.
    """
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    future.add_done_callback(lambda _: _call(loop, done))
    async with asyncio.timeout(seconds):
        await done
    return future.result()


def _call(loop: asyncio.AbstractEventLoop, done: "asyncio.Future[None]") -> None:
    """In the keeper's thread; a loop that has been closed waits for nothing any more."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(_set, done)


def _set(done: "asyncio.Future[None]") -> None:
    if not done.done():  # given up meanwhile
        done.set_result(None)
