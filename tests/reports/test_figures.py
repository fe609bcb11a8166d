"""Pictures show the numbers they are given, in letters that there are, in both languages."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager
from matplotlib.ft2font import FT2Font
from matplotlib.patches import StepPatch
from matplotlib.text import Text
from PIL import Image

from hallops.language import LANGUAGES
from reports.figures import fonts, style
from reports.figures.fonts import NoChineseFontError, families
from reports.figures.need import Need, need_against_open
from reports.figures.queue_course import Queue, queue_course
from reports.figures.save import save
from reports.figures.style import TEXT
from reports.figures.use_map import Use, use_map
from reports.figures.wait_band import Waits, wait_band

EDGES = [540, 570, 600, 630]
WAITS = Waits(EDGES, [1.0, None, 3.5], [4.0, None, 12.25], [15.0, 10.0, 15.0])
NEED = Need(EDGES, [1.5, 3.25, 0.5], [2, 3, 1])
USE = Use(EDGES, [1, 12], [[50.4, None, 99.6], [None, 0.0, 12.0]])
QUEUE = Queue(EDGES, [0, 2, 1], [3, 7, 4], [9, 11, 5])


def pictures(language: str) -> dict[str, Figure]:
    return {
        "wait": wait_band(WAITS, language),
        "need": need_against_open(NEED, language),
        "use": use_map(USE, language),
        "queue": queue_course(QUEUE, language),
    }


def lines(figure: Figure) -> dict[str, StepPatch]:
    """The lines that the legend names."""
    handles, labels = figure.axes[0].get_legend_handles_labels()
    return {label: handle for handle, label in zip(handles, labels, strict=True) if isinstance(handle, StepPatch)}


def values(figure: Figure, label: str) -> list[float]:
    drawn, edges, _ = lines(figure)[label].get_data()
    assert list(edges) == EDGES
    return [float(value) for value in drawn]


def test_waits_are_drawn_as_they_are_and_gaps_stay_gaps() -> None:
    figure = wait_band(WAITS, "en")
    assert values(figure, "median: half wait no longer") == pytest.approx([1.0, np.nan, 3.5], nan_ok=True)
    assert values(figure, "P90: nine of ten wait no longer") == pytest.approx([4.0, np.nan, 12.25], nan_ok=True)
    assert [np.asarray(line.get_ydata())[0] for line in figure.axes[0].lines] == [10.0, 15.0]
    assert figure.axes[0].get_ylim()[1] > 15


def test_need_and_open_windows_are_drawn_and_where_they_lack_is_marked() -> None:
    figure = need_against_open(NEED, "en")
    assert values(figure, "work at hand, in windows") == [1.5, 3.25, 0.5]
    assert values(figure, "windows open") == [2, 3, 1]
    assert values(figure, "more work than windows") == [2, 3.25, 1]
    enough = need_against_open(Need(EDGES, [1, 2, 1], [2, 3, 1]), "en")
    assert "more work than windows" not in lines(enough)


def test_the_map_has_a_number_in_every_cell_of_planned_time() -> None:
    axes = use_map(USE, "zh").axes[0]
    cells = axes.collections[0].get_array()
    assert cells is not None
    assert np.ma.filled(cells, -1).tolist() == [[50.4, -1, 99.6], [-1, 0.0, 12.0]]
    assert [text.get_text() for text in axes.texts] == ["50", "100", "0", "12"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["1号窗口", "12号窗口"]


def test_the_queue_has_three_lines() -> None:
    figure = queue_course(QUEUE, "en")
    assert values(figure, "median: no more half of the time") == QUEUE.median
    assert values(figure, "P90: no more nine tenths of the time") == QUEUE.p90
    assert values(figure, "longest line of all days") == QUEUE.longest


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_is_in_the_font_and_nothing_is_cut_off(language: str, tmp_path: Path) -> None:
    for name, figure in pictures(language).items():
        png, svg = save(figure, tmp_path, name)
        with Image.open(png) as image:
            assert image.width == round(style.WIDE * 192)
        assert svg.read_text("utf-8").count("<text") == 0
        figure.draw_without_rendering()
        width, height = figure.get_size_inches() * figure.dpi
        for text in shown(figure):
            box = text.get_window_extent()
            assert box.x0 >= -0.5, text
            assert box.x1 <= width + 0.5, text
            assert -0.5 <= box.y0 <= box.y1 <= height + 0.5, text
            assert missing(text) == "", text


def shown(figure: Figure) -> list[Text]:
    found: list[Text] = figure.findobj(Text)
    beyond = [label for axes in figure.axes for label in labels_beyond(axes)]
    return [text for text in found if text.get_visible() and text.get_text() and text not in beyond]


def labels_beyond(axes: Axes) -> list[Text]:
    """Axes keep ticks that lie outside them, and do not draw them."""
    limits = ((axes.xaxis, sorted(axes.get_xlim())), (axes.yaxis, sorted(axes.get_ylim())))
    return [
        label
        for axis, (low, high) in limits
        for tick in axis.get_major_ticks()
        if not low <= tick.get_loc() <= high
        for label in (tick.label1, tick.label2)
    ]


def missing(text: Text) -> str:
    """Letters that the text's first font lacks."""
    file = findfont(FontProperties(family=text.get_fontfamily()[0], weight=text.get_fontweight()))
    known = FT2Font(file).get_charmap()
    return "".join(letter for letter in text.get_text() if ord(letter) not in known)


def test_the_same_picture_is_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    first, second = (save(wait_band(WAITS, "zh"), folder, "wait") for folder in (tmp_path, tmp_path / "again"))
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_words_differ_by_language_and_numbers_do_not() -> None:
    for chinese, english in zip(pictures("zh").values(), pictures("en").values(), strict=True):
        assert chinese.axes[0].get_title(loc="left") != english.axes[0].get_title(loc="left")
        assert chinese.axes[0].get_xlim() == english.axes[0].get_xlim()
        assert chinese.axes[0].get_ylim() == english.axes[0].get_ylim()


def test_letters_are_fourteen_pixels_high_on_a_plain_screen() -> None:
    assert TEXT / 72 * 96 == 14


def test_without_a_chinese_font_chinese_is_refused_and_english_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [font for font in fontManager.ttflist if font.name == fonts.LATIN]
    monkeypatch.setattr(fontManager, "ttflist", plain)
    monkeypatch.setattr(fonts, "findSystemFonts", list)
    with pytest.raises(NoChineseFontError):
        families("zh")
    assert families("en") == [fonts.LATIN]
    figure = wait_band(WAITS, "en")
    figure.draw_without_rendering()


def test_a_font_that_came_later_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fontManager, "ttflist", [font for font in fontManager.ttflist if font.name == fonts.LATIN])
    assert families("zh")[0] in fonts.FAMILIES


def test_a_hall_that_is_never_open_has_pictures_as_well() -> None:
    wait_band(Waits([0, 30], [None], [None]), "en").draw_without_rendering()
    queue_course(Queue([0, 30], [0], [0], [0]), "en").draw_without_rendering()
    use_map(Use([0, 30], [1], [[None]]), "en").draw_without_rendering()
