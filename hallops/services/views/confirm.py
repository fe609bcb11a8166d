"""What a console needs for asking its visitor to sign: whether it may, how the last one stands, the hall's texts."""

from hallops.domain.deciding.confirm import newest_of
from hallops.domain.hall_day import HallDay
from hallops.domain.personal_commands import AskConfirm
from hallops.services.possible import ASKING, why_not
from hallops.services.views.names import Json, name_of
from hallops.services.views.refused import refusal_of

NEW = ""  # the id of a confirmation that nobody has asked for yet


def confirm_of(day: HallDay, window: int, now: int) -> Json:
    """`newest` is that of the visitor who is there."""
    refusal = why_not(day, AskConfirm(ASKING, window, confirmation=NEW), now)
    desk = day.desk_at(window)
    newest = None if desk is None or desk.ticket is None else newest_of(day, desk.ticket, window)
    return {
        "possible": refusal is None,
        "why": None if refusal is None else refusal_of(day, refusal),
        "newest": None if newest is None else {"id": newest.id, "state": newest.verdict.value, "asked": newest.asked},
        "texts": [
            {"code": text.code, "title": name_of(text.title), "lines": [name_of(line) for line in text.lines]}
            for text in day.hall.confirmations.values()
        ],
    }
