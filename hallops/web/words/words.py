"""The words of all pages, in English, by short names; the one catalogue has them in Chinese.

A page is drawn with those of its own groups and the common ones: a name means something in its group only.
"""

from collections.abc import Mapping

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
from hallops.web.words.index import INDEX, MISTAKE
from hallops.web.words.manage import MANAGE
from hallops.web.words.notice import NOTICE, SLIP
from hallops.web.words.pad import PAD
from hallops.web.words.pair import PAIR
from hallops.web.words.sign_in import SIGN_IN
from hallops.web.words.ticket import TICKET

GROUPS: tuple[Mapping[str, str], ...] = (
    COMMON,
    BOARD,
    DISPENSER,
    ENQUIRY,
    CONSOLE,
    CONFIRM,
    PAD,
    DUTIES,
    GUIDE,
    TICKET,
    HELP,
    ALERTS,
    NOTICE,
    SLIP,
    SIGN_IN,
    PAIR,
    MANAGE,
    INDEX,
    MISTAKE,
)
