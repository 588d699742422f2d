"""What a referral is made from: the programmes that are offered on a day, the sentence, where the person is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from core.calendar import falls_in
from offenders.choices import AllocationRole, PauseKind
from offenders.models import Allocation, Case, Pause, Sentence
from offenders.querysets import holds_on
from people.choices import Agency
from people.models import Officer
from programmes.choices.referral import Machine
from programmes.models import Programme, Terms
from programmes.rules.referring import Ground, Offer


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every programme with what held of it when, and what replaced it."""

    terms: tuple[Terms, ...]

    def accredited_on(self, on: date) -> list[Terms]:
        """Those to which somebody can be referred on a day, by name."""
        return [row for row in self._on(on) if not row.programme.is_toolkit]

    def toolkits_on(self, on: date) -> list[Terms]:
        """PRG-57: what individual work can be done with on a day."""
        return [row for row in self._on(on) if row.programme.is_toolkit]

    def offer(self, programme: Programme, on: date) -> Offer:
        """PRG-5: whether it is offered on the day; what replaced it is the last of those that replaced each other."""
        offered = {row.programme_id for row in self._on(on)}
        by_id = {row.programme_id: row.programme for row in self.terms}
        newer, seen = programme, {programme.pk}
        while newer.pk not in offered and newer.replaced_by_id and newer.replaced_by_id not in seen:
            seen.add(newer.replaced_by_id)
            newer = by_id.get(newer.replaced_by_id, newer)
        return Offer(
            programme.name,
            is_offered=programme.pk in offered,
            replaced_by=newer.name if newer.pk != programme.pk else "",
            is_toolkit=programme.is_toolkit,
        )

    def called(self, name: str) -> Programme | None:
        """The programme of this name, offered or not."""
        found = (row.programme for row in self.terms if row.programme.name == name)
        return next(found, None)

    def _on(self, on: date) -> list[Terms]:
        return [row for row in self.terms if falls_in(on, row.starts_on, row.ends_on)]


def catalogue() -> Catalogue:
    """One query."""
    rows = Terms.objects.select_related("programme").order_by("programme__name", "starts_on")
    return Catalogue(tuple(rows))


@dataclass(frozen=True, slots=True)
class Serving:
    """What is known of a person when they are referred: their sentences, and when they were in custody."""

    sentences: tuple[Sentence, ...]
    stays: tuple[Pause, ...]

    def ground_on(self, on: date) -> Ground | None:
        """PRG-46: the newest sentence in force on the day, of two of one day the one with a requirement."""
        row = self.sentence_on(on)
        return Ground(row.starts_on, row.programme_requirement) if row else None

    def sentence_on(self, on: date) -> Sentence | None:
        rows = [row for row in self.sentences if falls_in(on, row.starts_on, row.ends_on)]
        return max(rows, key=lambda row: (row.starts_on, row.programme_requirement), default=None)

    def began_after(self, on: date) -> date | None:
        """When a sentence that begins after the day begins."""
        return min((row.starts_on for row in self.sentences if row.starts_on > on), default=None)

    def machine_on(self, on: date) -> Machine:
        """PRG-20, PRG-30: the table of custody for whoever is there on the day."""
        inside = any(falls_in(on, row.starts_on, row.ends_on) for row in self.stays)
        return Machine.CUSTODY if inside else Machine.COMMUNITY


def serving(case: Case) -> Serving:
    """Two queries."""
    return Serving(
        tuple(Sentence.objects.filter(case=case)),
        tuple(Pause.objects.filter(case=case, kind=PauseKind.CUSTODY)),
    )


def in_custody(case: Case, *, on: date) -> bool:
    """One query."""
    return Pause.objects.filter(holds_on(on), case=case, kind=PauseKind.CUSTODY).exists()


def owners_of(case: Case, *, on: date, also: Officer | None = None) -> list[Officer]:
    """PRG-48: the officers of the team that holds the case for probation, and `also` who has the work now; one query."""
    leads = Allocation.objects.filter(
        holds_on(on), case=case, agency=Agency.PROBATION, role=AllocationRole.LEAD
    )
    asked = Q(team__in=leads.values("officer__team"))
    if also is not None:
        asked |= Q(pk=also.pk)
    return list(Officer.objects.filter(asked))
