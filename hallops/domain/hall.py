"""The hall as described: services, windows, classes, posts, staff. Frozen; a change is a new numbered version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hallops.domain.alerting import AlertRule, default_alerts
from hallops.domain.calendar import Calendar
from hallops.domain.modes import ServiceMode
from hallops.domain.names import Name
from hallops.domain.rules import Rules


class Reason(StrEnum):
    """What a reason is asked for. Reasons are codes from the hall's lists: free text could name a person."""

    PAUSE = "pause"
    CALL = "call"  # of a chosen ticket
    HOLD = "hold"
    CANCEL = "cancel"
    RATING = "rating"
    HELP = "help"  # what a help call is about
    NOTICE = "notice"  # papers that are missing, besides those of the catalogue


DEFAULT_REASONS: Mapping[Reason, Mapping[str, Name]] = {
    Reason.HELP: {
        "dispenser": Name("取号机求助", "Ticket machine"),
        "window": Name("窗口支援", "Help at the window"),
        "pad": Name("评价器", "Rating pad"),
        "enquiry": Name("咨询", "Question"),
        "accessible": Name("无障碍协助", "Accessibility"),
        "emergency": Name("紧急求助", "Emergency"),
    },
    Reason.NOTICE: {
        "id_card": Name("本人有效身份证件原件", "Own identity document, original"),
        "id_copy": Name("身份证复印件", "Copy of the identity card"),
        "household": Name("户口簿", "Household register"),
        "form": Name("申请表（填写完整并签名）", "Application form, complete and signed"),
        "authority": Name("授权委托书及代办人身份证件", "Letter of authority and the agent's identity document"),
        "photo": Name("近期证件照", "Recent identity photo"),
        "proof": Name("相关证明材料", "Proof of the facts stated"),
        "seal": Name("单位盖章", "Seal of the organisation"),
    },
}  # for a hall that has no list of its own


@dataclass(frozen=True, slots=True)
class Zone:
    id: str
    name: Name
    floor: str | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """A queue of its own. `letter` starts its ticket numbers; `target` is the wait in ms that counts as on time."""

    code: str
    letter: str
    name: Name
    target: int
    zone: str | None = None
    daily_limit: int | None = None
    online_only: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A counter. `rank` maps the services it can serve to 1 (its own work), 2, 3 ... (helps out)."""

    number: int
    rank: Mapping[str, int]
    zone: str | None = None
    accessible: bool = False
    tidal: bool = False  # opened on alert only


@dataclass(frozen=True, slots=True)
class Post:
    """A duty without a queue: guide desk, helper, relief."""

    id: str
    name: Name
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """`photo` is the name of a file in the photo folder of the hall's data."""

    id: str
    name: str
    photo: str | None = None


@dataclass(frozen=True, slots=True)
class ConfirmText:
    """A text that visitors confirm by their signature, as a clerk begins it; blanks are filled in at the window."""

    code: str
    title: Name
    lines: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class PriorityClass:
    """`proof` is what the guide desk looks at before it grants the class; None for the class of everybody."""

    code: str
    name: Name
    head_start: int = 0  # ms
    next_call: bool = False
    proof: Name | None = None


@dataclass(frozen=True, slots=True)
class Hall:
    """One version of a hall's description."""

    id: str
    name: Name
    timezone: str
    seats: int | None
    services: Mapping[str, Service]
    windows: Mapping[int, Window]
    classes: Mapping[str, PriorityClass]  # the first one is everybody's
    modes: tuple[ServiceMode, ...]
    staff: Mapping[str, Staff] = field(default_factory=dict)
    posts: Mapping[str, Post] = field(default_factory=dict)
    zones: Mapping[str, Zone] = field(default_factory=dict)
    reasons: Mapping[Reason, Mapping[str, Name]] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    rules: Rules = field(default_factory=Rules)
    alerts: tuple[AlertRule, ...] = field(default_factory=default_alerts)
    address: Name | None = None
    phone: str | None = None  # of the hall
    public_url: str | None = None  # where phones reach the hub, for the visitor's own page
    guidance: str | None = None  # the service that helps with what is done online only
    online: Name | None = None  # where that is done
    notices: tuple[Name, ...] = ()  # lines that run along the bottom of the boards
    confirmations: Mapping[str, ConfirmText] = field(default_factory=dict)

    def reasons_for(self, kind: Reason) -> Mapping[str, Name]:
        """The hall's list, or the suite's where there is one and the hall has none."""
        return self.reasons.get(kind) or DEFAULT_REASONS.get(kind, {})

    @property
    def everybody(self) -> PriorityClass:
        return next(iter(self.classes.values()))

    def offers(self, mode: ServiceMode, service: str) -> bool:
        """Whether a mode offers a service: it is on its list, and one of its windows can serve it."""
        if mode.services is not None and service not in mode.services:
            return False
        numbers = self.windows if mode.windows is None else mode.windows
        return any(service in self.windows[number].rank for number in numbers)
