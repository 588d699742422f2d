"""The points of cases as an administrator sees them: a table of each scheme, and one tier with its history."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from caseloads.choices import CaseType
from caseloads.models import Points
from caseloads.rules.measures import Row, table_on
from caseloads.selectors.reference import Step, reasons_of
from core.addresses import address
from core.calendar import in_full
from core.history import changes_of
from core.table import Column, Table, link
from offenders.choices import PLAIN_TIERS, TierScheme

NONE = "No points"
Held = dict[CaseType, int | None]


@dataclass(frozen=True, slots=True)
class TierPage:
    """One tier: what holds today, what was entered last, and how it came to that; `version` is of all its rows."""

    scheme: TierScheme
    tier: str
    held: Held
    newest: Held
    newest_starts_on: date | None
    version: int

    @property
    def code(self) -> str:
        return f"{self.scheme}-{self.tier}"

    @property
    def name(self) -> str:
        return f"Tier {self.tier}, {self.scheme.label.lower()}"

    @property
    def words(self) -> list[tuple[str, str]]:
        return [(kind.label, said(self.held[kind])) for kind in CaseType]

    @property
    def coming(self) -> str:
        """What has been entered for later, in words."""
        changed = [kind for kind in CaseType if self.newest[kind] != self.held[kind]]
        if not changed or self.newest_starts_on is None:
            return ""
        words = ", ".join(f"{kind.label.lower()} {said(self.newest[kind])}" for kind in changed)
        return f"From {in_full(self.newest_starts_on)}: {words}."


def said(points: int | None) -> str:
    return NONE if points is None else str(points)


def points_tables(*, on: date) -> list[Table]:
    """The points in force of each scheme; one query."""
    rows = Points.objects.values_list("scheme", "tier", "case_type", "starts_on", "points")
    table = table_on((Row(*row) for row in rows), on)
    columns = [
        Column("Tier", names_row=True),
        *(Column(kind.label, is_numeric=True) for kind in CaseType),
    ]
    return [
        Table(
            TierScheme(scheme).label,
            columns,
            [
                [_link(scheme, tier), *(said(table.get((scheme, tier, kind))) for kind in CaseType)]
                for tier in tiers
            ],
        )
        for scheme, tiers in PLAIN_TIERS.items()
    ]


def _link(scheme: str, tier: str) -> SafeString:
    return link(address("caseloads:tier_points", f"{scheme}-{tier}"), tier)


def tier_page(code: str, *, on: date) -> TierPage | None:
    """The points of a tier; None where no scheme has it. One query."""
    scheme, _, tier = code.partition("-")
    if tier not in PLAIN_TIERS.get(scheme, ()):
        return None
    rows = list(Points.objects.filter(scheme=scheme, tier=tier).order_by("starts_on"))
    newest: Held = dict.fromkeys(CaseType)
    held: Held = dict.fromkeys(CaseType)
    for row in rows:
        newest[CaseType(row.case_type)] = row.points
        if row.starts_on <= on:
            held[CaseType(row.case_type)] = row.points
    return TierPage(
        TierScheme(scheme),
        tier,
        held,
        newest,
        rows[-1].starts_on if rows else None,
        sum(row.version for row in rows),
    )


def points_history(page: TierPage) -> list[Step]:
    """Every change of a tier's points by somebody, newest first, with who and why; two queries."""
    changes = [
        change
        for change in changes_of(Points, scheme=page.scheme, tier=page.tier)
        if change.request
    ]
    reasons = reasons_of([change.request for change in changes])
    return [
        Step(
            change.at,
            change.who,
            f"{CaseType(change.row.case_type).label} {change.row.points} from {in_full(change.row.starts_on)}",
            reasons.get(change.request, ""),
        )
        for change in changes
    ]
