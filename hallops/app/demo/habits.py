"""How long people on a demo floor take for things, and how many machines stand there."""

from hallops.domain.rules import MINUTE, SECOND

WALK = 15 * SECOND  # from the seat to the window
RATING = 5 * SECOND  # until the pad is pressed
TRY_AGAIN = 30 * SECOND  # for a place that somebody still has
LOOK_ROUND = 5 * MINUTE  # of the manager who opens a tidal window,
OPEN_FOR = 30 * MINUTE  # and for how long
DISPENSERS = 2
