"""POL-4: how often one person is visited, instead of the standard for their risk level."""

from datetime import date, datetime

from django.db import transaction

from core.calendar import london_date
from core.errors import RefusedError
from offenders import deadlines
from offenders.models import Case
from offenders.services import chosen
from offenders.services.chosen import Chosen, Decision
from people.choices import Permission
from people.models import User
from people.services import only_its_agency
from visits.models import Interval
from visits.selectors.interval import history_of, interval_lines, standard_for

INTERVAL = Chosen(Interval, "interval", history_of, interval_lines)


@transaction.atomic
def set_interval(
    *, case: Case, months: int, reason: str, version: int, by: User, at: datetime
) -> Interval:
    """Set this person's interval from today. Longer than the standard waits for a supervisor's approval.

    `version` is that of the interval on the screen, 0 when there was none. Raises StaleError when it has been
    changed meanwhile, RefusedError when there is no police risk level to compare with.
    """
    only_its_agency(by, Permission.SET_INTERVAL)
    on = london_date(at)
    standard = standard_for(case, on=on)
    if standard is None:
        raise RefusedError(
            f"{case.name} has no police risk level, so there is no standard to compare with. "
            "Have the level assessed first."
        )
    values = {"months": months, "reason": reason, "risk_level": standard.level, "set_by": by}
    interval = chosen.put(INTERVAL, case, values, version=version, on=on)
    _follow(interval, on=on, at=at)
    return interval


@transaction.atomic
def approve_interval(*, interval: Interval, version: int, by: User, at: datetime) -> Interval:
    """Approve an interval longer than the standard; it holds from now.

    Raises StaleError when it was changed or decided since the page was opened, RefusedError when it has ended, needs no
    approval, or when `by` set it: nobody approves their own.
    """
    return _decided(interval, version, Decision(by), at=at)


@transaction.atomic
def refuse_interval(
    *, interval: Interval, version: int, reason: str, by: User, at: datetime
) -> Interval:
    """Refuse one longer than the standard, with the reason, which whoever set it reads. Raises as above."""
    return _decided(interval, version, Decision(by, chosen.refusal_of(reason)), at=at)


@transaction.atomic
def end_interval(*, interval: Interval, version: int, by: User, at: datetime) -> None:
    """Go back to the standard for the risk level from today."""
    only_its_agency(by, Permission.SET_INTERVAL)
    on = london_date(at)
    stored = chosen.end(INTERVAL, interval, version=version, on=on)
    _follow(stored, on=on, at=at)


def _decided(interval: Interval, version: int, decision: Decision, *, at: datetime) -> Interval:
    only_its_agency(decision.by, Permission.APPROVE_INTERVAL)
    on = london_date(at)

    def needs_approval(stored: Interval) -> bool:
        """Against the standard of today, as `interval_in_force` has it; without one nobody can say."""
        standard = standard_for(stored.case, on=on)
        return standard is None or stored.months > standard.months

    stored = chosen.decide(
        INTERVAL, interval, decision, needs_approval=needs_approval, version=version, on=on
    )
    _follow(stored, on=on, at=at)
    return stored


def _follow(interval: Interval, *, on: date, at: datetime) -> None:
    deadlines.refresh([interval.case_id], changed=Interval, on=on, at=at)
