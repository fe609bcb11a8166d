"""Random numbers: one stream for each day and kind of variate, so that no variate depends on another one's count."""

from enum import IntEnum

import numpy as np


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


class Streams:
    """The streams of one seed. Day d has the same variates whatever other days are drawn."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def of(self, day: int, kind: Kind) -> np.random.Generator:
        return np.random.Generator(np.random.SFC64(np.random.SeedSequence(self.seed, spawn_key=(day, int(kind)))))
