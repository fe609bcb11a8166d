"""A slip on its way to paper: pure. What may be out is never printed again by itself, and a copy says it is one.

A job exists before its first byte is sent, so that a program that ends in the middle leaves an unconfirmed one behind.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from devices.drivers.printer.driver import Outcome, PrintResult
from devices.errors import DeviceError
from devices.health import Reason


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    PRINTING = "printing"
    PRINTED = "printed"
    UNCONFIRMED = "unconfirmed"  # it may be out: a person has to look
    FAILED = "failed"  # not one byte was sent: it may be tried again as it is


_AFTER = {
    Outcome.PRINTED: JobState.PRINTED,
    Outcome.UNCONFIRMED: JobState.UNCONFIRMED,
    Outcome.FAILED: JobState.FAILED,
}


@dataclass(frozen=True, slots=True)
class PrintJob:
    """`copy` counts from 1; from 2 on the slip bears the mark of a reprint (补打)."""

    id: str
    ticket: str
    state: JobState = JobState.QUEUED
    copy: int = 1
    reasons: frozenset[Reason] = frozenset()

    @property
    def marked(self) -> bool:
        return self.copy > 1

    @property
    def asks(self) -> bool:
        """Whether a person has to say what became of it."""
        return self.state is JobState.UNCONFIRMED

    def started(self) -> "PrintJob":
        """About to be sent, for the first time or again after a failure."""
        self._need(JobState.QUEUED, JobState.FAILED)
        return replace(self, state=JobState.PRINTING, reasons=frozenset())

    def ended(self, result: PrintResult) -> "PrintJob":
        self._need(JobState.PRINTING)
        return replace(self, state=_AFTER[result.outcome], reasons=result.reasons)

    def recovered(self) -> "PrintJob":
        """As it is after a restart: what was being printed may be out."""
        return replace(self, state=JobState.UNCONFIRMED) if self.state is JobState.PRINTING else self

    def settled(self) -> "PrintJob":
        """A person has it in his hand."""
        self._need(JobState.UNCONFIRMED)
        return replace(self, state=JobState.PRINTED)

    def reprint(self, id_: str) -> "PrintJob":
        """Another copy, because a person asked for it: the first may be out, so this one is marked."""
        self._need(JobState.PRINTED, JobState.UNCONFIRMED)
        return PrintJob(id_, self.ticket, copy=self.copy + 1)

    def _need(self, *states: JobState) -> None:
        if self.state not in states:
            raise DeviceError("job_state", job=self.id, state=self.state.value)
