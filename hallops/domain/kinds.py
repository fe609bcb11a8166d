"""Every kind of event by its name: what a log may hold."""

from hallops.domain.alerting import AlertAcknowledged
from hallops.domain.events import KINDS, Event
from hallops.domain.help import HelpAnswered, HelpAsked, HelpEnded
from hallops.domain.notice import NoticeGiven

EVENT_KINDS: dict[str, type[Event]] = {
    **KINDS,
    **{kind.__name__: kind for kind in (HelpAsked, HelpAnswered, HelpEnded, NoticeGiven, AlertAcknowledged)},
}
