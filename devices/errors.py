"""What can go wrong with a device, named so that a person knows what to do next.

A refusal says what was asked and exactly what stands in its way; nothing is ever left out or
replaced silently.
"""


class DeviceError(Exception):
    """Any failure of this package that a caller may want to show."""


class PrintRefused(DeviceError):
    """A document that a printer cannot print as it stands."""


class UnprintableText(PrintRefused):
    """Characters that a printer does not have, or that would be commands to it."""

    def __init__(self, profile: str, characters: str) -> None:
        self.characters = characters
        super().__init__(f"{profile} cannot print {', '.join(map(_named, characters))}")


class TextTooWide(PrintRefused):
    """A word or number that fits on no line and must not be cut."""

    def __init__(self, word: str, columns: int) -> None:
        self.word = word
        super().__init__(f"“{word}” does not fit on a line of {columns} columns and is not cut")


class QrRefused(PrintRefused):
    """A QR payload that a printer's own QR command cannot take."""


class UnreadableJob(DeviceError):
    """Bytes that are no print job, with the place where they stop making sense."""

    def __init__(self, offset: int, reason: str) -> None:
        self.offset = offset
        super().__init__(f"Byte {offset}: {reason}")


class FontMissing(DeviceError):
    """No Chinese font on this machine to draw with."""


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return f"{character} ({code})" if character.isprintable() else code
