"""Every kind of event by its name, which is its kind in the log."""

from hallops.domain.events import OF_THE_QUEUE, Event
from hallops.domain.personal_events import OF_PERSONS

KINDS: dict[str, type[Event]] = {**OF_THE_QUEUE, **OF_PERSONS}
