"""Views as a face gets them: through JSON, at a clock time."""

from typing import Any

import msgspec
import pytest

from hallops.domain.commands import CallNext, Finish, Issue, SignIn, Start
from hallops.domain.refusal import Refusal
from hallops.services.views.views import VIEWS
from tests.domain.halls import Scene, at


def show(scene: Scene, view: str, clock: str, /, **params: str) -> Any:
    return msgspec.json.decode(msgspec.json.encode(VIEWS[view](scene.day, at(clock, scene.date), **params)))


def refusal_of(scene: Scene, view: str, /, **params: str) -> Refusal:
    with pytest.raises(Refusal) as refused:
        show(scene, view, "09:30", **params)
    return refused.value


def call(scene: Scene, window: int, clock: str) -> None:
    scene.do(CallNext("S", window), clock)


def serve(scene: Scene, window: int, clock: str) -> None:
    call(scene, window, clock)
    scene.do(Start("S", window), clock)


def finish(scene: Scene, window: int, clock: str) -> None:
    scene.do(Finish("S", window), clock)


def own(number: str) -> str:
    """The token of a ticket's page, in these scenes."""
    return f"token-of-the-ticket-{number}"


def morning(scene: Scene | None = None) -> Scene:
    """Five past nine: windows 1 and 2 are staffed by S1 and S2; A001, A002 and E001 wait."""
    scene = scene or Scene()
    scene.do(SignIn("S1", "1", "S1"), "08:50")
    scene.do(SignIn("S2", "2", "S2"), "08:55")
    for minute, number in enumerate(("A001", "A002", "E001")):
        scene.do(Issue("D1", number[0], token=own(number)), f"09:0{minute}")
    return scene
