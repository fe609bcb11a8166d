"""The views by name: what a face may be shown, and the parameters it may ask with.

A view is a pure function of the day, of `now` and of its parameters, which come as text. What it does not know it
refuses, so that a wrong address is answered with a sentence and never with a fault.
"""

from collections.abc import Callable, Mapping
from inspect import Parameter, signature

from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.services.views.alerts import alerts, help_calls
from hallops.services.views.board import board
from hallops.services.views.console import console
from hallops.services.views.dispenser import dispenser
from hallops.services.views.door import door
from hallops.services.views.duties import duties
from hallops.services.views.enquiry import enquiry
from hallops.services.views.guide import guide, guide_ticket
from hallops.services.views.names import Json
from hallops.services.views.notice import notice
from hallops.services.views.pad import pad
from hallops.services.views.ticket import ticket
from hallops.services.views.window_board import window_board


class View:
    """A view with its name; called as `view(day, now, **params)`."""

    def __init__(self, show: Callable[..., Json]) -> None:
        asked = [found for found in signature(show).parameters.values() if found.kind is Parameter.KEYWORD_ONLY]
        self.name = show.__name__
        self.takes = tuple(found.name for found in asked)
        self.needs = tuple(found.name for found in asked if found.default is Parameter.empty)
        self._show = show

    def __call__(self, day: HallDay, now: int, /, **params: str) -> Json:
        """Show the day at `now`, taken as no earlier than the day's last event.

        Raises:
            Refusal: a parameter makes no sense.
        """
        for name in params.keys() - set(self.takes):
            raise Refusal("unknown_parameter", view=self.name, parameter=name, known=", ".join(self.takes) or "—")
        for name in self.needs:
            if name not in params:
                raise Refusal("parameter_missing", view=self.name, parameter=name)
        return self._show(day, max(now, day.now), **params)


PUBLIC: Mapping[str, View] = {
    show.__name__: View(show) for show in (board, window_board, dispenser, door, ticket, help_calls, enquiry)
}  # these say nothing about a person, whoever looks
STAFF: Mapping[str, View] = {
    show.__name__: View(show) for show in (console, pad, guide, guide_ticket, alerts, notice, duties)
}
VIEWS: Mapping[str, View] = {**PUBLIC, **STAFF}


def find_view(name: str) -> View:
    """The view of a name.

    Raises:
        Refusal: there is none.
    """
    if name not in VIEWS:
        raise Refusal("unknown_view", view=name, known=", ".join(VIEWS))
    return VIEWS[name]
