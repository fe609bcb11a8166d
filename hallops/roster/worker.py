"""The solver's own process: it takes a problem, tells each better roster, and hears when to stop.

It ends when its caller's end of the pipe closes, so that nobody is left solving for a caller that died.
"""

import os
import time
from multiprocessing.connection import Connection
from threading import Thread

from hallops.roster.check import breaches_of
from hallops.roster.domains import Spot, domains_of, is_hard, roster_of
from hallops.roster.fewest import is_ability
from hallops.roster.meaning import Clause, Meaning
from hallops.roster.problem import Problem, Roster
from hallops.roster.progress import STOP, Profile, Progress, Settings, Solved, Status
from hallops.roster.rule import RuleKind
from hallops.roster.rules.kinds import meaning_of
from hallops.roster.search import Effort, Search, as_options, meaningful

SMALL = 6000  # options up to which the whole model may be proven


def work(pipe: Connection, problem: Problem, start: Roster, settings: Settings) -> None:
    """Search until the end, and send what was found."""
    meaning = meaning_of(problem)
    elastic = _can_be_given_up if settings.elastic else None
    domains = domains_of(meaning, is_ability if settings.elastic else is_hard)
    cells = frozenset(domains) if settings.free is None else _spots(meaning, settings)
    effort = _effort(settings, sum(len(domains[spot]) for spot in cells))
    begun = time.monotonic()
    search = Search(
        meaning,
        domains,
        cells,
        effort,
        lambda found: pipe.send(_progress(found, time.monotonic() - begun)),
        as_options(meaning, meaning.options(start)),
        elastic,
    )
    Thread(target=_hear, args=(pipe, search), daemon=True).start()
    search.run()
    pipe.send(Solved(_status(search), roster_of(meaning, search.chosen), meaningful(search.bound, search.rank[1])))


def _effort(settings: Settings, options: int) -> Effort:
    prove = settings.profile is Profile.SMALL or (settings.profile is Profile.AUTO and options <= SMALL)
    if settings.profile is Profile.REPRODUCIBLE:
        return Effort(settings.seconds, 1, settings.seed, deterministic=True)
    return Effort(settings.seconds, settings.threads, settings.seed, prove=prove and settings.threads > 1)


def _spots(meaning: Meaning, settings: Settings) -> frozenset[Spot]:
    return frozenset((meaning.staff[who], meaning.days[day]) for who, day in settings.free or ())


def _progress(search: Search, seconds: float) -> Progress:
    breaches = breaches_of(search.meaning, search.meaning.capped(search.meaning.count(search.chosen.values())))
    short = sum(b.amount * b.clause.intervals for b in breaches if b.clause.rule.kind is RuleKind.COVER)
    return Progress(seconds, *search.rank, short, roster_of(search.meaning, search.chosen))


def _status(search: Search) -> Status:
    if search.feasible is False:
        return Status.INFEASIBLE
    if not search.feasible:
        return Status.UNKNOWN
    if search.optimal or search.rank[1] == 0:
        return Status.OPTIMAL
    return Status.STOPPED if search.asked_to_end else Status.GOOD


def _hear(pipe: Connection, search: Search) -> None:
    try:
        said = pipe.recv()
    except (EOFError, OSError):
        os._exit(1)  # the caller is gone: nobody waits for a roster
    if said == STOP:
        search.asked_to_end = True
        search.end()


def _can_be_given_up(clause: Clause) -> bool:
    return not is_ability(clause)
