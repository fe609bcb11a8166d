"""What visitors sign and write: what may be kept of it, and the hash that proves what was signed.

Kept beside the log, never in it: a log can not forget, and this must be forgotten.
"""

import json
from hashlib import sha256
from typing import Any

from hallops.domain.refusal import Refusal
from hallops.ports.personal import SignedText, Strokes

LINES = 8
LONGEST_LINE = 100  # characters: a pad shows it in large type, without scrolling
STROKES, POINTS = 200, 4000
FEWEST_POINTS = 2  # of a signature: a tap is none
FARTHEST = 1_000_000  # ms, or pixels
LONGEST_COMMENT = 200  # characters


def check_text(text: SignedText) -> None:
    """Raises Refusal: too long for a pad, or empty."""
    every = (text.title, *text.lines)
    fits = len(text.lines) <= LINES and all(len(line) <= LONGEST_LINE and line.isprintable() for line in every)
    if not fits or not all(line.strip() for line in every):
        raise Refusal("confirm_text", lines=LINES, most=LONGEST_LINE)


def check_strokes(strokes: Strokes) -> None:
    """Raises Refusal: no signature, or far more than one."""
    points = [point for stroke in strokes for point in stroke]
    within = all(0 <= number <= FARTHEST for point in points for number in point)
    if not (0 < len(strokes) <= STROKES and FEWEST_POINTS <= len(points) <= POINTS and within):
        raise Refusal("bad_strokes", strokes=STROKES, points=POINTS)


def checked_comment(comment: str) -> str:
    """A comment without the white space around it; its lines become one.

    Raises:
        Refusal: it is too long, or no text.
    """
    line = " ".join(comment.split())
    if len(line) > LONGEST_COMMENT or not line.isprintable():
        raise Refusal("comment_text", most=LONGEST_COMMENT)
    return line


def seal(text: SignedText, strokes: Strokes) -> str:
    """SHA-256 of text and signature in one fixed writing: anybody can compute it again."""
    written: dict[str, Any] = {"title": text.title, "lines": text.lines, "strokes": strokes}
    canonical = json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()
