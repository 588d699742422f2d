"""Until when somebody is subject to notification and when they notify next, as it is known on a day."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.addresses import address
from core.bundle import Bundle
from core.calendar import in_full
from offenders.choices import Disposal
from offenders.models import Case
from offenders.querysets import of_cases
from offenders.rules.notification import Subject, Term
from offenders.selectors.changes import Change
from offenders.selectors.registration import subject_lines
from orders.choices import OrderEnding
from orders.models import AnnualNotification, NotificationPeriod, Order
from orders.rules.notification import Until, until
from orders.selectors.holding import KEEP_SUBJECT

Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Notified:
    """What is known of the notification of a case: the period that counts, and the next day."""

    until: Until | None
    period: NotificationPeriod | None
    annual: AnnualNotification | None


def notified(case_ids: Collection[int], *, on: date) -> dict[int, Notified]:
    """Of each of these cases what was known on a day, of whoever anything is; three queries.

    NOT-15: an order that lasts longer keeps somebody subject, also one that was recorded after the period.
    """
    ids = list(case_ids)
    periods = {
        row.case_id: row
        for row in NotificationPeriod.objects.filter(of_cases(ids), known_on__lte=on).order_by(
            "known_on"
        )
    }
    annual = {
        row.case_id: row
        for row in AnnualNotification.objects.filter(of_cases(ids), known_on__lte=on).order_by(
            "known_on"
        )
    }
    ends: dict[int, list[date | None]] = defaultdict(list)
    orders = Order.objects.filter(of_cases(ids), kind__in=KEEP_SUBJECT, recorded_on__lte=on)
    for case_id, ends_on in orders.exclude(ended_because=OrderEnding.ERROR).values_list(
        "case_id", "ends_on"
    ):
        ends[case_id].append(ends_on)
    return {
        case_id: Notified(
            until(periods[case_id].ends_on, ends.get(case_id, ())) if case_id in periods else None,
            periods.get(case_id),
            annual.get(case_id),
        )
        for case_id in {*periods, *annual}
    }


@dataclass(frozen=True, slots=True)
class NotifiedOf:
    """What the record page says of the notification of a case."""

    notified: Notified | None
    periods: list[tuple[NotificationPeriod, Lines]]  # newest first
    annual: list[AnnualNotification]  # newest first


def notification_of(case: Case, on: date) -> NotifiedOf:
    """Until when, when next, and what was known before; five queries."""
    periods = NotificationPeriod.objects.filter(case=case).select_related("recorded_by")
    annual = AnnualNotification.objects.filter(case=case).select_related("recorded_by")
    return NotifiedOf(
        notified([case.pk], on=on).get(case.pk),
        [(row, known_lines(row)) for row in periods.order_by("-known_on")],
        list(annual.order_by("-known_on")),
    )


def known_lines(row: Any) -> Lines:
    """What is known of a period or of the next day, in words."""
    if isinstance(row, AnnualNotification):
        return [("Next annual notification by", in_full(row.due_on))]
    lines = [("Subject to notification", Until(row.ends_on).words)]
    if row.disposal:
        term = Term(row.term_months, row.term_days)
        lines += subject_lines(
            Subject(Disposal(row.disposal), row.relevant_on, row.age, term), row.offence
        )
    if row.override:
        lines += [
            ("Worked out", Until(row.worked_out).words),
            ("Another end because", row.override),
        ]
    if row.recorded_by_id:
        lines.append(("Checked against ViSOR", "Yes" if row.is_verified else "No"))
    return lines


def notification_changes(case: Case, facts: Bundle, since: date, on: date) -> list[Change]:
    """What became known between these days."""
    page = f"{address('offenders:record', case.uuid)}#notification"
    return [
        Change(row.known_on, f"{label}: {words}", page)
        for model in (NotificationPeriod, AnnualNotification)
        for row in facts.of(model)
        if since <= row.known_on <= on
        for label, words in known_lines(row)[:1]
    ]
