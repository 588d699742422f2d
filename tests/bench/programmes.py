"""The pages of programmes, by who reads them: referrals, groups and suitability in a country that is filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

import pgtrigger
from django.urls import reverse

from core import clock
from offenders.choices import SEXUAL_REGISTERS
from offenders.models import Registration
from people.choices import Agency, Role
from people.models import DeliveryUnit, Headship, Officer, Supervision
from programmes.choices.referral import BarrierCode, ReferralStatus as S
from programmes.choices.suitability import NEED_INPUTS, ScoreInput, ScoreSource
from programmes.models import Barrier, Group, Move, Referral, Score
from tests.factories import groups

PROGRAMME = "Horizon"
SINCE = date(2020, 1, 1)
BATCH, TWELVE, AHEAD = 2_000, 12, 24
# Where those who were referred are: most wait, as the inspectors found.
STATUSES = (
    S.AWAITING_ASSESSMENT,
    S.AWAITING_ALLOCATION,
    S.AWAITING_ALLOCATION,
    S.SUITABLE_NOT_READY,
    S.SCHEDULED,
    S.ON_PROGRAMME,
    S.COMPLETE,
    S.BREACH,
)


@dataclass(frozen=True)
class Reader:
    """Somebody with a role, and the pages that they ask for."""

    officer: Officer
    role: Role
    pages: Mapping[str, str]


def fill_programmes(*, on: date) -> None:
    """Of those on a register every other one is referred, the rest have inputs of suitability; groups lie ahead."""
    rows = list(
        Registration.objects.filter(register__code__in=SEXUAL_REGISTERS).order_by("case_id")
    )
    with pgtrigger.ignore():
        Referral.objects.all().delete()
        made = Referral.objects.bulk_create(
            (_referral(row, number) for number, row in enumerate(rows[::2])), batch_size=BATCH
        )
        Move.objects.bulk_create(
            (
                Move(
                    referral=row,
                    from_status=S.DEPRIORITISED,
                    to_status=row.status,
                    at=clock.now(),
                )
                for row in made
            ),
            batch_size=BATCH,
        )
        Barrier.objects.bulk_create(
            (
                Barrier(case_id=row.case_id, code=BarrierCode.DISTANCE, starts_on=row.referred_on)
                for row in made[::3]
            ),
            batch_size=BATCH,
        )
        Score.objects.bulk_create(
            (
                Score(
                    case_id=row.case_id,
                    input=code,
                    value=80 if code == ScoreInput.OGRS3 else 2,
                    assessed_on=row.starts_on + timedelta(days=10),
                    source=ScoreSource.OASYS,
                )
                for row in rows[1::2]
                for code in (ScoreInput.OGRS3, *NEED_INPUTS)
            ),
            batch_size=BATCH,
        )
    for number in range(AHEAD):
        groups.make_group(
            PROGRAMME, first_on=on + timedelta(days=3 * number + 1), recorded_on=SINCE, size=TWELVE
        )


def _referral(row: Registration, number: int) -> Referral:
    return Referral(
        case_id=row.case_id,
        programme_id=PROGRAMME,
        referred_on=row.starts_on + timedelta(days=5),
        status=STATUSES[number % len(STATUSES)],
    )


def readers(*, on: date) -> list[Reader]:
    """A probation officer who runs a group of twelve, their supervisor, who heads every unit, a treatment manager."""
    officer, boss, head, manager = Officer.objects.filter(agency=Agency.PROBATION).order_by("code")[
        :4
    ]
    Supervision.objects.create(officer=boss, team=officer.team, starts_on=SINCE)
    Headship.objects.bulk_create(
        Headship(officer=head, delivery_unit=unit, starts_on=SINCE)
        for unit in DeliveryUnit.objects.all()
    )
    group = _under_way(officer, on=on)
    waits = Referral.objects.filter(
        case__allocations__officer=officer, status=S.AWAITING_ALLOCATION
    ).first()
    assert waits, "nobody of the officer's waits"
    where, listed = reverse("caseloads:where"), reverse("caseloads:where_list")
    passed = reverse("caseloads:not_put_forward")
    register = group.sessions.get(number=1)
    return [
        Reader(
            officer,
            Role.OFFICER,
            {
                "programmes of a case": reverse("programmes:programmes", args=[waits.case.uuid]),
                "refer: form": reverse("programmes:refer", args=[waits.case.uuid]),
                "move a referral: form": reverse("programmes:move", args=[waits.uuid]),
                "suitability of a case": reverse("programmes:suitability", args=[waits.case.uuid]),
                "register of twelve": reverse("programmes:register", args=[register.uuid]),
            },
        ),
        Reader(
            boss,
            Role.SUPERVISOR,
            {
                "where: a team": where,
                "where: who waits": f"{listed}?list=waiting",
                "not put forward": passed,
            },
        ),
        Reader(
            head,
            Role.HEAD,
            {
                "where: everybody": where,
                "where: by region": f"{where}?by=region",
                "where: a year ago": f"{where}?on={on - timedelta(days=365)}",
                "where: all who wait": f"{listed}?list=waiting",
                "where: all suitable": f"{listed}?list=suitable",
                "all not put forward": passed,
                "all never worked out": f"{passed}?list=unworked",
            },
        ),
        Reader(
            manager,
            Role.TREATMENT_MANAGER,
            {
                "where: a manager": where,
                "groups": reverse("programmes:groups"),
                "free seats": reverse("programmes:seats"),
                "group": group.get_absolute_url(),
                "place somebody: form": reverse("programmes:place", args=[waits.uuid]),
            },
        ),
    ]


def _under_way(officer: Officer, *, on: date) -> Group:
    """A group of twelve of the officer's region, whose first session was this morning."""
    group = groups.make_group(
        PROGRAMME, first_on=on, size=TWELVE, meetings=[(on.weekday(), time(0, 5))], sessions=21
    )
    groups.make_facilitation(group, officer)
    sit = Referral.objects.filter(status=S.SCHEDULED).order_by("pk")[:TWELVE]
    for referral in sit:
        groups.seat(referral, group)
    return group
