"""PRO-24: which risk management plans a second person reads."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import QuerySet

from caseloads.choices import SignedKind
from caseloads.rules.signing import is_learning, is_plan_to_be_signed
from caseloads.selectors.signable import Signable, officer_of, reasons_of
from core.calendar import falls_in, london_date
from core.prepared import one_of, prepared_for_few
from mappa.models import Management
from offenders.choices import RiskLevel, RiskTool
from offenders.models import RiskAssessment
from offenders.querysets import of_cases
from people.choices import Agency
from plans.choices import ReferenceKind
from plans.models import Plan, Reference

CONCERNS = (ReferenceKind.PERSON_AT_RISK,)


def plans_to_sign(case_ids: Collection[int], *, on: date, end: datetime) -> Iterator[Signable]:
    """Of each case the plan that was signed last, where it needs a second person; five queries, one where there is none."""
    plans = {row.case_id: row for row in _signed(case_ids=list(case_ids), end=end)}
    if not plans:
        return
    rosh, levels = _rosh(plans.values(), on), _levels(plans.values())
    named = Reference.objects.filter(
        one_of("item__plan_id", [row.pk for row in plans.values()]), kind__in=CONCERNS
    )
    children = set(named.values_list("item__plan_id", flat=True))
    authors = [officer_of(row.signed_by) for row in plans.values()]
    reasons = reasons_of({author.pk for author in authors if author})
    for row, author in zip(plans.values(), authors, strict=True):
        if author is None or row.signed_at is None or row.signed_by is None:
            continue
        day = london_date(row.signed_at)
        held = (
            reason for reason, begins, ends in reasons[author.pk] if falls_in(day, begins, ends)
        )
        risk, level = rosh.get(row.case_id, ""), levels.get(row.case_id, 0)
        learning, concerns = is_learning(author.grade, held), row.pk in children
        if is_plan_to_be_signed(risk, mappa=level, concerns=concerns, learning=learning):
            yield Signable(
                row.uuid,
                row.case_id,
                SignedKind.PLAN,
                str(row),
                row.signed_by.pk,
                row.signed_by.name,
                author.pk,
                Agency(author.agency),
                row.signed_at,
                risk == RiskLevel.VERY_HIGH or concerns,
                f"plan:{row.uuid}",
            )


@prepared_for_few
def _signed(*, case_ids: list[int], end: datetime) -> QuerySet[Plan]:
    rows = Plan.objects.filter(of_cases(case_ids), signed_at__lt=end)
    return rows.select_related("signed_by__officer").order_by("signed_at", "id")


def _rosh(plans: Collection[Plan], on: date) -> dict[int, str]:
    """The risk of serious harm of each as it was known when the plan was signed; one query."""
    signed = {row.case_id: london_date(row.signed_at) for row in plans if row.signed_at}
    rows = RiskAssessment.objects.filter(
        one_of("case_id", list(signed)), tool=RiskTool.ROSH, assessed_on__lte=on
    ).order_by("assessed_on", "id")
    return {row.case_id: row.level for row in rows if row.assessed_on <= signed[row.case_id]}


def _levels(plans: Collection[Plan]) -> dict[int, int]:
    """The MAPPA level of each on the day on which the plan was signed; one query."""
    signed = {row.case_id: london_date(row.signed_at) for row in plans if row.signed_at}
    rows = Management.objects.filter(one_of("case_id", list(signed)))
    return {
        row.case_id: row.level
        for row in rows
        if falls_in(signed[row.case_id], row.starts_on, row.ends_on)
    }
