"""How devices are by their own word, and since when. In memory only: they say it again after a restart."""

from hallops.domain.alerting import DeviceState
from hallops.services.alert_measures import Devices, Trouble


class DeviceStates:
    """By the device's id. Told by whoever hears the devices, looked at by the thread that looks at the day."""

    def __init__(self) -> None:
        self._troubles: Devices = {}

    def tell(self, device: str, state: DeviceState, now: int) -> None:
        """A state that goes on began when it was first told; all is replaced at once, for whoever looks meanwhile."""
        known = self._troubles.get(device)
        others = {name: trouble for name, trouble in self._troubles.items() if name != device}
        if state is DeviceState.OK:
            self._troubles = others
        else:
            since = known.since if known is not None and known.state is state else now
            self._troubles = {**others, device: Trouble(state, since)}

    def troubles(self) -> Devices:
        return self._troubles
