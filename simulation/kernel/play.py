"""One run on tables: the events in their order, and what each does."""

from simulation.drawing.draws import NONE
from simulation.kernel.choose import choose_ticket, choose_window, may_be_taken
from simulation.kernel.compiled import compiled, compiled_apart
from simulation.kernel.day_end import EXPIRED, expire, leave_if_served_out
from simulation.kernel.lines import drop_first, join_line, leaves, pop_transfer, push_transfer
from simulation.kernel.tables import (
    ACCESSIBLE,
    ARRIVAL,
    AT,
    AT_WINDOW,
    BOOKED,
    BUSY_UNTIL,
    BY_BOOKING,
    BY_TRANSFER,
    CALLED,
    CHANGE,
    CLOSES,
    CLOSING,
    ENDED,
    FREES,
    IDLE_SINCE,
    IS_OPEN,
    JOINED,
    JOINS,
    KINDS,
    LAST_SEQ,
    LEG,
    MIDNIGHT,
    NEVER,
    NO_SHOW,
    NO_SHOW_TIME,
    NUMBER,
    OF,
    OUTCOME,
    RUNS_UNTIL,
    SECOND_TIME,
    SERVICE,
    SINCE,
    SINCE_CALLED,
    SINCE_JOINED,
    STARTED,
    STAYING,
    STAYS,
    TIME,
    TRANSFER_TO,
    TRANSFERS,
    VISITOR_CLASS,
    WAITING,
    WALK_IN,
    WHERE,
    WHO,
    WINDOW,
    WRAP_UP,
    Tables,
)
from simulation.paths import Outcome

SERVED, ABSENT, LEFT, OPEN = int(Outcome.SERVED), int(Outcome.NO_SHOW), int(Outcome.LEFT), int(Outcome.OPEN)
NOTHING = NEVER * KINDS + JOINS


@compiled
def play(run: Tables, low: int, high: int) -> None:
    """Play the customers [low, high) of `order` until nothing more happens; the first may be there already."""
    _clear(run)
    _stand(run, low)
    shift, arriving, is_closed = 0, low + len(run.people), False
    while True:
        rota, freed = _next_shift(run, shift), _next_free(run)
        comes = run.customers[run.order[arriving], ARRIVAL] * KINDS + JOINS if arriving < high else NOTHING
        sent = run.transfers[0, AT] * KINDS + JOINS if run.numbers[TRANSFERS] > 0 else NOTHING
        event = min(min(rota, run.windows[freed, BUSY_UNTIL] * KINDS + FREES), min(comes, sent))  # noqa: PLW3301 - in pairs: quick
        now = event // KINDS
        if now > run.numbers[CLOSING] and not is_closed:
            is_closed = True
            expire(run)
        if now >= NEVER:
            break
        if event == rota:
            _take_shift(run, shift)
            shift += 1
        elif event % KINDS == FREES:
            _become_free(run, freed, now)
        elif sent != event or (comes == event and run.order[arriving] < run.transfers[0, OF]):
            _arrive(run, run.order[arriving], now)
            arriving += 1
        else:
            _transfer(run, pop_transfer(run), now)
    _end(run, low, high)


@compiled
def _clear(run: Tables) -> None:
    run.ends[:] = NONE
    run.services[:, WAITING] = 0
    for window in range(len(run.windows)):
        run.windows[window, IS_OPEN] = run.posts[window, 0]
        run.windows[window, BUSY_UNTIL] = run.posts[window, 1]
        run.windows[window, IDLE_SINCE] = run.posts[window, 2]
        run.windows[window, STAYS] = 0
    run.numbers[TRANSFERS] = 0
    run.numbers[LAST_SEQ] = 0
    run.numbers[RUNS_UNTIL] = NONE


@compiled_apart
def _stand(run: Tables, low: int) -> None:
    """Who is there already is at a window since the call, or stands in line. They are the first customers of a run."""
    for place in range(len(run.people)):
        customer, leg = low + run.people[place, WHO], run.people[place, LEG]
        _blank(run, customer)
        ticket = 2 * customer + leg
        run.tickets[ticket, JOINED] = run.people[place, SINCE_JOINED]
        if run.people[place, AT_WINDOW] == NONE:
            join_line(run, ticket, _service(run, ticket), _line(run, ticket))
        else:
            _call(run, run.people[place, AT_WINDOW], ticket, run.people[place, SINCE_CALLED])


@compiled
def _next_shift(run: Tables, shift: int) -> int:
    if shift == len(run.roster):
        return NOTHING
    return int(run.roster[shift, SINCE] * KINDS + run.roster[shift, CHANGE])


@compiled
def _next_free(run: Tables) -> int:
    """The window that becomes free next, the smallest number first."""
    windows, best = run.windows, 0
    for window in range(1, len(windows)):
        if windows[window, BUSY_UNTIL] < windows[best, BUSY_UNTIL]:
            best = window
    return best


@compiled
def _take_shift(run: Tables, shift: int) -> None:
    """A window opens or closes; a busy one finishes first, and one of the last closing may stay."""
    at, window = run.roster[shift, SINCE], run.roster[shift, WHERE]
    if run.roster[shift, CHANGE] != CLOSES:
        run.windows[window, IS_OPEN] = 1
        if run.windows[window, BUSY_UNTIL] == NEVER:
            _call_next(run, window, at)
    elif at == run.numbers[CLOSING] and run.numbers[STAYING] == 1:
        run.windows[window, STAYS] = 1
    else:
        run.windows[window, IS_OPEN] = 0


@compiled
def _become_free(run: Tables, window: int, now: int) -> None:
    run.windows[window, BUSY_UNTIL] = NEVER
    if run.windows[window, IS_OPEN] == 1:
        _call_next(run, window, now)


@compiled
def _call_next(run: Tables, window: int, now: int) -> None:
    run.windows[window, IDLE_SINCE] = now
    ticket, service, line = choose_ticket(run, window, now)
    if ticket != NONE:
        drop_first(run, service, line)
        _call(run, window, ticket, now)


@compiled
def _arrive(run: Tables, customer: int, now: int) -> None:
    _blank(run, customer)
    run.tickets[2 * customer, JOINED] = max(now, run.customers[customer, BOOKED])
    _join(run, 2 * customer, now)


@compiled
def _blank(run: Tables, customer: int) -> None:
    for column in range(OUTCOME + 1):
        run.tickets[2 * customer, column] = NONE
        run.tickets[2 * customer + 1, column] = NONE


@compiled
def _transfer(run: Tables, customer: int, now: int) -> None:
    run.tickets[2 * customer + 1, JOINED] = now
    _join(run, 2 * customer + 1, now)


@compiled
def _line(run: Tables, ticket: int) -> int:
    """Among those of its service, by class, way of coming and need."""
    customer = ticket // 2
    way = WALK_IN if run.customers[customer, BOOKED] == NONE else BY_BOOKING
    if ticket % 2 == 1:
        way = BY_TRANSFER
    kind = run.kind[run.customers[customer, VISITOR_CLASS], way]
    return int(2 * kind + run.customers[customer, ACCESSIBLE])


@compiled
def _join(run: Tables, ticket: int, now: int) -> None:
    """A new ticket goes to a free window, stands in line, or comes too late."""
    customer, service = ticket // 2, _service(run, ticket)
    accessible = run.customers[customer, ACCESSIBLE]
    if now > run.numbers[CLOSING]:
        leave_if_served_out(run, now)
        if not may_be_taken(run, service, accessible):
            run.tickets[ticket, OUTCOME] = EXPIRED
            run.tickets[ticket, ENDED] = now
            return
    window = choose_window(run, service, accessible)
    if window == NONE:
        join_line(run, ticket, service, _line(run, ticket))
    else:
        _call(run, window, ticket, now)


@compiled
def _call(run: Tables, window: int, ticket: int, now: int) -> None:
    """From the call on all is known: the service and the wrap-up, or the time that an absent visitor costs."""
    tickets, customer, service = run.tickets, ticket // 2, _service(run, ticket)
    tickets[ticket, CALLED] = now
    tickets[ticket, WINDOW] = run.windows[window, NUMBER]
    if ticket % 2 == 0 and run.customers[customer, NO_SHOW] == 1:
        tickets[ticket, OUTCOME] = ABSENT
        tickets[ticket, ENDED] = now + run.services[service, NO_SHOW_TIME]
        run.windows[window, BUSY_UNTIL] = tickets[ticket, ENDED]
        return
    end = now + run.customers[customer, TIME if ticket % 2 == 0 else SECOND_TIME]
    tickets[ticket, OUTCOME] = SERVED
    tickets[ticket, STARTED] = now
    tickets[ticket, ENDED] = end
    run.windows[window, BUSY_UNTIL] = end + run.services[service, WRAP_UP]
    run.numbers[RUNS_UNTIL] = max(run.numbers[RUNS_UNTIL], end)
    if ticket % 2 == 0 and run.customers[customer, TRANSFER_TO] != NONE:
        push_transfer(run, end, customer)


@compiled
def _service(run: Tables, ticket: int) -> int:
    return int(run.customers[ticket // 2, SERVICE if ticket % 2 == 0 else TRANSFER_TO])


@compiled
def _end(run: Tables, low: int, high: int) -> None:
    """What became of those whom nobody called, who gave up or wait still; then all times by their own midnight."""
    tickets = run.tickets
    for place in range(low, high):
        for ticket in range(2 * run.order[place], 2 * run.order[place] + 2):
            if tickets[ticket, JOINED] == NONE:
                continue
            if tickets[ticket, OUTCOME] == NONE:
                until = leaves(run, ticket)
                tickets[ticket, OUTCOME] = OPEN if until == NEVER else LEFT
                tickets[ticket, ENDED] = NONE if until == NEVER else until
            midnight = run.customers[ticket // 2, MIDNIGHT]
            for column in range(JOINED, ENDED + 1):
                if tickets[ticket, column] != NONE:
                    tickets[ticket, column] -= midnight
