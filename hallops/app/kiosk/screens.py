"""Which page a screen of the hall shows, and by which way it gets there: through pairing where it needs a pass."""

from dataclasses import dataclass
from urllib.parse import urlencode

PUBLIC = ("board", "door", "window-board", "enquiry")  # whoever passes by may see these
PAIRED = ("dispenser", "pad", "console", "guide")
KINDS = (*PUBLIC, *PAIRED)
OF_A_WINDOW = ("pad", "console", "window-board")


@dataclass(frozen=True, slots=True)
class Screen:
    """What was asked for. `place` names a dispenser or a guide desk; a window is its number."""

    kind: str
    window: int | None = None
    place: str | None = None
    zone: str | None = None
    floor: str | None = None
    language: str | None = None
    sound: bool = False

    @property
    def name(self) -> str:
        """Tells the screens of one machine apart, also as a folder."""
        parts = (self.kind, self.window, self.place, self.zone, self.floor)
        return "-".join("".join(c for c in str(part) if c.isalnum() or c in "-_") for part in parts if part is not None)

    @property
    def page(self) -> str:
        """The page that it shows in the end."""
        own = f"/{self.kind}/{self.window}" if self.kind in {"pad", "console"} else f"/{self.kind}"
        query = {
            "window": self.window if self.kind == "window-board" else None,
            "zone": self.zone,
            "floor": self.floor,
            "sound": 1 if self.sound else None,
            "lang": self.language,
        }
        said = urlencode({key: value for key, value in query.items() if value is not None})
        return f"{own}?{said}" if said else own

    def start(self, machine: str) -> str:
        """The page to open first. `machine` is what the manager reads when asked to approve this screen."""
        if self.kind in PUBLIC:
            return self.page
        place = str(self.window) if self.window is not None else self.place
        asked = {"kind": self.kind, "place": place, "name": machine, "lang": self.language, "to": self.page}
        return "/pair?" + urlencode({key: value for key, value in asked.items() if value is not None})
