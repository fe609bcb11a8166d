"""Words at the console for what a visitor confirms and signs."""

CONFIRM = {
    "do_ask_confirm": "Ask for a signature",
    "ask_confirm_head": "What shall the visitor confirm?",
    "confirm_text": "Text",
    "confirm_free": "A text of one's own",
    "confirm_title": "Title",
    "confirm_lines": "Lines, up to eight",
    "confirm_send": "Show it on the pad",
    "confirm_beside": "Shown on this window's pad only, and deleted after the time that the hall has set.",
    "confirm_pending": "To be signed: waiting for the visitor",
    "confirm_signed": "Signed",
    "confirm_declined": "The visitor says that it is not right",
    "confirm_withdrawn": "Withdrawn",
    "confirm_withdraw": "Withdraw",
}
