"""Lets personal data go when the hall's rules say so: once an hour the log notes how much, then it is deleted.

Noted first: a loss of power in between leaves a note too many, never a deletion that nobody knows of.
"""

import asyncio
import logging
from uuid import uuid4

from hallops.domain.hall_day import HallDay
from hallops.domain.personal_commands import PurgePersonal
from hallops.domain.refusal import Refusal
from hallops.hub.patience import answered
from hallops.ports.clock import Clock
from hallops.ports.journal import JournalError
from hallops.ports.personal import PersonalStore
from hallops.services.keeper import Keeper

log = logging.getLogger(__name__)

EVERY = 3600.0  # seconds
CALENDAR = "calendar"


async def keep_purging(keeper: Keeper, personal: PersonalStore, clock: Clock, every: float = EVERY) -> None:
    """Runs until it is cancelled."""
    while True:
        try:
            await purge(keeper, personal, clock)
        except (Refusal, JournalError, TimeoutError) as error:
            log.warning("personal data could not be purged now: %s", error)
        await asyncio.sleep(every)


async def purge(keeper: Keeper, personal: PersonalStore, clock: Clock) -> None:
    """One round."""

    def due(day: HallDay) -> PurgePersonal:
        before = clock.now() - day.hall.rules.keep_personal
        held = personal.held_before(before)
        return PurgePersonal(CALENDAR, before, held.confirmations, held.comments)

    command = await answered(keeper.ask(due))
    if command.confirmations or command.comments:
        await answered(keeper.submit(command, f"purge-{uuid4()}"))
        await answered(keeper.ask(lambda _: personal.purge(command.before)))
