"""What visitors sign and write, over HTTP: kept beside the log, shown to their window only, deleted in time."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from apsw import Connection

from hallops.domain.commands import CallNext, Finish, Start
from hallops.domain.rules import DAY
from hallops.hub.purging import purge
from hallops.ports.personal import SignedText
from hallops.services.personal import seal
from hallops.services.views.views import VIEWS
from hallops.store.personal import SqlPersonal
from tests.domain.halls import TUESDAY
from tests.hub.running import Caller, Hall, hall, headers, served

CANARY = "CANARY Wang Xiaoming"
STROKES = [[[0, 10, 10], [40, 30, 60]], [[90, 5, 5], [120, 80, 9]]]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Hall]:
    with hall(tmp_path, views=VIEWS) as found:
        yield found


@pytest.fixture
def caller(small: Hall) -> Iterator[Caller]:
    """A visitor is being served at window 1."""
    with served(small) as found:
        found.issue()
        small.do(CallNext("S1", 1))
        small.do(Start("S1", 1))
        yield found


def post(caller: Caller, path: str, who: str, key: str | None = None, **body: Any) -> httpx.Response:
    return caller.client.post(path, json=body, headers=headers(who, key))


def ask(caller: Caller, who: str = "window-1", key: str | None = None, title: str = CANARY) -> httpx.Response:
    return post(caller, "/v1/confirmations", who, key, window=1, title=title, lines=["Line 1", "Line 2"])


def answer(
    caller: Caller, confirmation: str, who: str = "pad-1", key: str | None = None, **body: Any
) -> httpx.Response:
    return post(caller, f"/v1/confirmations/{confirmation}/answer", who, key, **body)


def asked(caller: Caller) -> str:
    got = ask(caller)
    assert got.status_code == 200, got.text
    return str(got.json()["id"])


def test_the_pad_reads_signs_and_the_console_sees_that_it_did(caller: Caller) -> None:
    confirmation = asked(caller)
    assert caller.get("/v1/views/pad", "pad-1", window="1").json()["view"]["confirm"] == confirmation
    read = caller.get(f"/v1/confirmations/{confirmation}", "pad-1").json()
    assert (read["title"], read["lines"], read["state"]) == (CANARY, ["Line 1", "Line 2"], "pending")
    got = answer(caller, confirmation, strokes=STROKES)
    (event,) = got.json()["events"]
    strokes = tuple(tuple((t, x, y) for t, x, y in stroke) for stroke in STROKES)
    assert event["hash"] == seal(SignedText(CANARY, ("Line 1", "Line 2")), strokes)
    newest = caller.get("/v1/views/console", "window-1", window="1").json()["view"]["confirm"]["newest"]
    assert (newest["id"], newest["state"]) == (confirmation, "signed")


def test_a_signature_that_is_sent_again_counts_once(caller: Caller) -> None:
    key, again = str(uuid4()), str(uuid4())
    first, second = ask(caller, key=key), ask(caller, key=key)
    assert (first.json()["id"], second.json()["repeated"]) == (second.json()["id"], True)
    assert ask(caller, key=key, title="another").json()["code"] == "key_reused"
    confirmation = first.json()["id"]
    assert answer(caller, confirmation, key=again, strokes=STROKES).json()["repeated"] is False
    assert answer(caller, confirmation, key=again, strokes=STROKES).json()["repeated"] is True
    assert answer(caller, confirmation, strokes=STROKES[:1]).json()["code"] == "confirm_over"
    assert caller.get(f"/v1/confirmations/{confirmation}", "window-1").json()["state"] == "signed"


def test_only_the_windows_own_pad_and_console_read_it(caller: Caller) -> None:
    confirmation = asked(caller)
    for who, status in (("window-1", 200), ("pad-1", 200), ("window-2", 403), ("manager", 403), ("guide", 403)):
        assert caller.get(f"/v1/confirmations/{confirmation}", who).status_code == status
    assert caller.get(f"/v1/confirmations/{confirmation}", None).status_code == 403
    assert caller.get("/v1/confirmations/none", "pad-1").status_code == 404


def test_only_a_pad_signs_and_only_a_console_asks(caller: Caller) -> None:
    assert ask(caller, "pad-1").json()["code"] == "not_allowed"
    assert ask(caller, "window-2").json()["code"] == "other_place"
    confirmation = asked(caller)
    for who in ("window-1", "manager", "guide", "dispenser"):
        assert answer(caller, confirmation, who, strokes=STROKES).status_code == 403
    sent = caller.command("Confirm", "pad-1", window=1, confirmation=confirmation, hash="0" * 64)
    assert sent.json()["code"] == "own_address"
    assert caller.get(f"/v1/confirmations/{confirmation}", "pad-1").json()["state"] == "pending"


def test_not_right_and_withdrawn(caller: Caller) -> None:
    first = asked(caller)
    assert answer(caller, first).json()["events"][0]["kind"] == "ConfirmDeclined"
    second = asked(caller)
    withdrawn = caller.command("WithdrawConfirm", "window-1", window=1, confirmation=second)
    assert withdrawn.json()["events"][0]["kind"] == "ConfirmWithdrawn"
    assert answer(caller, second, strokes=STROKES).json()["code"] == "confirm_over"


@pytest.mark.parametrize("strokes", [[], [[]], [[[0, 1, 1]]], [[[-1, 1, 1], [2, 2, 2]]], [[[0, 0, 0]] * 4001]])
def test_what_is_no_signature_is_refused(caller: Caller, strokes: list[Any]) -> None:
    assert answer(caller, asked(caller), strokes=strokes).json()["code"] == "bad_strokes"


def test_a_text_that_no_pad_can_show_is_refused(caller: Caller) -> None:
    assert ask(caller, title="x" * 101).json()["code"] == "confirm_text"
    assert ask(caller, title=" ").status_code == 422
    assert post(caller, "/v1/confirmations", "window-1", window="x").json()["code"] == "malformed_request"


def rated(caller: Caller, who: str = "pad-1", key: str | None = None, comment: str = CANARY) -> httpx.Response:
    return post(caller, "/v1/ratings", who, key, call=1, grade=1, day=TUESDAY.isoformat(), comment=comment)


def comments(caller: Caller, who: str = "manager") -> httpx.Response:
    return caller.get("/v1/comments", who, day=TUESDAY.isoformat())


def test_a_comment_comes_with_its_rating_once_and_a_manager_alone_reads_it(caller: Caller, small: Hall) -> None:
    small.do(Finish("S1", 1))
    key = str(uuid4())
    assert rated(caller, key=key).json()["events"][0]["grade"] == 1
    assert rated(caller, key=key).json()["repeated"]
    assert rated(caller, comment="another").json()["code"] == "rated_already"
    assert [one["comment"] for one in comments(caller).json()["comments"]] == [CANARY]
    for who in ("window-1", "guide", "planner", "pad-1"):
        assert comments(caller, who).status_code == 403
    assert rated(caller, "window-1").json()["code"] == "not_allowed"
    assert rated(caller, comment="x" * 201).json()["code"] == "comment_text"
    assert caller.get("/v1/comments", day="someday").status_code == 404


def test_nothing_personal_is_in_the_log_the_views_or_the_metrics(caller: Caller, small: Hall) -> None:
    confirmation = asked(caller)
    answer(caller, confirmation, strokes=STROKES)
    small.do(Finish("S1", 1))
    rated(caller)
    said = [caller.get("/metrics").text, *(caller.get("/v1/views/board", None).text for _ in range(1))]
    said += [caller.get(f"/v1/views/{view}", "manager", window="1").text for view in ("pad", "console")]
    tables = Connection(str(small.store.place.database), flags=1)
    with closing(tables):
        for table in ("event", "command", "ticket", "call"):
            said.append(str(list(tables.execute(f"SELECT * FROM {table}"))))  # noqa: S608 - names of ours
        assert CANARY in str(list(tables.execute("SELECT text FROM confirmation")))
    assert not [text for text in said if "CANARY" in text]


def test_after_so_many_days_it_is_gone_and_the_log_says_so(caller: Caller, small: Hall) -> None:
    confirmation = asked(caller)
    small.do(Finish("S1", 1))
    rated(caller)
    personal = SqlPersonal(small.store.connection, small.store.hall)

    def round_after(days: int) -> None:
        small.clock.set_ms(small.clock.now() + days * DAY)
        asyncio.run(purge(small.keeper, personal, small.clock))

    round_after(29)
    assert caller.get(f"/v1/confirmations/{confirmation}", "pad-1").status_code == 200
    round_after(2)
    assert caller.get(f"/v1/confirmations/{confirmation}", "pad-1").status_code == 404
    assert comments(caller).json()["comments"] == []
    with closing(Connection(str(small.store.place.database), flags=1)) as tables:
        kinds = [body for (body,) in tables.execute("SELECT body FROM event WHERE kind = 'PersonalPurged'")]
    assert len(kinds) == 1
    assert '"confirmations":1,"comments":1' in kinds[0]
    round_after(1)
