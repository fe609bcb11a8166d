"""A board driven by a template. It never answers: it is well while its line is open, and so says no more than that."""

from devices.drivers.board import BoardDriver, Call
from devices.drivers.template.frames import Template, build
from devices.errors import NotShowable
from devices.transport.transport import Transport

_NOBODY = Call("0", 0)


class TemplateDriver(BoardDriver):
    """`address` is the board's on its wire; `window` is the one it hangs over, 0 where it shows all."""

    def __init__(self, transport: Transport, template: Template, address: int = 1) -> None:
        super().__init__(transport)
        self._template, self._address = template, address

    def encode(self, call: Call) -> bytes:
        template = self._template
        return build(template.show, self._address, call, drops_letters=template.drops_letters)

    def blank(self) -> bytes:
        if not self._template.clear:
            raise NotShowable("board_no_clear", port=self.port)
        return build(self._template.clear, self._address, _NOBODY)

    def take(self, data: bytes) -> None:
        """Some echo what they were sent; it means nothing here."""
