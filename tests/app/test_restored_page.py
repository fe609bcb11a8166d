"""A page that stays open while its hub is restored from a backup: it shows the log that is, not the one that was."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from hallops.app.places import parse_hall
from hallops.ports.access import Role
from hallops.services.access import Access
from hallops.store.passes import SqlPasses
from hallops.store.place import Place
from hallops.store.store import open_store
from tests.app.hubs import HubProcess, always_open_hall, hub_process
from tests.app.running import Cli
from tests.web.conftest import chromium

__all__ = ["chromium"]
pytestmark = pytest.mark.slow
PATIENCE = 30_000  # ms


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(reduced_motion="reduce") as context:
        yield context.new_page()


def test_a_board_of_the_old_log_shows_the_restored_one_by_itself_and_no_number_is_given_twice(
    cli: Cli, tmp_path: Path, page: Page
) -> None:
    data = always_open_hall(tmp_path)
    token = guide_of(data)
    with hub_process(data) as hub:
        port = hub.port
        page.context.add_cookies([{"name": "hallops", "value": token, "url": hub.address}])
        page.goto(f"{hub.address}/board")
        assert issued(hub, token) == "A001"
        cli("backup", str(tmp_path / "kept"), "--data", str(data))
        assert [issued(hub, token), issued(hub, token)] == ["A002", "A003"]
        expect(page.locator("#total")).to_contain_text("3", timeout=PATIENCE)
    (backup,) = (tmp_path / "kept").glob("*.db")
    cli("restore", str(backup), "--data", str(data), "--replace")
    with hub_process(data, "--port", str(port)) as hub:
        expect(page.locator("#total")).to_contain_text("1", timeout=PATIENCE)
        assert issued(hub, token) not in {"A001", "A002", "A003"}
        expect(page.locator("#total")).to_contain_text("2", timeout=PATIENCE)


def guide_of(data: Path) -> str:
    store = open_store(Place.in_folder(data), parse_hall)
    token = Access(SqlPasses(store.connection, store.hall)).give(Role.GUIDE, "guide", None, 0)[1]
    store.close()
    return token


def issued(hub: HubProcess, token: str) -> str:
    with hub.client(**{"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}) as client:
        answer = client.post("/v1/commands/Issue", json={"service": "A"}).raise_for_status().json()
    return str(answer["events"][0]["ticket"]).partition("-")[0]
