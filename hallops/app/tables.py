"""Tables in a terminal: as wide as they need to be, without colour, so that they can be kept in a file."""

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

WIDTH = 180


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1) -> str:
    """The first `left` columns are words, the others numbers."""
    shown = Table(box=SIMPLE_HEAD, title=title, title_justify="left")
    for number, head in enumerate(heads):
        shown.add_column(head, justify="left" if number < left else "right")
    for row in rows:
        shown.add_row(*row)
    return written(shown)


def written(shown: Table) -> str:
    stream = StringIO()
    Console(file=stream, width=WIDTH, color_system=None).print(shown)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())
