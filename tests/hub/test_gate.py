"""Who comes in: passwords and PINs, wrong ones, sessions that end, pairing by code. All over real sockets."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from hallops.hub.roles import ENTRY
from hallops.ports.access import Role
from hallops.ports.accounts import Standing
from hallops.services.pairing import ALPHABET
from hallops.services.secrets import Hasher, is_weak_pin, one_time
from hallops.services.tries import pause
from tests.hub.gate import PHRASE, PIN, Door, guarded

WRONG = "red wine at noon"


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with guarded(tmp_path) as found:
        yield found


def code(answer: httpx.Response) -> str:
    return str(answer.json()["code"])


# passwords


def test_the_first_manager_changes_the_one_time_password_and_only_then_is_in(door: Door) -> None:
    once = door.first_password()
    assert once is not None
    password, again = once
    assert not again
    assert code(door.sign_in(name="manager", password=password)) == "secret_one_time"
    assert code(door.sign_in(name="manager", password=password, new=password)) == "secret_same"
    assert code(door.sign_in(name="manager", password=password, new="short")) == "password_length"
    assert code(door.sign_in(name="manager", password=password, new="themanager1")) == "password_weak"
    signed = door.sign_in(name="manager", password=password, new=PHRASE)
    assert (signed.status_code, signed.json()["role"]) == (201, "manager")
    assert door.ask("GET", "/v1/access", signed.json()["token"]).status_code == 200
    assert code(door.sign_in(name="manager", password=password)) == "wrong_secret"
    assert door.sign_in(name="manager", password=PHRASE).status_code == 201
    assert door.first_password() is None


def test_a_start_before_the_password_was_used_makes_a_new_one(door: Door) -> None:
    first, second = door.first_password(), door.first_password()
    assert first is not None
    assert second is not None
    assert (second[1], first[0] == second[0]) == (True, False)
    assert code(door.sign_in(name="manager", password=first[0], new=PHRASE)) == "wrong_secret"
    assert door.sign_in(name="manager", password=second[0], new=PHRASE).status_code == 201


def test_no_secret_is_kept_anywhere(door: Door, tmp_path: Path) -> None:
    manager = door.manager()
    console = door.paired(manager, kind="console", place="1")
    clerk = door.staffed(manager, console, "S1")
    door.sign_in(console, staff="S1", pin="999111")
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in (PHRASE, PIN, "999111", manager, console, clerk):
        assert secret.encode() not in kept


def test_accounts_of_the_office_are_made_and_removed_by_a_manager(door: Door) -> None:
    manager = door.manager()
    made = door.ask("POST", "/v1/accounts", manager, name="lily", standing="planner")
    assert made.status_code == 201
    planner = door.sign_in(name="lily", password=made.json()["secret"], new=PHRASE).json()
    assert planner["role"] == "planner"
    assert code(door.ask("POST", "/v1/accounts", planner["token"], name="x", standing="planner")) == "manager_only"
    assert code(door.ask("POST", "/v1/accounts", manager, name="lily", standing="manager")) == "account_exists"
    assert code(door.ask("POST", "/v1/accounts", manager, name="x", standing="staff")) == "unknown_standing"
    assert code(door.ask("POST", "/v1/accounts", manager, name=" ", standing="planner")) == "account_name"
    assert door.ask("DELETE", "/v1/accounts/lily", manager).status_code == 204
    assert door.ask("GET", "/v1/views/console?window=1", planner["token"]).status_code == 401
    assert code(door.ask("DELETE", "/v1/accounts/manager", manager)) == "last_manager"
    assert door.ask("DELETE", "/v1/accounts/nobody", manager).status_code == 404


# wrong tries


def test_the_pause_grows_from_seconds_to_a_quarter_of_an_hour() -> None:
    assert [pause(tries) // 1000 for tries in range(1, 11)] == [1, 2, 3, 4, 60, 120, 240, 480, 900, 900]


def test_wrong_tries_wait_then_lock_and_the_manager_sees_and_unlocks(door: Door) -> None:
    manager = door.manager()
    console = door.paired(manager, kind="console", name="front", place="1")
    door.staffed(manager, console, "S1")
    for tries in range(1, 6):
        door.later(tries)
        assert code(door.ask("POST", "/v1/sessions", console, staff="S1", pin="999111")) == "wrong_secret"
        soon = door.ask("POST", "/v1/sessions", console, staff="S1", pin=PIN)
        assert (soon.status_code, code(soon)) == (429, "secret_locked" if tries == 5 else "secret_wait")
        assert int(soon.headers["Retry-After"]) == (60 if tries == 5 else tries)
    seen = door.ask("GET", "/v1/accounts", manager).json()
    assert [(each["account"], each["device"], each["tries"]) for each in seen["tries"][:1]] == [("S1", "front", 5)]
    row = next(each for each in seen["accounts"] if each["name"] == "S1")
    assert (row["secret"], row["locked_until"]) == ("own", seen["tries"][0]["until"])
    assert "999111" not in json.dumps(seen)
    assert door.ask("POST", "/v1/accounts/S1/unlock", manager).status_code == 204
    assert door.sign_in(console, staff="S1", pin=PIN).status_code == 201


def test_a_lock_is_for_one_account_at_one_device_and_outlives_a_restart(tmp_path: Path) -> None:
    with guarded(tmp_path) as door:
        manager = door.manager()
        front, back = (door.paired(manager, kind="console", name=name, place="1") for name in ("front", "back"))
        door.staffed(manager, front, "S1")
        for _ in range(5):
            door.later(5)
            door.ask("POST", "/v1/sessions", front, staff="S1", pin="999111")
        assert code(door.sign_in(front, staff="S1", pin=PIN)) == "secret_locked"
        assert door.sign_in(back, staff="S1", pin=PIN).status_code == 201
        now = door.hall.clock.now()
    with guarded(tmp_path) as door:
        door.hall.clock.set_ms(now)
        assert code(door.sign_in(front, staff="S1", pin=PIN)) == "secret_locked"
        door.later(61)
        assert door.sign_in(front, staff="S1", pin=PIN).status_code == 201
        assert door.sign_in(front, staff="S1", pin=PIN).status_code == 201


def test_an_unknown_account_is_answered_like_a_known_one_and_its_name_is_not_kept(door: Door) -> None:
    manager = door.manager()
    for name in ("manager", "hunter2hunter2"):
        answers = [door.ask("POST", "/v1/sessions", name=name, password=WRONG) for _ in range(2)]
        assert [code(each) for each in answers] == ["wrong_secret", "secret_wait"]
        assert answers[0].status_code == 401
    seen = door.ask("GET", "/v1/accounts", manager).json()["tries"]
    assert [each["account"] for each in seen] == ["?", "manager"]


def test_one_address_can_not_try_on_and_on(door: Door) -> None:
    answers = [door.ask("POST", "/v1/sessions", name=f"n{number}", password=WRONG) for number in range(11)]
    assert [code(each) for each in answers] == ["wrong_secret"] * 10 + ["too_often"]


# PINs


@pytest.mark.parametrize("pin", ["000000", "123456", "987654", "121212", "123123", "012345", "890123"])
def test_a_weak_pin_is_weak(pin: str) -> None:
    assert is_weak_pin(pin)


def test_secrets_are_hashed_slowly() -> None:
    assert Hasher().nobody.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_pin_that_the_hub_makes_is_never_weak() -> None:
    assert not any(is_weak_pin(one_time(Standing.STAFF)) for _ in range(500))


def test_staff_choose_their_own_pin_at_the_first_sign_in(door: Door) -> None:
    manager = door.manager()
    console = door.paired(manager, kind="console", place="2")
    assert code(door.sign_in(console, staff="S1", pin="402817")) == "pin_missing"
    once = door.ask("POST", "/v1/accounts/S1/secret", manager).json()["secret"]
    assert code(door.sign_in(console, staff="S1", pin=once)) == "secret_one_time"
    assert code(door.sign_in(console, staff="S1", pin=once, new="123456")) == "pin_weak"
    assert code(door.sign_in(console, staff="S1", pin=once, new="12ab56")) == "pin_digits"
    signed = door.sign_in(console, staff="S1", pin=once, new=PIN).json()
    assert (signed["role"], signed["id"], signed["place"]) == ("window", "S1", "2")
    assert door.sign_in(console, staff="S1", pin=PIN).status_code == 201
    assert code(door.ask("POST", "/v1/accounts/S99/secret", manager)) == "unknown_account"


def test_staff_sign_in_at_paired_windows_and_posts_only(door: Door) -> None:
    manager = door.manager()
    desk = door.paired(manager, kind="guide", place="guide")
    guide = door.staffed(manager, desk, "S4")
    assert door.ask("GET", "/v1/sessions", guide).json()["role"] == "guide"
    assert door.ask("POST", "/v1/commands/Issue", guide, service="A").status_code == 200
    assert code(door.sign_in(staff="S4", pin=PIN)) == "pairing_needed"
    hall_board = door.paired(manager, kind="board")
    assert code(door.sign_in(hall_board, staff="S4", pin=PIN)) == "device_nowhere"


# sessions


def test_a_window_has_one_session_and_the_later_one_wins(door: Door) -> None:
    manager = door.manager()
    first, second = (door.paired(manager, kind="console", place="3") for _ in range(2))
    early, late = door.staffed(manager, first, "S2"), door.staffed(manager, second, "S3", "771364")
    assert door.ask("GET", "/v1/sessions", early).status_code == 401
    assert door.ask("POST", "/v1/commands/SignIn", late, place="3", staff="S3").status_code == 200
    assert code(door.ask("POST", "/v1/commands/Pause", early, place="3", reason="other")) == "sign_in_needed"


def test_a_window_session_lasts_as_long_as_the_day_and_a_managers_as_long_as_something_is_done(door: Door) -> None:
    manager = door.manager()
    console = door.paired(manager, kind="console", place="1")
    clerk = door.staffed(manager, console, "S1")
    door.later(14 * 60)
    assert door.ask("POST", "/v1/sessions/keep", manager).status_code == 200
    door.later(14 * 60)
    assert door.ask("GET", "/v1/access", manager).status_code == 200
    door.later(61)
    assert door.ask("GET", "/v1/access", manager).status_code == 401
    assert door.ask("GET", "/v1/sessions", clerk).status_code == 200
    door.hall.clock.set("19:29")
    assert door.ask("GET", "/v1/sessions", clerk).status_code == 200
    door.hall.clock.set("19:30")
    assert door.ask("GET", "/v1/sessions", clerk).status_code == 401


def test_sessions_outlive_a_restart_and_end_with_signing_out(tmp_path: Path) -> None:
    with guarded(tmp_path) as door:
        manager = door.manager()
        now = door.hall.clock.now()
    with guarded(tmp_path) as door:
        door.hall.clock.set_ms(now)
        assert door.ask("GET", "/v1/access", manager).status_code == 200
        assert door.ask("DELETE", "/v1/sessions", manager).status_code == 204
        assert door.ask("GET", "/v1/access", manager).status_code == 401


def test_a_new_secret_ends_the_sessions_of_the_old_one(door: Door) -> None:
    manager = door.manager()
    console = door.paired(manager, kind="console", place="1")
    clerk = door.staffed(manager, console, "S1")
    door.ask("POST", "/v1/accounts/S1/secret", manager)
    assert door.ask("GET", "/v1/sessions", clerk).status_code == 401
    assert code(door.sign_in(console, staff="S1", pin=PIN)) == "wrong_secret"


def test_a_page_gets_cookies_and_its_device_is_itself_again_after_signing_out(door: Door) -> None:
    manager = door.manager()
    asked = door.ask("POST", "/v1/pairings", kind="console", place="1").json()
    door.ask("POST", "/v1/pairings/approve", manager, ids=[asked["id"]])
    once = door.ask("POST", "/v1/accounts/S1/secret", manager).json()["secret"]
    page = httpx.Client(base_url=door.base, trust_env=False, headers={"Origin": "http://hall.test"})
    with page:
        bearer = {"Authorization": f"Bearer {asked['secret']}"}
        came = page.get(f"/v1/pairings/{asked['id']}", headers=bearer)
        signed = page.post("/v1/sessions", json={"staff": "S1", "pin": once, "new": PIN})
        assert signed.status_code == 201, signed.text
        assert "token" not in signed.json()
        for answer in (came, signed):
            kept = answer.headers["set-cookie"].lower()
            assert "httponly" in kept
            assert "samesite=strict" in kept
        assert page.get("/v1/sessions").json()["role"] == "window"
        assert page.delete("/v1/sessions").status_code == 204
        who = page.get("/v1/sessions").json()
        assert (who["role"], who["device"]["place"], who["staff"][0]["id"]) == ("device", "1", "S1")


def test_a_foreign_page_can_not_sign_anybody_in_or_out(door: Door) -> None:
    sent = {"Origin": "http://evil.test"}
    for method in ("POST", "DELETE"):
        answer = httpx.request(method, door.base + "/v1/sessions", headers=sent, trust_env=False)
        assert code(answer) == "other_origin"


# pairing


def test_only_who_asked_gets_the_token_and_only_after_the_manager(door: Door) -> None:
    manager = door.manager()
    asked = door.ask("POST", "/v1/pairings", kind="pad", name="pad 1", place="1").json()
    assert len(asked["code"]) == 8
    assert set(asked["code"]) <= set(ALPHABET)
    path = f"/v1/pairings/{asked['id']}"
    assert door.ask("GET", path, asked["secret"]).json()["state"] == "waiting"
    assert door.ask("GET", "/v1/views/pad?window=1", asked["secret"]).status_code == 401
    for guess in ("guess", None, manager):
        assert code(door.ask("GET", path, guess)) == "unknown_pairing"
    (listed,) = door.ask("GET", "/v1/pairings", manager).json()["pairings"]
    assert (listed["code"], listed["address"]) == (asked["code"], "127.0.0.1")
    assert asked["secret"] not in json.dumps(listed)
    door.ask("POST", "/v1/pairings/approve", manager, ids=[asked["id"]])
    token = door.ask("GET", path, asked["secret"]).json()["token"]
    assert door.ask("GET", "/v1/sessions", token).json()["device"] == {"name": "pad 1", "kind": "pad", "place": "1"}
    assert door.ask("GET", "/v1/pairings", manager).json()["pairings"] == []


def test_many_are_approved_at_once_corrected_or_none_at_all(door: Door) -> None:
    manager = door.manager()
    asked = [door.ask("POST", "/v1/pairings", kind="pad", place=place).json() for place in ("1", "2", "77")]
    ids = [each["id"] for each in asked]
    assert code(door.ask("POST", "/v1/pairings/approve", manager, ids=ids)) == "unknown_place"
    assert len(door.ask("GET", "/v1/pairings", manager).json()["pairings"]) == 3
    changes = {ids[2]: {"kind": "console", "name": "corner", "place": "3"}}
    assert door.ask("POST", "/v1/pairings/approve", manager, ids=ids, changes=changes).status_code == 200
    listed = door.ask("GET", "/v1/access", manager).json()["passes"]
    assert {(each["kind"], each["holder"], each["place"]) for each in listed} == {
        ("pad", "pad 1", "1"),
        ("pad", "pad 2", "2"),
        ("console", "corner", "3"),
    }
    assert code(door.ask("POST", "/v1/pairings/approve", manager, ids=ids[:1])) == "pairing_over"


def test_two_devices_never_share_a_name(door: Door) -> None:
    manager = door.manager()
    for _ in range(3):
        door.paired(manager, kind="dispenser")
    listed = door.ask("GET", "/v1/access", manager).json()["passes"]
    assert {each["holder"] for each in listed} == {"dispenser", "dispenser (2)", "dispenser (3)"}


def test_a_pairing_is_refused_or_expires(door: Door) -> None:
    manager = door.manager()
    first, second = (door.ask("POST", "/v1/pairings", kind="board").json() for _ in range(2))
    assert door.ask("POST", "/v1/pairings/refuse", manager, ids=[first["id"]]).status_code == 204
    assert door.ask("GET", f"/v1/pairings/{first['id']}", first["secret"]).json()["state"] == "refused"
    door.later(600)
    assert door.ask("GET", f"/v1/pairings/{second['id']}", second["secret"]).json()["state"] == "expired"
    assert code(door.ask("POST", "/v1/pairings/approve", manager, ids=[second["id"]])) == "pairing_over"


def test_what_is_no_device_of_the_hall_is_refused(door: Door) -> None:
    manager = door.manager()
    assert code(door.ask("POST", "/v1/pairings", kind="toaster")) == "unknown_kind"
    assert code(door.ask("POST", "/v1/pairings", kind="pad", name="x" * 41)) == "device_name"
    assert code(door.ask("POST", "/v1/pairings", name="x")) == "malformed_request"
    asked = door.ask("POST", "/v1/pairings", kind="console").json()
    assert code(door.ask("POST", "/v1/pairings/approve", manager, ids=[asked["id"]])) == "pairing_place"


def test_sixty_screens_of_one_address_may_ask_and_no_more(door: Door) -> None:
    answers = [door.ask("POST", "/v1/pairings", kind="board") for _ in range(61)]
    assert [each.status_code for each in answers] == [201] * 60 + [429]
    door.later(600)
    assert door.ask("POST", "/v1/pairings", kind="board").status_code == 201


def test_a_revoked_device_is_out_at_once_with_whoever_signed_in_there(door: Door) -> None:
    manager = door.manager()
    console = door.paired(manager, kind="console", place="1")
    clerk = door.staffed(manager, console, "S1")
    (listed,) = door.ask("GET", "/v1/access", manager).json()["passes"]
    assert listed["seen_at"] is not None
    sent = {"Authorization": f"Bearer {clerk}"}
    with httpx.stream("GET", f"{door.base}/v1/views/console/stream?window=1", headers=sent, trust_env=False) as stream:
        lines = stream.iter_lines()
        assert next(lines)
        assert door.ask("DELETE", f"/v1/access/{listed['id']}", manager).status_code == 204
        for _ in lines:
            pass  # it ends, or it would be given up with an error
    for token in (console, clerk):
        assert door.ask("GET", "/v1/sessions", token).status_code == 401


# the table


def test_nobody_else_decides_over_the_wire(door: Door) -> None:
    manager = door.manager()
    console = door.paired(manager, kind="console", place="1")
    clerk = door.staffed(manager, console, "S1")
    for asked in (each for each, roles in ENTRY.items() if roles == {Role.MANAGER}):
        method, path = asked.split()
        for token in (None, console, clerk):
            answer = door.ask(method, path.replace("{pass_id}", "x").replace("{name}", "S1"), token)
            assert (answer.status_code, code(answer)) == (403, "manager_only"), asked
