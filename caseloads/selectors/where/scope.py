"""Of whom the figures are: everybody whom a reader sees, or a team, delivery unit or region of them, as at a day."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.safestring import SafeString

from caseloads.selectors.where.people import OF_NOBODY, By, Part, Person, people_of
from core.table import lines as cell_lines, link, small
from offenders.deadlines import Shared
from offenders.models import Case
from offenders.querysets import Seen
from offenders.rules.clock import Dated
from offenders.rules.grounds import Answer, decide
from people.choices import Permission
from people.models import User
from programmes.choices.state import State
from programmes.deadlines.facts import hindrances
from programmes.deadlines.reach import read_regions
from programmes.deadlines.state import what_stands
from programmes.deadlines.together import read_together
from programmes.rules.start import Hindrance
from programmes.rules.state import Standing, StateFacts, standing_of
from programmes.rules.where import Line, Share, Steps, lines_of, steps_of, waiting, without_work
from programmes.selectors.suitability import Standing as Suitability, standings_of

# Nothing of the service is older; the arithmetic of days ends somewhere too.
FIRST_YEAR = 2000


@dataclass(frozen=True)
class Where:
    """`chosen` narrows every figure and list to one part; None: to none."""

    user: User
    seen: Seen
    shared: Shared
    people: Mapping[int, Person]
    chosen: Part | None = None

    @property
    def on(self) -> date:
        return self.shared.on

    @cached_property
    def facts(self) -> dict[int, StateFacts]:
        """What is known of each of these people."""
        chosen, known = self.chosen, what_stands(self.shared)
        return {
            pk: row
            for pk, row in known.items()
            if chosen is None or self.people[pk].parts[chosen.by] == chosen
        }

    @cached_property
    def stands(self) -> dict[int, Standing]:
        """PRG-58: the one state of each."""
        return {pk: standing_of(row, self.on) for pk, row in self.facts.items()}

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.stands, self.on)

    @cached_property
    def in_state(self) -> dict[State, tuple[int, ...]]:
        return {line.state: line.case_ids for line in self.lines}

    @property
    def waiting(self) -> int:
        return waiting(self.lines)

    @property
    def without_work(self) -> Share:
        return without_work(self.lines)

    @cached_property
    def serving(self) -> list[int]:
        """The share: whoever of them has a sentence in force."""
        return [pk for pk, row in self.facts.items() if row.sentence]

    @cached_property
    def suitability(self) -> dict[int, Suitability]:
        """What the inputs of each of the share lead to; two queries."""
        return standings_of({pk: self.shared.sexes[pk] for pk in self.serving}, on=self.on)

    @cached_property
    def steps(self) -> Steps:
        suitable = {pk for pk, row in self.suitability.items() if row.is_suitable}
        return steps_of(self.facts, suitable, self.on)

    def in_the_way(self, case_id: int) -> tuple[Hindrance, ...]:
        """What stands in the way of somebody, by the referral that counts."""
        return hindrances(self.shared).of(case_id, self.facts[case_id].referral)

    def officer_of(self, case_id: int) -> str:
        held = self.people[case_id].held
        return held.officer if held else "Nobody"

    @property
    def sees_region(self) -> bool:
        """Whether the reader is told of everybody of a region who serves a sentence, and of nobody else there."""
        return self.user.has(Permission.RUN_GROUPS)

    def name_of(self, case: Case) -> SafeString:
        """What a list calls one of these people: a link where the reader may open the case, else the name alone."""
        opens = decide(self.user, Permission.VIEW_CASE, case.grounds) is Answer.YES
        name = link(case.get_absolute_url(), case.name) if opens else case.name
        return cell_lines(name, small(case.crn))

    def parts(self, by: By) -> dict[Part, dict[int, Standing]]:
        """These people by team, unit or region, by name; whom nobody of probation holds at the end."""
        found: dict[Part, dict[int, Standing]] = defaultdict(dict)
        for pk, standing in self.stands.items():
            found[self.people[pk].parts[by]][pk] = standing
        return dict(
            sorted(found.items(), key=lambda row: (row[0].code == OF_NOBODY, row[0].name, row[0]))
        )

    def cases(self, case_ids: Collection[int]) -> list[Case]:
        """These of them, with the grounds on which the reader sees each; one query."""
        return self.seen.with_grounds(Case.objects.filter(pk__in=list(case_ids)))


def where(user: User, *, on: date, asked: Mapping[By, str] | None = None) -> Where | None:
    """Everybody on a register of sexual offences of whom this user may know it; None where nobody is in what was asked for.

    A fixed number of queries, however many people there are and whatever they did.
    """
    seen = Case.objects.seen_by(user, Permission.VIEW_PROGRAMMES)
    people = people_of(sorted(seen.ids), on=on)
    registrations: dict[str, dict[int, Dated]] = defaultdict(dict)
    for pk, person in people.items():
        for code, since in person.registers.items():
            registrations[code][pk] = since
    sexes = {pk: person.sex for pk, person in people.items()}
    shared = Shared(list(people), on).given(sexes=sexes, registrations=registrations)
    shared.know(read_regions, {pk: row.held.region for pk, row in people.items() if row.held})
    read_together(shared)
    if not asked:
        return Where(user, seen, shared, people)
    by, code = next(iter(asked.items()))
    parts = {person.parts[by] for person in people.values()}
    chosen = next((part for part in parts if part.code == code), None)
    return Where(user, seen, shared, people, chosen) if chosen else None
