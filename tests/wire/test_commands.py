"""Commands as JSON: what fits goes through, what does not is refused by name, whatever the bytes are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallops.domain.commands import Booking, HoldTicket, Issue
from hallops.domain.refusal import Refusal
from hallops.domain.ticket import Hold
from hallops.wire.commands import KINDS, read_command, write_command


@pytest.mark.parametrize(
    "command",
    [Issue("D1", "A", booking=Booking("B1", 5), accessible=True), HoldTicket("S1", 3, "A001", hold=Hold.KEPT)],
)
def test_a_command_comes_through_as_it_was(command: Issue | HoldTicket) -> None:
    assert read_command(type(command).__name__, write_command(command)) == command


def test_an_unknown_command_and_a_wrong_field_are_named() -> None:
    with pytest.raises(Refusal, match="no command Dance"):
        read_command("Dance", b"{}")
    with pytest.raises(Refusal, match=r"window"):
        read_command("CallNext", b'{"by": "S1", "window": "three"}')
    with pytest.raises(Refusal, match="required field `service`"):
        read_command("Issue", b'{"by": "D1"}')


@given(kind=st.sampled_from(sorted(KINDS)), body=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_bytes_bring_anything_but_a_refusal(kind: str, body: bytes) -> None:
    with pytest.raises(Refusal):
        read_command(kind, body)
