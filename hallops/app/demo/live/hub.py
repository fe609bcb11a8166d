"""The demo's hub, a process of its own: the same as `hallops serve` runs, by a clock that hurries."""

import argparse
import signal
import sys
from types import FrameType

from hallops.app.demo.live.life_line import hold_on, read_orders
from hallops.app.demo.live.orders import sample_world
from hallops.app.demo.live.pages import names
from hallops.app.verbs import serve
from hallops.app.voice import Voice


def main() -> int:
    """Serve until SIGTERM."""
    orders = read_orders()
    clock = orders.timing.clock()
    hold_on(clock)
    signal.signal(signal.SIGTERM, _leave)  # the server hands the signal on when it has stopped: the store is closed yet
    parser = argparse.ArgumentParser()
    serve.add(parser.add_subparsers())
    named = [word for name in names(sample_world()) for word in ("--name", name)]
    args = parser.parse_args(["serve", "--data", orders.data, "--port", str(orders.port), *named])
    return serve.run_hub(args, Voice(orders.language), clock)


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


if __name__ == "__main__":
    sys.exit(main())
