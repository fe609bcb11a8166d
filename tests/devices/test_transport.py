"""The way to a device, over real sockets and pseudo-terminals: each failure has its code and names the port."""

import asyncio
import errno
import os
import pty
import tty
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import serial

from devices.errors import TransportLost
from devices.sim.line import Line
from devices.transport.memory import MemoryTransport
from devices.transport.serial import SerialTransport, Settings
from devices.transport.tcp import TcpTransport
from devices.transport.transport import Transport
from tests.devices.loop import on_a_loop, until


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(100):
        if data == b"bye":
            break
        writer.write(data)
    writer.close()


async def echo_line(line: Line) -> None:
    while data := await line.read():
        if data == b"bye":
            break
        await line.write(data)
    await line.close()


class Plug:
    """A serial adapter made of a pseudo-terminal; its path stays while it is unplugged and plugged in again."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "ttyUSB0"
        self._files: list[int] = []
        self.plug()

    def plug(self) -> None:
        self.device, port = pty.openpty()
        tty.setraw(port)
        self._files = [self.device, port]
        fresh = self.path.with_suffix(".new")
        fresh.symlink_to(os.ttyname(port))
        fresh.replace(self.path)

    def hang_up(self) -> None:
        for file in self._files:
            os.close(file)
        self._files = []

    def unplug(self) -> None:
        self.path.unlink()
        self.hang_up()


@pytest.fixture
def plug(tmp_path: Path) -> Iterator[Plug]:
    made = Plug(tmp_path)
    yield made
    made.hang_up()


async def lost(transport: Transport, doing: str) -> TransportLost:
    with pytest.raises(TransportLost) as refusal:
        await (transport.open() if doing == "open" else transport.read())
    assert refusal.value.facts["port"] == transport.port
    return refusal.value


@on_a_loop
async def test_bytes_go_over_tcp_and_come_back_until_the_other_side_hangs_up() -> None:
    async with await asyncio.start_server(echo, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        transport = TcpTransport("127.0.0.1", port)
        await transport.open()
        await transport.write(b"A012")
        assert await transport.read() == b"A012"
        await transport.write(b"bye")
        assert (await lost(transport, "read")).code == "hung_up"
        await transport.close()
        await transport.close()
        assert (await lost(transport, "read")).code == "not_open"
        assert transport.port == f"127.0.0.1:{port}"
    assert (await lost(transport, "open")).code == "refused"


@on_a_loop
async def test_a_name_that_nobody_knows_is_said() -> None:
    assert (await lost(TcpTransport("printer.invalid", 9100), "open")).code == "name_unknown"


@on_a_loop
async def test_a_device_that_takes_nothing_holds_a_write_up_for_a_while_only() -> None:
    async def sleep(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await released.wait()
        writer.close()

    released = asyncio.Event()
    async with await asyncio.start_server(sleep, "127.0.0.1", 0) as server:
        transport = TcpTransport("127.0.0.1", server.sockets[0].getsockname()[1], patience=0.1)
        await transport.open()
        with pytest.raises(TransportLost, match="stuck"):
            await transport.write(bytes(50_000_000))
        await transport.close()
        released.set()


@on_a_loop
async def test_a_simulated_device_is_reached_like_a_real_one() -> None:
    transport = MemoryTransport("sim:printer", echo_line)
    await transport.open()
    await transport.write(b"A012")
    assert await transport.read() == b"A012"
    await transport.write(b"bye")
    assert (await lost(transport, "read")).code == "hung_up"
    await transport.close()
    transport.serve = None
    assert (await lost(transport, "open")).code == "port_missing"


@on_a_loop
async def test_bytes_go_over_a_serial_port_both_ways(plug: Plug) -> None:
    transport = SerialTransport(str(plug.path), Settings(115_200))
    await transport.open()
    await transport.write(b"\x1b@\xc4\xe3")
    assert os.read(plug.device, 100) == b"\x1b@\xc4\xe3"
    os.write(plug.device, b"\x12")
    assert await transport.read() == b"\x12"
    await transport.close()


@on_a_loop
async def test_an_adapter_that_is_pulled_and_put_back_works_again(plug: Plug) -> None:
    transport = SerialTransport(str(plug.path))
    await transport.open()
    reading = asyncio.create_task(lost(transport, "read"))
    await asyncio.sleep(0)
    plug.unplug()
    assert (await reading).code == "port_gone"
    with pytest.raises(TransportLost, match="port_gone"):
        await transport.write(b"A012")
    line = transport._serial
    assert line is not None
    await transport.close()
    assert not line.is_open
    assert (await lost(transport, "open")).code == "port_missing"
    plug.plug()
    await transport.open()
    os.write(plug.device, b"\x12")
    assert await transport.read() == b"\x12"
    await transport.close()


@on_a_loop
async def test_a_port_that_another_program_has_is_named(plug: Plug) -> None:
    with serial.Serial(str(plug.path), exclusive=True):
        error = await lost(SerialTransport(str(plug.path)), "open")
    assert (error.code, error.facts["port"]) == ("port_in_use", str(plug.path))


@on_a_loop
async def test_settings_that_a_port_refuses_are_said(plug: Plug) -> None:
    error = await lost(SerialTransport(str(plug.path), Settings(baud=-1)), "open")
    assert (error.code, error.facts["baud"]) == ("port_settings", -1)


@on_a_loop
async def test_a_port_that_this_user_may_not_open_is_said(plug: Plug, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as changed:  # root may open everything
        changed.setattr("serial.serialposix.os.open", refuse)
        error = await lost(SerialTransport(str(plug.path)), "open")
    assert error.code == "port_denied"


@on_a_loop
async def test_a_serial_device_that_takes_nothing_holds_up_its_own_write_only(plug: Plug) -> None:
    transport = SerialTransport(str(plug.path), patience=0.2)
    await transport.open()
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0.001)

    other = asyncio.create_task(others())
    with pytest.raises(TransportLost, match="stuck"):
        await transport.write(bytes(100_000))
    await until(lambda: turns > 1)
    other.cancel()
    await transport.close()


@on_a_loop
async def test_a_slow_serial_line_takes_a_long_job_whole(plug: Plug) -> None:
    transport = SerialTransport(str(plug.path), patience=60.0)
    await transport.open()
    os.set_blocking(plug.device, False)
    job = bytes(range(256)) * 200
    writing = asyncio.create_task(transport.write(job))
    came = b""
    while len(came) < len(job):
        await asyncio.sleep(0)
        with suppress(BlockingIOError):
            came += os.read(plug.device, 1000)
    await writing
    assert came == job
    await transport.close()
