"""Whose numbers a page of a team shows, and what they all go by."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from caseloads.rules.measures import Measures, Weighed
from caseloads.selectors.measures import (
    counted,
    desks_of,
    measures_from,
    nominal_in,
    weighed_cases,
)
from caseloads.selectors.plans import Missing, left_out_of, without_plan
from caseloads.selectors.team import reads
from caseloads.selectors.team.tiles import LAG_OVER, WEEK
from core.calendar import is_working_day, london_date, london_midnight
from core.standards import InForce, in_force
from offenders.choices import (
    DueState,
)
from offenders.deadlines import Kind
from offenders.deadlines.outcome import CONTACT_OUTCOME
from offenders.deadlines.unheld import NO_PROBATION_OFFICER
from offenders.models import Allocation, Case
from offenders.querysets import CaseQuerySet, ContactQuerySet, Seen
from offenders.selectors.frequency import waiting_ids
from offenders.selectors.reports import report_ids
from people.choices import Agency
from people.models import Officer, Team, User
from visits.selectors.interval import waiting_words as intervals_waiting


def team_led_by(user: User, uuid: UUID, *, on: date) -> Team | None:
    """The team of this UUID, with its delivery unit, if the user supervises or heads it."""
    return next(iter(reads.team_of(user=user.pk, uuid=uuid, on=on)), None)


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a figure: the cases that this user may see, and the number of those that they may not."""

    case_ids: list[int]
    closed: int


@dataclass(frozen=True)
class Scope:
    """Whose numbers: one team, as this user may see it, at an instant."""

    team: Team
    user: User
    at: datetime

    @property
    def on(self) -> date:
        return london_date(self.at)

    @property
    def since(self) -> date:
        """The last working day before: on a Monday, Friday."""
        day = self.on - timedelta(days=1)
        while not is_working_day(day):
            day -= timedelta(days=1)
        return day

    @cached_property
    def seen(self) -> Seen:
        """What this user may see, for reads that are given their cases by number."""
        return Case.objects.seen_by(self.user)

    @cached_property
    def seen_ids(self) -> list[int]:
        return sorted(self.seen.ids)

    @property
    def visible(self) -> CaseQuerySet:
        cases: CaseQuerySet = Case.objects.visible_to(self.user)
        return cases

    def held(self) -> QuerySet[Allocation]:
        """Active cases that officers of the team lead, visible or not; each once."""
        return reads.led_in(self.team.pk, self.team.agency, on=self.on)

    def holdings(self) -> QuerySet[Allocation]:
        """Those that this user may see, with what the conditions of the tiles ask."""
        return reads.holdings(
            self.team.pk, self.team.agency, self.held_ids, on=self.on, start=self.start
        )

    @cached_property
    def officers_of(self) -> dict[int, int]:
        """Who leads each of the team's cases that this user may see: asked once, because every number needs it."""
        led = reads.led(team=self.team.pk, agency=self.team.agency, on=self.on)
        seen = self.seen.ids
        return {case_id: officer for case_id, officer in led if case_id in seen}

    @property
    def held_ids(self) -> list[int]:
        return list(self.officers_of)

    @cached_property
    def officers(self) -> list[Officer]:
        """Everybody who belongs to the team."""
        return list(reads.officers(team=self.team.pk))

    @cached_property
    def weighed(self) -> dict[int, list[Weighed]]:
        """What is measured of each officer goes by: the cases that they lead, those that this user may not see among them.

        A number counts these (JOB-7), so that it is the one of the flag; nothing else of them is said (INF-31).
        """
        return weighed_cases(on=self.on, officer_ids=[row.pk for row in self.officers])

    @cached_property
    def measures(self) -> dict[int, Measures]:
        """Everything that is measured of each officer of the team."""
        desks = desks_of(self.officers, on=self.on)
        return measures_from(self.weighed, desks, nominal_in(self.standards))

    @cached_property
    def standards(self) -> dict[str, InForce]:
        """Every number that administrators have set, asked for once."""
        return in_force("", on=self.on)

    def counted(self, code: str, officer: Officer | None = None) -> "Behind":
        """The cases behind a figure, of one officer or of the team: those to be shown, and how many are closed."""
        whose = [officer.pk] if officer else list(self.weighed)
        found = [case_id for pk in whose for case_id in counted(code, self.weighed.get(pk, ()))]
        seen = self.seen.ids
        shown = [case_id for case_id in found if case_id in seen]
        return Behind(shown, len(found) - len(shown))

    @cached_property
    def unheld_ids(self) -> frozenset[int]:
        """Active cases last led in this team that nobody of its agency leads now, as far as this user may see them."""
        return Case.objects.last_held_ids(self.team.pk, on=self.on) & self.seen.ids

    @cached_property
    def without_probation(self) -> frozenset[int]:
        """Of the team's cases, held or not, those with a sentence in force and without an officer of probation."""
        ids = sorted(self.unheld_ids.union(self.held_ids))
        found = reads.asked_by_kind(NO_PROBATION_OFFICER.code, case_ids=ids, on=self.on)
        return frozenset(found)

    @cached_property
    def waiting(self) -> frozenset[int]:
        """Of the cases that the team holds, those where being seen, or visited, less often waits for its supervisor."""
        if self.team.agency == Agency.POLICE:
            return frozenset(intervals_waiting(self.held_ids, on=self.on))
        return waiting_ids(self.held_ids, on=self.on)

    @cached_property
    def told(self) -> frozenset[int]:
        """Of the team's cases, held or not, those of which something was told that a supervisor has to confirm."""
        return report_ids(self.unheld_ids.union(self.held_ids))

    @cached_property
    def without_plan(self) -> frozenset[int]:
        """Of the cases that the team holds, those of which no plan is signed."""
        return without_plan(self.held_ids)

    @cached_property
    def left_out(self) -> Missing:
        """MAP-62: what the plans of the cases that the team holds leave out."""
        return left_out_of(self.held_ids)

    @cached_property
    def first_due(self) -> dict[int, dict[DueState, dict[str, date]]]:
        """The words that hold of each of these cases, and the first day of each by kind: asked once, as above."""
        found: dict[int, dict[DueState, dict[str, date]]] = defaultdict(lambda: defaultdict(dict))
        for case_id, state, kind, due_on in reads.first_due(case_ids=self.held_ids, on=self.on):
            found[case_id][DueState(state)][kind] = due_on
        return found

    @property
    def start(self) -> datetime:
        """The first moment of what is new."""
        return london_midnight(self.since)

    @cached_property
    def review_days(self) -> int:
        """POL-11: for how many days a recorded concern stands among what is to be reviewed."""
        return self.standards["police.review_days"].value

    def contacts(self, code: str) -> ContactQuerySet:
        """Appointments and visits of the team's officers, as CONTACT_TILES says; asked about in any version."""
        return reads.contacts_counted(code, **self.asked(code))

    def asked(self, code: str) -> "reads.Asked":
        """What the numbers of contacts go by."""
        return {
            "team": self.team.pk,
            "case_ids": self.seen_ids,
            "uuids": self._uuids(code),
            "at": self.at,
            "until": reads.end_of(self.on + WEEK),
            "since": self._since(code),
        }

    def _since(self, code: str) -> datetime:
        if code == "lag":
            return self.at - LAG_OVER
        return london_midnight(self.on - timedelta(days=self.review_days))

    def _uuids(self, code: str) -> list[UUID]:
        """Which contacts the tiles of BY_SUBJECT count."""
        if code == "outcomes":
            return self.asked_for(CONTACT_OUTCOME)
        return self.asked_about if code == "asked" else []

    def asked_for(self, kind: Kind) -> list[UUID]:
        """The subjects of what the team's officers are asked to do, as My day lists it for each of them."""
        return [UUID(said) for said in reads.subjects(kind.code, team=self.team.pk, on=self.on)]

    @cached_property
    def asked_about(self) -> list[UUID]:
        """Visits of the team, in any version, about which something waits for an answer.

        A query of its own: as a part of another, every contact of the team is compared (120 ms, not 70, of 400,000 contacts).
        """
        return reads.asked_about(team=self.team.pk, on=self.on)
