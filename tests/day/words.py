"""What a page says, so that a scene need not know the wording."""

from collections.abc import Mapping

from hallops.language import CHINESE
from hallops.web.page import say


def said(words: Mapping[str, str], word: str) -> str:
    """A page's word in Chinese, up to the first place that is filled in."""
    return say(words[word], CHINESE).partition("{")[0]
