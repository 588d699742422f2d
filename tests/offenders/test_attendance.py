"""The strip of appointments: what each outcome counts as, and what is no part of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.calendar import in_full
from offenders.models import Case, ContactOutcome
from offenders.selectors.attendance import (
    ABSENT,
    ACCEPTABLE,
    COMING,
    COMPLIED,
    FAILED_TO_COMPLY,
    SIGNS,
    UNRECORDED,
    attendance,
)
from tests import factories
from tests.pages import text_of

pytestmark = pytest.mark.django_db
SIGN_OF = {
    "ATTC": COMPLIED,
    "ATSS": COMPLIED,
    "AFTC": FAILED_TO_COMPLY,
    "ATSH": FAILED_TO_COMPLY,
    "UAAB": ABSENT,
    "AFTA": ABSENT,
    "ATFI": ABSENT,
    "CO40": ACCEPTABLE,
    "CO05": ACCEPTABLE,
    "CO10": ACCEPTABLE,
    "RSSR": ACCEPTABLE,
    "RSOF": ACCEPTABLE,
}


def appointment(case: Case, outcome: str = "", *, days: int = 5, code: str = "COAP", **fields):
    at = clock.now() - timedelta(days=days)
    recorded = max(at, clock.now() - timedelta(days=1))
    return factories.make_contact(
        case, type_code=code, outcome_code=outcome, happened_at=at, recorded_at=recorded, **fields
    )


def test_every_outcome_of_an_appointment_has_its_sign(case: Case):
    for row in ContactOutcome.objects.filter(for_home_visits=False):
        other = factories.make_case()
        appointment(other, row.code)
        (mark,) = attendance(other, at=clock.now()).marks
        assert mark.sign == SIGN_OF.get(row.code, ACCEPTABLE), row.code
        assert row.code in SIGN_OF or row.code.startswith("AA")


def test_no_two_signs_have_one_shape():
    assert len({sign.shape for sign in SIGNS}) == len(SIGNS)


def test_what_is_not_recorded_and_what_is_to_come(case: Case):
    appointment(case)
    appointment(case, days=-5)
    strip = attendance(case, at=clock.now())
    assert [mark.sign for mark in strip.marks] == [UNRECORDED, COMING]
    day = in_full(clock.today() + timedelta(days=5))
    assert dict(strip.lines)[COMING] == f"1, next on {day}"


def test_other_contacts_visits_of_the_police_and_long_ago_are_no_part_of_it(case: Case):
    appointment(case, code="CTOB")
    appointment(case, code="CHVS")
    appointment(case, "ATTC", days=400)
    appointment(case, days=-60)
    assert attendance(case, at=clock.now()) is None
    appointment(case, code="CHVS", agency="probation")
    assert len(attendance(case, at=clock.now()).marks) == 1


def test_a_correction_counts_once(case: Case):
    factories.amend_contact(
        appointment(case, "UAAB"), outcome=ContactOutcome.objects.get(code="AAME")
    )
    assert [mark.sign for mark in attendance(case, at=clock.now()).marks] == [ACCEPTABLE]


@pytest.mark.parametrize("name", ["offenders:contacts", "caseloads:case"])
def test_the_words_stand_beside_the_drawing(as_amira: Client, case: Case, name: str):
    address = reverse(name, args=[case.uuid])
    assert "app-strip" not in as_amira.get(address).content.decode()
    appointment(case, "ATTC", days=30)
    appointment(case, "ATTC", days=20)
    appointment(case, "UAAB", days=10)
    page = text_of(as_amira.get(address))
    assert "Attended and complied: 2 times, last on" in page
    assert "Did not attend, or another failure: once, on" in page
