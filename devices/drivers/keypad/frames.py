"""Keys on a serial line: which bytes mean what, as data. `1=A 2=B 0D=enter`: a key's bytes, and its action."""

import re
from collections.abc import Iterator, Mapping

from devices.errors import TemplateWrong

_BYTES = re.compile(r"([0-9A-F]{2})+")


def read_keys(text: str) -> dict[bytes, str]:
    """A map as text: pairs of hexadecimal bytes and an action, `31=A,32=B`; raises TemplateWrong."""
    keys: dict[bytes, str] = {}
    for pair in text.split(","):
        code, _, action = pair.strip().partition("=")
        if not _BYTES.fullmatch(code) or not action or bytes.fromhex(code) in keys:
            raise TemplateWrong("keys_wrong", pair=pair.strip())
        keys[bytes.fromhex(code)] = action
    return keys


class KeyReader:
    """Finds keys in what a pad says, the longest first; bytes that begin no key are noise, line ends are not."""

    def __init__(self, keys: Mapping[bytes, str]) -> None:
        self._keys = sorted(keys.items(), key=lambda pair: -len(pair[0]))
        self._pending = b""
        self.noise = 0

    def feed(self, data: bytes) -> Iterator[str]:
        self._pending += data
        while self._pending:
            found = next(((code, action) for code, action in self._keys if self._pending.startswith(code)), None)
            longer = any(code.startswith(self._pending) and code != self._pending for code, _ in self._keys)
            if found is None and longer:
                return  # the beginning of a key
            if found is None:
                self.noise += self._pending[0] not in b"\r\n\x00"
                self._pending = self._pending[1:]
            else:
                self._pending = self._pending[len(found[0]) :]
                yield found[1]
