"""Random numbers: one stream for each day and kind of variate, so that no variate depends on another one's count."""

from enum import IntEnum
from typing import Any

import numpy as np
from numpy.random.bit_generator import ISeedSequence
from numpy.typing import NDArray


class Kind(IntEnum):
    """What a stream is for; its number is part of the seed, and so never changes."""

    DAY_FACTOR = 0
    ARRIVALS = 1
    SERVICE = 2
    PATIENCE = 3
    NO_SHOW = 4
    VISITOR_CLASS = 5
    ACCESSIBLE = 6
    TRANSFER = 7
    SECOND_SERVICE = 8
    BOOKINGS = 9
    PUNCTUALITY = 10
    PACE = 11  # how fast a day's services go
    REMAINING = 12  # of what has begun already


WORDS = 4  # of 64 bits, that PCG64 is seeded with


class _Seed(ISeedSequence):
    """The words of one day, already made: making them day by day would take longer than drawing the day."""

    def __init__(self, words: NDArray[np.uint64]) -> None:
        self._words = words

    def generate_state(self, n_words: int, dtype: object = np.uint64) -> NDArray[np.uint64]:
        """All of them; PCG64 asks for as many as there are."""
        return self._words


class Streams:
    """The streams of one seed. Day d has the same variates whatever other days are drawn.

    Each kind has a SeedSequence, whose words seed its days one after the other.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._words: dict[Kind, NDArray[np.uint64]] = {}

    def of(self, day: int, kind: Kind) -> np.random.Generator:
        words = self._words.get(kind)
        if words is None or len(words) <= day:
            words = self._words[kind] = self._more(kind, 2 * day + 64)
        seed: Any = _Seed(words[day])  # numpy's own types do not name what its documentation takes
        return np.random.Generator(np.random.PCG64(seed))

    def _more(self, kind: Kind, days: int) -> NDArray[np.uint64]:
        """The words of the first days; a longer row begins like a shorter one."""
        sequence = np.random.SeedSequence(self.seed, spawn_key=(int(kind),))
        words: NDArray[np.uint64] = sequence.generate_state(WORDS * days, np.uint64).astype(np.uint64)
        return words.reshape(days, WORDS)
