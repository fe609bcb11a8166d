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
    "ticket_missed": "You missed your call. Please go to the guide desk.",
    "ticket_ended": "This ticket has ended. Thank you.",
    "ticket_stay": "Please stay in the hall. This page shows your place by itself.",
    "ticket_unknown": "There is no such ticket today. Please ask at the guide desk.",
}
