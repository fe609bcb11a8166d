"""The options of an address, taken one by one; a wrong one and one that nobody took are refused by name."""

from collections.abc import Collection

from devices.address import Address
from devices.errors import AddressWrong


class Options:
    """Of one address."""

    def __init__(self, address: Address) -> None:
        self._options = address.options
        self._taken: list[str] = []

    def text(self, name: str, default: str) -> str:
        self._taken.append(name)
        return self._options.get(name, default)

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        text = self.text(name, str(default))
        if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
            raise AddressWrong("address_number", option=name, found=text, low=low, high=high)
        return int(text)

    def one_of(self, name: str, known: Collection[str], default: str) -> str:
        return self.known(name, self.text(name, default), known)

    def known(self, name: str, found: str, known: Collection[str]) -> str:
        if found not in known:
            raise AddressWrong("address_value", option=name, found=found, known=", ".join(known))
        return found

    def refuse_others(self) -> None:
        for name in self._options:
            if name not in self._taken:
                raise AddressWrong("address_option", option=name, known=", ".join(self._taken) or "-")
