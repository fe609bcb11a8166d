"""The demo's terminal view: how the hall stands, its windows, who waits, the last calls, the processes."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from hallops.app.demo.live.picture import Picture, Row
from hallops.app.demo.live.troupe import HUB, Child, Troupe
from hallops.domain.hall import Hall
from hallops.domain.refusal import Fact, Moment
from hallops.domain.rules import MINUTE
from hallops.language import sentence

# Words of the view; the Chinese is in the catalogue.
WORDS = {
    "windows": "Windows",
    "window": "Window",
    "staff": "Staff",
    "state": "State",
    "ticket": "Ticket",
    "minutes": "Min",
    "waiting": "Waiting",
    "service": "Service",
    "people": "People",
    "longest": "Longest",
    "calls": "Last calls",
    "call": "{number} to window {window}",
    "pace": "{speed}x",
    "tally": "waiting {waiting}, at windows {at_windows} of {windows}, served {served}",
    "rated": "{ratings} ratings, {calls} calls on the board",
    "hub_away": "The hub does not answer; it is started again by itself.",
    "standing": "The devices look for the hub; the day begins when all are there.",
    "day_over": "The day is over. The pages stay until you press Ctrl+C; then the results are written.",
    "stop": "Ctrl+C stops everything; the same command goes on from there.",
    "yours": "Windows {windows} are yours (*): open their consoles above, sign in, call and serve.",
    "none_yours": "All windows are played; with --leave-windows 1,2 you serve at windows 1 and 2 yourself.",
}
KINDS = {
    "hub": "Hub",
    "board": "Board",
    "dispenser": "Dispenser",
    "console": "Console",
    "pad": "Pad",
    "guide": "Guide desk",
    "door": "Door board",
    "window_board": "Window board",
    "enquiry": "Enquiry kiosk",
    "manager": "Manager",
}
STATES = {
    "empty": "nobody",
    "free": "free",
    "paused": "pause",
    "called": "called",
    "serving": "serving",
}  # of a window
COLOURS = {"serving": "green", "called": "yellow", "free": "cyan", "paused": "magenta", "empty": "bright_black"}
GLYPHS = {
    "serving": "▶",
    "called": "▲",
    "free": "○",
    "paused": "Ⅱ",
    "empty": "·",
}  # a state is never told by colour alone
LATE = 15 * MINUTE  # a wait that is shown in red
CALLS = 7
NUMBERS = {"window", "minutes", "people", "longest"}  # columns, on the right


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to show; `picture` is the newest one, `is_answering` whether it is fresh."""

    picture: Picture | None
    is_answering: bool
    has_begun: bool
    is_over: bool


class TerminalView:
    """Makes the whole view from a look."""

    def __init__(self, hall: Hall, speed: float, left: Sequence[int], language: str) -> None:
        self._hall = hall
        self._speed = speed
        self._left = left
        self._language = language

    def say(self, word: str, **facts: Fact) -> str:
        return sentence(WORDS[word], facts, self._language, self._hall.timezone)

    def render(self, look: Look, troupe: Troupe) -> RenderableType:
        picture = look.picture
        parts: list[RenderableType] = [self._head(picture, troupe)]
        if picture is not None:
            beside = Table.grid(padding=(0, 1))
            beside.add_column(no_wrap=True)
            beside.add_column()  # gives way where the terminal is narrow
            beside.add_row(self._windows(picture), Group(self._lines(picture), self._calls(picture)))
            parts.append(beside)
        parts.append(self._foot(look))
        return Group(*parts)

    # parts

    def _head(self, picture: Picture | None, troupe: Troupe) -> RenderableType:
        head = Text(self._hall.name.in_language(self._language), style="bold")
        if picture is not None:
            clock = sentence("{clock}", {"clock": Moment(picture.at)}, self._language, self._hall.timezone)
            head.append(f"   {clock}", style="bold yellow")
        head.append(f"   {self.say('pace', speed=f'{self._speed:g}')}", style="bright_black")
        if picture is not None:
            glance = picture.glance
            tally = self.say(
                "tally",
                waiting=glance.waiting,
                at_windows=glance.at_windows,
                windows=glance.windows,
                served=glance.served,
            )
            head.append(f"\n{tally}")
        ratings, calls = troupe.figure("pad", "ratings") or 0, troupe.figure("board", "calls") or 0
        head.append(f"\n{self.say('rated', ratings=ratings, calls=calls)}\n")
        for part, child in troupe.children.items():
            head.append(self._process(part, child), style="green" if self._is_up(part, child) else "bold red")
        return Panel(head, box=box.ROUNDED)

    def _windows(self, picture: Picture) -> RenderableType:
        table = self._table("windows", "window", "staff", "state", "ticket", "minutes")
        for row in picture.rows(list(self._hall.windows)):
            state = Text(f"{GLYPHS[row.state]} {self._state(row)}", style=COLOURS[row.state])
            staff = "" if row.staff is None else f"{row.staff} {self._hall.staff[row.staff].name}"
            minutes = "" if row.since is None else f"{max(0, picture.at - row.since) / MINUTE:.0f}"
            table.add_row(str(row.window), staff, state, row.ticket or "", minutes)
        return table

    def _state(self, row: Row) -> str:
        said = sentence(STATES[row.state], {}, self._language)
        return f"{said} *" if row.window in self._left else said

    def _lines(self, picture: Picture) -> RenderableType:
        table = self._table("waiting", "service", "people", "longest")
        for line in picture.lines():
            longest = Text(f"{line.longest / MINUTE:.0f}", style="bold red" if line.longest >= LATE else "")
            name = self._hall.services[line.service].name.in_language(self._language)
            table.add_row(f"{line.service} {name}", str(line.waiting), longest)
        return table

    def _calls(self, picture: Picture) -> RenderableType:
        table = self._table("calls", "")
        table.show_header = False
        for index, (number, window) in enumerate(picture.calls(CALLS)):
            table.add_row(self.say("call", number=number, window=window), style="bold" if index == 0 else "")
        return table

    def _process(self, part: str, child: Child) -> str:
        """How many devices it plays, whether it is there, and how often it was started if that was not once."""
        is_up = self._is_up(part, child)
        devices = f" {child.said.get('devices', '')}" if part != HUB else ""
        again = f" ×{child.starts}" if child.starts > 1 else ""
        return f"{'●' if is_up else '○'} {self._kind(part)}{devices}{again}   "

    def _is_up(self, part: str, child: Child) -> bool:
        return child.is_alive if part == HUB else child.is_online

    def _foot(self, look: Look) -> RenderableType:
        if not look.has_begun:
            return Text(self.say("standing"), style="yellow")
        if not look.is_answering:
            return Text(self.say("hub_away"), style="bold red")
        if look.is_over:
            return Text(self.say("day_over"), style="bold green")
        whose = self.say("yours", windows=", ".join(map(str, self._left))) if self._left else self.say("none_yours")
        return Text(f"{whose}\n{self.say('stop')}", style="bright_black")

    def _kind(self, kind: str) -> str:
        return sentence(KINDS[kind], {}, self._language)

    def _table(self, title: str, *columns: str) -> Table:
        table = Table(title=self.say(title), title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1))
        for column in columns:
            header = self.say(column) if column in WORDS else ""
            table.add_column(header, justify="right" if column in NUMBERS else "left", no_wrap=column != "service")
        return table
