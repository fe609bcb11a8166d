"""A day replayed from draws.csv by a program of its own, written from the rule's text alone: slow and plain.

It knows the scenario as the plain mapping that its YAML says, all keys present, and returns the lines of paths.csv.
"""

import heapq
from collections import Counter
from typing import Any

CLOSE, FREE, OPEN, JOIN, ABANDON = range(5)
NEVER = 10**15
DAY = 86_400_000
Row = dict[str, Any]


def ms(minutes: float) -> int:
    return round(minutes * 60_000)


def clock(text: str) -> int:
    return (int(text[:2]) * 60 + int(text[3:])) * 60_000


def replay(scenario: dict[str, Any], draws: list[dict[str, str]], seen: Counter[str]) -> list[tuple[str, ...]]:
    """The lines of paths.csv; `seen` counts what the days held."""
    days = sorted({int(row["day"]) for row in draws})
    if scenario["carry_over"]:
        return Day(scenario, draws, max(days, default=0) + 1, seen).play()
    return [line for day in days for line in Day(scenario, [r for r in draws if int(r["day"]) == day], 1, seen).play()]


class Day:
    def __init__(self, scenario: dict[str, Any], draws: list[dict[str, str]], days: int, seen: Counter[str]) -> None:
        self.scenario = scenario
        self.carry = scenario["carry_over"]
        self.closing = NEVER if self.carry else max(clock(end) for _, end in scenario["hours"])
        self.windows = {w["window"]: Window(w) for w in sorted(scenario["windows"], key=lambda w: w["window"])}
        self.waiting: list[Row] = []
        self.tickets: list[Row] = []
        self.events: list[tuple[Any, ...]] = []
        self.seq = self.pushed = 0
        self.seen = seen
        self.served_out = False
        self.expired = False
        for window in self.windows.values():
            for start, end in window.stretches(days):
                self.at(start, OPEN, window.number)
                self.at(end, CLOSE, window.number)
        for row in draws:
            shift = int(row["day"]) * DAY if self.carry else 0
            self.at(int(row["arrival_ms"]) + shift, JOIN, (int(row["day"]), int(row["id"])), ("arrival", row, shift))

    def at(self, time: int, kind: int, number: Any, what: Any = None) -> None:
        self.pushed += 1
        heapq.heappush(self.events, (time, kind, number, self.pushed, what))

    def play(self) -> list[tuple[str, ...]]:
        now = -1
        while self.events:
            if self.events[0][0] != now:
                self.end_of_ms(now, self.events[0][0])
            else:
                self.seen["tie"] += 1
            now, kind, number, _, what = heapq.heappop(self.events)
            if kind == JOIN:
                self.join(now, what)
            else:
                self.other(now, kind, number, what)
                free = [w for w in self.windows.values() if w.is_free]
                for window in sorted(free, key=lambda w: (w.idle, w.number)):
                    self.call_next(window, now)
        self.end_of_ms(now, NEVER)
        self.seen.update(ticket["outcome"] for ticket in self.tickets)
        self.seen["transfer"] += sum(ticket["leg"] == 2 for ticket in self.tickets)
        return [self.line(t) for t in sorted(self.tickets, key=lambda t: (t["day"], t["id"], t["leg"]))]

    def end_of_ms(self, now: int, following: int) -> None:
        """What happens at the end of each millisecond of [now, following); nothing changes inside but services end."""
        if following > self.closing and not self.expired:
            self.expired = True
            for ticket in [t for t in self.waiting if not self.can_stay_for(t)]:
                self.waiting.remove(ticket)
                ticket.update(end=self.closing, outcome="expired")
        running = max([t["end"] for t in self.tickets if t["outcome"] == "served"], default=0)
        first = max(now, self.closing, running)
        if not self.waiting and first < following and not self.carry:
            self.served_out = True
            for window in self.windows.values():
                window.open = window.stays = False

    def can_stay_for(self, ticket: Row) -> bool:
        return any(w.stays and w.takes(ticket) for w in self.windows.values())

    def other(self, now: int, kind: int, number: Any, ticket: Any) -> None:
        if kind == ABANDON:
            if any(other is ticket for other in self.waiting):
                self.waiting.remove(ticket)
                ticket.update(end=now, outcome="left")
            return
        window = self.windows[number]
        if kind == CLOSE:
            if now == self.closing and self.scenario["end_of_day"] == "serve_out":
                window.stays = True
            else:
                self.seen["closing while busy"] += window.busy
                window.open = False
        elif kind == FREE:
            window.busy, window.idle = False, now
        elif not window.open:
            window.open = True
            window.idle = now

    def join(self, now: int, what: Any) -> None:
        source, row, shift = what
        ticket: Row
        if source == "arrival":
            booked = int(row["booked_ms"]) + shift if row["booked_ms"] else None
            ticket = {
                "day": int(row["day"]), "id": int(row["id"]), "leg": 1, "shift": shift, "row": row,
                "service": row["service"], "class": row["class"], "accessible": row["accessible"] == "1",
                "joined": now if booked is None else max(now, booked), "booked": booked is not None, "sent": False,
                "time": int(row["service_ms"]), "no_show": row["no_show"] == "1",
            }  # fmt: skip
            if row["patience_ms"]:
                leaves = ticket["joined"] + int(row["patience_ms"])
                self.at(leaves, ABANDON, (ticket["day"], ticket["id"]), ticket)
        else:
            ticket = row | {
                "leg": 2, "service": row["row"]["transfer_to"], "joined": now, "booked": False, "sent": True,
                "time": int(row["row"]["service2_ms"]), "no_show": False,
            }  # fmt: skip
        ticket.update(called=None, start=None, end=None, window=None, outcome="open", seq=self.seq)
        self.seq += 1
        self.tickets.append(ticket)
        if now > self.closing and not self.can_stay_for(ticket):
            ticket.update(end=now, outcome="expired")
            return
        free = [w for w in self.windows.values() if w.is_free and w.takes(ticket)]
        if free:
            self.call(min(free, key=lambda w: (w.rank[ticket["service"]], w.idle, w.number)), ticket, now)
        else:
            self.waiting.append(ticket)

    def call_next(self, window: "Window", now: int) -> None:
        line = [t for t in self.waiting if window.takes(t)]
        if not line:
            return
        smallest = min(window.rank[t["service"]] for t in line)
        overflow = self.scenario["rule"]["overflow"]
        eligible = [
            t
            for t in line
            if window.rank[t["service"]] == smallest
            or self.goes_first(t)
            or (now - t["joined"]) * 1000 // self.target(t) >= overflow
            or window.stays
        ]
        key = [
            (self.goes_first(t), self.score(t, now), -window.rank[t["service"]], -t["joined"], -t["seq"])
            for t in eligible
        ]
        ticket = eligible[key.index(max(key))]
        first = self.goes_first(ticket)
        self.seen["overflow call"] += window.rank[ticket["service"]] > smallest and not first and not window.stays
        self.seen["next_call pass-over"] += first and any(
            t["seq"] < ticket["seq"] and not self.goes_first(t) for t in line
        )
        self.seen["served out"] += now > self.closing
        self.waiting.remove(ticket)
        self.call(window, ticket, now)

    def goes_first(self, ticket: Row) -> bool:
        return bool(self.scenario["classes"][ticket["class"]]["next_call"])

    def target(self, ticket: Row) -> int:
        return ms(self.scenario["services"][ticket["service"]]["target_minutes"])

    def score(self, ticket: Row, now: int) -> int:
        rule = self.scenario["rule"]
        ahead = ms(self.scenario["classes"][ticket["class"]]["head_start_minutes"])
        ahead += ms(rule["booked_head_start_minutes"]) if ticket["booked"] else 0
        ahead += ms(rule["transfer_head_start_minutes"]) if ticket["sent"] else 0
        return int((now - ticket["joined"] + ahead) * 1000 // self.target(ticket))

    def call(self, window: "Window", ticket: Row, now: int) -> None:
        service = self.scenario["services"][ticket["service"]]
        window.busy = True
        self.seen["early booking"] += ticket["booked"] and now < ticket["joined"]
        self.seen["accessible need"] += ticket["accessible"]
        ticket.update(called=now, window=window.number)
        if ticket["no_show"]:
            ticket.update(end=now + ms(service["no_show_minutes"]), outcome="no_show")
            self.at(ticket["end"], FREE, window.number)
            return
        end = now + ticket["time"]
        ticket.update(start=now, end=end, outcome="served")
        self.at(end + ms(service["wrap_up_minutes"]), FREE, window.number)
        if ticket["leg"] == 1 and ticket["row"]["transfer_to"]:
            self.at(end, JOIN, (ticket["day"], ticket["id"]), ("transfer", ticket, 0))

    def line(self, ticket: Row) -> tuple[str, ...]:
        shift = ticket["shift"]
        times = [ticket[name] for name in ("joined", "called", "start", "end")]
        cells = [ticket["day"], ticket["id"], ticket["leg"], ticket["service"]]
        cells += [None if time is None else time - shift for time in times]
        return tuple("" if cell is None else str(cell) for cell in [*cells, ticket["window"], ticket["outcome"]])


class Window:
    def __init__(self, described: dict[str, Any]) -> None:
        self.number = described["window"]
        self.rank: dict[str, int] = described["rank"]
        self.accessible = described["accessible"]
        self.periods = [(clock(start), clock(end)) for start, end in described["open"]]
        self.open = self.busy = self.stays = False
        self.idle = 0

    @property
    def is_free(self) -> bool:
        return self.open and not self.busy

    def takes(self, ticket: Row) -> bool:
        return ticket["service"] in self.rank and (self.accessible or not ticket["accessible"])

    def stretches(self, days: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for start, end in sorted((a + day * DAY, b + day * DAY) for day in range(days) for a, b in self.periods):
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
        return found
