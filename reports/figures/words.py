"""The words in pictures, one English phrase each; the Chinese is in the catalogue."""

from hallops.language import sentence

WORDS = {
    "figure_time": "time of joining",
    "figure_time_of_day": "time of day",
    "figure_minutes": "minutes",
    "figure_people": "people",
    "figure_window_count": "windows",
    "figure_window_numbers": "window number",
    "figure_wait": "How long people wait",
    "figure_wait_band": "from the median to P90",
    "figure_wait_median": "median: half wait no longer",
    "figure_wait_p90": "P90: nine of ten wait no longer",
    "figure_target": "target",
    "figure_need": "Windows that the work needs, and windows open",
    "figure_need_line": "work at hand, in windows",
    "figure_open": "windows open",
    "figure_short": "more work than windows",
    "figure_use": "How busy each window is",
    "figure_use_scale": "busy, % of its open time",
    "figure_queue": "How many people wait",
    "figure_queue_median": "median",
    "figure_queue_p90": "P90: no more in nine looks of ten",
    "figure_queue_longest": "longest line of all days",
}


def word(key: str, language: str) -> str:
    return sentence(WORDS[key], {}, language)
