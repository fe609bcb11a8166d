"""Commands about what visitors confirm and write. The texts themselves are kept beside the log, never in a command."""

from dataclasses import dataclass

from hallops.domain.commands import AtWindow, Command


@dataclass(frozen=True, slots=True, kw_only=True)
class AskConfirm(AtWindow):
    """Ask the visitor to confirm a text, kept beside the log, at the window's pad."""

    confirmation: str


@dataclass(frozen=True, slots=True)
class WithdrawConfirm(Command):
    """Take back what the visitor was asked to confirm."""

    window: int
    confirmation: str


@dataclass(frozen=True, slots=True)
class Confirm(Command):
    """The visitor has signed; `hash` is that of the text and the signature. `day` as of a rating."""

    window: int
    confirmation: str
    hash: str
    day: str | None = None


@dataclass(frozen=True, slots=True)
class DeclineConfirm(Command):
    """The visitor says that the text is not right. `day` as of a rating."""

    window: int
    confirmation: str
    day: str | None = None


@dataclass(frozen=True, slots=True)
class PurgePersonal(Command):
    """Note that personal data from before an instant is deleted: so many confirmations and comments."""

    before: int
    confirmations: int
    comments: int
