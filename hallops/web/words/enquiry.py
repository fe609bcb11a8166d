"""Words on the enquiry kiosk."""

from hallops.web.words.board import BOARD
from hallops.web.words.searching import SEARCHING

ENQUIRY = {
    **SEARCHING,
    **{word: BOARD[word] for word in ("windows_of", "no_window")},
    "enquiry_title": "Services and hours",
    "care": "Large print",
    "care_off": "Standard view",
    "more": "More services",
    "back": "Back",
    "now": "Now: {mode}",
    "closed_until": "Closed now. We open: {clock}",
    "closed_unknown": "Closed now. Ask at the guide desk when we open again.",
    "hours": "Hours of the week",
    "today": "Today",
    "no_hours": "Closed",
    "with_booking": "by booking",
    "bring": "What to bring",
    "bring_none": "Nothing special: ask at the window.",
    "where": "Where",
    "when": "Today",
    "not_today": "Not today",
    "next_time": "Next: {clock}",
    "promise": "Done within",
    "at_once_done": "While you wait",
    "days": "{days} working days",
    "by_law": "by law {days}",
    "class": "What we do",
    "letter": "Take a ticket under",
    "in_line": "Waiting now",
    "online_only": "Online only",
    "online_where": "Do it here: {where}",
    "online_desk": "The guide desk helps you with it.",
    "can_now": "Offered now: take a ticket at the dispenser.",
    "not_offered": "Not offered now.",
}
