"""What went wrong, said to a person: no traceback reaches anybody, whatever it was."""

import tempfile
import traceback
from pathlib import Path

from devices.errors import DeviceError
from hallops.app.voice import Voice
from hallops.domain.refusal import Refusal
from hallops.files.problems import Problems
from hallops.language import refusal_sentence
from hallops.ports import JournalError
from hallops.store.halls import NoHallError
from hallops.store.lease import HallTakenError
from hallops.store.store import StoreDamagedError


class Stop(Exception):
    """The verb ends here with a sentence of its own."""

    def __init__(self, text: str) -> None:
        super().__init__(text)


EXPECTED = (
    Stop,
    Refusal,
    Problems,
    NoHallError,
    HallTakenError,
    StoreDamagedError,
    JournalError,
    DeviceError,
    OSError,
)


def explain(error: Exception, voice: Voice) -> str:
    """The sentence for a failure that can happen to anybody."""
    match error:
        case Refusal():
            said = refusal_sentence(error, voice.language)
        case Problems():
            said = f"{error.text(voice.language)}\n{voice.phrase('nothing_read')}"
        case NoHallError():
            said = voice.phrase("no_hall", place=str(error))
        case HallTakenError():
            said = voice.phrase("hall_taken", hall=error.hall, where=error.where)
        case StoreDamagedError():
            said = voice.phrase("damaged", place=error.place, found=error.found)
        case JournalError():
            said = voice.phrase("store_refused", reason=error.reason, detail=error.detail)
        case OSError():
            said = _explain_system(error, voice)
        case _:
            said = str(error)
    return said


def _explain_system(error: OSError, voice: Voice) -> str:
    file = str(error.filename or "")
    match error:
        case FileNotFoundError():
            return voice.phrase("no_file", file=file)
        case PermissionError():
            return voice.phrase("no_permission", file=file)
        case _:
            return voice.phrase("system", file=file, detail=error.strerror or str(error))


def record(error: BaseException, voice: Voice) -> str:
    """Keep what is known of a fault in a file, and say where."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="hallops-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        traceback.print_exception(error, file=file)
    return voice.phrase("internal", fault=type(error).__name__, file=str(Path(file.name)))
