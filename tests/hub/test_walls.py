"""What keeps a hub standing: sizes, rates, origins, its health and its figures."""

import asyncio
import logging
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from fastapi import APIRouter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from hallops.domain.hall_day import HallDay
from hallops.hub import health
from hallops.services import readiness
from tests.hub.running import Caller, Hall, hall, headers, in_process, served

HUGE = b'{"service": "' + b"A" * 70_000 + b'"}'


def test_a_body_too_large_is_not_read(caller: Caller) -> None:
    answer = caller.client.post("/v1/commands/Issue", content=HUGE, headers=headers("manager", None))
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_a_body_that_hides_its_length_is_stopped(caller: Caller) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(70):
            yield b"A" * 1024

    answer = caller.client.post("/v1/commands/Issue", content=pieces(), headers=headers("manager", None))
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_a_dispenser_gives_five_tickets_at_once_and_then_one_a_second(caller: Caller, small: Hall) -> None:
    answers = [caller.command("Issue", "dispenser", service="A") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[5].headers["Retry-After"] == "1"
    assert answers[5].json()["sentence"] == "Too many requests: try again in 1 seconds."
    assert caller.command("Issue", "guide", service="A").status_code == 200
    small.seconds[0] += 1
    assert caller.command("Issue", "dispenser", service="A").status_code == 200
    assert caller.command("Issue", "dispenser", service="A").status_code == 429


def test_anybody_gives_forty_commands_at_once_and_then_ten_a_second(caller: Caller, small: Hall) -> None:
    statuses = [caller.command("CallNext", "window-1", window=1).status_code for _ in range(41)]
    assert statuses == [409] * 40 + [429]
    assert caller.command("CallNext", "window-2", window=2).status_code == 409
    small.seconds[0] += 0.1
    assert caller.command("CallNext", "window-1", window=1).status_code == 409


@pytest.mark.parametrize("origin", ["http://evil.test", "null", "http://hall.test.evil.test", "HTTP://HALL.TEST", ""])
def test_a_foreign_page_can_not_command_nor_listen(caller: Caller, origin: str) -> None:
    sent = {**headers("manager", None), "Origin": origin}
    answer = caller.client.post("/v1/commands/Issue", json={"service": "A"}, headers=sent)
    assert (answer.status_code, answer.json()["code"]) == (403, "other_origin")
    with pytest.raises(InvalidStatus) as refused, connect(feed_url(caller), additional_headers=sent, proxy=None):
        pass
    assert refused.value.response.status_code == 403
    assert b"other_origin" in (refused.value.response.body or b"")


def test_without_an_origin_a_program_brings_its_token_itself(caller: Caller) -> None:
    sent = headers("manager", None)
    del sent["Origin"]
    assert caller.client.post("/v1/commands/Issue", json={"service": "A"}, headers=sent).status_code == 200
    with connect(feed_url(caller), additional_headers=sent, proxy=None) as feed:
        assert feed.recv(30)
    cookie = {"Cookie": "hallops=manager", "Idempotency-Key": "0123456789"}
    answer = caller.client.post("/v1/commands/Issue", json={"service": "A"}, headers=cookie)
    assert answer.json()["code"] == "other_origin"
    with pytest.raises(InvalidStatus), connect(feed_url(caller), additional_headers=cookie, proxy=None):
        pass


def test_the_feed_says_why_it_is_closed_to_a_stranger(caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
    for who, status in (("stranger", 401), (None, 403)):
        sent = headers(who, None)
        with pytest.raises(InvalidStatus) as refused, connect(feed_url(caller), additional_headers=sent, proxy=None):
            pass
        assert refused.value.response.status_code == status
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_websocket_message_too_large_ends_it(caller: Caller) -> None:
    with connect(feed_url(caller), additional_headers=headers("manager", None), proxy=None) as feed:
        feed.recv(30)
        feed.send("x" * 20_000)
        with pytest.raises(ConnectionClosed) as closed:
            feed.recv(30)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


def test_a_live_and_ready_hub_says_so(caller: Caller) -> None:
    assert caller.client.get("/health/live").json() == {"alive": True}
    ready = caller.client.get("/health/ready")
    assert ready.status_code == 200, ready.text
    assert ready.json()["ready"]
    assert ready.json()["keeper_ms"] < 1000
    assert ready.json()["database"] == "SQLite for tests"


def test_a_hub_is_not_ready_while_its_keeper_is_held_up_or_the_disk_is_full(
    caller: Caller, small: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "ROOM", 2**70)
    assert caller.client.get("/health/ready").status_code == 503
    monkeypatch.undo()
    monkeypatch.setattr(health, "PROMPT", 0.05)
    small.keeper.ask(lambda _: asyncio.run(asyncio.sleep(0.5)))
    held = caller.client.get("/health/ready")
    assert (held.status_code, held.json()["keeper_ms"]) == (503, None)


def test_the_figures_count_and_name_no_ticket_and_nobody(caller: Caller) -> None:
    ticket = caller.issue()
    caller.command("CallNext", "window-1", window=1)
    caller.command("Dance")
    caller.command("CallNext", "window-2", window=2)
    said = caller.client.get("/metrics").text
    for line in (
        'hallops_commands_total{command="Issue",outcome="carried_out"} 1.0',
        'hallops_commands_total{command="unknown",outcome="unknown_command"} 1.0',
        'hallops_commands_total{command="CallNext",outcome="nobody_waits"} 1.0',
        'hallops_events_total{kind="TicketCalled"} 1.0',
        'hallops_tickets{state="called"} 1.0',
    ):
        assert line in said
    assert not any(word in said for word in (ticket, "Dance", "S1", "M1"))


def test_a_fault_of_a_page_or_a_view_tells_a_reference_and_no_more(
    tmp_path_factory: pytest.TempPathFactory, caplog: pytest.LogCaptureFixture
) -> None:
    pages = APIRouter()

    @pages.get("/broken")
    async def broken() -> None:
        raise KeyError("secret of the page")

    def board(day: HallDay, now: int) -> dict[str, object]:
        raise KeyError("secret of the view")

    with (
        hall(tmp_path_factory.mktemp("hall"), views={"board": board}, pages=tuple(pages.routes)) as found,
        served(found) as caller,
    ):
        caplog.set_level(logging.ERROR)
        for path in ("/broken", "/v1/views/board", "/v1/views/board/stream"):
            answer = caller.get(path)
            assert (answer.status_code, answer.json()["code"]) == (500, "fault")
            assert "secret" not in answer.text
            assert answer.json()["facts"]["reference"] in caplog.text


TEXTS = st.text(max_size=12) | st.sampled_from(["1", "A001", "-1", "9" * 30, "\x00", "%", "window"])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(["board", "console", "ticket", "nothing", "board/stream/x", "%00", "..", "ticket/stream/"])
    | TEXTS,
    query=st.dictionaries(TEXTS | st.sampled_from(["window", "number", "zone"]), TEXTS, max_size=3),
    sent=st.dictionaries(
        st.sampled_from(["Authorization", "Cookie", "Accept-Language", "Origin", "Content-Length", "Last-Event-ID"]),
        st.binary(max_size=20).filter(lambda value: not set(value) & {0, 10, 13}),
        max_size=3,
    ),
)
def test_no_address_query_or_header_is_ever_a_fault_of_the_hub(
    small: Hall, path: str, query: dict[str, str], sent: dict[str, bytes]
) -> None:
    async def scene(client: httpx.AsyncClient) -> int:
        address = f"/v1/views/{quote(path)}"
        return (await client.get(address, params=query, headers=sent)).status_code  # type: ignore[arg-type]

    if not path.endswith("/stream"):
        assert in_process(small, scene) < 500


def feed_url(caller: Caller) -> str:
    return caller.base.replace("http", "ws", 1) + "/v1/feed"
