"""Commands over HTTP: carried out once, or refused with a sentence; nothing a client sends is a fault of the hub."""

import asyncio
import json
import logging
import threading
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hallops.hub.roles import COMMANDS
from hallops.ports.access import Role
from hallops.ports.journal import Journal, JournalError, JournalFullError
from hallops.wire.commands import KINDS
from tests.hub.running import Caller, Hall, hall, headers, in_process, served

KEY = "0123456789abcdef"

NUMBER = "A999"  # opens nobody's page


def test_the_same_key_gets_the_same_answer_and_another_body_none(caller: Caller) -> None:
    first = caller.command("Issue", key=KEY, service="A").json()
    again = caller.command("Issue", key=KEY, service="A").json()
    assert again == {**first, "repeated": True}
    other = caller.command("Issue", key=KEY, service="E")
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert caller.issue() == "A002"


def test_sixteen_callers_with_one_key_get_one_ticket(caller: Caller, small: Hall) -> None:
    found: list[int] = []

    def ask() -> None:
        found.append(caller.command("Issue", key=KEY, service="A").json()["first"])

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert len(set(found)) == 1
    assert caller.issue() == "A002"


def test_by_is_whoever_asks_whatever_the_body_says(caller: Caller) -> None:
    answer = caller.command("Issue", "dispenser", service="A", by="M1")
    assert answer.json()["events"][0]["by"] == "D1"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en-GB,en;q=0.9", "Nobody waits whom window 1 may serve: call next finds no ticket."),
        ("zh-CN,zh;q=0.9,en;q=0.8", "没有1号窗口可以办理的等候号码，叫号没有结果。"),
        ("en;q=0.1, zh;q=x, zh-Hans;q=0.7", "没有"),
        ("", "没有"),
        ("fr;q=oops,,;;=", "没有"),
    ],
)
def test_a_refusal_is_said_in_the_callers_language(caller: Caller, language: str, said: str) -> None:
    sent = {**headers("window-1", None), "Accept-Language": language}
    answer = caller.client.post("/v1/commands/CallNext", json={"window": 1}, headers=sent)
    assert answer.status_code == 409
    assert answer.json()["code"] == "nobody_waits"
    assert said in answer.json()["sentence"]
    assert answer.json()["facts"]["window"] == 1


def test_a_refusal_says_what_is_possible_instead(caller: Caller) -> None:
    answer = caller.command("Start", "window-1", window=1)
    assert answer.json()["possible"]
    assert set(answer.json()["possible"]) <= set(KINDS)


@pytest.mark.parametrize(
    ("name", "body", "status", "code"),
    [
        ("Dance", b"{}", 404, "unknown_command"),
        ("CallNext", b'{"window": "three"}', 422, "malformed_command"),
        ("CallNext", b"", 422, "malformed_command"),
        ("CallNext", b"[1]", 422, "malformed_command"),
        ("CallNext", b"\xff\xfe", 422, "malformed_command"),
        ("CallNext", b"[" * 60_000, 422, "malformed_command"),
        ("CallNext", b'{"window":' + b"[" * 60_000, 422, "malformed_command"),
        ("CallNext", b'{"window": 1' + b"0" * 400 + b"}", 422, "malformed_command"),
        ("Issue", b'{"service": "A\\u0000"}', 422, "malformed_command"),
        ("Issue", b'{"service": "A", "visit": "\\ud800"}', 422, "malformed_command"),
        ("Issue", b'{"service": "' + b"A" * 300 + b'"}', 422, "malformed_command"),
        ("Issue", b'{"service": "A", "booking": {"code": "x", "start": 1e300}}', 422, "malformed_command"),
        ("SkipNumbers", b'{"prefix": "A", "last": 99999999999999999999}', 422, "malformed_command"),
        ("Issue", b'{"service": "Z"}', 409, "unknown_service"),
        ("Rate", b'{"call": 9, "grade": 5, "day": "yesterday"}', 409, "unknown_day"),
    ],
)
def test_what_can_not_be_read_is_refused_by_name(
    caller: Caller, name: str, body: bytes, status: int, code: str
) -> None:
    who = "pad-1" if name == "Rate" else "manager"
    answer = caller.client.post(f"/v1/commands/{name}", content=body, headers=headers(who, None))
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("key", ["", "short", "with space in it", "x" * 101, "schlüssel-1234".encode("latin-1")])
def test_a_key_is_needed(caller: Caller, key: str | bytes) -> None:
    sent = {**headers("manager", None), "Idempotency-Key": key}
    answer = caller.client.post("/v1/commands/Issue", json={"service": "A"}, headers=sent)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["code"]) == (422, "key_malformed")


def test_what_is_not_there_is_json_too(caller: Caller) -> None:
    assert caller.get("/v1/nothing").json()["code"] == "unknown_address"
    wrong = caller.client.get("/v1/commands/Issue", headers=headers("manager", None))
    assert (wrong.status_code, wrong.json()["code"]) == (405, "unknown_method")
    assert caller.get("/v1/views/nothing").json()["code"] == "unknown_view"
    assert caller.get("/v1/views/ticket", token=NUMBER).status_code == 404
    assert caller.get("/v1/views/ticket").json()["code"] == "malformed_view"
    assert caller.get("/v1/views/console", window="one").status_code == 422
    assert caller.get("/v1/views/board", zone="x" * 101).status_code == 422
    assert caller.get("/v1/views/window_board", window="2").json()["view"] == {"window": "2"}
    assert caller.get("/v1/views/window_board", place="2").status_code == 404
    assert caller.get("/v1/views/window_board", **{"a b": "2"}).status_code == 422
    assert caller.get("/v1/views/board", day="today").status_code == 422
    assert caller.get("/v1/views/ticket/stream", token=NUMBER).status_code == 404


class BadJournal:
    """A journal that takes nothing any more."""

    def __init__(self, journal: Journal, error: Exception) -> None:
        self._journal = journal
        self._error = error
        self.broken = False

    def append(self, *batch: object) -> None:
        if self.broken:
            raise self._error
        self._journal.append(*batch)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> object:
        return getattr(self._journal, name)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (JournalFullError("SQLITE_FULL", "disk is full"), 507, "store_full"),
        (JournalError("08006", "server at 10.0.0.1 closed"), 503, "store_unavailable"),
        (ZeroDivisionError("secret"), 503, "store_unavailable"),
    ],
)
def test_the_hubs_own_troubles_tell_no_more_than_helps(
    tmp_path: Path, error: Exception, status: int, code: str
) -> None:
    bad: list[BadJournal] = []

    def wrap(journal: Journal) -> Journal:
        bad.append(BadJournal(journal, error))
        return bad[0]  # type: ignore[return-value]

    with hall(tmp_path, wrap=wrap) as found, served(found) as caller:
        bad[0].broken = True
        answer = caller.command("Issue", service="A")
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert str(error) not in answer.text
        bad[0].broken = False
        assert caller.issue() == "A001"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
LIKELY = st.sampled_from(
    ["A", "E", "1", "S1", "A001", "other", "N", "S", "kept", "A-1", "", "2026-09-15", 1, 2, 3, 0, -1]
)
GIVEN = sorted(name for name, roles in COMMANDS.items() if roles & {Role.MANAGER, Role.DEVICE})
FIELDS = sorted({name for kind in KINDS.values() for name in kind.__dataclass_fields__})
BODIES = st.dictionaries(st.sampled_from(FIELDS), LIKELY | JSON, max_size=6)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(GIVEN), bodies=st.lists(BODIES | JSON, min_size=1, max_size=3))
def test_no_json_is_ever_a_fault_of_the_hub(
    small: Hall, caplog: pytest.LogCaptureFixture, name: str, bodies: list[object]
) -> None:
    small.seconds[0] += 60

    async def scene(client: httpx.AsyncClient) -> list[int]:
        sent = [json.dumps(body).encode() for body in bodies]
        who = headers("manager" if Role.MANAGER in COMMANDS[name] else "pad-1", None)
        asked = [client.post(f"/v1/commands/{name}", content=one, headers=who) for one in sent]
        return [answer.status_code for answer in await asyncio.gather(*asked)]

    with caplog.at_level(logging.ERROR, "hallops"):
        assert set(in_process(small, scene)) <= {200, 404, 409, 422}


def test_the_description_names_every_command_and_never_by(caller: Caller) -> None:
    described = caller.client.get("/v1/openapi.json").json()
    schemas = described["components"]["schemas"]
    assert set(KINDS) <= set(schemas)
    assert not any("by" in schema.get("properties", {}) for schema in schemas.values())
    for name in KINDS:
        body = described["paths"][f"/v1/commands/{name}"]["post"]["requestBody"]
        assert body["content"]["application/json"]["schema"]["$ref"] == f"#/components/schemas/{name}"
