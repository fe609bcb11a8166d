"""Who one is, as the hub knows it."""

from tests.hub.running import Caller


def test_everybody_learns_who_they_are(caller: Caller) -> None:
    assert caller.get("/v1/me", "window-1").json() == {"role": "window", "id": "S1", "place": "1"}
    assert caller.get("/v1/me", None).json()["role"] == "visitor"
    assert caller.get("/v1/me", "stranger").status_code == 401
