"""A slip on its way to paper: at most one original, whatever happens in between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.printer.driver import Outcome, PrintResult
from devices.errors import DeviceError
from devices.health import Reason
from devices.printing.job import JobState, PrintJob

JOB = PrintJob("j1", "t1")


def after(outcome: Outcome, *reasons: Reason) -> PrintJob:
    return JOB.started().ended(PrintResult(outcome, frozenset(reasons)))


def test_a_job_that_was_printed_is_over() -> None:
    done = after(Outcome.PRINTED, Reason.PAPER_NEAR)
    assert (done.state, done.asks, done.reasons) == (JobState.PRINTED, False, frozenset({Reason.PAPER_NEAR}))
    with pytest.raises(DeviceError, match="job_state"):
        done.started()


def test_a_job_of_which_nothing_was_sent_is_tried_again_without_a_mark() -> None:
    again = after(Outcome.FAILED, Reason.PAPER_OUT).started()
    assert (again.state, again.marked, again.reasons) == (JobState.PRINTING, False, frozenset())


def test_an_unconfirmed_job_asks_and_is_not_sent_again() -> None:
    asks = after(Outcome.UNCONFIRMED)
    assert asks.asks
    with pytest.raises(DeviceError, match="job_state"):
        asks.started()
    assert asks.settled().state is JobState.PRINTED


def test_a_reprint_is_another_job_and_marked() -> None:
    second = after(Outcome.UNCONFIRMED).reprint("j2")
    assert (second.id, second.ticket, second.marked, second.state) == ("j2", "t1", True, JobState.QUEUED)
    with pytest.raises(DeviceError, match="job_state"):
        JOB.reprint("j2")


def test_what_was_being_printed_when_the_program_ended_is_unconfirmed() -> None:
    assert JOB.started().recovered().asks
    assert JOB.recovered() == JOB


@given(st.lists(st.sampled_from(["start", "recover", "settle", "reprint", *Outcome]), max_size=20))
def test_an_original_is_never_sent_twice_unless_the_first_was_not_sent_at_all(steps: list[str]) -> None:
    job, may_be_out = JOB, False
    for step in steps:
        try:
            if step == "start":
                job = job.started()
                assert job.marked or not may_be_out
            elif step == "recover":
                may_be_out |= job.state is JobState.PRINTING
                job = job.recovered()
            elif step == "settle":
                job = job.settled()
            elif step == "reprint":
                job = job.reprint("next")
            else:
                job = job.ended(PrintResult(Outcome(step)))
                may_be_out |= step != Outcome.FAILED
        except DeviceError:
            continue
