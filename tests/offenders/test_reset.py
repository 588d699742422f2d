"""PRO-35: Probation Reset, off until an administrator turns it on; whom it never covers; and the page that says so."""

import random
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from caseloads.services.reference import change_standard
from core import clock
from core.errors import RefusedError
from core.models import Message, Standard
from mappa.models import Management
from offenders import deadlines
from offenders.choices import RiskLevel, SentenceKind
from offenders.deadlines.supervision import CONTACT, RESET
from offenders.models import Case, Deadline
from offenders.rules.reset import KEPT, Routine, reset_since
from people.models import User
from tests import factories
from tests.oracle import routine_stops
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BEGAN, ENDS = date(2026, 1, 1), date(2026, 10, 28)  # 300 days: the final third begins after 200
THIRD = date(2026, 7, 20)


def routine(**changes: object) -> Routine:
    values = {"kind": "community", "begins": BEGAN, "ends": ENDS, "rosh": "low", "is_kept": False}
    return Routine(**values | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "since"),
    [
        ({}, THIRD),
        ({"kind": "suspended"}, THIRD),
        ({"rosh": RiskLevel.HIGH}, THIRD),
        ({"ends": date(2026, 10, 29)}, date(2026, 7, 21)),  # 301 days: after 200 and two thirds
        ({"ends": date(2026, 10, 30)}, date(2026, 7, 22)),
        ({"ends": date(2026, 1, 2)}, date(2026, 1, 2)),
        ({"kind": "licence"}, None),
        ({"kind": "custody"}, None),
        ({"ends": None}, None),
        ({"rosh": RiskLevel.VERY_HIGH}, None),
        ({"rosh": None}, None),
        ({"is_kept": True}, None),
    ],
)
def test_from_when_and_of_whom(changes: dict, since: date | None):
    assert reset_since(routine(**changes)) == since


@pytest.mark.parametrize("seed", range(30))
def test_the_same_day_as_a_plain_second_reading(seed: int):
    chance = random.Random(seed)
    kind, level = chance.choice(list(SentenceKind)), chance.choice(["", *RiskLevel])
    ends, kept = BEGAN + chance.randrange(1, 1500) * DAY, chance.random() < 0.3
    facts = routine(kind=kind, ends=ends, rosh=level or None, is_kept=kept)
    assert reset_since(facts) == routine_stops(kind.value, BEGAN, ends, level, kept)


def led_by(farah: User, **fields: object) -> Case:
    """At low risk, a community order of 300 days of which 250 are over, last seen 100 days ago."""
    on = clock.today()
    case = factories.make_case(probation=farah.officer, since=on - 250 * DAY, **fields)
    if not case.risk_assessments.exists():
        factories.make_risk(case, RiskLevel.LOW, tool="rosh", assessed_on=on - 250 * DAY)
    factories.make_sentence(
        case, SentenceKind.COMMUNITY, starts_on=on - 250 * DAY, ends_on=on + 50 * DAY
    )
    factories.make_contact(
        case,
        type_code="COAP",
        outcome_code="ATTC",
        happened_at=clock.now() - 100 * DAY,
        officer=farah.officer,
    )
    return case


def turn_on() -> None:
    Standard.objects.filter(key=RESET).update(value=1)


def is_asked(case: Case) -> bool:
    deadlines.recompute([case.pk], on=clock.today())
    return Deadline.objects.filter(case=case, kind="contact").exists()


def test_off_until_it_is_turned_on(as_farah: Client, farah: User):
    case = led_by(farah)
    assert is_asked(case)
    assert "Probation Reset" not in text_of(as_farah.get(case.get_absolute_url()))
    turn_on()
    assert not is_asked(case)
    page = text_of(as_farah.get(case.get_absolute_url()))
    since = clock.today() - 50 * DAY
    assert f"Probation Reset: since {since:%-d %B %Y}, the final third of the sentence" in page


def test_not_before_the_final_third(farah: User):
    case = led_by(farah)
    turn_on()
    for on, asked in ((clock.today() - 51 * DAY, True), (clock.today() - 50 * DAY, False)):
        deadlines.recompute([case.pk], on=on)
        assert Deadline.objects.filter(case=case, kind="contact").exists() == asked


@pytest.mark.parametrize("register", sorted(KEPT))
def test_never_of_whoever_is_on_such_a_register(as_farah: Client, farah: User, register: str):
    case = led_by(farah)
    turn_on()
    factories.make_registration(case, register, starts_on=clock.today() - 9 * DAY)
    assert is_asked(case)
    assert "Probation Reset" not in text_of(as_farah.get(case.get_absolute_url()))


@pytest.mark.parametrize(("ends", "kept"), [(None, True), (-1, False)])
def test_never_of_whoever_is_under_mappa(as_farah: Client, farah: User, ends, kept: bool):
    case = led_by(farah)
    turn_on()
    on = clock.today()
    factories.make_management(
        case, starts_on=on - 90 * DAY, ends_on=on + ends * DAY if ends else None
    )
    assert is_asked(case) == kept
    said = "Probation Reset" in text_of(as_farah.get(case.get_absolute_url()))
    assert said != kept


def test_what_mappa_says_works_it_out_anew():
    assert Management._meta.label in CONTACT.reads


def test_at_very_high_risk_and_without_a_level_it_never_stops(farah: User):
    turn_on()
    assert is_asked(led_by(farah, rosh=RiskLevel.VERY_HIGH))
    case = led_by(farah)
    case.risk_assessments.all().delete()
    assert is_asked(case), "which says what is missing"


def test_an_administrator_turns_it_on(as_hal: Client):
    page = text_of(as_hal.get(reverse("caseloads:reference")))
    assert "Probation Reset: no routine contact in the final third" in page
    url = reverse("caseloads:standard", args=[RESET])
    assert "1 turns it on, 0 turns it off." in text_of(as_hal.get(url))
    change_standard(key=RESET, value=1, starts_on=clock.today(), version=1, at=clock.now())
    assert Message.objects.filter(arguments__kind="contact").exists()
    newest = Standard.objects.filter(key=RESET).latest("starts_on")
    with pytest.raises(RefusedError, match="above 1"):
        change_standard(
            key=RESET, value=2, starts_on=clock.today(), version=newest.version, at=clock.now()
        )
