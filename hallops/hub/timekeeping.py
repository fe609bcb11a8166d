"""Lets the calendar act: the hub asks the keeper every second to keep the time, more often where its clock hurries."""

import asyncio
import logging
from collections.abc import Callable
from uuid import uuid4

from hallops.domain.commands import KeepTime
from hallops.domain.refusal import Refusal
from hallops.hub.patience import answered
from hallops.ports.journal import JournalError
from hallops.services.keeper import Keeper

log = logging.getLogger(__name__)

EVERY = 1.0  # second
LEAST = 0.1
CALENDAR = "calendar"


async def keep_time(keeper: Keeper, pace: Callable[[], float] = lambda: 1.0) -> None:
    """Runs until it is cancelled. A failure is logged once, not every second."""
    said = ""
    while True:
        trouble = await _ask(keeper)
        if trouble and trouble != said:
            log.warning("the calendar could not act: %s", trouble)
        said = trouble
        await asyncio.sleep(max(LEAST, EVERY / max(1.0, pace())))


async def _ask(keeper: Keeper) -> str:
    try:
        await answered(keeper.submit(KeepTime(CALENDAR), f"{CALENDAR}-{uuid4()}"))
    except Refusal:
        return ""  # nothing to do
    except (JournalError, TimeoutError) as error:
        return f"{type(error).__name__} {error}"
    except Exception:
        log.exception("the calendar met a fault")
        return ""
    return ""
