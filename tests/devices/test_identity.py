"""Numbers of persons and firms: their check digits, and that nothing but a hash and a tail remains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.identity import is_firm_code, is_person_number, person_of

PERSON = "11010519491231002X"  # the example of GB 11643
FIRM = "91350100M000100Y43"  # the example of GB 32100
KEY = bytes(range(32))


@pytest.mark.parametrize("number", [PERSON, "440524188001010014"])
def test_the_numbers_of_the_standard_are_right(number: str) -> None:
    assert is_person_number(number)


def test_the_code_of_the_standard_is_right() -> None:
    assert is_firm_code(FIRM)


@pytest.mark.parametrize(
    "number",
    ["", PERSON[:-1], PERSON.lower(), f"{PERSON}0", "110105194913310029", "01010519491231002X", "１1010519491231002X"],
)
def test_what_is_no_number_of_a_person_is_refused(number: str) -> None:
    assert not is_person_number(number)


@given(st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_found(place: int, digit: str) -> None:
    changed = PERSON[:place] + digit + PERSON[place + 1 :]
    assert is_person_number(changed) == (changed == PERSON)


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_of_a_firm_is_always_found(place: int, character: str) -> None:
    changed = FIRM[:place] + character + FIRM[place + 1 :]
    assert is_firm_code(changed) == (changed == FIRM)


@given(st.text(max_size=20))
def test_any_text_is_answered(text: str) -> None:
    assert not is_person_number(text)
    assert not is_firm_code(text)


def test_a_person_is_a_hash_under_the_halls_key_and_a_masked_tail() -> None:
    person = person_of(PERSON, KEY)
    assert person == person_of(PERSON, KEY)
    assert person.key != person_of(PERSON, bytes(32)).key
    assert person.masked == "**************002X"
    assert PERSON[:-4] not in repr(person)
