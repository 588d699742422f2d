"""PRO-33: how often one person is seen, instead of the standard for their risk of serious harm."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.calendar import london_date
from core.errors import RefusedError
from offenders import deadlines
from offenders.models import Case, Frequency
from offenders.rules.supervision import is_longer
from offenders.selectors.frequency import frequency_lines, history_of, standard_for
from offenders.services import chosen
from offenders.services.chosen import Chosen, Decision
from people.choices import Permission
from people.models import User
from people.services import only_its_agency

FREQUENCY = Chosen(Frequency, "frequency", history_of, frequency_lines)


@transaction.atomic
def set_frequency(
    *, case: Case, days: int, reason: str, version: int, by: User, at: datetime
) -> Frequency:
    """Have this person seen every so many days from today. Longer than the standard waits for a supervisor.

    `version` is that of the frequency on the screen, 0 when there was none. Raises StaleError when it has been changed
    meanwhile, RefusedError without a reason or without a RoSH level to compare with.
    """
    only_its_agency(by, Permission.SET_FREQUENCY)
    on = london_date(at)
    standard = standard_for(case, on=on)
    if standard is None:
        raise RefusedError(
            f"{case.name} has no risk of serious harm on record, so there is no standard to compare with. "
            "Record the level first."
        )
    if not reason.strip():
        raise RefusedError("Say why this person is to be seen this often.")
    values: dict[str, Any] = {
        "days": days,
        "reason": reason.strip(),
        "risk_level": standard.level,
        "needs_approval": is_longer(days, standard.often),
        "set_by": by,
    }
    frequency = chosen.put(FREQUENCY, case, values, version=version, on=on)
    _follow(frequency, on=on, at=at)
    return frequency


@transaction.atomic
def approve_frequency(*, frequency: Frequency, version: int, by: User, at: datetime) -> Frequency:
    """Approve one that is longer than the standard; it holds from now.

    Raises StaleError when it was changed or decided since the page was opened, RefusedError when it has ended, needs
    no approval, or when `by` set it: nobody approves their own.
    """
    return _decided(frequency, version, Decision(by), at=at)


@transaction.atomic
def refuse_frequency(
    *, frequency: Frequency, version: int, reason: str, by: User, at: datetime
) -> Frequency:
    """Refuse one that is longer than the standard, with the reason, which whoever set it reads. Raises as above."""
    return _decided(frequency, version, Decision(by, chosen.refusal_of(reason)), at=at)


@transaction.atomic
def end_frequency(*, frequency: Frequency, version: int, by: User, at: datetime) -> None:
    """Go back to the standard for the risk of serious harm from today."""
    only_its_agency(by, Permission.SET_FREQUENCY)
    on = london_date(at)
    stored = chosen.end(FREQUENCY, frequency, version=version, on=on)
    _follow(stored, on=on, at=at)


def _decided(frequency: Frequency, version: int, decision: Decision, *, at: datetime) -> Frequency:
    only_its_agency(decision.by, Permission.APPROVE_FREQUENCY)
    on = london_date(at)
    stored = chosen.decide(
        FREQUENCY,
        frequency,
        decision,
        needs_approval=lambda row: row.needs_approval,
        version=version,
        on=on,
    )
    _follow(stored, on=on, at=at)
    return stored


def _follow(frequency: Frequency, *, on: date, at: datetime) -> None:
    deadlines.refresh(
        [frequency.case_id],
        changed=Frequency,
        on=on,
        at=at,
        fact=f"frequency:{frequency.uuid}",
    )
