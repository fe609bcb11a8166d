"""What went wrong, said to a person: no traceback reaches anybody, whatever it was."""

import tempfile
import traceback
from functools import singledispatch
from pathlib import Path

from devices.errors import DeviceError
from hallops.app.voice import Voice
from hallops.domain.refusal import Refusal
from hallops.files.problems import Problems
from hallops.language import refusal_sentence
from hallops.ports.certificate import AuthorityDamagedError
from hallops.ports.journal import JournalError
from hallops.store.backup import Backup, BackupDamagedError
from hallops.store.damage import StoreDamagedError, StoreUnusableError
from hallops.store.halls import NoHallError
from hallops.store.lease import HallTakenError
from hallops.store.migrate import NewerSchemaError
from hallops.store.repair import BeyondRepairError
from hallops.store.restore import PlaceNotEmptyError

NONE = "—"


class Stop(Exception):
    """The verb ends here with a sentence of its own."""


@singledispatch
def explain(error: BaseException, voice: Voice) -> str | None:
    """The sentence for a failure that can happen to anybody; None for a fault of the program."""
    return None


@explain.register
def _(error: Stop, voice: Voice) -> str:
    return str(error)


@explain.register
def _(error: DeviceError, voice: Voice) -> str:
    return voice.phrase(f"device_{error.code}", **error.facts)


@explain.register
def _(error: Refusal, voice: Voice) -> str:
    return refusal_sentence(error, voice.language)


@explain.register
def _(error: Problems, voice: Voice) -> str:
    return f"{error.text(voice.language)}\n{voice.phrase('nothing_read')}"


@explain.register
def _(error: NoHallError, voice: Voice) -> str:
    return voice.phrase("no_hall", place=str(error))


@explain.register
def _(error: HallTakenError, voice: Voice) -> str:
    return voice.phrase("hall_taken", hall=error.hall, where=error.where)


@explain.register
def _(error: StoreDamagedError, voice: Voice) -> str:
    return voice.phrase("damaged", place=error.place, found=error.found, backup=str(error.backup or NONE))


@explain.register
def _(error: StoreUnusableError, voice: Voice) -> str:
    return voice.phrase("unusable", place=error.place, said=error.said)


@explain.register
def _(error: NewerSchemaError, voice: Voice) -> str:
    return voice.phrase("newer", found=error.found)


@explain.register
def _(error: BackupDamagedError, voice: Voice) -> str:
    return voice.phrase("bad_backup", file=str(error.path), found=error.found)


@explain.register
def _(error: PlaceNotEmptyError, voice: Voice) -> str:
    return voice.phrase("not_empty", place=error.place, hall=error.hall)


@explain.register
def _(error: BeyondRepairError, voice: Voice) -> str:
    return voice.phrase("log_damaged", found=str(error.findings[0]), backup=_path(error.backup))


@explain.register
def _(error: JournalError, voice: Voice) -> str:
    return voice.phrase("store_refused", reason=error.reason, detail=error.detail)


@explain.register
def _(error: AuthorityDamagedError, voice: Voice) -> str:
    return voice.phrase("authority_damaged", file=str(error.file), said=error.said)


@explain.register
def _(error: FileNotFoundError, voice: Voice) -> str:
    return voice.phrase("no_file", file=str(error.filename))


@explain.register
def _(error: PermissionError, voice: Voice) -> str:
    return voice.phrase("no_permission", file=str(error.filename))


@explain.register
def _(error: OSError, voice: Voice) -> str:
    return voice.phrase("system", file=str(error.filename or ""), detail=error.strerror or str(error))


@explain.register
def _(_error: KeyboardInterrupt, voice: Voice) -> str:
    return voice.phrase("interrupted")


def _path(backup: Backup | None) -> str:
    return NONE if backup is None else str(backup.path)


def record(error: BaseException, voice: Voice) -> str:
    """Keep what is known of a fault in a file, and say where."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="hallops-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        traceback.print_exception(error, file=file)
    return voice.phrase("internal", fault=type(error).__name__, file=str(Path(file.name)))
