"""The shipped samples are what they claim to be."""

import re
from collections import Counter
from datetime import date
from importlib.resources.abc import Traversable

import pytest

from hallops.domain.calendar import DayKind
from hallops.domain.catalogue import CatalogueItem
from hallops.domain.day_plan import plan_day
from hallops.files import sample
from hallops.files.catalogue_file import read_catalogue
from hallops.files.hall_file import HallFile, read_hall

MAKEUP_2026 = ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")
COUNTS = {"A": 24, "B": 14, "C": 16, "D": 18, "E": 12, "F": 11, "G": 10, "H": 9, "J": 13, "K": 1, "L": 3}
AT_WEEKENDS = {"A": 12, "B": 9, "C": 6, "D": 7, "F": 5, "H": 4, "J": 4}


def hall_of(path: Traversable) -> HallFile:
    return read_hall(path.read_bytes(), path.name)


def items_of(path: Traversable, hall: HallFile) -> tuple[CatalogueItem, ...]:
    return read_catalogue(path.read_bytes(), hall.hall, path.name).rows


@pytest.fixture(scope="module")
def street() -> HallFile:
    return hall_of(sample.HALL)


def test_the_street_hall_has_eleven_letters_eleven_windows_and_sixteen_people(street: HallFile) -> None:
    hall = street.hall
    assert len(hall.services) == len(hall.windows) == 11
    assert list(hall.staff) == [f"S{number:02d}" for number in range(1, 17)]
    assert [mode.id for mode in hall.modes] == ["weekday", "lunch", "weekend", "evening", "early", "selfserv"]
    assert list(hall.classes) == ["N", "S", "D", "M", "X"]
    assert list(hall.posts) == ["guide", "helper", "relief"]


def test_its_catalogue_has_131_services_and_47_at_weekends(street: HallFile) -> None:
    items = items_of(sample.CATALOGUE, street)
    assert len(items) == 131
    assert Counter(item.letter for item in items) == COUNTS
    assert Counter(item.letter for item in items if "weekend" in item.modes) == AT_WEEKENDS
    assert sum(AT_WEEKENDS.values()) == 47
    assert len({item.name.zh for item in items}) == 131


def test_what_the_catalogue_offers_in_a_mode_the_hall_offers_too(street: HallFile) -> None:
    hall = street.hall
    letters = {service.letter: service.code for service in hall.services.values()}
    modes = {mode.id: mode for mode in hall.modes}
    offered = [(item.code, id_) for item in items_of(sample.CATALOGUE, street) for id_ in item.modes]
    refused = [
        (item.code, id_)
        for item in items_of(sample.CATALOGUE, street)
        for id_ in item.modes
        if not hall.offers(modes[id_], letters[item.letter])
    ]
    assert offered
    assert refused == []


def test_its_handling_times_have_a_mean_of_eight_minutes(street: HallFile) -> None:
    assert street.demand is not None
    mean = sum(service.share * service.mean for service in street.demand.services.values()) / 60_000
    assert mean == pytest.approx(8.0, abs=0.05)


def test_the_district_has_218_services_of_27_departments(street: HallFile) -> None:
    items = items_of(sample.DISTRICT_CATALOGUE, hall_of(sample.DISTRICT))
    assert len(items) == 218
    assert len({item.department for item in items}) == 27
    assert Counter(item.code[:2] for item in items) == {"XK": 162, "GG": 56}
    assert len({item.name.zh for item in items}) == 218


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_year_has_248_working_days(street: HallFile, year: int) -> None:
    assert street.hall.calendar.working_days_between(date(year, 1, 1), date(year + 1, 1, 1)) == 248


def test_the_make_up_workdays_are_worked(street: HallFile) -> None:
    table = street.hall.calendar.table
    made_up = [day for day, kind in sorted(table.items()) if kind is DayKind.MAKEUP_WORKDAY and day.year == 2026]
    assert [day.isoformat() for day in made_up] == list(MAKEUP_2026)
    assert all(plan_day(street.hall, day).segments for day in made_up)
    assert set(street.day_names) == set(table)


def test_noon_belongs_to_windows_one_and_two_and_dawn_to_companies(street: HallFile) -> None:
    plan = plan_day(street.hall, date(2026, 1, 5))
    assert [segment.mode.id for segment in plan.segments] == [
        "early",
        "weekday",
        "lunch",
        "weekday",
        "evening",
    ]
    lunch = plan.segments[2].mode
    assert lunch.windows == frozenset({1, 2})
    assert plan.walk_in["J"][0].start > plan.booked["J"][0].start


def test_the_sample_speaks_of_no_place_and_no_person_by_number() -> None:
    text = sample.HALL.read_text("utf-8")
    assert re.findall(r"\d{11,}", text) == []
