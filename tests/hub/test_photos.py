"""Photos of staff over HTTP: a picture that the hall names, and nothing else of the disk."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from hallops.domain.hall import Staff
from tests.domain.halls import small_hall
from tests.hub.running import Caller, Hall


@pytest.fixture
def folder(small: Hall, tmp_path: Path) -> Path:
    """Staff S1 has a photo; S2 has none."""
    day = small.keeper.ask(lambda day: day).result(10)
    day.hall = replace(small_hall(), staff={**small_hall().staff, "S1": Staff("S1", "staff S1", "s1.png")})
    (tmp_path / "photos").mkdir()
    return tmp_path / "photos"


def picture(kind: str, size: int = 30) -> bytes:
    out = BytesIO()
    Image.new("RGB", (size, size)).save(out, kind)
    return out.getvalue()


def test_a_picture_is_served_as_what_it_is(caller: Caller, folder: Path) -> None:
    for kind in ("PNG", "JPEG"):
        (folder / "s1.png").write_bytes(picture(kind))
        answer = caller.get("/v1/photos/S1", None)
        assert (answer.status_code, answer.headers["content-type"]) == (200, f"image/{kind.lower()}")
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("body", [b"", b"<html><script>", b"\x89PNG" + b"x" * 20, picture("PNG") + bytes(1_000_001)])
def test_what_is_no_picture_or_too_large_is_not_served(caller: Caller, folder: Path, body: bytes) -> None:
    (folder / "s1.png").write_bytes(body)
    assert caller.get("/v1/photos/S1", None).json()["code"] == "unknown_photo"


def test_nobody_gets_another_file(caller: Caller, folder: Path) -> None:
    (folder.parent / "secret.png").write_bytes(picture("PNG"))
    for path in ("S1", "S2", "S99", "..%2fsecret.png", "s1.png"):
        assert caller.get(f"/v1/photos/{path}", None).status_code == 404
