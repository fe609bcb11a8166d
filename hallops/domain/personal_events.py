"""Events about what is kept beside the log: that it was asked, signed, deleted. None says what it was."""

from dataclasses import dataclass

from hallops.domain.events import Event, WindowEvent


@dataclass(frozen=True, slots=True)
class ConfirmationEvent(WindowEvent):
    """An event about what a visitor confirms; the text and the signature are kept beside the log."""

    confirmation: str


@dataclass(frozen=True, slots=True)
class ConfirmAsked(ConfirmationEvent):
    """The visitor was asked to confirm a text."""


@dataclass(frozen=True, slots=True)
class Confirmed(ConfirmationEvent):
    """The visitor signed; the hash proves what."""

    hash: str


@dataclass(frozen=True, slots=True)
class ConfirmDeclined(ConfirmationEvent):
    """The visitor said that the text is not right."""


@dataclass(frozen=True, slots=True)
class ConfirmWithdrawn(ConfirmationEvent):
    """The window took back what it had asked."""


@dataclass(frozen=True, slots=True)
class PersonalPurged(Event):
    """Personal data from before an instant was deleted, as the hall's rules say; nothing of it stands here."""

    before: int
    confirmations: int
    comments: int


OF_PERSONS: dict[str, type[Event]] = {
    kind.__name__: kind for kind in (ConfirmAsked, Confirmed, ConfirmDeclined, ConfirmWithdrawn, PersonalPurged)
}
