"""Waiting for the keeper without disturbing it."""

import asyncio
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")

ANSWER = 10  # seconds until the keeper counts as not answering


async def answered(future: "Future[T]", seconds: float = ANSWER) -> T:
    """The keeper's answer.

    A caller that goes away does not cancel the future: the keeper will set it all the same.

    Raises:
        TimeoutError: there was none in time. The command may still be carried out; its key makes asking again safe.
    """
    async with asyncio.timeout(seconds):
        return await asyncio.shield(asyncio.wrap_future(future))
