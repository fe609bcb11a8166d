"""A confirmation: a visitor reads a text at the pad and signs it, or says that it is not right.

The day knows that one was asked and what came of it. The text, the signature and whatever else says who it was lie
beside the log and are deleted after a while; the hash that stays proves what was signed.
"""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    PENDING = "pending"
    SIGNED = "signed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(slots=True)
class Confirmation:
    """`hash` is that of the text and the signature."""

    id: str
    ticket: str
    window: int
    asked: int
    verdict: Verdict = Verdict.PENDING
    ended: int | None = None
    hash: str | None = None
