"""What every board does: shows a call whole, or says by name why it can not."""

from abc import abstractmethod
from dataclasses import dataclass

from devices.drivers.driver import Driver


@dataclass(frozen=True, slots=True)
class Call:
    """A ticket called to a window."""

    number: str
    window: int


class BoardDriver(Driver):
    """A board that is given calls."""

    @abstractmethod
    def encode(self, call: Call) -> bytes:
        """The bytes that show a call; raises NotShowable. Nothing is sent, so that an installer can ask beforehand."""

    @abstractmethod
    def blank(self) -> bytes:
        """The bytes that clear the board; raises NotShowable where it has no way to be cleared."""

    async def show(self, call: Call) -> None:
        """Raises NotShowable or TransportLost."""
        await self.send(self.encode(call))

    async def clear(self) -> None:
        await self.send(self.blank())
