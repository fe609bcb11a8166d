"""Who may do what, written down a second time by hand; a route, command or view that is not here fails."""

import pytest
from starlette.routing import BaseRoute

from hallops.domain.refusal import Refusal
from hallops.hub.roles import COMMANDS, ENTRY, VIEWS, check_command, check_entry, check_view
from hallops.hub.server import make_app
from hallops.ports.access import Identity, Role
from hallops.wire.commands import KINDS, read_command_by
from tests.hub.running import VIEWS as SMALL_VIEWS
from tests.hub.running import Caller, Hall

# m manager, g guide, w window, p planner, d device, v visitor
WHO = {"m": Role.MANAGER, "g": Role.GUIDE, "w": Role.WINDOW, "p": Role.PLANNER, "d": Role.DEVICE, "v": Role.VISITOR}
MAY_COMMAND = {
    "KeepTime": "m",
    "ChangeHall": "m",
    "SkipNumbers": "m",
    "Issue": "mgd",
    "PrintTicket": "mgd",
    "SetPriority": "mg",
    "SetNeeds": "mg",
    "Reinsert": "mgw",
    "Requeue": "mgw",
    "Leave": "mg",
    "Cancel": "mgw",
    "Rate": "d",
    "Confirm": "d",
    "DeclineConfirm": "d",
    "AskConfirm": "mw",
    "WithdrawConfirm": "mw",
    "PurgePersonal": "",
    "SignIn": "mgw",
    "SignOut": "mgw",
    "Pause": "mgw",
    "Continue": "mgw",
    "CallNext": "mw",
    "CallTicket": "mw",
    "Recall": "mw",
    "Start": "mw",
    "Finish": "mw",
    "Miss": "mw",
    "HoldTicket": "mw",
    "Resume": "mw",
    "Transfer": "mw",
    "Undo": "mw",
    "GiveNotice": "mw",
    "AskHelp": "mgwd",
    "AnswerHelp": "mg",
    "EndHelp": "mg",
    "AcknowledgeAlert": "mgw",
}
MAY_SEE = {
    "board": "mgwpdv",
    "window_board": "mgwpdv",
    "door": "mgwpdv",
    "dispenser": "mgwpdv",
    "ticket": "mgwpdv",
    "enquiry": "mgwpdv",
    "console": "mwp",
    "pad": "mwpd",
    "guide": "mgp",
    "guide_ticket": "mgp",
    "help_calls": "mgwpdv",
    "alerts": "mgwp",
    "notice": "mgw",
    "duties": "mgw",
    "outlook": "mgp",
}
MAY_ASK = {
    "GET /v1/sessions": "mgwpdv",
    "POST /v1/sessions": "mgwpdv",
    "POST /v1/sessions/keep": "mgwpdv",
    "DELETE /v1/sessions": "mgwpdv",
    "POST /v1/pairings": "mgwpdv",
    "GET /v1/pairings": "m",
    "POST /v1/pairings/approve": "m",
    "POST /v1/pairings/refuse": "m",
    "GET /v1/access": "m",
    "POST /v1/access": "m",
    "DELETE /v1/access/{pass_id}": "m",
    "POST /v1/bookings": "m",
    "GET /v1/accounts": "m",
    "POST /v1/accounts": "m",
    "DELETE /v1/accounts/{name}": "m",
    "POST /v1/accounts/{name}/secret": "m",
    "POST /v1/accounts/{name}/unlock": "m",
}
ROUTES = {
    "POST /v1/bookings",
    "POST /v1/access",
    "GET /v1/access",
    "DELETE /v1/access/{pass_id}",
    "GET /enter",
    "GET /v1/sessions",
    "POST /v1/sessions",
    "POST /v1/sessions/keep",
    "DELETE /v1/sessions",
    "POST /v1/pairings",
    "GET /v1/pairings",
    "GET /v1/pairings/{pairing_id}",
    "POST /v1/pairings/approve",
    "POST /v1/pairings/refuse",
    "GET /v1/accounts",
    "POST /v1/accounts",
    "DELETE /v1/accounts/{name}",
    "POST /v1/accounts/{name}/secret",
    "POST /v1/accounts/{name}/unlock",
    "POST /v1/commands/{name}",
    "GET /v1/views/{name}",
    "GET /v1/views/{name}/stream",
    "GET /v1/catalogue",
    "POST /v1/check-in",
    "POST /v1/devices/me/state",
    "GET /v1/devices/me/state",
    "GET /v1/tickets/{token}/qr.svg",
    "WS /v1/feed",
    "GET /v1/feed/sse",
    "POST /v1/confirmations",
    "GET /v1/confirmations/{confirmation}",
    "POST /v1/confirmations/{confirmation}/answer",
    "POST /v1/ratings",
    "GET /v1/comments",
    "GET /v1/photos/{staff}",
    "GET /v1/sounds/{call}.wav",
    "GET /ca.crt",
    "GET /health/live",
    "GET /health/ready",
    "GET /metrics",
    "GET /v1/openapi.json",
    "HEAD /v1/openapi.json",
}
BODIES = {
    "SignIn": '{"place": "1", "staff": "X1"}',
    "SignOut": '{"place": "1"}',
    "Pause": '{"place": "1", "reason": "other"}',
    "Continue": '{"place": "1"}',
    "Issue": '{"service": "A"}',
    "Rate": '{"call": 1, "grade": 5}',
    "CallTicket": '{"window": 1, "ticket": "A001", "reason": "other"}',
    "HoldTicket": '{"window": 1, "hold": "kept"}',
    "Resume": '{"window": 1, "ticket": "A001"}',
    "Transfer": '{"window": 1, "service": "E"}',
    "SetPriority": '{"ticket": "A001", "priority": "S"}',
    "SetNeeds": '{"ticket": "A001", "accessible": true, "language": "zh"}',
    "Cancel": '{"ticket": "A001", "reason": "other"}',
    "SkipNumbers": '{"prefix": "A", "last": 9}',
    "ChangeHall": '{"version": 1}',
    **dict.fromkeys(("CallNext", "Recall", "Start", "Finish", "Miss", "Undo"), '{"window": 1}'),
    **dict.fromkeys(("PrintTicket", "Reinsert", "Requeue", "Leave"), '{"ticket": "A001"}'),
    "KeepTime": "{}",
    "GiveNotice": '{"window": 1, "ticket": "A001", "item": null, "needs": ["other"]}',
    "AskHelp": '{"place": "1", "kind": "other"}',
    "AnswerHelp": '{"help": 1}',
    "EndHelp": '{"help": 1}',
    "AcknowledgeAlert": '{"alert": "paused:3:60000"}',
    "AskConfirm": '{"window": 1, "confirmation": "c1"}',
    "WithdrawConfirm": '{"window": 1, "confirmation": "c1"}',
    "Confirm": '{"window": 1, "confirmation": "c1", "hash": "0"}',
    "DeclineConfirm": '{"window": 1, "confirmation": "c1"}',
    "PurgePersonal": '{"before": 1, "confirmations": 1, "comments": 1}',
}


PAD_ONLY = {"Rate", "Confirm", "DeclineConfirm"}  # the visitor's own


def identity(role: Role, place: str | None = "1") -> Identity:
    return Identity(role, "X1", place)


def refused(who: Identity, name: str, body: str) -> str | None:
    try:
        check_command(who, read_command_by(name, body.encode(), who.id))
    except Refusal as refusal:
        return refusal.code
    return None


def test_the_tables_hold_all_there_is() -> None:
    assert set(COMMANDS) == set(KINDS) == set(MAY_COMMAND)
    assert set(VIEWS) == set(MAY_SEE)


@pytest.mark.parametrize("letter", WHO)
@pytest.mark.parametrize("name", MAY_COMMAND)
def test_a_role_may_give_its_commands_and_no_others(name: str, letter: str) -> None:
    code = refused(identity(WHO[letter]), name, BODIES[name])
    assert code == (None if letter in MAY_COMMAND[name] else "not_allowed")


@pytest.mark.parametrize("letter", WHO)
@pytest.mark.parametrize("name", MAY_SEE)
def test_a_role_may_see_its_views_and_no_others(name: str, letter: str) -> None:
    asked: dict[str, dict[str, object]] = {
        "pad": {"window": 1},
        "console": {"window": 1},
        "alerts": {"role": WHO[letter].value},
        "duties": {"staff": "X1"},
    }
    params = asked.get(name, {})
    if letter in MAY_SEE[name]:
        check_view(identity(WHO[letter]), name, params)
        return
    with pytest.raises(Refusal) as refusal:
        check_view(identity(WHO[letter]), name, params)
    assert refusal.value.code == "view_not_allowed"


@pytest.mark.parametrize("letter", WHO)
def test_who_comes_in_is_the_managers_to_decide(letter: str) -> None:
    assert set(ENTRY) == set(MAY_ASK) <= ROUTES
    allowed = {asked for asked, roles in ENTRY.items() if WHO[letter] in roles}
    assert allowed == {asked for asked, letters in MAY_ASK.items() if letter in letters}
    with pytest.raises(Refusal) as refusal:
        check_entry(identity(WHO[letter]), "GET /v1/anything")
    assert refusal.value.code == "manager_only"


@pytest.mark.parametrize(
    "name",
    [name for name, body in BODIES.items() if name not in PAD_ONLY and ('"window"' in body or '"place"' in body)],
)
def test_window_staff_act_at_their_own_place_only(name: str) -> None:
    assert refused(identity(Role.WINDOW, "2"), name, BODIES[name]) == "other_place"
    assert refused(identity(Role.WINDOW, None), name, BODIES[name]) == "other_place"
    assert refused(identity(Role.MANAGER, "2"), name, BODIES[name]) is None


def test_staff_hear_the_alerts_of_their_own_role_and_may_ask_for_help_where_they_are() -> None:
    for params in ({}, {"role": "manager"}):
        with pytest.raises(Refusal, match="the view alerts"):
            check_view(identity(Role.WINDOW), "alerts", params)
        check_view(identity(Role.MANAGER), "alerts", params)
    with pytest.raises(Refusal, match="the view guide"):
        check_view(identity(Role.GUIDE, "guide"), "guide", {"role": "manager"})
    check_view(identity(Role.MANAGER), "guide", {"role": "manager"})
    assert refused(identity(Role.GUIDE, "guide"), "AskHelp", '{"place": "", "kind": "other"}') is None


@pytest.mark.parametrize("view", ["pad", "console"])
def test_a_window_and_a_pad_see_their_own_place_only(view: str) -> None:
    role = Role.DEVICE if view == "pad" else Role.WINDOW
    for place in ("2", None):
        with pytest.raises(Refusal, match="not at 1"):
            check_view(identity(role, place), view, {"window": 1})
    check_view(identity(Role.PLANNER, None), view, {"window": 1})
    check_view(identity(role, "2"), "window_board", {"window": 1})


@pytest.mark.parametrize(
    ("name", "body", "letters"),
    [
        ("Issue", '{"service": "A", "priority": "S", "proof_seen": true}', "mg"),
        ("PrintTicket", '{"ticket": "A001", "reprint": true}', "mg"),
        ("SignOut", '{"place": "1", "forced": true}', "m"),
        ("Finish", '{"window": 1, "forced": true}', "m"),
    ],
)
def test_some_fields_are_for_some_only(name: str, body: str, letters: str) -> None:
    for letter in MAY_COMMAND[name]:
        assert refused(identity(WHO[letter]), name, body) == (None if letter in letters else "field_reserved")


@pytest.mark.parametrize("name", sorted(PAD_ONLY))
def test_a_pad_is_not_operated_from_the_staff_side(name: str) -> None:
    for letter in "mgwp":
        assert refused(identity(WHO[letter]), name, BODIES[name]) == "not_allowed"
    assert refused(identity(Role.DEVICE, None), name, BODIES[name]) == "other_place"  # a dispenser has no pad's place
    if '"window"' in BODIES[name]:
        assert refused(identity(Role.DEVICE, "2"), name, BODIES[name]) == "other_place"


def test_duties_are_ones_own() -> None:
    for role in (Role.WINDOW, Role.GUIDE):
        for params in ({"staff": "S2"}, {}):
            with pytest.raises(Refusal, match="their own duties"):
                check_view(identity(role), "duties", params)
        check_view(identity(role), "duties", {"staff": "X1"})
    check_view(identity(Role.MANAGER), "duties", {"staff": "S2"})


def test_one_signs_in_oneself() -> None:
    for role in (Role.WINDOW, Role.GUIDE):
        assert refused(identity(role), "SignIn", '{"place": "1", "staff": "S2"}') == "other_staff"
    assert refused(identity(Role.MANAGER), "SignIn", '{"place": "1", "staff": "S2"}') is None


def said(route: BaseRoute) -> set[str]:
    path = str(getattr(route, "path", route))
    methods = getattr(route, "methods", None) or {"WS"}
    return {f"{method} {path}" for method in methods}


def leaves(routes: list[BaseRoute]) -> list[BaseRoute]:
    """Routes, those of included routers too."""
    found = []
    for route in routes:
        inner = getattr(route, "original_router", None) or getattr(route, "app", None)
        below = list(getattr(inner, "routes", []))
        found += leaves(below) if below and not hasattr(route, "methods") else [route]
    return found


def test_every_way_in_is_known(small: Hall) -> None:
    assert {one for route in leaves(small.app.routes) for one in said(route)} == ROUTES


def test_a_view_without_a_row_is_an_error_at_once(small: Hall) -> None:
    parts = small.app.state.hub.parts
    secret = type(parts)(
        **{**{name: getattr(parts, name) for name in parts.__slots__}, "views": {"secret": SMALL_VIEWS["board"]}}
    )
    with pytest.raises(ValueError, match="secret"):
        make_app(secret)


def test_over_the_wire_nobody_is_401_and_the_wrong_one_403(caller: Caller) -> None:
    assert caller.command("Issue", "stranger", service="A").status_code == 401
    assert caller.get("/v1/views/board", "stranger").json()["code"] == "sign_in_needed"
    assert caller.get("/v1/views/board", None).status_code == 200
    assert caller.get("/v1/views/console", None, window=1).status_code == 403
    assert caller.command("Issue", None, service="A").status_code == 403
    assert caller.command("CallNext", "window-2", window=1).json()["code"] == "other_place"
    assert caller.get("/v1/views/console", "window-2", window=1).status_code == 403
    assert caller.get("/v1/feed/sse", None).status_code == 403
    assert caller.get("/v1/views/console/stream", "pad-1", window=1).status_code == 403


def test_a_page_is_known_by_its_cookie(caller: Caller) -> None:
    sent = {"Cookie": "hallops=window-1", "Origin": "http://hall.test", "Idempotency-Key": "0123456789"}
    assert caller.client.get("/v1/views/console?window=1", headers=sent).status_code == 200
    answer = caller.client.post("/v1/commands/Pause", json={"place": "1", "reason": "other"}, headers=sent)
    assert answer.json()["events"][0]["by"] == "S1"
