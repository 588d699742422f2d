"""What officers carry against the thresholds: flags that follow, as at any day, with their cause, by the job."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseloads.deadlines import CASELOAD_COUNT, KINDS
from caseloads.selectors.histories import histories, points_rows
from caseloads.selectors.measures import measures, nominal_on
from caseloads.tasks import flag_caseloads_over_threshold
from core import clock
from core.models import JobRun, Standard
from offenders import deadlines
from offenders.choices import PauseKind, SentenceKind
from offenders.models import Allocation, Case, Flag, Pause, Sentence, Tier
from people.models import Officer, Reduction, Training, User
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = clock.today()


A_MONTH_AGO = TODAY - timedelta(days=30)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def asked() -> int:
    with CaptureQueriesContext(connection) as queries:
        flag_caseloads_over_threshold()
    return len(queries)


@pytest.fixture(autouse=True)
def _few(db: None) -> None:
    """Thresholds that a test reaches with few cases."""
    for key, value in {
        "case.count.amber": 3,
        "case.count.red": 5,
        "case.count.critical": 7,
    }.items():
        Standard.objects.filter(key=key).update(value=value)


def give(officer: Officer, number: int, *, since: date = A_MONTH_AGO) -> list[Case]:
    side = "probation" if officer.agency == "probation" else "police"
    return [factories.make_case(**{side: officer}, since=since) for _ in range(number)]


def take(case: Case, *, on: date = TODAY) -> None:
    Allocation.objects.filter(case=case).update(ends_on=on)


def flag_of(kind: str = CASELOAD_COUNT.code) -> Flag | None:
    flag_caseloads_over_threshold()
    return Flag.objects.open().filter(kind=kind).first()


def test_raised_changed_and_ended_by_the_job(amira: User) -> None:
    cases = give(amira.officer, 2)
    assert flag_of() is None
    cases += give(amira.officer, 1, since=TODAY - days(3))
    flag = flag_of()
    assert flag
    assert (flag.value, flag.severity, flag.officer) == ("3", "standard", amira.officer)
    assert flag.due_on == TODAY - days(4)
    cases += give(amira.officer, 2)
    flag = flag_of()
    assert flag
    assert (flag.value, flag.severity) == ("5", "high")
    take(cases.pop())
    flag = flag_of()
    assert flag
    # One below the band from which it was grave: the flag stays in it, the list says what the number is.
    assert (flag.value, flag.severity) == ("4", "high")
    for case in cases[:2]:
        take(case)
    flag = flag_of()
    assert flag
    assert (flag.value, flag.because) == ("2", "2 cases: below 3, closes at 1.")
    assert not deadlines.overdue_as_at(TODAY)
    take(cases[2])
    assert flag_of() is None
    assert Flag.objects.get(kind=CASELOAD_COUNT.code).cured_at
    run = JobRun.objects.filter(name="caseloads.flag_caseloads_over_threshold").latest("pk")
    assert run.succeeded


def test_one_open_flag_however_often_it_runs(amira: User) -> None:
    give(amira.officer, 3)
    for _ in range(3):
        flag_caseloads_over_threshold()
    assert Flag.objects.count() == 1


def test_as_at_a_day_before(amira: User, ben: User) -> None:
    cases = give(amira.officer, 3, since=TODAY - days(50))
    take(cases[0], on=TODAY - days(10))
    give(ben.officer, 2)
    (row,) = deadlines.overdue_as_at(TODAY - days(20))
    assert (row["officer"], row["value"], row["due_on"]) == (amira.officer.code, "3", "")
    assert not deadlines.overdue_as_at(TODAY)


def test_the_cause_names_whom_the_cases_came_from(amira: User, ben: User) -> None:
    give(amira.officer, 2)
    (moved,) = give(ben.officer, 1)
    take(moved, on=TODAY - days(3))
    Allocation.objects.create(
        case=moved, officer=amira.officer, agency="police", role="lead", starts_on=TODAY - days(3)
    )
    flag = flag_of()
    assert flag
    assert "1 case came from" in flag.because
    assert "Mason" in flag.because


def test_whoever_is_not_active_or_died_is_not_counted(amira: User) -> None:
    cases = give(amira.officer, 4)
    Case.objects.filter(pk=cases[0].pk).update(status="terminated")
    Case.objects.filter(pk=cases[1].pk).update(died_on=TODAY - days(1))
    assert flag_of() is None


def weighted(case: Case, tier: str, *, kind: str = SentenceKind.COMMUNITY) -> None:
    Sentence.objects.create(
        case=case, kind=kind, starts_on=TODAY - days(90), sentenced_on=TODAY - days(90)
    )
    Tier.objects.create(case=case, scheme="v2", tier=tier, calculated_on=TODAY - days(90))


def test_capacity_and_hours_that_went(farah: User) -> None:
    Officer.objects.filter(pk=farah.officer.pk).update(contracted_hours=Decimal("3.7"))
    (case,) = give(farah.officer, 1)
    weighted(case, "A3")  # 206 of 217
    assert flag_of("caseload_capacity") is None
    Reduction.objects.create(
        officer=farah.officer, reason="trainee", hours=Decimal("1.8"), starts_on=TODAY - days(5)
    )
    flag = flag_of("caseload_capacity")
    assert flag
    assert (flag.value, flag.severity) == ("185.6", "high")  # 206 of 111
    assert "1.8 hours a week less" in flag.because
    assert "rainee" not in flag.because
    Reduction.objects.create(
        officer=farah.officer, reason="sickness", hours=Decimal("1.9"), starts_on=TODAY - days(1)
    )
    assert flag_of("caseload_capacity") is None
    flag = flag_of("no_hours")
    assert flag
    assert (flag.value, flag.severity) == ("1", "critical")


def test_training_that_ran_out(amira: User) -> None:
    factories.make_case(police=amira.officer, registered=True, police_risk="high")
    assert flag_of("untrained_for_risk") is None  # not on record: a list, not a flag
    Training.objects.create(
        officer=amira.officer, kind="arms", trained_on=TODAY - days(400), expires_on=TODAY
    )
    flag = flag_of("untrained_for_risk")
    assert flag
    assert flag.value == "1"
    Standard.objects.filter(key="training.police.arms").update(value=0)
    assert flag_of("untrained_for_risk") is None


def test_as_many_questions_for_many_as_for_few(amira: User, ben: User, farah: User) -> None:
    give(amira.officer, 3)
    flag_caseloads_over_threshold()
    few = asked()
    for user in (amira, ben, farah):
        give(user.officer, 6)
    assert asked() == few


@pytest.mark.parametrize("seed", range(3))
def test_what_was_carried_is_what_the_measures_of_that_day_say(seed: int, farah: User) -> None:
    """The causes look back over what they read once; the measures ask the database about the one day."""
    random = Random(seed)
    officer = farah.officer
    for case in give(officer, 6, since=TODAY - days(60)):
        starts = [TODAY - days(random.randrange(1, 60)) for _ in range(4)]
        Sentence.objects.create(
            case=case, kind=random.choice(SentenceKind.values), starts_on=starts[0],
            sentenced_on=starts[0], ends_on=random.choice([None, starts[0] + days(random.randrange(1, 40))]),
        )  # fmt: skip
        Tier.objects.create(
            case=case, scheme="v2", tier=random.choice(["A3", "B1", "D0"]), calculated_on=starts[1]
        )
        Tier.objects.create(case=case, scheme="v3", tier="A", calculated_on=starts[2])
        Pause.objects.create(
            case=case,
            kind=PauseKind.CUSTODY,
            starts_on=starts[3],
            ends_on=starts[3] + days(random.randrange(1, 20)),
        )
        if random.random() < 0.5:
            take(case, on=TODAY - days(random.randrange(1, 50)))
    Reduction.objects.create(
        officer=officer,
        reason="trainee",
        hours=Decimal("7.4"),
        starts_on=TODAY - days(20),
        ends_on=TODAY - days(9),
    )
    rows = points_rows()
    history = histories([officer.pk], until=TODAY)[officer.pk]
    for back in range(0, 65, 3):
        day = TODAY - days(back)
        then = history.measures_on(day, rows, nominal_on(TODAY))
        asked = measures(on=day, officer_ids=[officer.pk])[officer.pk]
        assert (then.cases, then.points, then.capacity) == (
            asked.cases,
            asked.points,
            asked.capacity,
        ), day


def test_every_kind_is_swept_by_the_job() -> None:
    assert {kind.job for kind in KINDS if kind.of == "officer"} == {
        "caseloads.flag_caseloads_over_threshold",
        "caseloads.flag_oversight",
    }
