"""How far the mean of a kind of day can be believed: of a few days it is mostly luck."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def believed_level(kinds: Sequence[Floats], which: int) -> float:
    """The level of one kind of day ÷ that of all kinds, from the daily counts of each.

    It is drawn to 1 by how much kinds differ among each other (τ²) against how much the mean of its n days would differ
    by luck (σ² ÷ n), both by moments; a single day of each kind says nothing of σ² but that it is at least Poisson's.
    """
    mean = float(np.concatenate(kinds).mean())
    if len(kinds) == 1 or not mean:
        return 1.0
    freedom = sum(len(days) - 1 for days in kinds)
    squares = sum(float(((days - days.mean()) ** 2).sum()) for days in kinds)
    luck = (squares / freedom if freedom else mean) / np.array([len(days) for days in kinds])
    means = np.array([days.mean() for days in kinds])
    differ = max(float(means.var(ddof=1) - luck.mean()), 0.0)
    believed = differ / (differ + luck[which]) if differ else 0.0
    return float(1 + believed * (means[which] / mean - 1))
