"""How a hall stands at an instant of its day: who waits since when, who is at which window, which windows are there.

A run of a day by itself can begin with it, not one that carries over. It is taken before whatever falls due in its own
millisecond, and at the last closing at the latest. Held and absent visitors are not in it: nobody knows when they come
back.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """A visitor in the hall with a ticket that waits or is at a window; times are ms since midnight.

    The person is the customer of the same place in the draws, who has come before the instant.
    """

    leg: int  # 0, or 1 after a transfer
    joined: int
    seq: int  # order of joining, from 1
    window: int | None = None  # a number
    called: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A window with somebody at it."""

    window: int
    opened: bool = True  # False: it finishes first, then leaves
    idle_since: int = 0
    busy_until: int | None = None  # without a visitor, as while a service is written up


@dataclass(frozen=True, slots=True)
class Standing:
    """`people` are the first customers of the day, in the order of their ids."""

    at: int
    people: tuple[Person, ...] = ()
    posts: tuple[Post, ...] = ()

    @property
    def waiting(self) -> tuple[int, ...]:
        """The places of those who wait."""
        return tuple(place for place, person in enumerate(self.people) if person.called is None)


EMPTY = Standing(0)
