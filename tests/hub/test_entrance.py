"""The entrance over real sockets: catalogue, check-in, a visitor's page and its QR code, a device's own state."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hallops.domain.booking import BookingRecord
from hallops.sample.generated import generated_catalogue
from hallops.store.bookings import SqlBookings
from hallops.web.pages import page_routes
from tests.domain.halls import at, small_hall
from tests.hub.running import Caller, Hall, hall, headers, served

DAY = 24 * 3_600_000


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder: Path = tmp_path_factory.mktemp("entrance")
    described = small_hall(public_url="https://hall.example.cn:8443")
    catalogue = generated_catalogue(described, 200)
    with hall(folder, described=described, catalogue=catalogue, pages=page_routes()) as made:
        yield made


@pytest.fixture(scope="module")
def caller(found: Hall) -> Iterator[Caller]:
    records = [
        BookingRecord("B1", "A", at("09:20"), "王*"),
        BookingRecord("B2", "E", at("09:20"), "李*"),
        BookingRecord("LATE", "A", at("08:40"), "赵*"),
        BookingRecord("EARLY", "A", at("15:00"), "钱*"),
        BookingRecord("OLD", "A", at("09:20") - DAY, "孙*"),
        BookingRecord("NEXT", "A", at("09:20") + DAY, "周*"),
        BookingRecord("GONE", "Q", at("09:20"), "吴*"),
    ]
    found.keeper.ask(lambda _: SqlBookings(found.store.connection, found.store.hall).add(records)).result(10)
    with served(found) as made:
        yield made


def check_in(
    caller: Caller, code: str, who: str = "dispenser", key: str | None = None
) -> tuple[int, dict[str, object]]:
    sent = {"code": code, "accessible": True}
    answer = caller.client.post("/v1/check-in", json=sent, headers=headers(who, key))
    return answer.status_code, answer.json()


def bring(caller: Caller, text: str, who: str = "manager") -> tuple[int, dict[str, Any]]:
    answer = caller.client.post("/v1/bookings", content=text.encode(), headers=headers(who, None))
    return answer.status_code, answer.json()


HEAD = "code,service,start,name_masked\n"


def test_the_manager_brings_bookings_in_while_the_hall_runs(caller: Caller) -> None:
    assert bring(caller, HEAD + "N1,A,2026-09-15T09:10:00+08:00,郑*\n") == (200, {"bookings": 1})
    assert check_in(caller, "N1")[0] == 200
    assert bring(caller, HEAD, "guide")[0] == 403


def test_bad_bookings_are_all_told_and_none_is_brought_in(caller: Caller) -> None:
    lines = "N4,A,2026-09-15T09:10:00+08:00,郑*\nN2,Z,2026-09-15T09:10:00+08:00,郑*\nN3,A,soon,郑*\n"
    status, answer = bring(caller, HEAD + lines)
    assert (status, answer["code"]) == (422, "file_refused")
    assert "line 3" in answer["sentence"]
    assert "line 4" in answer["sentence"]
    assert check_in(caller, "N4")[1]["code"] == "unknown_booking"


# the catalogue


def test_anybody_may_search_and_gets_eight_at_most(caller: Caller) -> None:
    answer = caller.get("/v1/catalogue", who=None, q="sq", language="zh").json()
    assert len(answer["items"]) == 8 < answer["total"]
    later = caller.get("/v1/catalogue", who=None, q="sq", language="zh", offset=8, limit=2).json()
    assert len(later["items"]) == 2
    assert {item["code"] for item in later["items"]}.isdisjoint(item["code"] for item in answer["items"])
    assert sum(answer["letters"].values()) == 200


@pytest.mark.parametrize("bad", [{"offset": -1}, {"limit": 9}, {"q": "x" * 51}, {"offset": "many"}])
def test_a_search_that_makes_no_sense_is_refused(caller: Caller, bad: dict[str, Any]) -> None:
    answer = caller.get("/v1/catalogue", **bad)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed_request")


# checking in


def test_a_code_becomes_the_ticket_of_its_service_and_time(found: Hall, caller: Caller) -> None:
    status, answer = check_in(caller, " b1 ", key="check-in-key-1")
    (event,) = (e for e in answer["events"] if e["kind"] == "TicketIssued")  # type: ignore[attr-defined]
    assert (status, event["service"], event["booking"], event["booked"]) == (200, "A", "B1", at("09:20"))
    assert (event["accessible"], event["channel"], event["by"]) == (True, "dispenser", "D1")
    again = check_in(caller, " b1 ", key="check-in-key-1")[1]
    assert (again["repeated"], again["events"]) == (True, answer["events"])
    assert check_in(caller, "B1")[1]["code"] == "booking_used"


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("B9", "unknown_booking"),
        ("", "unknown_booking"),
        ("EARLY", "booking_early"),
        ("LATE", "booking_late"),
        ("OLD", "booking_past"),
        ("NEXT", "booking_other_day"),
        ("GONE", "booking_elsewhere"),
    ],
)
def test_a_code_that_gives_no_ticket_says_why(found: Hall, caller: Caller, code: str, refusal: str) -> None:
    found.seconds[0] += 60
    status, answer = check_in(caller, code, who="guide")
    assert (status, answer["code"]) == (409, refusal)
    assert code in str(answer["sentence"])


def test_a_visitor_or_a_clerk_can_not_check_anybody_in(caller: Caller) -> None:
    assert check_in(caller, "B2", who="window-1")[0] == 403
    assert caller.client.post("/v1/check-in", json={"code": "B2"}, headers=headers(None, None)).status_code == 403
    answer = caller.client.post("/v1/check-in", json={"code": 7}, headers=headers("guide", None))
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed_request")


# the visitor's own page


def test_the_token_comes_with_the_answer_and_opens_the_page(found: Hall, caller: Caller) -> None:
    found.seconds[0] += 60
    (issued,) = caller.command("Issue", who="dispenser", key="issue-key-1", service="E").json()["events"]
    token = issued["token"]
    assert len(token) >= 16
    again = caller.command("Issue", who="dispenser", key="issue-key-1", service="E").json()
    assert (again["repeated"], again["events"][0]["token"]) == (True, token)
    assert caller.get("/v1/views/ticket", who=None, token=token).json()["view"]["number"] == issued["ticket"]
    assert caller.get(f"/t/{token}", who=None).status_code == 200
    drawn = caller.get(f"/v1/tickets/{token}/qr.svg", who=None)
    assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/svg+xml")
    assert b"<script" not in drawn.content


def test_a_number_opens_nothing(caller: Caller) -> None:
    number = caller.issue("E")
    page = caller.get(f"/t/{number}", who=None)
    assert (page.status_code, "text/html" in page.headers["content-type"]) == (404, True)
    assert caller.get("/v1/views/ticket", who=None, token=number).json()["code"] == "unknown_link"
    assert caller.get(f"/v1/tickets/{number}/qr.svg", who=None).status_code == 404


def test_the_token_is_nowhere_else(found: Hall, caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    (issued,) = caller.command("Issue", service="A").json()["events"]
    token = issued["token"]
    with caller.stream("/v1/feed/sse?since=0") as frames:
        assert token not in str(next(frames))
    caller.get(f"/v1/tickets/{token}/qr.svg", who=None)
    logged = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("hallops"))
    told = [caller.get("/v1/views/board").text, caller.get("/metrics").text, logged]
    assert [text for text in told if token in text] == []


def test_without_an_address_for_phones_there_is_no_qr_code(tmp_path: Path) -> None:
    with hall(tmp_path) as plain, served(plain) as asking:
        (issued,) = asking.command("Issue", service="A").json()["events"]
        answer = asking.get(f"/v1/tickets/{issued['token']}/qr.svg", who=None)
        assert (answer.status_code, answer.json()["code"]) == (404, "no_public_url")


# a device's own state


def test_a_device_tells_its_paper_and_its_page_sees_it(caller: Caller) -> None:
    assert caller.get("/v1/devices/me/state", who="dispenser").json() == {"paper": "unknown"}
    told = caller.client.post("/v1/devices/me/state", json={"paper": "out"}, headers=headers("dispenser", None))
    assert (told.status_code, told.json()) == (200, {"paper": "out"})
    assert caller.get("/v1/devices/me/state", who="dispenser").json() == {"paper": "out"}
    assert caller.get("/v1/devices/me/state", who="pad-1").json() == {"paper": "unknown"}
    assert caller.get("/v1/devices/me/state", who=None).json() == {"paper": "unknown"}


@pytest.mark.parametrize("body", [{"paper": "damp"}, {"ink": "ok"}, [], "out"])
def test_a_state_that_is_none_is_refused(caller: Caller, body: object) -> None:
    told = caller.client.post("/v1/devices/me/state", json=body, headers=headers("dispenser", None))
    assert (told.status_code, told.json()["code"]) == (422, "malformed_request")


def test_only_a_device_tells_a_state(caller: Caller) -> None:
    told = caller.client.post("/v1/devices/me/state", json={"paper": "ok"}, headers=headers("guide", None))
    assert (told.status_code, told.json()["code"]) == (403, "device_only")
