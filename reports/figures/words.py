"""The words in pictures, one English phrase each; the Chinese is in the catalogue."""

from hallops.domain.refusal import Fact
from hallops.language import sentence

WORDS = {
    "figure_time": "time of joining",
    "figure_window": "window {number}",
    "figure_wait": "How long people wait, minutes",
    "figure_wait_median": "median: half wait no longer",
    "figure_wait_p90": "P90: nine of ten wait no longer",
    "figure_target": "target",
    "figure_need": "Windows that the work needs, and windows open",
    "figure_need_line": "work at hand, in windows",
    "figure_open": "windows open",
    "figure_short": "more work than windows",
    "figure_use": "How busy each window is, % of its open time",
    "figure_queue": "How many people wait",
    "figure_queue_median": "median: no more half of the time",
    "figure_queue_p90": "P90: no more nine tenths of the time",
    "figure_queue_longest": "longest line of all days",
}


def word(key: str, language: str, **facts: Fact) -> str:
    return sentence(WORDS[key], facts, language)
