"""What can be wrong with a simulated device, by name, as a script or a person sets it."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """The names are those of fleet files."""

    PAPER_NEAR = "paper_near"
    PAPER_OUT = "paper_out"
    COVER = "cover"
    CUTTER = "cutter"
    SLOW = "slow"  # every answer takes SLOW_BY seconds longer
    MUTE = "mute"  # takes everything, says nothing
    GARBAGE = "garbage"  # says something, but nothing that makes sense
    HALF_CLOSE = "half_close"  # will say nothing more, but goes on listening
    DROP_AFTER_N = "drop_after_n"  # hangs up when it has heard DROP_AFTER bytes
    REBOOT_NEW_ADDRESS = "reboot_new_address"  # away, and back under another address
    DUPLICATE_ID = "duplicate_id"  # announces itself under the name of another device
    STATUS_FLOOD = "status_flood"  # tells its state all the time


SLOW_BY = 0.5  # seconds
DROP_AFTER = 64  # bytes
AWAY = 2.0  # seconds that a reboot takes
FLOOD = 500  # states a second


@dataclass(frozen=True, slots=True)
class Planned:
    """A fault that begins `at` seconds after the start and is mended after `seconds`; never where that is None."""

    fault: Fault
    at: float
    seconds: float | None = None
