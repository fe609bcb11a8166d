"""Where a line ends."""

import pytest

from devices.errors import TextTooWide
from devices.printing.profile import GB18030_80MM
from devices.printing.wrap import balance, wrap

width = GB18030_80MM.width


def test_words_stay_whole_and_the_space_at_a_break_is_dropped() -> None:
    assert wrap("Please listen for A012", 13, width) == ["Please listen", "for A012"]


def test_chinese_breaks_anywhere_but_a_number_within_it_does_not() -> None:
    assert wrap("请于2025-03-14前办理", 10, width) == ["请于", "2025-03-14", "前办理"]
    assert wrap("约１２３分钟", 6, width) == ["约", "１２３", "分钟"]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    assert wrap("请到大厅，谢谢", 8, width) == ["请到大", "厅，谢谢"]
    assert wrap("请取号（三次）", 8, width) == ["请取号", "（三次）"]


def test_a_word_wider_than_the_line_is_refused() -> None:
    with pytest.raises(TextTooWide, match="word unbreakable, columns 10"):
        wrap("an unbreakable word", 10, width)


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 10, width) == balance("", 10, width) == [""]


def test_a_balanced_text_leaves_no_lone_word_on_its_last_line() -> None:
    text = "Please watch the board and listen for your number."
    assert wrap(text, 48, width) == ["Please watch the board and listen for your", "number."]
    assert balance(text, 48, width) == ["Please watch the board and", "listen for your number."]
