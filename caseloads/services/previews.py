"""Before a number changes: who would be over it or overdue, who would no longer be, worked out and then undone."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from caseloads.models import Preview
from caseloads.rules.previews import Over, TeamOf, differences
from caseloads.selectors.reference import kinds_of
from caseloads.services.reference import check_change, store_change
from core.calendar import london_date
from core.models import Standard
from core.queue import enqueue
from offenders import deadlines
from offenders.choices import AllocationRole
from offenders.models import Allocation, Case
from offenders.querysets import holds_on
from offenders.rules import Kind
from people.choices import Agency
from people.models import Officer, User

TASK = "caseloads.preview_number"
# So many cases are worked out twice within a request (about two seconds a kind); more are work for the background.
AT_ONCE = 5_000


@transaction.atomic
def ask_before(
    *, key: str, value: int, starts_on: date, reason: str, version: int, by: User, at: datetime
) -> Preview:
    """Keep what is to be changed, and what that would do: now where there are few cases, else soon, by a job.

    Raises RefusedError when the value or the day cannot be, StaleError when somebody changed the number meanwhile.
    """
    check_change(key=key, value=value, starts_on=starts_on, version=version, at=at)
    preview = Preview.objects.create(
        key=key,
        value=value,
        starts_on=starts_on,
        reason=reason,
        version=version,
        asked_by=by,
        asked_at=at,
    )
    if Case.objects.count() <= AT_ONCE or not kinds_of(key):
        work_out(preview, at=at)
    else:
        enqueue(TASK, preview_id=preview.pk)
    return preview


def work_out(preview: Preview, *, at: datetime) -> Preview:
    """The same kinds by the same facts, with the number as it is and as it would be; the change is undone.

    As at today, or as at the day on which it is to hold, with what is on record now: what happens on the days between
    is not known yet. Where somebody changed the number meanwhile there is nothing to compare, and the page says so.
    """
    day = max(preview.starts_on, london_date(at))
    newest = Standard.objects.filter(key=preview.key).order_by("-starts_on")[0]
    if newest.version == preview.version:
        kinds = kinds_of(preview.key)
        before = _over(kinds, on=day)
        after = _over_with(preview, newest, kinds, on=day)
        rows = differences(before, after, _teams(on=day))
        preview.counts = [row._asdict() for row in rows]
    preview.finished_at, preview.as_at = at, day
    preview.save(update_fields=["counts", "finished_at", "as_at"])
    return preview


def _over_with(
    preview: Preview, newest: Standard, kinds: Collection[Kind], *, on: date
) -> set[Over]:
    """As it would be: the number is changed, looked at and put back, and nobody else ever sees it."""
    with transaction.atomic():
        store_change(newest, preview.value, preview.starts_on)
        found = _over(kinds, on=on)
        transaction.set_rollback(True)
    return found


def _over(kinds: Collection[Kind], *, on: date) -> set[Over]:
    agencies = {kind.code: kind.agency or "" for kind in kinds}
    return {
        Over(
            "officer" if row["case_id"] is None else "case",
            row["officer_id"] or row["case_id"] or 0,
            row["kind"],
            str(row["agency"] or agencies[row["kind"]]),
        )
        for row in deadlines.overdue_among(kinds, on=on)
    }


def _teams(*, on: date) -> TeamOf:
    """The team of each officer, and of each case for each agency: that of the officer who leads it."""
    officers = dict(Officer.objects.order_by("pk").values_list("pk", "team_id"))
    leads = Allocation.objects.filter(holds_on(on), role=AllocationRole.LEAD)
    cases = {
        agency.value: dict(leads.filter(agency=agency).values_list("case_id", "officer__team_id"))
        for agency in Agency
    }

    def team_of(over: Over) -> int | None:
        if over.owner == "officer":
            return officers.get(over.owner_id)
        asked = [over.agency] if over.agency else [Agency.POLICE.value, Agency.PROBATION.value]
        return next((team for each in asked if (team := cases[each].get(over.owner_id))), None)

    return team_of
