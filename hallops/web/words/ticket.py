"""Words on the visitor's own page."""

TICKET = {
    "care": "Large print",
    "ahead_of_you": "Ahead of you",
    "expected_wait": "Expected wait",
    "ticket_title": "My ticket",
    "ticket_waiting": "You are in line",
    "ticket_next": "You are next",
    "ticket_called": "Please go to",
    "ticket_serving": "You are being served",
    "ticket_held": "On hold: staff will tell you where to go on",
    "ticket_missed": "You missed your call. Please go to the guide desk: you wait again, behind a few others.",
    "ticket_missed_soon": "If you miss your call, go to the guide desk.",
    "wait_in": "Please wait in",
    "then": "Then, with this number",
    "already_done": "Done",
    "ticket_ended": "This ticket has ended. Thank you.",
    "ticket_stay": "Please stay in the hall. This page shows your place by itself.",
    "ticket_unknown": "No ticket of today is behind this address. "
    "Scan the code on your paper or ask at the guide desk.",
}
