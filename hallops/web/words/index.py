"""Words on the page of addresses, and on the page of a mistake."""

INDEX = {
    "index_title": "Addresses of this hub",
    "index_lead": "Which screen is this? Open its page here, or let the machine open it by itself with the command.",
    "index_screens": "Screens for visitors",
    "index_staff": "For staff",
    "index_window": "Window number",
    "at_dispenser": "Ticket dispenser",
    "at_board": "Hall board",
    "at_window-board": "Window board",
    "at_door": "Door board",
    "at_pad": "Rating pad",
    "at_enquiry": "Enquiry kiosk",
    "at_console": "Window console",
    "at_guide": "Guide desk",
    "at_duties": "My duties",
    "at_manage": "Manage the hall",
    "at_sign-in": "Log in",
    "at_pair": "Pair this screen",
    "trust_title": "Trust this hub",
    "trust_how": "Compare the fingerprint with the one that the hub showed when it started. If it is the same, install "
    "the certificate on this machine.",
    "trust_get": "Get the certificate",
}

MISTAKE = {
    "mistake_sign_in": "Please sign in",
    "mistake_not_allowed": "Not allowed here",
    "mistake_unknown": "There is no such page",
    "mistake_too_often": "Just a moment",
    "mistake_hub": "The hub has a problem",
    "mistake_request": "This did not work",
    "mistake_again": "Try again",
    "mistake_home": "All addresses",
}
