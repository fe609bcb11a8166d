"""Chance, at the edge: what must not be guessed is made here and handed in."""

from secrets import token_urlsafe

VISIT_BYTES = 16  # 128 bits: nobody finds another visitor's page


def new_token() -> str:
    """Of a visitor's own page."""
    return token_urlsafe(VISIT_BYTES)
