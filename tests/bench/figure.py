"""A figure of the bench: what was measured, the bar it is held to, and how it was come by."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`bar` None: told for comparison, held to nothing. `unit` is "x" for a ratio of two rates."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    at_least: bool = False  # the bar is a floor; else it is a ceiling
    detail: str = ""

    @property
    def met(self) -> bool:
        if self.bar is None:
            return True
        return self.value >= self.bar if self.at_least else self.value <= self.bar

    @property
    def bar_text(self) -> str:
        return "-" if self.bar is None else f"{'>=' if self.at_least else '<='} {self.bar:g}"


def floor(name: str, value: float, bar: float, detail: str = "") -> Figure:
    """A ratio that must not fall below its bar."""
    return Figure(name, value, "x", bar, at_least=True, detail=detail)
