"""F-30, POL-24: which records may be drawn for a manager, what was drawn, and how it was scored."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from audit.choices import Outcome
from audit.models import Event
from caseloads.choices import Mark
from caseloads.models import SampleDraw, SampleItem, SampleScore
from caseloads.rules.sampling import SAMPLE, Candidate, weight
from caseloads.selectors.oversight import TOOL_OF, Lines
from core.addresses import address
from core.calendar import add_months, in_full, london_date, london_midnight
from core.prepared import one_of
from core.table import Column, Table, beside, lines, link, nowrap, small
from core.templatetags.core import counted
from offenders.choices import AllocationRole, VersionKind
from offenders.models import Allocation, Case, Contact, KindStart, RiskAssessment
from offenders.querysets import Seen, holds_on, of_cases
from people.choices import Agency, Permission, Role
from people.models import Officer, Supervision, Team, User

# Besides visits: assessments and reviews, by the types under which they stand on the timeline.
OF_WEIGHT = ("ARMS2", "RM2003", "C277", "C281", "C416", "CRCO")
SENIOR = [Role.SUPERVISOR, Role.HEAD]
# The pages of one case on which somebody reads it: a list that names it is no look at it.
OPENED = (
    "caseloads:case",
    "caseloads:review_case",
    "offenders:contact",
    "offenders:contacts",
    "offenders:record",
    "visits:review",
    "visits:visit",
    "visits:visits",
)
QUESTIONS = {
    "facts": "Does it say what was seen and checked, and not only that they were seen?",
    "risk": "Does it say what that means for the risk?",
    "protection": "Does it say who may be harmed, and what was done for them?",
    "acted": "Was what was found acted on, and is that on record?",
}
WORTH = {Mark.MET: Decimal(100), Mark.PARTLY: Decimal(50), Mark.NOT_MET: Decimal(0)}


class Drawable(NamedTuple):
    """A record that may be drawn, with what its weight comes of."""

    contact: Contact
    level: str
    is_unseen: bool

    @property
    def candidate(self) -> Candidate:
        return Candidate(self.contact.uuid, weight(self.level, is_unseen=self.is_unseen))


def managers(*, month: date) -> list[Officer]:
    """Whoever supervises a team on the first day of a month for which the kind counts by then, and signs in."""
    teams = _teams_from(month)
    rows = Supervision.objects.filter(holds_on(month), team__in=teams)
    found = Officer.objects.filter(pk__in=rows.values("officer"), user__is_active=True)
    return list(found.select_related("user").order_by("pk"))


def _teams_from(month: date) -> list[int]:
    chosen = dict(KindStart.objects.filter(kind=SAMPLE).values_list("team", "starts_on"))
    days = Team.objects.values_list("pk", "created_on")
    return [pk for pk, created_on in days if chosen.get(pk, created_on) <= month]


def drawable(officer: Officer, user: User, *, month: date, unseen_months: int) -> list[Drawable]:
    """The records of weight of the month before that officers of their teams made; five queries."""
    teams = Supervision.objects.filter(
        holds_on(month), officer=officer, team__in=_teams_from(month)
    )
    seen = Case.objects.seen_by(user, Permission.OVERSEE)
    begins, ends = london_midnight(add_months(month, -1)), london_midnight(month)
    rows = Contact.objects.current().filter(
        Q(type__is_home_visit=True, outcome__isnull=False) | Q(type__code__in=OF_WEIGHT),
        of_cases(sorted(seen.ids)),
        officer__team__in=teams.values("team"),
        happened_at__gte=begins,
        happened_at__lt=ends,
    )
    theirs = rows.exclude(officer=officer).exclude(author=user).select_related("officer")
    found = list(theirs.order_by("pk"))
    ids = sorted({row.case_id for row in found})
    levels = _levels(ids, Agency(officer.agency), month)
    opened = opened_by_seniors(ids, since=london_midnight(add_months(month, -unseen_months)))
    return [Drawable(row, levels.get(row.case_id, ""), row.case_id not in opened) for row in found]


def _levels(case_ids: list[int], agency: Agency, on: date) -> dict[int, str]:
    rows = RiskAssessment.objects.filter(
        of_cases(case_ids), tool=TOOL_OF[agency], assessed_on__lte=on
    )
    return dict(
        rows.order_by("case_id", "-assessed_on").distinct("case_id").values_list("case_id", "level")
    )


def opened_by_seniors(case_ids: Collection[int], *, since: datetime) -> set[int]:
    """Of these cases, those that a supervisor or head has opened since: by the log, whose cases are indexed; one query."""
    looks = Event.objects.filter(
        case_ids__overlap=list(case_ids),
        at__gte=since,
        roles__overlap=SENIOR,
        view__in=OPENED,
        outcome=Outcome.SHOWN,
    )
    found: set[int] = set()
    for ids in looks.values_list("case_ids", flat=True):
        found.update(ids)
    return found.intersection(case_ids)


def items_open(*, on: date) -> QuerySet[SampleItem]:
    """What is still to be scored: not of a record that was voided, nor of a case that has left the manager's teams."""
    voided = Contact.objects.filter(uuid=OuterRef("contact__uuid"), version_kind=VersionKind.VOIDED)
    led = Allocation.objects.filter(
        holds_on(on),
        holds_on(on, "officer__team__supervisions__"),
        case=OuterRef("case"),
        role=AllocationRole.LEAD,
        officer__team__supervisions__officer=OuterRef("draw__officer"),
    )
    return SampleItem.objects.filter(~Exists(voided), Exists(led), scored_at__isnull=True)


class Unscored(NamedTuple):
    """A draw with what is open of it."""

    officer_id: int
    draw: SampleDraw
    drawn: int
    open: int


def unscored(officer_ids: Collection[int], *, on: date) -> list[Unscored]:
    """The draws of these officers that are not scored to their end; one query."""
    open_items = Count("items", filter=Q(items__in=items_open(on=on)))
    rows = SampleDraw.objects.filter(one_of("officer", list(officer_ids)), month__lte=on)
    rows = rows.annotate(drawn=Count("items"), left=open_items).filter(left__gt=0)
    return [Unscored(row.officer_id, row, row.drawn, row.left) for row in rows.order_by("month")]


# The pages -------------------------------------------------------------------------------------------------


def sample_items() -> QuerySet[SampleItem]:
    return SampleItem.objects.select_related(
        "case", "contact__type", "officer", "draw__officer", "scored_by", "asked__answered_by",
        "asked__asked_by",
    )  # fmt: skip


def why_not_scored(item: SampleItem, user: User) -> str:
    """F-30: why this user does not score a record; empty when they do."""
    if item.scored_at:
        return f"It was scored on {in_full(london_date(item.scored_at))}."
    officer = user.officer_or_none
    if officer is None or officer.pk != item.draw.officer_id:
        return f"It was drawn for {item.draw.officer.name}, who scores it."
    return ""


def score_lines(item: SampleItem) -> Lines:
    """Each question with how far it is met, and what shows it; one query."""
    rows = {row.question: row for row in SampleScore.objects.filter(item=item)}
    return [
        (words, f"{rows[code].get_mark_display()}\n{rows[code].evidence}")
        for code, words in QUESTIONS.items()
        if code in rows
    ]


def drawn_lines(item: SampleItem) -> Lines:
    """Why it was drawn, so that the draw can be shown to be fair."""
    draw = item.draw
    unseen = "nobody senior had opened the case" if item.is_unseen else "the case had been opened"
    level = item.get_level_display() or "No level of risk"
    return [
        ("Drawn for", f"{draw.officer.name}, {draw.month:%B %Y}"),
        (
            "By",
            f"Chance: number {item.place} of {draw.wanted}, from {counted(draw.pool, 'record')}",
        ),
        ("Weight", f"{item.weight}: {level.lower()}, {unseen}"),
        ("Seed", draw.seed),
    ]


@dataclass(frozen=True, slots=True)
class Month:
    """What was drawn for a manager in a month, as far as the reader may see the cases."""

    draw: SampleDraw
    items: list[SampleItem]
    scored: int
    drawn: int
    average: str


MONTHS = 12


def months_of(officer: Officer, seen: Seen) -> list[Month]:
    """The last twelve draws, the newest first; three queries."""
    draws = list(SampleDraw.objects.filter(officer=officer).order_by("-month")[:MONTHS])
    averages = averages_of(draws)
    rows: dict[int, list[SampleItem]] = {draw.pk: [] for draw in draws}
    for item in sample_items().filter(draw__in=draws).order_by("place"):
        rows[item.draw_id].append(item)
    found = []
    for draw in draws:
        items = rows[draw.pk]
        visible = [item for item in items if item.case_id in seen.ids]
        seen.with_grounds(item.case for item in visible)
        scored = sum(item.scored_at is not None for item in items)
        found.append(Month(draw, visible, scored, len(items), averages.get(draw.pk, "")))
    return found


def averages_of(draws: Iterable[SampleDraw]) -> dict[int, str]:
    """What the scored records of each draw come to: met 100, partly 50, not met 0; one query."""
    rows = SampleScore.objects.filter(item__draw__in=list(draws))
    marks: dict[int, list[Decimal]] = {}
    for draw_id, mark in rows.values_list("item__draw", "mark"):
        marks.setdefault(draw_id, []).append(WORTH[Mark(mark)])
    return {key: f"{round(sum(found) / len(found))}%" for key, found in marks.items()}


def table_of_items(month: Month, *, may_score: bool) -> Table:
    """The records of a month, each with its case and what is to be done."""
    columns = (
        Column("Record", names_row=True),
        Column("Officer"),
        Column("Scored"),
    )
    cells = [_cells(item, may_score=may_score) for item in month.items]
    return Table(f"Records drawn for {month.draw.month:%B %Y}", columns, cells)


def _cells(item: SampleItem, *, may_score: bool) -> tuple[Any, ...]:
    happened = in_full(london_date(item.contact.happened_at))
    what = f"{item.contact.called}, {happened}"
    if item.scored_at:
        done: Any = link(item.get_absolute_url(), f"On {in_full(london_date(item.scored_at))}",
                         unseen=f", {what} of {item.case.name}")  # fmt: skip
    elif may_score:
        done = link(
            address("caseloads:score", item.uuid),
            "Read and score",
            unseen=f" {what} of {item.case.name}",
        )
    else:
        done = "Not yet"
    return (
        lines(
            what, beside(link(item.case.get_absolute_url(), item.case.name), small(item.case.crn))
        ),
        item.officer.name,
        done,
    )


def table_of_managers(user: User, *, on: date) -> Table | None:
    """For heads: how far the samples of this month are, by manager and team; numbers alone. None without any; four queries."""
    teams = list(Team.objects.led_by(user, on=on))
    rows = Supervision.objects.filter(holds_on(on), team__in=teams).select_related(
        "officer", "team"
    )
    by_officer: dict[int, list[str]] = {}
    for row in rows.order_by("team__name"):
        by_officer.setdefault(row.officer_id, []).append(row.team.name)
    month = on.replace(day=1)
    draws = list(
        SampleDraw.objects.filter(officer__in=by_officer, month__gte=add_months(month, -2))
        .select_related("officer")
        .annotate(
            drawn=Count("items"), scored=Count("items", filter=Q(items__scored_at__isnull=False))
        )
        .order_by("-month", "officer__surname", "pk")
    )
    if not draws:
        return None
    averages = averages_of(draws)
    columns = (
        Column("Manager", names_row=True),
        Column("Month"),
        Column("Scored", is_numeric=True),
        Column("Average", is_numeric=True),
    )
    cells = [
        (
            lines(
                link(_page_of(draw.officer), draw.officer.name),
                ", ".join(by_officer[draw.officer_id]),
            ),
            nowrap(f"{draw.month:%B %Y}"),
            f"{draw.scored} of {draw.drawn}",
            averages.get(draw.pk, "Nothing scored"),
        )
        for draw in draws
    ]
    return Table("Samples of the last three months by manager", columns, cells)


def _page_of(officer: Officer) -> str:
    return address("caseloads:samples", officer.uuid)
