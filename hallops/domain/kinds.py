"""Every kind of event by its name, which is its kind in the log."""

from hallops.domain.alerting import AlertAcknowledged
from hallops.domain.events import OF_THE_QUEUE, Event
from hallops.domain.help import HelpAnswered, HelpAsked, HelpEnded
from hallops.domain.notice import NoticeGiven
from hallops.domain.personal_events import OF_PERSONS

OF_THE_FLOOR = {kind.__name__: kind for kind in (HelpAsked, HelpAnswered, HelpEnded, NoticeGiven, AlertAcknowledged)}
KINDS: dict[str, type[Event]] = {**OF_THE_QUEUE, **OF_THE_FLOOR, **OF_PERSONS}
