"""Addresses as people write them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.address import Address, read_address
from devices.drivers.alpha.driver import AlphaDriver
from devices.drivers.driver import Driver
from devices.errors import DeviceError
from devices.registry import Belongings, driver_at
from devices.transport.serial import SerialTransport, Settings


def made(text: str) -> Driver:
    return driver_at(read_address(text), Belongings(lambda _: None, "device-1", "1", bytes(32)))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("10.0.0.5", Address("escpos", "tcp", "10.0.0.5", 9100)),
        ("printer-3.hall:9101", Address("escpos", "tcp", "printer-3.hall", 9101)),
        ("[fe80::1%eth0]:9100", Address("escpos", "tcp", "fe80::1%eth0", 9100)),
        ("alpha+tcp://10.0.0.6:4001", Address("alpha", "tcp", "10.0.0.6", 4001)),
        ("cd5220+serial:/dev/ttyS0?baud=19200", Address("cd5220", "serial", "/dev/ttyS0", 0, {"baud": "19200"})),
        ("pad+sim:x", Address("pad", "sim", "x")),
    ],
)
def test_an_address_is_read(text: str, address: Address) -> None:
    assert read_address(text) == address
    assert made(text).port == {"tcp": made(text).port, "serial": address.place}.get(address.way, text)


def test_a_serial_line_has_the_speed_of_its_driver_unless_the_address_says_another() -> None:
    def settings(text: str) -> Settings:
        transport = made(text)._transport
        assert isinstance(transport, SerialTransport)
        return transport._settings

    assert settings("sam+serial:/dev/ttyS0") == Settings(115_200)
    assert settings("alpha+serial:/dev/ttyS0?baud=4800&bits=7&parity=E") == Settings(4800, 7, "E", 1)


def test_options_reach_the_driver() -> None:
    board = made("alpha+sim:x?columns=8&answers=no&address=0A")
    assert isinstance(board, AlphaDriver)
    assert (board._columns, board._answers, board._address) == (8, False, b"0A")


PIECES = ["escpos", "+tcp", "+serial", "+sim", ":", "//", "[", "]", "?", "=", "&", "%", "10.0.0.5", ":9100", "profile"]


@given(st.text(max_size=30) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    with suppress(DeviceError):
        assert made(text).port
