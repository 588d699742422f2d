"""A generated area of any size, as at a date: enough variety that every branch of the rules is worked."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from offenders.choices import RiskLevel
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

OUTCOMES = ["seen_inside"] * 7 + ["not_in", "not_in", "entry_refused", "seen_at_door"]
LEVELS = [
    *[RiskLevel.LOW] * 50,
    *[RiskLevel.MEDIUM] * 30,
    *[RiskLevel.HIGH] * 18,
    *[RiskLevel.VERY_HIGH] * 2,
]
BATCH = 2_000


def make_area(cases: int, *, on: date, seed: int = 1, visits_per_case: int = 4) -> None:
    """Store `cases` cases, 60% of them registered, at about 50 a police officer, as they stand on `on`."""
    chance = random.Random(seed)
    officers = _officers(max(cases // 50, 2))
    made = Case.objects.bulk_create(
        (_case(number, chance) for number in range(cases)), batch_size=BATCH
    )
    registered = [case for case in made if chance.random() < 0.6]
    starts = {case.pk: on - timedelta(days=chance.randrange(20, 1500)) for case in made}
    _bulk(
        Allocation,
        (
            Allocation(
                case=case,
                officer=officers[n % len(officers)],
                agency="police",
                starts_on=starts[case.pk],
            )
            for n, case in enumerate(registered)
        ),
    )
    register = RegisterType.objects.get(code="ARSO")
    _bulk(
        Registration,
        (
            Registration(case=case, register=register, starts_on=starts[case.pk])
            for case in registered
        ),
    )
    _bulk(RiskAssessment, _assessments(registered, starts, chance))
    _bulk(Pause, _custody(registered, starts, on, chance))
    _visits(registered, starts, on, chance, visits_per_case)


def _bulk(model: type, rows: Iterator) -> None:
    model.objects.bulk_create(rows, batch_size=BATCH)


def _case(number: int, chance: random.Random) -> Case:
    return Case(
        crn=f"{chr(65 + number // 1_000_000)}{number % 1_000_000:06d}",
        surname=chance.choice(["O'Neill", "Novák", "Khan", "Smith", "Featherstonehaugh"]),
        forenames=chance.choice(["Zoltán", "Gareth", "José", "Barry", "Sian"]),
        date_of_birth=date(1950, 1, 1) + timedelta(days=chance.randrange(18_000)),
        sex="M",
        status="active" if chance.random() < 0.97 else "terminated",
    )


def _officers(count: int) -> list[Officer]:
    region, _ = Region.objects.get_or_create(name="Bench")
    unit, _ = DeliveryUnit.objects.get_or_create(name="Bench Police", region=region)
    teams = [
        Team.objects.get_or_create(
            code=f"B{n:03d}",
            defaults={"name": f"Team {n}", "agency": "police", "delivery_unit": unit},
        )[0]
        for n in range(max(count // 8, 1))
    ]
    return Officer.objects.bulk_create(
        Officer(
            code=f"BENCH{n:04d}",
            forenames="Test",
            surname=f"Officer {n}",
            agency="police",
            grade="DC",
            contracted_hours=37,
            team=teams[n % len(teams)],
        )
        for n in range(count)
    )


def _assessments(
    cases: list[Case], starts: dict[int, date], chance: random.Random
) -> Iterator[RiskAssessment]:
    for case in cases:
        for after in range(chance.choice([0, 1, 1, 1, 2])):
            yield RiskAssessment(
                case=case,
                tool="police",
                level=chance.choice(LEVELS),
                assessed_on=starts[case.pk] + timedelta(days=3 + 90 * after),
            )


def _custody(
    cases: list[Case], starts: dict[int, date], on: date, chance: random.Random
) -> Iterator[Pause]:
    for case in cases:
        if chance.random() < 0.06:
            begins = starts[case.pk] + timedelta(days=chance.randrange(1, 200))
            ends = begins + timedelta(days=chance.randrange(1, 300))
            yield Pause(
                case=case, kind="custody", starts_on=begins, ends_on=ends if ends <= on else None
            )


def _visits(
    cases: list[Case], starts: dict[int, date], on: date, chance: random.Random, per_case: int
) -> None:
    outcomes = {row.code: row for row in ContactOutcome.objects.all()}
    type_ = ContactType.objects.get(code="C253")
    contacts, results = [], []
    for case in cases:
        span = max((on - starts[case.pk]).days, 1)
        for _ in range(chance.randrange(per_case * 2 + 1)):
            day = starts[case.pk] + timedelta(days=chance.randrange(span))
            at = datetime.combine(day, time(chance.randrange(8, 20), 15), tzinfo=UTC)
            result = chance.choice(OUTCOMES)
            results.append(result)
            contacts.append(
                Contact(
                    case=case,
                    type=type_,
                    happened_at=at,
                    recorded_at=at + timedelta(hours=2),
                    agency="police",
                    outcome=outcomes[result],
                    source="extract",
                )
            )
    stored = Contact.objects.bulk_create(contacts, batch_size=BATCH)
    _bulk(
        Visit,
        (
            Visit(contact=contact, case=contact.case, purposes=["residence"], outcome=result)
            for contact, result in zip(stored, results, strict=True)
        ),
    )
