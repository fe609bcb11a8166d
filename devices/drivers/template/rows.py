"""Templates of boards that are met often: a new board is a new row."""

from collections.abc import Mapping

from devices.drivers.template.frames import Template

# Rows for boards that are met often. The first two and the display are from manuals, the Modbus row is function 06.
TEMPLATES: Mapping[str, Template] = {
    "counter": Template("address number:2 sum8"),
    "counter-letters-dropped": Template("address number:2 sum8", drops_letters=True),
    "counter-bcd": Template("AA 55 address bcd:2 xor8"),
    "counter-modbus": Template("address 06 0000 number:2 crc16-modbus", "address 06 0000 0000 crc16-modbus"),
    "cd5220": Template("1B5141 text:20 0D 1B5142 window:20 0D", "0C"),
}
