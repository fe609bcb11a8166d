"""A person in a browser gets a page with a way on; a program gets JSON."""

from collections.abc import Iterator

import pytest
from fastapi import APIRouter
from starlette.responses import Response

from hallops.hub.error_pages import Mistake
from hallops.services import readiness
from hallops.web.pages import mistake_page, page_routes
from tests.hub.running import Caller, Hall, hall, served

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "en"}


def drawn(told: Mistake) -> Response:
    return mistake_page(told.status, told.sentence, told.path, told.language)


@pytest.fixture(scope="module")
def with_pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hall, Caller]]:
    broken = APIRouter()

    @broken.get("/broken")
    async def fault() -> None:
        raise KeyError("secret")

    pages = (*page_routes(), *broken.routes)
    folder = tmp_path_factory.mktemp("hall")
    with hall(folder, pages=pages, draw_mistake=drawn) as found, served(found) as caller:
        yield found, caller


@pytest.mark.parametrize(
    ("method", "path", "status", "says"),
    [
        ("GET", "/nowhere", 404, "There is no such page"),
        ("GET", "/static/nothing.css", 404, "There is no such page"),
        ("PUT", "/board", 405, "There is no such page"),
        ("GET", "/enter?token=guess", 401, "Please sign in"),
        ("GET", "/v1/views/console?window=1", 403, "Not allowed here"),
        ("GET", "/v1/views/ticket?token=notoneoftodaystokens", 404, "There is no such page"),
        ("GET", "/broken", 500, "The hub has a problem"),
    ],
)
def test_a_person_gets_a_page_and_a_way_on(
    with_pages: tuple[Hall, Caller], method: str, path: str, status: int, says: str
) -> None:
    _, caller = with_pages
    origin = {"Origin": "http://hall.test"}
    answer = caller.client.request(method, path, headers={**BROWSER, **origin})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert f"<h1>{says}</h1>" in answer.text
    assert 'href="/"' in answer.text
    assert "secret" not in answer.text
    assert "Content-Security-Policy" in answer.headers
    program = caller.client.request(method, path, headers={**origin, "Accept": "application/json"})
    assert program.status_code == status
    assert program.json()["sentence"]


def test_a_body_too_large_is_a_page_too(with_pages: tuple[Hall, Caller]) -> None:
    _, caller = with_pages
    sent = {**BROWSER, "Origin": "http://hall.test"}
    answer = caller.client.post("/v1/commands/Issue", content=b"x" * 70_000, headers=sent)
    assert (answer.status_code, "This did not work" in answer.text) == (413, True)


def test_the_page_speaks_the_language_that_was_chosen_on_a_page(with_pages: tuple[Hall, Caller]) -> None:
    _, caller = with_pages
    chosen = caller.client.get("/nowhere", headers={**BROWSER, "Cookie": "hallops_language=zh"})
    assert "没有这个页面" in chosen.text
    assert 'lang="zh-CN"' in chosen.text
    for cookie in ("hallops_language=xx", "hallops_language", "=;;="):
        assert "no such page" in caller.client.get("/nowhere", headers={**BROWSER, "Cookie": cookie}).text


def test_what_was_typed_is_never_part_of_the_page_as_code(with_pages: tuple[Hall, Caller]) -> None:
    _, caller = with_pages
    answer = caller.client.get("/v1/views/board?x=%3Cscript%3E", headers=BROWSER)
    assert "<script>" not in answer.text.split("</head>")[1]
    answer = caller.client.get('/broken"%3E%3Cscript%3E', headers=BROWSER)
    assert "<script>" not in answer.text


def test_an_answer_of_another_shape_stays_as_it_is(
    with_pages: tuple[Hall, Caller], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, caller = with_pages
    monkeypatch.setattr(readiness, "ROOM", 2**70)
    answer = caller.client.get("/health/ready", headers=BROWSER)
    assert (answer.status_code, answer.json()["ready"]) == (503, False)


def test_the_first_page_leads_to_every_other(with_pages: tuple[Hall, Caller]) -> None:
    _, caller = with_pages
    said = caller.client.get("/", headers=BROWSER).text
    for path in ("/dispenser", "/board", "/door", "/pad/1", "/console/1", "/guide", "/window-board?window=1"):
        assert f'href="{path}"' in said
        assert caller.client.get(path, headers=BROWSER).status_code == 200
    assert "hallops screen pad --window 1" in said
    assert "/ca.crt" not in said, "over plain HTTP there is nothing to trust"
