"""The sessions of a group, worked out from its programme's template (PRG-40, PRG-41), pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from core.calendar import bank_holidays, in_full
from core.errors import Problem
from programmes.choices.catalogue import ModuleKind
from programmes.choices.groups import Weekday

WEEK = timedelta(weeks=1)
# A group that meets on one day is never stopped for this many weeks; beyond it nothing is looked for.
WEEKS_AHEAD = 60


@dataclass(frozen=True, slots=True)
class Module:
    """One line of the template: so many sessions of one kind."""

    name: str
    kind: str
    sessions: int
    minutes: int


# PRG-40, PRG-41: every group has one, also where its template says nothing of it.
REVIEW = Module("Post-programme review", ModuleKind.ONE_TO_ONE, 1, 60)


@dataclass(frozen=True, slots=True, order=True)
class Meeting:
    """On which weekday a group meets, and at what time."""

    weekday: int
    at: time

    def __str__(self) -> str:
        return f"{Weekday(self.weekday).label}s at {self.at:%H:%M}"


@dataclass(frozen=True, slots=True)
class Leads:
    """PRG-41, in weeks: from the first pre-group one-to-one to the first group session; from the last to the review."""

    pre_group: int
    review: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A session with its day."""

    number: int
    module: str
    kind: str
    on: date
    at: time
    minutes: int


@dataclass(frozen=True, slots=True)
class Stages:
    """A template in its three stretches: one-to-ones before the group, the group, the review after it.

    What comes before the first group session is pre-group work. What comes after the last one and is of another
    module is the review; a one-to-one of the group's last module ("Managing Myself: one to one") still belongs to the
    group.
    """

    before: tuple[Module, ...]
    group: tuple[Module, ...]
    after: tuple[Module, ...]


def stages_of(modules: Sequence[Module]) -> Stages:
    together = [place for place, each in enumerate(modules) if each.kind == ModuleKind.GROUP]
    if not together:
        return Stages((), tuple(modules), ())
    first, last = together[0], together[-1]
    end = last + 1
    while end < len(modules) and modules[end].name.startswith(modules[last].name):
        end += 1
    return Stages(
        tuple(modules[:first]), tuple(modules[first:end]), tuple(modules[end:]) or (REVIEW,)
    )


def sessions_of(
    modules: Sequence[Module], meetings: Collection[Meeting], first_on: date, leads: Leads
) -> list[Planned]:
    """PRG-40, PRG-41: every session on a day of the group, in the order of the template, none on a bank holiday.

    The first pre-group one-to-one is on the last day that keeps the lead before the first group session, earlier
    where the others would not fit in between; the review on the first day that keeps the lead after the last one.
    """
    stages = stages_of(modules)
    before = _days_before(_count(stages.before), meetings, first_on, leads.pre_group)
    during = _first(_count(stages.group), _days_from(first_on, meetings))
    review_from = (during[-1][0] if during else first_on) + leads.review * WEEK
    after = _first(_count(stages.after), _days_from(review_from, meetings))
    each = [*stages.before, *stages.group, *stages.after]
    return list(_numbered(each, [*before, *during, *after]))


def first_day_problem(
    first_on: date,
    modules: Sequence[Module],
    meetings: Collection[Meeting],
    leads: Leads,
    *,
    today: date,
) -> Problem | None:
    """Why a group cannot begin on this day, with the next day on which it could; None when it can.

    The first pre-group one-to-one is its beginning: it cannot be on a day that is over.
    """
    because = _unfit(first_on, meetings) or _too_soon(first_on, modules, meetings, leads, today)
    if not because:
        return None
    day = _next_fit(first_on, modules, meetings, leads, today)
    return Problem("first_session_on", f"{because} The next day that would do is {_named(day)}.")


def is_holiday(day: date) -> bool:
    """DAT-4: a bank holiday in England and Wales."""
    return day in bank_holidays(day.year)


def move_problem(
    number: int,
    to: date,
    at: time,
    sessions: Sequence[Planned],
    leads: Leads,
    *,
    today: date,
) -> Problem | None:
    """Why the session of this number cannot be moved there by hand; None when it can.

    The weekday may be another one: that is what moving by hand is for. A bank holiday, another session of the group
    at the same time and the leads of PRG-41 stand.
    """
    if to < today:
        return Problem("on", f"{_named(to)} is over. Choose a day from today on.")
    if is_holiday(to):
        return Problem("on", f"{_named(to)} is a bank holiday. Choose another day.")
    clash = next((s for s in sessions if s.number != number and s.on == to and s.at == at), None)
    if clash:
        return Problem("on", f"Session {clash.number} is at that time. Choose another.")
    moved = [
        Planned(s.number, s.module, s.kind, to, at, s.minutes) if s.number == number else s
        for s in sessions
    ]
    return _lead_problem(moved, leads)


def last_day(sessions: Collection[Planned]) -> date | None:
    """When a group ends: the day of its last session, the review with it."""
    return max((session.on for session in sessions), default=None)


def _lead_problem(sessions: Sequence[Planned], leads: Leads) -> Problem | None:
    """PRG-41 of sessions as they would stand."""
    order = [Module(s.module, s.kind, 1, s.minutes) for s in sessions]
    stages = stages_of(order)
    begin, end = len(stages.before), len(stages.before) + len(stages.group)
    before, during, after = sessions[:begin], sessions[begin:end], sessions[end:]
    first = min(s.on for s in during)
    last = max(s.on for s in during)
    if before and min(s.on for s in before) > first - leads.pre_group * WEEK:
        return Problem(
            "on",
            f"The first pre-group one-to-one must be at least {leads.pre_group} weeks before the first session: "
            f"by {in_full(first - leads.pre_group * WEEK)}.",
        )
    if after and min(s.on for s in after) < last + leads.review * WEEK:
        return Problem(
            "on",
            f"The review must be at least {leads.review} weeks after the last session: "
            f"from {in_full(last + leads.review * WEEK)}.",
        )
    return None


def _unfit(day: date, meetings: Collection[Meeting]) -> str:
    if is_holiday(day):
        return f"{_named(day)} is a bank holiday."
    if day.weekday() not in {meeting.weekday for meeting in meetings}:
        return f"{in_full(day)} is a {day:%A}, and the group does not meet on that day."
    return ""


def _too_soon(
    first_on: date,
    modules: Sequence[Module],
    meetings: Collection[Meeting],
    leads: Leads,
    today: date,
) -> str:
    stages = stages_of(modules)
    days = _days_before(_count(stages.before), meetings, first_on, leads.pre_group)
    begins = days[0][0] if days else first_on
    if begins >= today:
        return ""
    if not days:
        return f"{in_full(first_on)} is over."
    return (
        f"The first pre-group one-to-one is at least {leads.pre_group} weeks before: "
        f"it would have been on {in_full(begins)}."
    )


def _next_fit(
    day: date,
    modules: Sequence[Module],
    meetings: Collection[Meeting],
    leads: Leads,
    today: date,
) -> date:
    for ahead, _at in _days_from(max(day, today), meetings):
        if not _too_soon(ahead, modules, meetings, leads, today):
            return ahead
    raise AssertionError("every weekday comes again within weeks")  # pragma: no cover


def _named(day: date) -> str:
    return f"{day:%A} {in_full(day)}"


def _count(modules: Sequence[Module]) -> int:
    return sum(module.sessions for module in modules)


Slot = tuple[date, time]


def _days_from(day: date, meetings: Collection[Meeting]) -> Iterator[Slot]:
    """The group's days and times from a day on, in order; no bank holiday."""
    for ahead in range(WEEKS_AHEAD * 7):
        on = day + timedelta(days=ahead)
        if not is_holiday(on):
            yield from ((on, m.at) for m in sorted(meetings) if m.weekday == on.weekday())


def _first(count: int, slots: Iterator[Slot]) -> list[Slot]:
    return [slot for slot, _ in zip(slots, range(count), strict=False)]


def _days_before(
    count: int, meetings: Collection[Meeting], first_on: date, weeks: int
) -> list[Slot]:
    """So many of the group's days before its first session, the first of them as late as the lead allows."""
    if not count:
        return []
    for back in range(WEEKS_AHEAD * 7):
        begins = first_on - weeks * WEEK - timedelta(days=back)
        slots = [slot for slot in _first(count, _days_from(begins, meetings)) if slot[0] < first_on]
        if slots and slots[0][0] == begins and len(slots) == count:
            return slots
    raise AssertionError("every weekday comes again within weeks")  # pragma: no cover


def _numbered(modules: Sequence[Module], slots: Sequence[Slot]) -> Iterator[Planned]:
    each = [module for module in modules for _ in range(module.sessions)]
    for number, (module, (on, at)) in enumerate(zip(each, slots, strict=True), start=1):
        yield Planned(number, module.name, module.kind, on, at, module.minutes)
