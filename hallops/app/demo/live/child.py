"""A process of simulated devices: reads its orders and plays its kind until the line to the demo ends.

It knows the hall as everybody does who works there, and nothing of the hub but the wire.
"""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from hallops.app.clocks import FastClock
from hallops.app.demo.live import boards, dispensers, guide, pads, windows
from hallops.app.demo.live.life_line import hold_on, read_orders
from hallops.app.demo.live.orders import Orders, World, sample_world
from hallops.app.demo.live.stage import Device, Stage, stage


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of device: which there are, `left` being the windows of a person, and what they do."""

    devices: Callable[[World, tuple[int, ...]], list[Device]]
    act: Callable[[Stage], Awaitable[None]]


PARTS: dict[str, Part] = {
    "dispenser": Part(lambda _world, _left: dispensers.devices(), dispensers.act),
    "console": Part(lambda world, _left: windows.devices(world.hall), windows.act),
    "pad": Part(lambda world, left: pads.devices(world.hall, left), pads.act),
    "board": Part(lambda world, _left: boards.devices(world.hall), boards.act),
    "guide": Part(lambda _world, _left: guide.devices(), guide.act),
}


async def _play(orders: Orders, clock: FastClock) -> None:
    world, part = sample_world(), PARTS[orders.part]
    async with stage(orders, clock, world) as found:
        playing = asyncio.ensure_future(found.play(part.devices(world, orders.left), lambda: part.act(found)))
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, playing.cancel)
        with suppress(asyncio.CancelledError):
            await playing


def main() -> int:
    orders = read_orders()
    clock = orders.timing.clock()
    hold_on(clock)
    asyncio.run(_play(orders, clock))
    return 0


if __name__ == "__main__":
    sys.exit(main())
