"""The calibration error that `hallops backtest` has kept in a file, to be told beside a plan from the same log."""

from datetime import date
from pathlib import Path

import msgspec

from hallops.app.failures import Stop
from hallops.app.voice import Voice


class Calibration(msgspec.Struct):
    """`error` is the simulated ÷ the real mean wait − 1 over so many days; None where nobody really waited."""

    days: int
    error: float | None


class Kept(msgspec.Struct):
    """What a plan wants to know of a backtest's file."""

    fit_until: date
    calibration: Calibration

    def as_dict(self) -> dict[str, object]:
        return {"fit_until": self.fit_until.isoformat(), "days": self.calibration.days, "error": self.calibration.error}

    def told(self, voice: Voice) -> str:
        error = self.calibration.error
        if error is None:
            return voice.phrase("plan_no_error", days=self.calibration.days)
        return voice.phrase(
            "plan_error", error=f"{error:+.0%}", days=self.calibration.days, until=self.fit_until.isoformat()
        )


def read_calibration(file: Path, voice: Voice) -> Kept:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Kept)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Stop(voice.phrase("plan_no_calibration", file=str(file), detail=str(error))) from error
