"""The views by name: what a face may be shown, and the parameters it may ask with.

A view is a pure function of the day, of `now` and of its parameters, which come as text. What it does not know it
refuses, so that a wrong address is answered with a sentence and never with a fault.
"""

from collections.abc import Callable, Mapping
from inspect import Parameter, signature
from typing import Any

from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.services.alert_measures import Devices
from hallops.services.estimate import SIMPLE, Waits
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
from hallops.services.views.outlook import outlook
from hallops.services.views.pad import pad
from hallops.services.views.ticket import ticket
from hallops.services.views.window_board import window_board


class View:
    """A view with its name; called as `view(day, now, **params)`.

    One that shows alerts is told of the devices too, one that shows waits of whoever knows them: by parameters of these
    names.
    """

    def __init__(self, show: Callable[..., Json], known: Mapping[str, Callable[[], Any]]) -> None:
        found = signature(show).parameters
        asked = [parameter for parameter in found.values() if parameter.kind is Parameter.KEYWORD_ONLY]
        self._known = [known[name] for name in found if name in known]
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
        return self._show(day, max(now, day.now), *(tell() for tell in self._known), **params)


PUBLIC = (board, window_board, dispenser, door, ticket, help_calls, enquiry)  # these say nothing about a person
STAFF = (console, pad, guide, guide_ticket, alerts, notice, duties, outlook)


def make_views(devices: Callable[[], Devices] = dict, waits: Waits = SIMPLE) -> Mapping[str, View]:
    """All views by name; `devices` tells which devices are in trouble, `waits` how long visitors will wait."""
    known: Mapping[str, Callable[[], Any]] = {"devices": devices, "waits": lambda: waits}
    return {show.__name__: View(show, known) for show in (*PUBLIC, *STAFF)}


VIEWS = make_views()  # where nothing is known of devices, and no forecast is made
