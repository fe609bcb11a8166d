"""A ticket taken and called is seen at once on every screen, over real sockets."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.hub.running import Caller, Hall, headers


@contextmanager
def feed(caller: Caller, query: str = "", who: str = "manager") -> Iterator[ClientConnection]:
    url = caller.base.replace("http", "ws", 1) + "/v1/feed" + query
    with connect(url, additional_headers=headers(who, None), proxy=None) as found:
        yield found


def frame(connection: ClientConnection) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(connection.recv(30))
    return found


def test_a_ticket_taken_and_called_is_seen_on_the_board_and_in_the_feed(caller: Caller) -> None:
    with caller.stream("/v1/views/board/stream") as board, feed(caller) as events:
        assert next(board)["view"]["total_waiting"] == 0
        begins = frame(events)
        assert begins["type"] == "snapshot"
        ticket = caller.issue()
        issued = next(board)
        assert issued["view"]["total_waiting"] == 1
        called = caller.command("CallNext", "window-1", window=1)
        assert called.json()["events"][0]["ticket"] == ticket
        assert next(board)["view"]["calls"] == [{"number": ticket, "window": 1}]
        first, second = frame(events), frame(events)
        assert (first["prev"], first["seq"], second["prev"]) == (begins["seq"], issued["seq"], first["seq"])
        assert [event["kind"] for event in first["events"]] == ["TicketIssued"]
        assert "person" not in first["events"][0]
        assert second["events"][0]["kind"] == "TicketCalled"


def test_whoever_was_away_gets_what_was_missed(caller: Caller) -> None:
    with feed(caller) as events:
        begins = frame(events)
    caller.issue()
    caller.issue()
    with feed(caller, f"?since={begins['seq']}&epoch={begins['epoch']}") as events:
        missed = [frame(events), frame(events)]
        assert [each["type"] for each in missed] == ["events", "events"]
        assert missed[0]["prev"] == begins["seq"]
        caller.issue()
        assert frame(events)["prev"] == missed[1]["seq"]


def test_another_epoch_an_unknown_number_and_nonsense_get_a_snapshot(caller: Caller, small: Hall) -> None:
    caller.issue()
    epoch = small.broadcaster.epoch
    for query in ("", f"?since=1&epoch={epoch}x", f"?since=99999&epoch={epoch}", "?since=-1", "?since=²&epoch=%00"):
        with feed(caller, query) as events:
            begins = frame(events)
            assert begins["type"] == "snapshot"
            assert [ticket["id"] for ticket in begins["snapshot"]["tickets"]] == ["A001"]
            assert begins["seq"] == small.store.journal.head


def test_a_hub_that_was_restarted_gives_a_snapshot_for_a_gap_and_nothing_for_none(small: Hall, caller: Caller) -> None:
    caller.issue()
    known = small.broadcaster.told
    small.broadcaster._kept.clear()
    with feed(caller, f"?since={known}&epoch={small.broadcaster.epoch}") as events:
        caller.issue()
        assert frame(events)["prev"] == known
    small.broadcaster._kept.clear()
    with feed(caller, f"?since={known}&epoch={small.broadcaster.epoch}") as events:
        assert frame(events)["type"] == "snapshot"


def test_a_browser_that_connects_again_says_itself_what_it_had(caller: Caller, small: Hall) -> None:
    with caller.stream("/v1/feed/sse") as events:
        seq = next(events)["seq"]
    caller.issue()
    last = f"{small.broadcaster.epoch}:{seq}"
    with caller.stream("/v1/feed/sse", **{"Last-Event-ID": last}) as events:
        assert next(events)["prev"] == seq


def test_a_view_that_did_not_change_is_not_told_again(caller: Caller, small: Hall) -> None:
    with caller.stream("/v1/views/console/stream?window=2") as console:
        assert next(console)["view"]["staff"] == "S2"
        caller.issue()
        caller.command("SignOut", place="2")
        assert next(console)["view"]["staff"] is None
