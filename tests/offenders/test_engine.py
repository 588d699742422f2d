"""What the engine promises to every kind, tried with kinds of this test's own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.calendar import london_midnight
from offenders import deadlines
from offenders.choices import DueState, Severity
from offenders.deadlines import Act, Kind, Shared, flags
from offenders.deadlines.at_large import AT_LARGE
from offenders.models import Case, Deadline, Flag
from offenders.rules import ROOM, Due, UnfitAnswerError
from offenders.selectors.due import due_rows
from offenders.tasks import flag_overdue
from people.choices import Permission
from people.models import User
from tests import factories
from tests.offenders.load import Declare

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)
DAY = timedelta(days=1)
A, B = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
Answer = Callable[[None, date], list[Due]]


def asking(answer: Answer, *, code: str = "enrolment", acts: tuple[Act, ...] = ()) -> Kind:
    """A kind that says this of every case that it is asked about."""

    def facts(shared: Shared) -> dict[int, None]:
        return dict.fromkeys(shared.case_ids)

    return replace(
        AT_LARGE, code=code, label="Enrolment", facts=facts, due=answer, acts=acts, is_state=False
    )


def a_due(on: date = ON - DAY, **fields: object) -> Due:
    said = {"rule": "PRO-1", "because": "Start it.", "severity": Severity.STANDARD} | fields
    return Due(on, **said)  # type: ignore[arg-type]


def recompute(case: Case, on: date = ON) -> None:
    deadlines.recompute([case.pk], on=on)
    deadlines.sweep(["enrolment"], on=on, at=london_midnight(on), case_ids=[case.pk])


# Subjects and missing facts ----------------------------------------------------------------------------


def test_two_subjects_may_lack_the_same_fact(case: Case, a_kind: Declare) -> None:
    lacking = [a_due(subject=A, missing="start"), a_due(subject=B, missing="start")]
    a_kind(asking(lambda _, on: lacking))
    recompute(case)
    stored = Deadline.objects.filter(kind="enrolment").values_list("subject", "missing")
    assert sorted(stored) == [(A, "start"), (B, "start")]
    assert Flag.objects.open().filter(kind="enrolment").count() == 2
    lacking.pop()
    recompute(case)
    assert Flag.objects.open().get(kind="enrolment").subject == A


def test_a_missing_fact_and_an_answer_stand_side_by_side(case: Case, a_kind: Declare) -> None:
    a_kind(asking(lambda _, on: [a_due(subject=A), a_due(subject=A, missing="start")]))
    recompute(case)
    assert Deadline.objects.filter(kind="enrolment").count() == 2
    assert Deadline.objects.answered().get(kind="enrolment").missing == ""
    assert Deadline.objects.lacking().get(kind="enrolment").missing == "start"


def test_a_rule_that_answers_twice_is_named(case: Case, a_kind: Declare) -> None:
    a_kind(asking(lambda _, on: [a_due(subject=A), a_due(subject=A)]))
    with pytest.raises(deadlines.TwiceAnsweredError, match=f"case {case.pk}, enrolment {A}"):
        recompute(case)


def test_printed_missing_facts_name_kind_fact_and_subject(case: Case, a_kind: Declare) -> None:
    lacking = [a_due(missing="start"), a_due(subject=A, missing="start")]
    a_kind(asking(lambda _, on: lacking))
    rows = [row for row in deadlines.overdue_as_at(ON) if "enrolment" in row["subject"]]
    assert [(row["kind"], row["subject"]) for row in rows] == [
        ("data_missing", "enrolment:start"),
        ("data_missing", f"enrolment:start:{A}"),
    ]


@pytest.mark.parametrize("name", ROOM)
def test_an_answer_that_does_not_fit_names_its_rule(name: str) -> None:
    a_due(**{name: "x" * ROOM[name]})
    with pytest.raises(UnfitAnswerError, match=f"{name} has {ROOM[name] + 1} characters"):
        a_due(**{name: "x" * (ROOM[name] + 1)})


@pytest.mark.parametrize("name", ROOM)
def test_the_room_is_what_the_database_has(name: str) -> None:
    for model in (Deadline, Flag):
        assert model._meta.get_field(name).max_length == ROOM[name]


def test_an_act_may_take_the_subject(case: Case, a_kind: Declare, amira: User) -> None:
    """Record the outcome of that contact, not of some contact of the case."""
    acts = (
        Act("That one", "offenders:contact", Permission.VIEW_CASE, takes="subject"),
        Act("The case", "offenders:log_contact", Permission.LOG_CONTACT),
    )
    a_kind(asking(lambda _, on: [a_due(subject=A)], acts=acts))
    recompute(case)
    (row,) = (
        row
        for row in due_rows(Case.objects.visible_to(amira), on=ON, user=amira)
        if row.kind == "enrolment"
    )
    assert row.acts == (
        ("That one", reverse("offenders:contact", args=[A])),
        ("The case", reverse("offenders:log_contact", args=[case.uuid])),
    )


# Told ahead --------------------------------------------------------------------------------------------


def ending(_: None, on: date) -> list[Due]:
    """An end that is told 90 days before, gravely from 28 days before."""
    ends = ON + timedelta(days=100)
    grave = ends - timedelta(days=28) <= on
    severity = Severity.HIGH if grave else Severity.STANDARD
    return [a_due(ends, severity=severity, told_on=ends - timedelta(days=90))]


@pytest.mark.parametrize(
    ("days", "is_told", "severity"),
    [
        (9, False, "standard"),
        (10, True, "standard"),
        (71, True, "standard"),
        (72, True, "high"),
        (100, True, "high"),
        (101, False, "high"),  # overdue: a flag now
    ],
)
def test_told_ahead_and_graver_as_the_day_nears(
    days: int, is_told: bool, severity: str, case: Case, a_kind: Declare, amira: User
) -> None:
    a_kind(asking(ending))
    on = ON + timedelta(days=days)
    recompute(case, on)
    cases = Case.objects.visible_to(amira)
    (row,) = (row for row in due_rows(cases, on=on) if row.kind == "enrolment")
    states = (row.state == DueState.SOON, row.severity, row.state == DueState.OVERDUE)
    assert states == (is_told, severity, days > 100)
    told = Deadline.objects.in_state(DueState.SOON, on=on).filter(kind="enrolment")
    assert told.exists() == is_told


def test_without_a_day_of_its_own_it_is_told_a_week_ahead(case: Case, a_kind: Declare) -> None:
    a_kind(asking(lambda _, on: [a_due(ON)]))
    recompute(case, ON - 30 * DAY)
    assert Deadline.objects.get(kind="enrolment").told_on == ON - 7 * DAY


def test_what_grows_graver_with_the_calendar_is_moved_in_the_night_and_no_drift(
    case: Case, a_kind: Declare
) -> None:
    a_kind(asking(ending))
    before, night = ON + timedelta(days=71), ON + timedelta(days=72)
    deadlines.recompute([case.pk], on=before)
    asked = Deadline.objects.get(kind="enrolment")
    assert asked.severity == "standard"
    figures = deadlines.recompute_team(
        _team_of(case, night), since=before, on=night, at=london_midnight(night)
    )
    assert figures["drift"] == 0
    assert figures["moved"]  # of the officers of the team others move with the calendar too
    assert Deadline.objects.get(kind="enrolment").severity == "high"


def _team_of(case: Case, on: date) -> int | None:
    return next(
        team for team, work in deadlines.work_by_team(on=on).items() if case.pk in work.case_ids
    )


def test_a_stored_gravity_that_the_facts_do_not_give_is_drift(
    case: Case, a_kind: Declare, caplog: pytest.LogCaptureFixture
) -> None:
    """Reported to whoever keeps the service running, by name: in the log, and in the figures of the run."""
    a_kind(asking(ending))
    deadlines.recompute([case.pk], on=ON)
    Deadline.objects.filter(kind="enrolment").update(severity="critical")
    figures = deadlines.recompute_team(_team_of(case, ON), since=ON, on=ON, at=london_midnight(ON))
    assert figures["drift"] == 1
    assert figures["drifted"] == f"case {case.pk}, enrolment"
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("ERROR", f"Deadline drift: case {case.pk}, enrolment")
    ]
    assert Deadline.objects.get(kind="enrolment").severity == "standard"


@pytest.mark.parametrize(("days", "words"), [(0, "Nothing is due soon"), (10, "Start it.")])
def test_my_day_tells_it_from_its_first_day(
    days: int, words: str, amira: User, as_amira: Client, a_kind: Declare
) -> None:
    first = clock.today() + timedelta(days=10 - days)
    told = [a_due(first + timedelta(days=90), told_on=first)]
    a_kind(asking(lambda _, on: told))
    case = factories.make_case(police=amira.officer)
    recompute(case, clock.today())
    page = as_amira.get(reverse("caseloads:my_day")).content.decode()
    assert words in page
    url = f"{reverse('caseloads:cases')}?due=soon"
    assert (case.crn in as_amira.get(url).content.decode()) == (days == 10)


# Jobs --------------------------------------------------------------------------------------------------


def test_the_job_of_the_case_record_raises_what_it_owns(case: Case) -> None:
    """Somebody went missing and only time has passed since."""
    today = clock.today()
    factories.make_pause(case, kind="unlawfully_at_large", starts_on=today - DAY)
    deadlines.recompute([case.pk], on=today)
    assert not Flag.objects.exists()
    flag_overdue()
    assert Flag.objects.get().kind == "at_large"


@pytest.mark.parametrize(("due_on", "counted"), [(ON, []), (ON - DAY, ["ANALYZE offenders_flag"])])
def test_a_table_of_which_many_rows_have_changed_is_counted_anew(
    case: Case, monkeypatch: pytest.MonkeyPatch, due_on: date, counted: list[str]
):
    """One that was never counted is taken for nearly empty, and every deadline compared with every flag."""
    monkeypatch.setattr(flags, "MANY", 1)
    factories.make_deadline(case, due_on)
    with CaptureQueriesContext(connection) as ran:
        deadlines.sweep(["home_visit"], on=ON, at=clock.now())
    assert [query["sql"] for query in ran if query["sql"].startswith("ANALYZE")] == counted


def test_what_was_recomputed_is_counted_anew_too(case: Case, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(flags, "MANY", 1)
    Deadline.objects.all().delete()
    with CaptureQueriesContext(connection) as ran:
        deadlines.recompute([case.pk], on=ON)
    assert Deadline.objects.exists()
    assert any(query["sql"] == "ANALYZE offenders_deadline" for query in ran)
