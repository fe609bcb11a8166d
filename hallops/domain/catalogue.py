"""The catalogue: the services, by their official names, that stand behind a ticket letter."""

from dataclasses import dataclass
from enum import StrEnum

from hallops.domain.names import Name


class Level(StrEnum):
    """The level of administration that a hall or a service belongs to."""

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"


class Handling(StrEnum):
    """What the hall does about a service, in the words of the field."""

    ACCEPTED = "受理"  # decided here or passed on by us
    AGENT = "代收代办"  # papers are taken for another office
    ADVICE = "咨询预审"  # advice and a first look at the papers


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """One version of one service. Days are working days; 0 promised days: done at once (即办)."""

    code: str
    version: int
    name: Name
    department: str
    letter: str
    handling: Handling
    promise_days: int | None
    statutory_days: int | None
    modes: tuple[str, ...]  # in which it is offered
    level: Level
    online_only: bool = False
    needs: tuple[str, ...] = ()  # papers to bring
