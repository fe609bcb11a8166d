"""The demo's boards: each shows a view and watches how old it is; a board that hears nothing for 15 seconds is grey."""

import asyncio

from hallops.app.demo.live.line import Json, Line
from hallops.app.demo.live.stage import Device, Stage
from hallops.domain.hall import Hall

GREY = 15.0  # seconds
LOOK = 0.5
BOARD = "board-1"
DOOR = "door-1"


def devices(hall: Hall) -> list[Device]:
    windows = [Device(f"window-board-{window}", "board", str(window)) for window in hall.windows]
    return [Device(BOARD, "board"), Device(DOOR, "board"), *windows]


async def act(stage: Stage) -> None:
    stage.figures.update(calls=0, grey=0)
    line = stage.line(BOARD)
    for name in devices(stage.world.hall):
        view = {BOARD: "board", DOOR: "door"}.get(name.name, "window_board")
        params = {"window": name.place} if name.place else {}
        stage.start(_Board(stage, line, view, params).show())
    async for _ in stage.feed(line):
        pass  # heard only so that a lost hub shows


class _Board:
    """One screen."""

    def __init__(self, stage: Stage, line: Line, view: str, params: dict[str, str]) -> None:
        self._stage = stage
        self._line = line
        self._view = view
        self._params = params
        self._heard = asyncio.get_running_loop().time()
        self._grey = False
        self._newest: object = None

    async def show(self) -> None:
        self._stage.start(self._watch())
        async for frame in self._line.watch(self._view, **self._params):
            self._heard = asyncio.get_running_loop().time()
            if self._view == "board" and "view" in frame:
                self._note(frame["view"])

    def _note(self, view: Json) -> None:
        newest = view["newest"] and (view["newest"]["call"], view["newest"]["recalled"])
        if newest is not None and newest != self._newest:
            self._stage.figures["calls"] += 1
            self._newest = newest

    async def _watch(self) -> None:
        """How many boards are grey now."""
        while True:
            grey = asyncio.get_running_loop().time() - self._heard > GREY
            self._stage.figures["grey"] += grey - self._grey
            self._grey = grey
            await asyncio.sleep(LOOK)
