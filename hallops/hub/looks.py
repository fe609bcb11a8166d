"""Looking at the day: a view's parameters are read, the view is made between two commands and encoded once."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.hub.broadcaster import Broadcaster
from hallops.hub.frame import Frame
from hallops.hub.patience import answered
from hallops.ports.clock import Clock
from hallops.ports.views import View, Views
from hallops.services.keeper import Keeper

LONGEST = 100  # characters of a parameter
REAL = 1.0  # the pace of a clock that does not hurry
THE_DAY = 2  # parameters of a view that are not the caller's: day, now

Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """What a view showed at an instant, as of event `seq`, by a clock of this pace."""

    seq: int
    at: int
    view: bytes
    pace: float = REAL

    @property
    def time(self) -> dict[str, float]:
        """What a reader needs to go on by itself with the hub's time."""
        return {"at": self.at} if self.pace == REAL else {"at": self.at, "pace": self.pace}

    def frame(self, epoch: str) -> Frame:
        head = msgspec.json.encode({"epoch": epoch, "seq": self.seq, **self.time})
        return Frame(self.seq, None, head[:-1] + b',"view":' + self.view + b"}")


class Looks:
    """Makes looks. `views` are the ones that callers may ask for by name."""

    def __init__(
        self,
        keeper: Keeper,
        broadcaster: Broadcaster,
        clock: Clock,
        views: Views,
        pace: Callable[[], float] = lambda: REAL,
    ) -> None:
        self._keeper = keeper
        self._broadcaster = broadcaster
        self._clock = clock
        self._views = views
        self._pace = pace
        self._wanted = {name: _parameters(view) for name, view in views.items()}

    @property
    def epoch(self) -> str:
        return self._broadcaster.epoch

    @property
    def names(self) -> list[str]:
        return sorted(self._wanted)

    def parameters(self, name: str) -> list[tuple[str, str, bool]]:
        """Name, JSON type and need of each parameter of a view; one that takes any may say itself what it `takes`."""
        view = self._views[name]
        told = [(wanted, "string", wanted in getattr(view, "needs", ())) for wanted in getattr(view, "takes", ())]
        return told or [
            (wanted, "integer" if one.annotation is int else "string", _is_needed(one))
            for wanted, one in self._wanted[name].items()
            if one.kind is not inspect.Parameter.VAR_KEYWORD
        ]

    def read(self, name: str, query: Mapping[str, str]) -> Params:
        """The parameters of a view from a query.

        Raises:
            Refusal: there is no such view, or the parameters are not its own.
        """
        wanted = self._wanted.get(name)
        if wanted is None:
            raise Refusal("unknown_view", view=name[:LONGEST], known=", ".join(sorted(self._wanted)))
        try:
            return _read(query, wanted)
        except msgspec.ValidationError as error:
            raise Refusal("malformed_view", view=name, problem=str(error)) from error

    async def look(self, name: str, params: Params) -> Look:
        return await self.look_with(self._views[name], params)

    async def look_with(self, view: View, params: Params) -> Look:
        def made(day: HallDay) -> Look:
            now = max(self._clock.now(), day.now)
            return Look(self._broadcaster.head, now, msgspec.json.encode(view(day, now, **params)), self._pace())

        return await answered(self._keeper.ask(made))


def _parameters(view: View) -> Mapping[str, inspect.Parameter]:
    signature = inspect.signature(view, eval_str=True)
    return dict(list(signature.parameters.items())[THE_DAY:])


def _read(query: Mapping[str, str], wanted: Mapping[str, inspect.Parameter]) -> dict[str, Any]:
    read = {}
    takes_any = any(one.kind is inspect.Parameter.VAR_KEYWORD for one in wanted.values())  # and refuses by itself
    for name, text in query.items():
        if name not in wanted and not (takes_any and name.isidentifier()):
            raise msgspec.ValidationError(f"no parameter {name[:LONGEST]!r}")
        if len(text) > LONGEST or not text.isprintable():
            raise msgspec.ValidationError(f"{name}: at most {LONGEST} printable characters expected")
        read[name] = _converted(name, text, wanted[name]) if name in wanted and not takes_any else text
    missing = [name for name, one in wanted.items() if name not in read and _is_needed(one)]
    if missing:
        raise msgspec.ValidationError(f"needs the parameter {missing[0]!r}")
    return read


def _converted(name: str, text: str, parameter: inspect.Parameter) -> Any:
    """The text as what the view takes: a text where it does not say, or a number."""
    kind = str if parameter.annotation is inspect.Parameter.empty else parameter.annotation
    try:
        return msgspec.convert(text, kind, strict=False)
    except msgspec.ValidationError as error:
        raise msgspec.ValidationError(f"{name}: {error}") from error


def _is_needed(parameter: inspect.Parameter) -> bool:
    return parameter.default is inspect.Parameter.empty and parameter.kind is not inspect.Parameter.VAR_KEYWORD
