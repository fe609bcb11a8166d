"""Words on every page."""

COMMON = {
    "other_language": "中文",
    "age": "Data {seconds} s old",
    "stale": "No new data since {clock}",
    "stale_board": "No new data since {clock}. The boards at the windows are right.",
    "connecting": "Connecting",
    "window": "Window {window}",
    "hub_away": "The hub does not answer. Nothing was lost: try again in a moment.",
    "store_full": "The hub's disk is full: nothing can be recorded. Tell the manager.",
    "failed": "This did not work ({code}). Ask the manager.",
    "not_allowed": "This screen may not do that. Ask the manager to pair it.",
    "way_in": "This screen is not allowed to show this page.",
    "way_pair": "Pair this screen",
    "way_sign_in": "Log in",
    "log_out": "Log out",
    "people": "{count}",
    "wait": "about {low} to {high} minutes",
    "at_once": "At once",
    "close": "Close",
}
