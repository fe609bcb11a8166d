"""Names and codes as every view writes them: both languages side by side, the face chooses."""

from typing import Any

from hallops.domain.hall import Hall, Reason
from hallops.domain.names import Name
from hallops.language import LANGUAGES, sentence

Json = dict[str, Any]

GRADES = {
    5: Name("非常满意", "Very satisfied"),
    4: Name("满意", "Satisfied"),
    3: Name("基本满意", "Basically satisfied"),
    2: Name("不满意", "Dissatisfied"),
    1: Name("非常不满意", "Very dissatisfied"),
}
WINDOW = "Window {window}"
WORST = 2  # from here down a visitor is asked for the reason


def name_of(name: Name) -> dict[str, str]:
    return {"zh": name.zh, "en": name.en}


def hall_of(hall: Hall) -> Json:
    return {"id": hall.id, "name": name_of(hall.name), "timezone": hall.timezone}


def service_name(hall: Hall, code: str) -> dict[str, str]:
    """Of a service that a ticket is for; a changed hall still knows every service in use."""
    service = hall.services.get(code)
    return {"zh": code, "en": code} if service is None else name_of(service.name)


def class_name(hall: Hall, code: str) -> dict[str, str]:
    priority = hall.classes.get(code)
    return {"zh": code, "en": code} if priority is None else name_of(priority.name)


def reasons_of(hall: Hall, kind: Reason) -> list[Json]:
    return [{"code": code, "name": name_of(name)} for code, name in hall.reasons_for(kind).items()]


def reason_of(hall: Hall, kind: Reason, code: str | None) -> Json | None:
    if code is None:
        return None
    name = hall.reasons_for(kind).get(code, Name(code, code))
    return {"code": code, "name": name_of(name)}


def place_name(hall: Hall, place: str) -> dict[str, str]:
    """A window, post or zone by its name; a device by its id."""
    if place in hall.posts:
        return name_of(hall.posts[place].name)
    if place in hall.zones:
        return name_of(hall.zones[place].name)
    if place.isdecimal():
        return {language: sentence(WINDOW, {"window": int(place)}, language) for language in LANGUAGES}
    return {"zh": place, "en": place}


def staff_of(hall: Hall, staff: str) -> Json:
    """A person; the number stands for one who is not in the present description any more."""
    person = hall.staff.get(staff)
    return {"id": staff, "name": staff if person is None else person.name}


def has_photo(hall: Hall, staff: str) -> bool:
    person = hall.staff.get(staff)
    return person is not None and person.photo is not None


def grades() -> list[Json]:
    """The five levels, best first."""
    return [{"grade": grade, "name": name_of(name), "asks_reasons": grade <= WORST} for grade, name in GRADES.items()]
