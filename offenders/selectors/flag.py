"""One flag: the rule, the facts that it was worked out from, what clears it, and everything that befell it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from audit.choices import Outcome
from audit.models import Event
from core.calendar import add_working_days, in_full, london_date, london_midnight
from core.history import Change, changes_of
from core.models import holds_on
from core.standards import number
from offenders.choices import AllocationRole, Severity
from offenders.models import Case, Contact, Flag
from offenders.rules import (
    Kind,
    days_overdue,
    is_accepted,
    is_state,
    kind,
    label_of,
    page_of,
    reference_of,
    words_of,
)
from offenders.selectors.contacts import details_of
from offenders.selectors.due import acts_for, officer_acts
from offenders.selectors.lines import Acts
from people.models import Officer, User
from people.selectors.absences import uncovered_among


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact behind a date, with the page of the record that holds it."""

    label: str
    value: str
    on: date | None
    url: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something that was tried since the clock started and did not clear the flag."""

    at: datetime
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the flag's history."""

    at: datetime
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class FlagPage:
    """Everything that the page of a flag says."""

    flag: Flag
    name: str  # of the person or the officer
    title: str
    kind: Kind
    is_missing: bool
    is_accepted: bool
    is_waiting: bool  # accepted, and a supervisor has to see that
    facts: list[FactRow]
    attempts: list[Attempt]
    history: list[Step]
    acts: Acts
    last_accept_day: date
    cured_words: str
    cured_url: str
    left: (
        str  # that whoever leads the case is away and nobody covers, so that it is the supervisor's
    )


def flag_page(flag: Flag, *, user: User, on: date, as_supervisor: bool = False) -> FlagPage:
    """The page as at `on`; eight queries whatever its history. The flag brings its case (with `grounds`) or officer."""
    is_missing, of, case = bool(flag.missing), kind(flag.kind), flag.case
    return FlagPage(
        flag=flag,
        name=flag.owner.name,
        title=title_of(flag, on=on),
        kind=of,
        is_missing=is_missing,
        is_accepted=is_accepted(flag.holds_until, on=on) and flag.cured_at is None,
        is_waiting=is_accepted(flag.accepted_until, on=on)
        and not (flag.is_acceptance_seen or flag.cured_at),
        facts=facts_behind(flag.inputs, case=case),
        attempts=[] if is_missing or case is None else attempts(flag, of),
        history=history(flag, on=on),
        acts=() if flag.cured_at else _acts(flag, user, on),
        last_accept_day=last_day_of_acceptance(flag, on=on, as_supervisor=as_supervisor),
        cured_words=words_of(flag.cured_by),
        cured_url=page_of(flag.cured_by, case.uuid if case else None),
        left="" if case is None or flag.cured_at else left_words(case, on=on),
    )


def left_words(case: Case, *, on: date) -> str:
    """CAS-31: "Amira Khan is away until 2 January 2027 and nobody covers: it is the supervisor's"; never why."""
    leads = Officer.objects.filter(
        holds_on(on, "allocations__"),
        allocations__case=case,
        allocations__role=AllocationRole.LEAD,
    )
    return " ".join(
        f"{row.officer.name} is away{_until(row.ends_on)} and nobody covers: it is the supervisor’s."
        for row in uncovered_among(leads, on=on)
    )


def _until(ends_on: date | None) -> str:
    return f" until {in_full(ends_on - timedelta(days=1))}" if ends_on else ""


def last_day_of_acceptance(flag: Flag, *, on: date, as_supervisor: bool) -> date:
    """CAS-30: some days ahead; of a critical flag, by whoever works on the case, two working days."""
    if flag.severity == Severity.CRITICAL and not as_supervisor:
        return add_working_days(on, number("flag.accept_critical_days", on=on))
    return on + timedelta(days=number("flag.accept_days", on=on))


def facts_behind(inputs: Iterable[dict[str, str | None]], *, case: Case | None) -> list[FactRow]:
    """The inputs of a deadline or flag, with links to the record."""
    return [
        FactRow(
            label=str(fact["label"]),
            value=str(fact["value"]),
            on=date.fromisoformat(on) if (on := fact.get("on")) else None,
            url=page_of(str(fact.get("ref") or ""), case.uuid if case else None),
        )
        for fact in inputs
    ]


def _acts(flag: Flag, user: User, on: date) -> Acts:
    owner = flag.owner
    if isinstance(owner, Case):
        return acts_for(flag, owner, user)
    return officer_acts(flag, owner, user, on=on)


def title_of(flag: Flag, *, on: date) -> str:
    """Home visit overdue by 12 days; a state says since when, what is measured its value."""
    label = label_of(flag.kind, flag.missing)
    if flag.cured_at is not None:
        return f"{label}: cured on {in_full(london_date(flag.cured_at))}"
    if kind(flag.kind).is_measured:
        return f"{label}: {flag.value}"
    if is_state(flag.kind, flag.missing):
        return f"{label}, since {in_full(flag.due_on)}"
    late = days_overdue(flag.due_on, on=on)
    return f"{label} overdue by {late} day{'' if late == 1 else 's'}"


def attempts(flag: Flag, of: Kind) -> list[Attempt]:
    """What was tried since the clock started, newest first (POL-9); nothing for kinds that nothing attempts."""
    if not of.attempts:
        return []
    rows = Contact.objects.current().filter(case=flag.case_id, outcome__code__in=of.attempts)
    since = _clock_started(flag)
    if since:
        rows = rows.filter(happened_at__gte=london_midnight(since))
    if flag.cured_at:
        rows = rows.filter(happened_at__lte=flag.cured_at)
    found = list(rows.select_related("outcome").order_by("-happened_at"))
    details = details_of([row.pk for row in found])
    return [
        Attempt(
            row.happened_at,
            str(row.outcome).lower(),
            details[row.pk].url if row.pk in details else row.get_absolute_url(),
        )
        for row in found
    ]


def _clock_started(flag: Flag) -> date | None:
    days = [
        date.fromisoformat(fact["on"])
        for fact in flag.inputs
        if fact.get("on")
        and (found := reference_of(str(fact.get("ref") or "")))
        and found.starts_clock
    ]
    return max(days, default=None)


# What an upper floor adds to the history of a flag, which it is given with its versions, oldest first.
Steps = Callable[[Flag, list[Change], date], list[Step]]
_STEPS: list[Steps] = []


def add_steps(steps: Steps) -> None:
    """Have the history of flags say what an upper floor knows of them."""
    if steps not in _STEPS:
        _STEPS.append(steps)


def history(flag: Flag, *, on: date) -> list[Step]:
    """Raised, changed, accepted, opened and cured, newest first; and what upper floors know."""
    versions = changes_of(Flag, uuid=flag.uuid)[::-1]
    steps = [*_raised(versions), *_opened(flag)]
    steps += (step for add in _STEPS for step in add(flag, versions, on))
    for before, after in pairwise(versions):
        steps += _changed(before.row, after, flag.case)
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _raised(versions: list[Change]) -> list[Step]:
    return [Step(row.row.raised_at, f"Raised: {row.row.because}") for row in versions[:1]]


def _changed(before: Any, change: Change, case: Case | None) -> Iterator[Step]:
    """What differs between two versions of a flag, in words."""
    after = change.row
    by = f" by {change.who}" if change.who else ""
    if after.cured_at and not before.cured_at:
        url = page_of(after.cured_by, case.uuid if case else None)
        yield Step(after.cured_at, f"Cured by {words_of(after.cured_by)}", url)
    if after.accepted_at and after.accepted_at != before.accepted_at:
        until = in_full(after.accepted_until)
        yield Step(
            after.accepted_at, f"Accepted until {until}{by}, because: {after.accepted_reason}"
        )
    if after.is_acceptance_seen and not before.is_acceptance_seen and after.accepted_at:
        yield Step(change.at, f"The acceptance was seen{by}")
    if before.accepted_at and not after.accepted_at:
        yield Step(change.at, "The acceptance ended: it was given for something less serious")
    if (before.because, before.severity) != (after.because, after.severity):
        yield Step(change.at, f"Worked out again: {after.because}")


def _opened(flag: Flag) -> list[Step]:
    """Who opened the page, once for each person and day."""
    rows = Event.objects.filter(
        object_uuid=flag.uuid, view="offenders:flag", outcome=Outcome.SHOWN, user_id__isnull=False
    ).order_by("at")
    first: dict[tuple[int, date], datetime] = {}
    for user_id, at in rows.values_list("user_id", "at"):
        first.setdefault((user_id or 0, london_date(at)), at)
    ids = {user_id for user_id, _ in first}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [
        Step(at, f"Opened by {names.get(user_id, 'somebody')}")
        for (user_id, _), at in first.items()
    ]
