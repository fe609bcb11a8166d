"""One page of the suite: where it is, what it is drawn with, and the words that its script may say."""

from collections.abc import Mapping
from dataclasses import dataclass

from hallops.domain.decide import DECISIONS
from hallops.domain.deciding.issue import VISIT_TOKEN
from hallops.domain.ticket import Hold, State
from hallops.language import CHINESE, sentence, term
from hallops.ports.access import Role
from hallops.web.words.alerts import ALERTS
from hallops.web.words.board import BOARD
from hallops.web.words.common import COMMON
from hallops.web.words.confirm import CONFIRM
from hallops.web.words.console import CONSOLE
from hallops.web.words.dispenser import DISPENSER
from hallops.web.words.duties import DUTIES
from hallops.web.words.enquiry import ENQUIRY
from hallops.web.words.guide import GUIDE
from hallops.web.words.help import HELP
from hallops.web.words.index import INDEX
from hallops.web.words.manage import MANAGE
from hallops.web.words.notice import NOTICE, SLIP
from hallops.web.words.pad import PAD
from hallops.web.words.pair import PAIR
from hallops.web.words.sign_in import SIGN_IN
from hallops.web.words.ticket import TICKET

NAMES = {word: CONSOLE[word] for word in ("english", "chinese")}
NO_TICKET = (  # why a service gives no ticket, as one word on its button
    "service_opens_later",
    "last_ticket_gone",
    "booking_only",
    "service_not_today",
    "service_closed",
    "service_full",
    "hall_full",
    "day_ahead",
    "day_closed",
    "online_only",
    "not_at_this_time",
)
SPOKEN = (*(kind.__name__ for kind in DECISIONS), *State, *Hold)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's template and its files in `static` have its name.

    `visitors_own`: it is read on the visitor's device and follows that device's language until asked otherwise; screens
    of the hall begin in Chinese.
    """

    name: str
    path: str
    words: Mapping[str, str]
    terms: tuple[str, ...] = ()
    visitors_own: bool = False
    alternates: bool = False  # `?lang=both` shows it in one language after the other
    opens: str = ""  # what the address has to look like; another one is answered with 404 and the page's own words

    @property
    def vocabulary(self) -> Mapping[str, str]:
        """All words that the page may say."""
        return {**COMMON, **self.words}

    def data(self, language: str) -> dict[str, object]:
        """What the page's script needs to speak the language."""
        return {
            "page": self.name,
            "language": language,
            "words": {key: say(text, language) for key, text in self.vocabulary.items()},
            "terms": {word: term(word, language) for word in self.terms},
        }


PAGES = (
    Page("index", "/", INDEX, visitors_own=True),
    Page("board", "/board", BOARD, alternates=True),
    Page("dispenser", "/dispenser", {**DISPENSER, **HELP}, NO_TICKET),
    Page("enquiry", "/enquiry", {**ENQUIRY, **HELP}, NO_TICKET),
    Page("console", "/console/{window:int}", {**CONSOLE, **CONFIRM, **HELP, **ALERTS}, SPOKEN),
    Page("pad", "/pad/{window:int}", {**PAD, **HELP}),
    Page("door", "/door", BOARD, alternates=True),
    Page("duties", "/duties", DUTIES),
    Page("guide", "/guide", {**GUIDE, **NAMES, **HELP, **ALERTS}, SPOKEN),
    Page("ticket", "/t/{token}", TICKET, visitors_own=True, opens=VISIT_TOKEN.pattern),
    Page("notice", "/notice/{ticket}", NOTICE),
    Page("slip", "/slip/{ticket}", SLIP),
    Page("window-board", "/window-board", BOARD, alternates=True),
    Page("sign-in", "/sign-in", SIGN_IN),
    Page("pair", "/pair", PAIR),
    Page("manage", "/manage", {**MANAGE, **NAMES}, tuple(Role)),
)


def say(text: str, language: str) -> str:
    """A template in the language, its places still open: the script fills them in."""
    return sentence(text, {name: "{" + name + "}" for name in _places(text)}, language)


def other_language(language: str) -> str:
    return "en" if language.startswith(CHINESE) else CHINESE


def _places(text: str) -> list[str]:
    return [part.split("}")[0] for part in text.split("{")[1:]]
