"""Who may do what: one table of commands and one of views, by role. What no row allows is denied."""

from collections.abc import Mapping

from hallops.domain.commands import Command, SignIn
from hallops.domain.refusal import Refusal, Term
from hallops.ports.access import Identity, Role

MANAGER, GUIDE, WINDOW, PLANNER, DEVICE, VISITOR = Role
Roles = frozenset[Role]

_DESK: Roles = frozenset({MANAGER, GUIDE})
_COUNTER: Roles = frozenset({MANAGER, WINDOW})
_PLACES: Roles = frozenset({MANAGER, GUIDE, WINDOW})
_PAD: Roles = frozenset({DEVICE})
_ALL: Roles = frozenset(Role)

COMMANDS: Mapping[str, Roles] = {
    # the day: the hub's own calendar, else the manager
    "KeepTime": frozenset({MANAGER}),
    "ChangeHall": frozenset({MANAGER}),
    "SkipNumbers": frozenset({MANAGER}),
    # tickets
    "Issue": _DESK | {DEVICE},
    "PrintTicket": _DESK | {DEVICE},
    "SetPriority": _DESK,
    "SetNeeds": _DESK,
    "Reinsert": _PLACES,
    "Requeue": _PLACES,
    "Leave": _DESK,
    "Cancel": _PLACES,
    # the visitor at a pad: nobody on the staff's side may do it
    "Rate": _PAD,
    "Confirm": _PAD,
    "DeclineConfirm": _PAD,
    "AskConfirm": _COUNTER,
    "WithdrawConfirm": _COUNTER,
    "PurgePersonal": frozenset(),  # the hub's own
    # windows and posts
    "SignIn": _PLACES,
    "SignOut": _PLACES,
    "Pause": _PLACES,
    "Continue": _PLACES,
    # the visitor at a window
    "CallNext": _COUNTER,
    "CallTicket": _COUNTER,
    "Recall": _COUNTER,
    "Start": _COUNTER,
    "Finish": _COUNTER,
    "Miss": _COUNTER,
    "HoldTicket": _COUNTER,
    "Resume": _COUNTER,
    "Transfer": _COUNTER,
    "Undo": _COUNTER,
    "GiveNotice": _COUNTER,
    # help calls and alerts
    "AskHelp": _PLACES | {DEVICE},
    "AnswerHelp": _DESK,
    "EndHelp": _DESK,
    "AcknowledgeAlert": _PLACES,
}

VIEWS: Mapping[str, Roles] = {
    "board": _ALL,
    "window_board": _ALL,
    "door": _ALL,
    "dispenser": _ALL,
    "ticket": _ALL,
    "help_calls": _ALL,
    "enquiry": _ALL,
    "console": _COUNTER | {PLANNER},
    "pad": _COUNTER | {PLANNER, DEVICE},
    "guide": _DESK | {PLANNER},
    "guide_ticket": _DESK | {PLANNER},
    "alerts": _PLACES | {PLANNER},
    "notice": _PLACES,
    "duties": _PLACES,
    "outlook": _DESK | {PLANNER},
}

FEED: Roles = _ALL - {VISITOR}
METRICS: Roles = frozenset({MANAGER})

# Who comes in: what is asked for beside commands and views. Who has nothing yet must be able to ask.
ENTRY: Mapping[str, Roles] = {
    "GET /v1/sessions": _ALL,
    "POST /v1/sessions": _ALL,
    "POST /v1/sessions/keep": _ALL,
    "DELETE /v1/sessions": _ALL,
    "POST /v1/pairings": _ALL,
    "GET /v1/pairings": frozenset({MANAGER}),
    "POST /v1/pairings/approve": frozenset({MANAGER}),
    "POST /v1/pairings/refuse": frozenset({MANAGER}),
    "GET /v1/access": frozenset({MANAGER}),
    "POST /v1/access": frozenset({MANAGER}),
    "DELETE /v1/access/{pass_id}": frozenset({MANAGER}),
    "POST /v1/bookings": frozenset({MANAGER}),
    "GET /v1/accounts": frozenset({MANAGER}),
    "POST /v1/accounts": frozenset({MANAGER}),
    "DELETE /v1/accounts/{name}": frozenset({MANAGER}),
    "POST /v1/accounts/{name}/secret": frozenset({MANAGER}),
    "POST /v1/accounts/{name}/unlock": frozenset({MANAGER}),
}

# Fields that only these roles may set: whoever looked at a proof, asks for a copy, or ends another's work.
RESERVED: Mapping[tuple[str, str], Roles] = {
    ("Issue", "proof_seen"): _DESK,
    ("PrintTicket", "reprint"): _DESK,
    ("SignOut", "forced"): frozenset({MANAGER}),
    ("Finish", "forced"): frozenset({MANAGER}),
}

KEPT_BESIDE: Mapping[str, str] = {  # commands whose text is kept beside the log, and where they are sent with it
    "AskConfirm": "/v1/confirmations",
    "Confirm": "/v1/confirmations/ID/answer",
    "DeclineConfirm": "/v1/confirmations/ID/answer",
}

AT_OWN_PLACE: Roles = frozenset({WINDOW, GUIDE})  # their commands name no other place
SEES_OWN_PLACE: Roles = frozenset({WINDOW, DEVICE})  # nor do their views, of those that are
HEARD: Mapping[str, str | None] = {"alerts": None, "guide": "guide"}  # whose alerts a view has; staff hear their own
OF_A_PLACE = frozenset({"console", "pad"})  # not meant for everybody's eyes


def check_command_name(who: Identity, name: str) -> None:
    """Raises Refusal: the role may not give such a command at all."""
    if who.role not in COMMANDS.get(name, frozenset()):
        raise Refusal("not_allowed", role=Term(who.role), asked=Term(name))


def check_command(who: Identity, command: Command) -> None:
    """Raises Refusal: the role may not give this command, here or with these fields."""
    name = type(command).__name__
    check_command_name(who, name)
    for (of, field), roles in RESERVED.items():
        if of == name and getattr(command, field) and who.role not in roles:
            raise Refusal("field_reserved", role=Term(who.role), asked=Term(name), field=field)
    place = _place_of(command)
    if who.role in AT_OWN_PLACE and place is not None and place != who.place:
        raise Refusal("other_place", asked=Term(name), own=who.place or "-", place=place)
    if COMMANDS[name] is _PAD and (who.place is None or place not in {None, who.place}):
        raise Refusal("other_place", asked=Term(name), own=who.place or "-", place=place or "-")
    if who.role in AT_OWN_PLACE and isinstance(command, SignIn) and command.staff != who.id:
        raise Refusal("other_staff", staff=command.staff)


def check_entry(who: Identity, asked: str) -> None:
    """Raises Refusal: the role does not decide who comes in. `asked` is a method and a route."""
    if who.role not in ENTRY.get(asked, frozenset()):
        raise Refusal("manager_only")


def check_view(who: Identity, name: str, params: Mapping[str, object]) -> None:
    """Raises Refusal: the role may not see this view, or not of this place."""
    if who.role not in VIEWS.get(name, frozenset()):
        raise Refusal("view_not_allowed", role=Term(who.role), view=name)
    if name in HEARD and who.role in AT_OWN_PLACE and params.get("role", HEARD[name]) != who.role.value:
        raise Refusal("view_not_allowed", role=Term(who.role), view=name)
    if name == "duties" and who.role is not MANAGER and params.get("staff") != who.id:
        raise Refusal("other_duties", staff=str(params.get("staff") or "-"))
    window = params.get("window") if name in OF_A_PLACE else None
    if who.role in SEES_OWN_PLACE and window is not None and str(window) != who.place:
        raise Refusal("other_place", asked=name, own=who.place or "-", place=str(window))


def _place_of(command: Command) -> str | None:
    window = getattr(command, "window", None)
    place: str | None = getattr(command, "place", None)
    return place or None if window is None else str(window)
