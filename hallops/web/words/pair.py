"""Words on the pairing page, and of the kinds of devices."""

KINDS = {
    "kind_dispenser": "Ticket dispenser",
    "kind_board": "Board",
    "kind_pad": "Rating pad",
    "kind_console": "Window console",
    "kind_guide": "Guide desk",
    "kind_kiosk": "Enquiry kiosk",
    "kind_desktop": "Desktop",
    "kind_other": "Other device",
}

PAIR = {
    "pair_title": "Pair this screen",
    "pair_how": "A manager compares this code at {address} and approves it.",
    "pair_code": "Pairing code",
    "pair_left": "Valid for {clock}",
    "pair_asking": "Asking for a code",
    "pair_done": "Paired. One moment.",
    "pair_refused": "The manager refused this screen.",
    "pair_again": "Ask again",
    **KINDS,
}
