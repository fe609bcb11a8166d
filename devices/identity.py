"""Numbers that people and firms are known by: checked by their own check digit, kept only as a keyed hash and a tail.

The number itself goes no further than the function that reads it. GB 11643 for persons, GB 32100 for firms.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date

TAIL = 4  # characters that a visitor may see of his own number
_PERSON = re.compile(r"[1-9][0-9]{5}(?P<born>[0-9]{8})[0-9]{3}[0-9X]")
_PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # 2**(17 - place) modulo 11
_PERSON_CHECK = "10X98765432"
_FIRM = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
_FIRM_LENGTH = 18


@dataclass(frozen=True, slots=True)
class Person:
    """Who came, as far as a hall may know: the same person has the same key, and nobody finds the number from it."""

    key: str
    masked: str


def is_person_number(text: str) -> bool:
    """An 18-digit identity number with a day of birth that there was and a right check digit."""
    found = _PERSON.fullmatch(text)
    if not found or not text.isascii():
        return False
    try:
        date.fromisoformat(found["born"])
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_PERSON_WEIGHTS, text, strict=False))
    return text[-1] == _PERSON_CHECK[total % 11]


def is_firm_code(text: str) -> bool:
    """A unified social credit code with a right check character: weights are powers of 3, modulo 31."""
    if len(text) != _FIRM_LENGTH or any(character not in _FIRM for character in text):
        return False
    total = sum(_FIRM.index(character) * pow(3, place, 31) for place, character in enumerate(text[:-1]))
    return text[-1] == _FIRM[-total % 31]


def person_of(number: str, key: bytes) -> Person:
    """The hall's `key` (32 random bytes) never leaves it: without it all numbers could be tried out in a minute."""
    digest = hmac.new(key, number.encode("utf-8"), hashlib.sha256).hexdigest()
    return Person(digest, "*" * max(0, len(number) - TAIL) + number[-TAIL:])
