"""hallops devices test: what a device answered, said to whoever installs it."""

import argparse
import asyncio

from devices.drivers.board import BoardDriver, Call
from devices.drivers.events import CardRead, CodeScanned, DeviceEvent, KeyPressed, Rated
from devices.drivers.printer.driver import Outcome, PrinterDriver
from devices.health import Weight, any_of
from hallops.app.device_desk import Trial, prepare, test_slip, try_out
from hallops.app.failures import Stop
from hallops.app.voice import Voice
from hallops.language import listed

OUTCOMES = {
    Outcome.PRINTED: "device_printed",
    Outcome.UNCONFIRMED: "device_print_unconfirmed",
    Outcome.FAILED: "device_print_failed",
}


def test(args: argparse.Namespace, voice: Voice) -> int:
    """Exit 0 where the device is there and can do its work."""
    events: list[DeviceEvent] = []

    def heard(event: DeviceEvent) -> None:
        events.append(event)
        voice.say_text(_event(event, voice))

    driver = prepare(args.address, heard)
    slip = None
    if args.slip:
        if not isinstance(driver, PrinterDriver):
            raise Stop(voice.phrase("device_print_kind"))
        slip = test_slip(voice.phrase("device_slip_title"), args.address, voice.phrase("device_slip_note"))
    call = None
    if args.show:
        if not isinstance(driver, BoardDriver):
            raise Stop(voice.phrase("device_show_kind"))
        call = Call(args.show, args.window)
    voice.tell("device_asking", port=driver.port)
    if args.listen:
        voice.tell("device_listening", seconds=f"{args.listen:g}")
    trial = asyncio.run(try_out(driver, slip, call, args.listen))
    _say(trial, call, voice)
    if args.listen and not events:
        voice.say("device_heard_nothing")
    voice.give(_plain(trial))
    stopped = any_of(trial.health.reasons, Weight.STOPS)
    failed = trial.printed is not None and trial.printed.outcome is Outcome.FAILED
    return int(stopped or failed)


def _say(trial: Trial, call: Call | None, voice: Voice) -> None:
    if trial.health.reasons:
        reasons = [voice.phrase(f"device_is_{reason}") for reason in sorted(trial.health.reasons)]
        voice.say("device_has", port=trial.port, reasons=listed(reasons, voice.language))
    else:
        voice.say("device_well" if trial.tells else "device_open", port=trial.port)
    if trial.printed is not None:
        voice.say(OUTCOMES[trial.printed.outcome])
    if call is not None:
        voice.say("device_shown", number=call.number, window=call.window)


def _event(event: DeviceEvent, voice: Voice) -> str:
    match event:
        case CardRead():
            return voice.phrase("device_heard_card", masked=event.person.masked)
        case CodeScanned():
            return voice.phrase("device_heard_code", text=event.text)
        case KeyPressed():
            return voice.phrase("device_heard_key", action=event.action)
        case Rated():
            return voice.phrase("device_heard_rating", call=event.call, level=event.level)


def _plain(trial: Trial) -> dict[str, object]:
    printed = None if trial.printed is None else trial.printed.outcome.value
    return {
        "port": trial.port,
        "reasons": sorted(trial.health.reasons),
        "told": dict(trial.health.told),
        "tells_state": trial.tells,
        "printed": printed,
        "shown": trial.shown,
    }
