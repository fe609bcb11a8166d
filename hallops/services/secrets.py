"""Passwords and PINs: what counts as too weak, how one for a single use is made, and how they are hashed.

Hashing is slow on purpose (43 ms and 19 MiB each). It runs in two threads of its own, so that neither a screen nor a
window waits while somebody signs in.
"""

import secrets
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hallops.domain.refusal import Refusal
from hallops.ports.accounts import Standing

MEMORY, TIME, LANES = 19 * 1024, 2, 1  # KiB; what OWASP asks for at least
THREADS = 2
SHORTEST_PIN, LONGEST_PIN = 6, 12  # digits
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 128  # characters
LEAST_VARIED = 5  # different characters of a password
CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like another
PARTS, PART = 4, 4  # of a one-time password, such as k7mp-x2wq-9fhr-t4vd
DIGITS = "0123456789"


class Hasher:
    """Argon2id. `nobody` is what the secret of an unknown account is held against: it takes just as long."""

    def __init__(self, memory: int = MEMORY) -> None:
        self._argon = PasswordHasher(time_cost=TIME, memory_cost=memory, parallelism=LANES)
        self._pool = ThreadPoolExecutor(THREADS, "secrets")
        self._nobody = self.hash(secrets.token_urlsafe())  # beside the start, which does not wait for it

    @property
    def nobody(self) -> str:
        return self._nobody.result()

    def hash(self, secret: str) -> "Future[str]":
        return self._pool.submit(self._argon.hash, secret)

    def fits(self, secret_hash: str, secret: str) -> "Future[bool]":
        return self._pool.submit(self._fits, secret_hash, secret)

    def _fits(self, secret_hash: str, secret: str) -> bool:
        try:
            return self._argon.verify(secret_hash, secret)
        except (VerificationError, InvalidHashError):
            return False


def one_time(standing: Standing) -> str:
    """A secret that its owner changes at the first sign-in."""
    if standing is not Standing.STAFF:
        return "-".join("".join(secrets.choice(CLEAR) for _ in range(PART)) for _ in range(PARTS))
    while True:
        pin = "".join(secrets.choice(DIGITS) for _ in range(SHORTEST_PIN))
        if not is_weak_pin(pin):
            return pin


def require_good(standing: Standing, name: str, secret: str, before: str) -> None:
    """Raises Refusal: a secret that is too easily guessed, or the one that is to be changed."""
    if secret == before:
        raise Refusal("secret_same")
    if standing is Standing.STAFF:
        if not (secret.isascii() and secret.isdecimal() and SHORTEST_PIN <= len(secret) <= LONGEST_PIN):
            raise Refusal("pin_digits", least=SHORTEST_PIN, most=LONGEST_PIN)
        if is_weak_pin(secret):
            raise Refusal("pin_weak")
        return
    if not SHORTEST_PASSWORD <= len(secret) <= LONGEST_PASSWORD or not secret.isprintable():
        raise Refusal("password_length", least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD)
    if len(set(secret.lower())) < LEAST_VARIED or name.lower() in secret.lower() or secret.lower() in WELL_KNOWN:
        raise Refusal("password_weak")


def is_weak_pin(pin: str) -> bool:
    """A part said again (000000, 121212, 123123) or a row of neighbours (123456, 987654)."""
    again = any(pin == (pin[:part] * len(pin))[: len(pin)] for part in range(1, len(pin) // 2 + 1))
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return again or steps in ({1}, {9})


WELL_KNOWN = frozenset({"1234567890", "0123456789", "0987654321", "qwertyuiop", "1qaz2wsx3edc", "password12"})
WELL_KNOWN |= {
    "password123",
    "password1234",
    "admin12345",
    "administrator",
    "abc1234567",
    "woaini1314520",
    "5201314520",
}
