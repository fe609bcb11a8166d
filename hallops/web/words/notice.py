"""Words on what is printed by a browser: the notice slip, in both languages at once, and a ticket's copy."""

NOTICE = {
    "notice_title": "Notice of missing papers",
    "notice_intro": "For your matter these papers are still missing. This is the whole list:",
    "notice_number": "Number",
    "notice_matter": "Matter",
    "notice_where": "Come again to",
    "notice_until": "Today until",
    "notice_again": "or on any later working day",
    "notice_phone": "Phone",
    "notice_address": "Address",
    "notice_given": "Given at",
    "notice_keep": "Your ticket waits: ask at the guide desk when you come back today.",
    "print": "Print",
}
SLIP = {
    "slip_title": "Ticket",
    "slip_copy": "Copy",
    "slip_taken": "Taken at",
    "slip_keep": "Please listen for your number.",
    "print": "Print",
}
