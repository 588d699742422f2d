"""A small world kept twice: in the database, and as dictionaries for the oracle."""

import random
from datetime import UTC, date, datetime, time, timedelta

from offenders import deadlines
from offenders.models import (
    Allocation,
    Case,
    Contact,
    ContactOutcome,
    ContactType,
    Pause,
    RegisterType,
    Registration,
    RiskAssessment,
)
from people.models import DeliveryUnit, Officer, Region, Team
from visits.models import Visit

START = date(2025, 1, 1)
CODES = ["home_visit", "at_large"]


def instant(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


class World:
    """Every change writes the fact and refreshes as a service does; `sweep` is the job, run as luck has it."""

    def __init__(self, seed: int, size: int = 8) -> None:
        self.chance = random.Random(seed)
        region = Region.objects.create(name="Test")
        unit = DeliveryUnit.objects.create(name="Test Police", region=region)
        team = Team.objects.create(code="T1", name="Team", agency="police", delivery_unit=unit)
        self.officer = Officer.objects.create(
            code="O1", forenames="B", surname="Mason", agency="police", grade="DC",
            contracted_hours=37, team=team,
        )  # fmt: skip
        self.cases = [self._case(number) for number in range(size)]
        self.known: dict[str, dict] = {
            case.crn: {
                "status": "active",
                "registered": [],
                "custody": [],
                "risk": [],
                "police": [],
                "visits": [],
            }
            for case in self.cases
        }

    @property
    def ids(self) -> list[int]:
        return [case.pk for case in self.cases]

    def _case(self, number: int) -> Case:
        return Case.objects.create(crn=f"X{number:06d}", surname="O'Neill", forenames="Gareth")

    def step(self, on: date) -> None:
        """One change somewhere, then perhaps the job: not at all, once or twice."""
        case = self.chance.choice(self.cases)
        change = self.chance.choice(
            [self.register, self.allocate, self.assess, self.assess, self.visit, self.visit, self.visit,
             self.imprison, self.release, self.terminate]
        )  # fmt: skip
        changed = change(case, on)
        if changed:
            deadlines.refresh([case.pk], changed=changed, on=on, at=instant(on))
        for _ in range(self.chance.choice([0, 0, 1, 2])):
            self.sweep(on)

    def sweep(self, on: date) -> deadlines.Swept:
        return deadlines.sweep(CODES, on=on, at=instant(on))

    def register(self, case: Case, on: date) -> type | None:
        known = self.known[case.crn]["registered"]
        if known:
            return None
        Registration.objects.create(
            case=case, register=RegisterType.objects.get(code="ARSO"), starts_on=on
        )
        known.append((on, None))
        return Registration

    def allocate(self, case: Case, on: date) -> type | None:
        known = self.known[case.crn]["police"]
        if known and known[-1][1] is None:
            begin = known[-1][0]
            if begin >= on:
                return None
            Allocation.objects.filter(case=case, ends_on__isnull=True).update(ends_on=on)
            known[-1] = (begin, on)
            if self.chance.random() < 0.4:
                return Allocation
        Allocation.objects.create(case=case, officer=self.officer, agency="police", starts_on=on)
        known.append((on, None))
        return Allocation

    def assess(self, case: Case, on: date) -> type:
        level = self.chance.choice(["very_high", "high", "medium", "low"])
        RiskAssessment.objects.update_or_create(
            case=case, tool="police", assessed_on=on, defaults={"level": level}
        )
        known = self.known[case.crn]["risk"]
        known[:] = [row for row in known if row[0] != on] + [(on, level)]
        return RiskAssessment

    def visit(self, case: Case, on: date) -> type:
        outcome = self.chance.choice(
            ["seen_inside", "seen_inside", "not_in", "entry_refused", "seen_at_door"]
        )
        day = on - timedelta(days=self.chance.choice([0, 0, 1, 9]))
        contact = Contact.objects.create(
            case=case,
            type=ContactType.objects.get(code="C253"),
            happened_at=instant(day),
            recorded_at=instant(on, 13),
            agency="police",
            outcome=ContactOutcome.objects.get(code=outcome),
        )
        Visit.objects.create(contact=contact, case=case, purposes=["residence"], outcome=outcome)
        self.known[case.crn]["visits"].append((day, outcome))
        return Visit

    def imprison(self, case: Case, on: date) -> type | None:
        known = self.known[case.crn]["custody"]
        if known and (known[-1][1] is None or known[-1][1] > on):
            return None
        Pause.objects.create(case=case, kind="custody", starts_on=on)
        known.append((on, None))
        return Pause

    def release(self, case: Case, on: date) -> type | None:
        known = self.known[case.crn]["custody"]
        if not known or known[-1][1] is not None or known[-1][0] >= on:
            return None
        Pause.objects.filter(case=case, ends_on__isnull=True).update(ends_on=on)
        known[-1] = (known[-1][0], on)
        return Pause

    def terminate(self, case: Case, on: date) -> type | None:
        if self.chance.random() < 0.9:
            return None
        Case.objects.filter(pk=case.pk).update(status="terminated")
        self.known[case.crn]["status"] = "terminated"
        return Case
