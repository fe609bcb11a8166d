"""The line between the demo and a process that it started: orders and the beginning go down, what is seen comes up.

When the line ends, the process ends: nothing stays behind, however the demo itself came to its end.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Mapping

import msgspec

from hallops.app.clocks import FastClock
from hallops.app.demo.live.orders import Orders

FAREWELL = 6.0  # seconds for a process to end by itself


def read_orders() -> Orders:
    return msgspec.json.decode(sys.stdin.readline(), type=Orders)


def hold_on(clock: FastClock) -> None:
    """From now on the clock begins when the demo says so, and the end of the line is the end of the process."""
    threading.Thread(target=_listen, args=(clock,), name="life-line", daemon=True).start()


def _listen(clock: FastClock) -> None:
    for line in sys.stdin:
        clock.begin(float(line))
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(FAREWELL)
    os._exit(1)


def tell(figures: Mapping[str, object]) -> None:
    """One line up; nobody there to read it is no trouble of ours, the line's end comes."""
    try:
        sys.stdout.write(msgspec.json.encode(figures).decode() + "\n")
        sys.stdout.flush()
    except OSError:
        return
