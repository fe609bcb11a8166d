"""Every driver under the name that addresses and announcements use, made from an address; and its simulator.

A new device is a row here. Options that a driver does not know are refused by name.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from devices.address import Address
from devices.drivers.alpha.driver import COLUMNS, AlphaDriver
from devices.drivers.alpha.simulator import AlphaTwin
from devices.drivers.driver import Driver
from devices.drivers.events import Hear, Numbering
from devices.drivers.id_card.driver import IdCardDriver
from devices.drivers.id_card.simulator import IdCardTwin
from devices.drivers.keypad.driver import KeypadDriver
from devices.drivers.keypad.frames import read_keys
from devices.drivers.keypad.simulator import KeypadTwin
from devices.drivers.pad.driver import PadDriver
from devices.drivers.pad.simulator import PadTwin
from devices.drivers.printer.driver import PrinterDriver
from devices.drivers.printer.simulator import PrinterTwin
from devices.drivers.scanner.driver import ScannerDriver
from devices.drivers.scanner.simulator import ScannerTwin
from devices.drivers.template.driver import TemplateDriver
from devices.drivers.template.rows import TEMPLATES
from devices.drivers.template.simulator import CounterTwin, DisplayTwin
from devices.options import Options
from devices.printing.profile import PROFILES, Dialect
from devices.sim.faults import Fault
from devices.sim.twin import Twin
from devices.transport.memory import MemoryTransport
from devices.transport.serial import SerialTransport, Settings
from devices.transport.tcp import TcpTransport
from devices.transport.transport import Transport


class Kind(StrEnum):
    """What a device is for."""

    DISPENSER = "dispenser"
    BOARD = "board"
    READER = "reader"
    PAD = "pad"


@dataclass(frozen=True, slots=True)
class Belongings:
    """What a driver needs of its hall: who hears its events, its id, this start's, and the key for hashes."""

    hear: Hear
    device: str
    boot: str
    key: bytes


Make = Callable[[Transport, Options, Belongings], Driver]
MakeTwin = Callable[[random.Random], Twin]


@dataclass(frozen=True, slots=True)
class Row:
    """A driver: what it is for, how it is made, its simulator, and the usual speed of its serial line."""

    kind: Kind
    make: Make
    twin: MakeTwin
    baud: int = 9600


def _printer(transport: Transport, options: Options, _: Belongings) -> Driver:
    return PrinterDriver(transport, PROFILES[options.one_of("profile", PROFILES, "gb18030-80")])


def _alpha(transport: Transport, options: Options, _: Belongings) -> Driver:
    return AlphaDriver(
        transport,
        address=options.text("address", "00"),
        columns=options.whole("columns", COLUMNS, 1, 200),
        answers=options.one_of("answers", ("yes", "no"), "yes") == "yes",
    )


def _template(name: str) -> Make:
    def make(transport: Transport, options: Options, _: Belongings) -> Driver:
        return TemplateDriver(transport, TEMPLATES[name], options.whole("address", 1, 0, 255))

    return make


def _card(transport: Transport, _: Options, belongings: Belongings) -> Driver:
    return IdCardDriver(transport, belongings.hear, Numbering(belongings.device, belongings.boot), belongings.key)


def _scanner(transport: Transport, _: Options, belongings: Belongings) -> Driver:
    return ScannerDriver(transport, belongings.hear, Numbering(belongings.device, belongings.boot), belongings.key)


def _keypad(transport: Transport, options: Options, belongings: Belongings) -> Driver:
    keys = read_keys(options.text("keys", ",".join(f"{0x30 + digit:02X}={digit}" for digit in range(10))))
    return KeypadDriver(transport, belongings.hear, Numbering(belongings.device, belongings.boot), keys)


def _pad(transport: Transport, _: Options, belongings: Belongings) -> Driver:
    return PadDriver(transport, belongings.hear, belongings.device)


DRIVERS: Mapping[str, Row] = {
    "escpos": Row(Kind.DISPENSER, _printer, PrinterTwin),
    "keypad": Row(Kind.DISPENSER, _keypad, KeypadTwin),
    "alpha": Row(Kind.BOARD, _alpha, AlphaTwin),
    **{name: Row(Kind.BOARD, _template(name), DisplayTwin if name == "cd5220" else CounterTwin) for name in TEMPLATES},
    "sam": Row(Kind.READER, _card, IdCardTwin, baud=115_200),
    "scanner": Row(Kind.READER, _scanner, ScannerTwin),
    "pad": Row(Kind.PAD, _pad, lambda rng: PadTwin(rng, impatient=True)),
}


def driver_at(address: Address, belongings: Belongings) -> Driver:
    """The driver of an address, not opened yet; raises AddressWrong for what it does not know."""
    options = Options(address)
    row = DRIVERS[options.known("driver", address.driver, DRIVERS)]
    driver = row.make(_transport(address, options, row), options, belongings)
    options.refuse_others()
    return driver


def _transport(address: Address, options: Options, row: Row) -> Transport:
    if address.way == "tcp":
        return TcpTransport(address.place, address.port)
    if address.way == "serial":
        settings = Settings(
            baud=options.whole("baud", row.baud, 50, 4_000_000),
            bits=options.whole("bits", 8, 7, 8),
            parity=options.one_of("parity", ("N", "E", "O"), "N"),
            stops=options.whole("stops", 1, 1, 2),
        )
        return SerialTransport(address.place, settings)
    twin = twin_of(address, random.Random(address.place))  # noqa: S311 - noise of a simulated device
    wanted = [name for name in options.text("faults", "").split(",") if name]
    twin.faults |= {Fault(options.known("faults", name, list(Fault))) for name in wanted}
    return MemoryTransport(f"{address.driver}+sim:{address.place}", twin.serve)


def twin_of(address: Address, rng: random.Random) -> Twin:
    """The simulator behind an address; a simulated printer speaks as its profile says."""
    row = DRIVERS[address.driver]
    if row.twin is not PrinterTwin:
        return row.twin(rng)
    profile = PROFILES.get(address.options.get("profile", ""))
    dialect = profile.dialect if profile else Dialect.FULL
    return PrinterTwin(rng, presenter=dialect is Dialect.PRESENTER, sparse=dialect is Dialect.SPARSE)
