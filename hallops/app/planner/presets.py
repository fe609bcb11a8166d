"""Scenarios that are shipped: questions that halls have asked, in pairs to compare. `preset:NAME` stands for a file."""

from dataclasses import dataclass

from hallops.app.failures import Stop
from hallops.app.voice import Voice
from hallops.files.sample import SCENARIOS

PREFIX = "preset:"


@dataclass(frozen=True, slots=True)
class Preset:
    """What a scenario is, what it asks and what its answer shows; the Chinese is in the catalogue."""

    title: str
    says: str


PRESETS = {
    "pooled": Preset(
        "Comprehensive windows: each does everything",
        "Is a hall quicker when every window does everything? With the people and hours of `dedicated`, people wait a "
        "quarter as long: no window stands idle while others have a line.",
    ),
    "dedicated": Preset(
        "Dedicated windows: each for one service",
        "What do windows for one service each cost? A small service with a single window waits longest, although all "
        "windows together are idle four hours in ten.",
    ),
    "transport": Preset(
        "Transport hall with six windows",
        "Are six windows enough? No: five minutes for each of 520 visitors is more than six windows have, the line "
        "grows from the first hour, and one in seven gives up.",
    ),
    "terminals": Preset(
        "Transport hall with self-service terminals",
        "What do self-service terminals change? With half of the vehicle visitors at five terminals the lines of "
        "`transport` are gone, at the windows as well.",
    ),
    "counters": Preset(
        "Before 66 services move online",
        "How long do people wait while 66 frequent services are done at the windows? This is the day that `online` is "
        "compared with.",
    ),
    "online": Preset(
        "After 66 services moved online",
        "What do those gain who still come? 50 visits less a day, a sixth, halve the wait of all others at the same "
        "windows.",
    ),
    "nine": Preset(
        "A floor for companies that opens at nine",
        "What does the line at the door cost? It lasts until noon, and who comes about ten waits longest.",
    ),
    "early": Preset(
        "The same floor, open half an hour earlier",
        "What does opening early for companies bring? One and a half window-hours a day, before the line forms, "
        "take a third off the wait.",
    ),
    "weekend-one": Preset(
        "Weekend with one at the windows",
        "Is one enough at weekends? For 17 visits a day nearly everybody is called within the target; who comes "
        "together with another one waits a whole service.",
    ),
    "weekend-two": Preset(
        "Weekend with two at the windows",
        "What does a second one at weekends bring? Hardly anybody waits, at twice the window-hours, most of them idle: "
        "two are needed for safety and breaks, not for the line.",
    ),
}


def preset(name: str, voice: Voice) -> bytes:
    """The scenario file of a preset, named with or without its prefix."""
    plain = name.removeprefix(PREFIX)
    if plain not in PRESETS:
        raise Stop(voice.phrase("compare_no_preset", name=plain, known=", ".join(PRESETS)))
    return (SCENARIOS / f"{plain}.yaml").read_bytes()
