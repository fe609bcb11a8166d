"""What `hallops fit` and `hallops backtest` use, in one place, so that they load it only when they are asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from hallops.app.failures import Stop
from hallops.app.tables import table
from hallops.app.verbs.files import TICKETS, WINDOWS, tell_skipped
from hallops.app.voice import Voice
from hallops.domain.calendar import SATURDAY
from hallops.domain.rules import MINUTE
from hallops.files.hall_file import read_hall
from hallops.files.tickets_file import read_tickets
from hallops.files.windows_file import read_windows
from hallops.measures.share import UNKNOWN
from simulation.backtesting.backtest import Backtest, Trials, backtest
from simulation.backtesting.compared import Compared
from simulation.fitting.fit import Fit, NoServicesError, fit
from simulation.fitting.log import MAKEUP, WEEKDAYS, Log, log_of
from simulation.fitting.shape import cv_of
from simulation.kernel.compiled import is_kept
from simulation.run import Engine, usable
from simulation.scenario.scenario_write import write_scenario

__all__ = [
    "Engine",
    "Trials",
    "backtest",
    "backtest_table",
    "fit",
    "groups_of",
    "is_kept",
    "read_log",
    "services_needed",
    "tell_found",
    "tell_left_out",
    "usable",
    "write_scenario",
]

GOOD = 0.05  # chance above which counts may well be Poisson
FIT_HEADS = ("fit_service", "fit_dist", "fit_n", "fit_mean", "fit_cv", "fit_p", "fit_wrap_up", "fit_no_show")
BACKTEST_HEADS = ("backtest_day", "backtest_tickets", "backtest_real", "backtest_simulated", "backtest_interval")


def read_log(folder: Path, hall: Path, until: date | None, voice: Voice, *, skip_bad: bool) -> Log:
    """The days of a folder with tickets.csv and, where there is one, windows.csv."""
    described = read_hall(hall.read_bytes(), hall.name).hall
    tickets = read_tickets((folder / TICKETS).read_bytes(), described, skip_bad=skip_bad)
    windows = folder / WINDOWS
    duties = read_windows(windows.read_bytes(), described, skip_bad=skip_bad) if windows.exists() else None
    tell_skipped([*tickets.problems, *(duties.problems if duties else ())], voice)
    log = log_of(described, tickets, None if duties is None else duties.rows)
    found = log if until is None else log.until(until)
    if not any(day.tickets for day in found.days):
        raise Stop(voice.phrase("fit_no_tickets", folder=str(folder)))
    return found


@contextmanager
def services_needed(voice: Voice) -> Iterator[None]:
    """Refuse a log that no service can be learnt from."""
    try:
        yield
    except NoServicesError as error:
        raise Stop(voice.phrase("fit_no_services")) from error


def groups_of(day: str) -> tuple[str, ...]:
    """The kinds of days that a word of the command line means."""
    if day == "workday":
        return (*WEEKDAYS[:SATURDAY], MAKEUP)
    return WEEKDAYS[SATURDAY:] if day == "weekend" else (day,)


def tell_found(found: Fit, voice: Voice) -> None:
    days = found.log.days
    tickets = sum(len(day.tickets) for day in days)
    first, last = days[0].day.isoformat(), days[-1].day.isoformat()
    title = voice.phrase("fit_title", days=len(days), first=first, last=last, tickets=tickets)
    rows = [_service_row(found, code, voice) for code in found.services]
    voice.say_text(table(title, [voice.phrase(head) for head in FIT_HEADS], rows, left=2))
    _tell_arrivals(found, voice)
    patience = found.patience
    if patience.distribution is None:
        voice.say("fit_no_patience")
    else:
        shape, mean = voice.phrase(f"fit_{patience.distribution.family}"), f"{patience.distribution.mean:.0f}"
        voice.say("fit_patience", left=patience.left, stayed=patience.stayed, mean=mean, shape=shape)
    share = f"{found.windows.pause_share:.1%}"
    voice.say("fit_pauses" if found.log.has_windows else "fit_pauses_inferred", share=share)


def tell_left_out(found: Fit, voice: Voice) -> None:
    """What is not part of the estimates, line by line."""
    times = found.times
    voice.say("fit_forgotten", count=len(times.forgotten))
    for served in times.forgotten:
        voice.say(
            "fit_forgotten_line",
            line=served.line,
            ticket=served.ticket,
            day=served.day.isoformat(),
            window=UNKNOWN if served.window is None else str(served.window),
            minutes=f"{served.minutes:.0f}",
        )
    if times.forced or times.unknown or found.patience.unknown:
        voice.say("fit_left_out", forced=times.forced, unknown=times.unknown, left=found.patience.unknown)
    if found.shares.lost_transfers:
        voice.say("fit_lost_transfers", count=found.shares.lost_transfers)


def backtest_table(found: Backtest, voice: Voice) -> str:
    """Two lines a day: the mean and the P90 wait."""
    heads = [voice.phrase(head) for head in BACKTEST_HEADS]
    rows = []
    for score in found.scores:
        tickets = f"{score.tickets} / {score.simulated_tickets:.0f}"
        rows.append((voice.phrase("backtest_mean", day=score.day.isoformat()), tickets, *_cells(score.mean)))
        rows.append((voice.phrase("backtest_p90"), "", *_cells(score.p90)))
    return table(voice.phrase("backtest_title", until=found.until.isoformat()), heads, rows)


def _service_row(found: Fit, code: str, voice: Voice) -> tuple[str, ...]:
    shape, windows = found.shape(code), found.windows
    family = voice.phrase(f"fit_{shape.distribution.family}")
    return (
        code,
        family if code in found.shapes else voice.phrase("fit_pooled", shape=family),
        str(len(found.times.times.get(code, ()))),
        f"{shape.distribution.mean:.2f}",
        f"{cv_of(shape.distribution):.2f}",
        UNKNOWN if shape.fits is None else f"{shape.fits:.2f}",
        f"{windows.wrap_up[code] / MINUTE:.2f}",
        f"{found.shares.no_show.get(code, 0):.1%}",
    )


def _tell_arrivals(found: Fit, voice: Voice) -> None:
    arrivals = found.arrivals
    heads = [voice.phrase(head) for head in ("fit_day", "fit_days", "fit_walk_ins", "fit_course")]
    rows = [
        (
            voice.phrase(f"fit_{group}"),
            str(arrivals.groups.count(group)),
            f"{level:.1f}",
            voice.phrase("fit_own_course" if arrivals.has_own_shape(group) else "fit_shared_course"),
        )
        for group, level in arrivals.levels().items()
    ]
    voice.say_text(table(voice.phrase("fit_arrivals"), heads, rows))
    by_day, by_interval = arrivals.by_day, arrivals.by_interval
    voice.say(
        "fit_poisson" if by_day.p > GOOD else "fit_dispersion",
        cv=f"{arrivals.factor_cv:.3f}",
        day=f"{by_day.index:.2f}",
        interval=f"{by_interval.index:.2f}",
        p=f"{by_day.p:.2g}",
    )


def _cells(compared: Compared) -> tuple[str, str, str]:
    minutes = [value / MINUTE for value in (compared.real, compared.simulated, compared.low, compared.high)]
    mark = "" if compared.is_inside else " *"
    return f"{minutes[0]:.1f}{mark}", f"{minutes[1]:.1f}", f"{minutes[2]:.1f} – {minutes[3]:.1f}"
