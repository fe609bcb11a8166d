"""The catalogue: found by what people type, and shown as the hall offers it now."""

from datetime import date

import pytest

from hallops.domain.calendar import Calendar
from hallops.domain.catalogue import CatalogueItem, Handling, Level
from hallops.domain.names import Name
from hallops.files.hall_file import read_hall
from hallops.files.sample import HALL
from hallops.sample.generated import generated_catalogue
from hallops.services.catalogue_index import PAGE, CatalogueIndex
from hallops.services.views.catalogue import catalogue_page
from tests.domain.halls import Scene, at, small_hall
from tests.services.showing import morning

SAMPLE_HALL = read_hall(HALL.read_bytes()).hall
LARGE = generated_catalogue(SAMPLE_HALL, 3000)


@pytest.fixture(scope="module")
def large() -> CatalogueIndex:
    return CatalogueIndex(LARGE)


def entry(code: str, zh: str, en: str, letter: str = "A", **more: object) -> CatalogueItem:
    facts: dict[str, object] = {
        "version": 1,
        "department": "office",
        "handling": Handling.ACCEPTED,
        "promise_days": 0,
        "statutory_days": 20,
        "modes": ("weekday", "lunch"),
        "level": Level.STREET,
        **more,
    }
    return CatalogueItem(code=code, name=Name(zh, en), letter=letter, **facts)  # type: ignore[arg-type]


SMALL = CatalogueIndex(
    [
        entry("SB-1", "社会保障卡申领", "Apply for a social security card", needs=("身份证",)),
        entry("SB-2", "银行卡补办", "Replace a bank card", modes=("weekday",)),
        entry("ZF-1", "公共租赁住房", "Public rental home", letter="E", modes=("weekday", "weekend")),
        entry("WS-1", "发票领用", "Invoices", online_only=True),
        entry("SB-1", "社保卡申领", "Apply for a card", version=2),
    ]
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("sbksl", "SB-1"),
        ("yhk", "SB-2"),
        ("YHKBB", "SB-2"),
        ("yinhang", "SB-2"),
        ("gong zu", "ZF-1"),
        ("租赁", "ZF-1"),
        ("zf-1", "ZF-1"),
        ("ｙｈｋ", "SB-2"),
    ],
)
def test_it_is_found_by_initials_pinyin_chinese_and_code(typed: str, code: str) -> None:
    typed = typed.replace("gong zu", "gonggong zulin")
    assert [item.code for item in SMALL.search(typed).items] == [code]


def test_pinyin_is_found_from_the_beginning_of_a_syllable_only() -> None:
    assert SMALL.search("hang").total == 1
    assert SMALL.search("ang").total == 0


def test_in_english_words_come_first_and_a_letter_is_the_beginning_of_one() -> None:
    assert [item.code for item in SMALL.search("r", language="en").items][:2] == ["SB-2", "ZF-1"]
    assert [item.code for item in SMALL.search("card bank", language="en").items] == ["SB-2"]
    assert SMALL.search("b", language="zh").total == 2


def test_the_newest_version_of_an_entry_is_shown() -> None:
    found = SMALL.find("SB-1")
    assert found is not None
    assert (found.version, len(SMALL)) == (2, 4)


def test_a_large_catalogue_is_shown_by_pages_without_gap_or_repeat(large: CatalogueIndex) -> None:
    first = large.search("ylbx")
    seen = [item.code for offset in range(0, first.total, PAGE) for item in large.search("ylbx", offset=offset).items]
    assert len(seen) == len(set(seen)) == first.total > PAGE
    assert {item.name.zh[:4] for item in first.items} == {"养老保险"}


def test_categories_are_letters_and_departments(large: CatalogueIndex) -> None:
    assert sum(large.letters().values()) == sum(large.departments().values()) == 3000
    department, count = large.departments().most_common(1)[0]
    assert large.search(category=department).total == count
    assert large.search(category="A").total == large.letters()["A"]
    assert large.search(category="nothing").total == 0


def test_the_same_seed_makes_the_same_catalogue_which_fits_its_hall() -> None:
    assert generated_catalogue(SAMPLE_HALL, 3000) == LARGE
    assert generated_catalogue(SAMPLE_HALL, 3000, seed=2) != LARGE
    assert len({item.name for item in LARGE}) == len({item.code for item in LARGE}) == 3000
    assert {item.letter for item in LARGE} <= {service.letter for service in SAMPLE_HALL.services.values()}
    assert 0.02 < sum(item.online_only for item in LARGE) / 3000 < 0.2
    assert 0.2 < sum("weekend" not in item.modes for item in LARGE) / 3000 < 0.6


# as the hall offers it


def shown(scene: Scene, clock: str, code: str) -> dict[str, object]:
    page = catalogue_page(scene.day, at(clock, scene.date), SMALL.search(code))
    (item,) = page["items"]
    return dict(item)


def test_an_entry_has_its_queue_its_place_and_what_it_needs() -> None:
    item = shown(morning(), "09:05", "SB-1")
    assert (item["offered"], item["reason"], item["opens"], item["service"], item["waiting"]) == (
        True,
        None,
        None,
        "A",
        2,
    )
    assert item["windows"] == [1, 2]
    assert item["today"] == [{"from": "09:00", "to": "17:30", "booking_only": False}]


def test_an_entry_that_the_mode_leaves_out_says_when_it_is_back() -> None:
    item = shown(morning(), "12:30", "SB-2")
    assert (item["offered"], item["reason"], item["opens"]) == (False, "not_at_this_time", at("13:00"))
    assert [hours["from"] for hours in item["today"]] == ["09:00", "13:00"]  # type: ignore[attr-defined]


def test_after_the_last_ticket_it_says_the_next_day_that_has_it() -> None:
    assert shown(morning(), "17:20", "SB-1")["opens"] == at("09:00", date(2026, 9, 16))
    friday = Scene(day=date(2026, 9, 18))
    assert shown(friday, "17:20", "ZF-1")["opens"] == at("09:00", date(2026, 9, 19))
    assert shown(friday, "17:20", "SB-2")["opens"] == at("09:00", date(2026, 9, 21))


def test_online_only_names_the_guidance_service_and_where() -> None:
    hall = small_hall(guidance="A", online=Name("网厅", "portal"), calendar=Calendar())
    scene = morning(Scene(hall))
    item = shown(scene, "09:05", "WS-1")
    assert (item["offered"], item["reason"], item["opens"], item["online_only"]) == (False, "online_only", None, True)
    page = catalogue_page(scene.day, at("09:05"), SMALL.search(""))
    assert page["guidance"] == {"service": "A", "offered": True, "online": {"zh": "网厅", "en": "portal"}}
