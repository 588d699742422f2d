"""Deadlines and flags about an officer: the same engine, page, acceptance, lists and CSV as those of a case."""

import csv
import io
import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from audit.models import Event
from caseloads.deadlines import SUPERVISION
from core import clock
from core.calendar import in_full
from core.models import JobRun
from offenders import deadlines
from offenders.models import Allocation, Case, Deadline, Flag
from offenders.rules import kinds
from offenders.selectors.allocation import leads_of
from offenders.services.allocation import Decision, allocate
from people.choices import Agency
from people.models import User
from tests import factories
from tests.offenders.load import JOB, LOAD, Declare
from tests.offenders.test_flag_page import accepting, text
from tests.pages import text_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
SINCE = timedelta(days=40)


@pytest.fixture(autouse=True)
def _load(a_kind: Declare, monkeypatch: pytest.MonkeyPatch) -> None:
    """One kind about officers that a test sees through, and not the one that asks for supervision of everybody."""
    a_kind(LOAD)
    monkeypatch.delitem(kinds._KINDS, SUPERVISION.code)


def give(user: User, cases: int = 1) -> list[Case]:
    """So many cases more, held for a while."""
    since = clock.today() - SINCE
    return [factories.make_case(police=user.officer, since=since) for _ in range(cases)]


def refresh(*users: User, on: date | None = None) -> deadlines.Swept:
    ids = [user.officer.pk for user in users]
    return deadlines.refresh(
        officer_ids=ids,
        changed=Allocation,
        on=on or clock.today(),
        at=clock.now(),
        fact="allocation:7",
    )


@pytest.fixture
def flag(amira: User) -> Flag:
    """Amira holds two cases."""
    give(amira, 2)
    refresh(amira)
    return Flag.objects.get()


def test_stored_and_raised_about_the_officer_alone(flag: Flag, amira: User) -> None:
    deadline = Deadline.objects.get()
    assert (deadline.case, deadline.officer, deadline.value) == (None, amira.officer, "2")
    assert (flag.case, flag.officer, flag.value, flag.severity) == (
        None, amira.officer, "2", "standard",
    )  # fmt: skip
    again = refresh(amira)
    assert (again.raised, again.changed, again.cured) == (0, 0, 0)


def test_of_one_officer_nothing_happens_to_another(flag: Flag, amira: User, ben: User) -> None:
    give(ben, 2)
    swept = refresh(ben)
    assert (swept.raised, swept.cured) == (1, 0)
    assert Flag.objects.open().count() == 2


def test_it_follows_its_facts_and_a_graver_one_ends_the_acceptance(
    flag: Flag, amira: User, dee: User, as_dee: Client
) -> None:
    as_dee.post(reverse("offenders:accept_flag", args=[flag.uuid]), accepting())
    flag.refresh_from_db()
    assert (flag.accepted_by, flag.accepted_reason) == (dee, "He is in hospital until Friday")
    give(amira)
    assert refresh(amira).changed == 1
    flag.refresh_from_db()
    assert (flag.severity, flag.value, flag.accepted_until) == ("high", "3", None)


def test_the_fact_that_cures_it_is_named(flag: Flag, amira: User) -> None:
    Allocation.objects.filter(pk=Allocation.objects.earliest("pk").pk).update(ends_on=clock.today())
    assert refresh(amira).cured == 1
    flag.refresh_from_db()
    assert flag.cured_by == "allocation:7"
    assert not Deadline.objects.exists()


def test_allocating_asks_about_both_officers(flag: Flag, amira: User, ben: User, dee: User) -> None:
    """Who gives a case away and who takes it: nobody has to remember the second one."""
    give(ben)
    case = Case.objects.earliest("pk")
    today = clock.today()
    leads = leads_of(case, Agency.POLICE, on=today)
    decision = Decision(ben.officer, today, "Ben knows the street")
    allocate(case=case, decision=decision, version=leads.version, by=dee, at=clock.now())
    flag.refresh_from_db()
    assert flag.cured_by.startswith("allocation:")
    assert [row.officer for row in Deadline.objects.filter(kind="load")] == [ben.officer]


def test_its_job_sweeps_it_and_no_other_does(flag: Flag, amira: User) -> None:
    Flag.objects.all().delete()
    on, at = clock.today(), clock.now()
    for job in ("visits.flag_overdue_visits", "offenders.flag_overdue"):
        deadlines.run_sweep(job, on=on, at=at)
    assert not Flag.objects.exists()
    run = deadlines.run_sweep(JOB, on=on, at=at)
    assert run is not None
    assert run.figures == {"raised": 1, "changed": 0, "cured": 0}
    assert Flag.objects.get().officer == amira.officer


def test_a_job_that_no_kind_names_fails_on_record() -> None:
    with pytest.raises(deadlines.NoKindError, match=r"tests\.flag_nothing"):
        deadlines.run_sweep("tests.flag_nothing", on=clock.today(), at=clock.now())
    assert JobRun.objects.get(name="tests.flag_nothing").succeeded is False


def test_the_night_mends_and_reports_an_officer_too(
    flag: Flag, amira: User, caplog: pytest.LogCaptureFixture
) -> None:
    """Officers come with their team, also where the team holds no case."""
    Allocation.objects.all().delete()
    on = clock.today()
    figures = deadlines.recompute_team(amira.officer.team_id, since=on, on=on, at=clock.now())
    assert (figures["officers"], figures["drift"], figures["cured"]) == (1, 1, 1)
    assert f"Deadline drift: officer {amira.officer.pk}, load" in caplog.text
    assert not Deadline.objects.exists()
    assert deadlines.drift(officer_ids=[amira.officer.pk], since=on, on=on) == []


def test_the_database_holds_that_it_is_of_a_case_or_of_an_officer(case: Case, amira: User) -> None:
    for owners in ({}, {"case": case, "officer": amira.officer}):
        with pytest.raises(IntegrityError, match="of_case_or_officer"), transaction.atomic():
            Deadline.objects.create(
                **owners, kind="load", due_on=clock.today(), told_on=clock.today(),
                severity="high", rule="CAS-27", because="Two.",
            )  # fmt: skip


def test_printed_with_its_value_and_without_a_crn(flag: Flag, amira: User, case: Case) -> None:
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    out = io.StringIO()
    call_command("flags", "--format", "csv", stdout=out)
    header = out.getvalue().partition("\n")[0].split(",")
    assert header[-2:] == ["state", "value"]
    rows = {row["kind"]: row for row in csv.DictReader(io.StringIO(out.getvalue()))}
    load = rows["load"]
    assert (load["crn"], load["officer"], load["value"]) == ("", amira.officer.code, "3")
    assert load["because"].startswith("3 cases since")
    assert (rows["home_visit"]["crn"], rows["home_visit"]["value"]) == (case.crn, "")


def test_its_acceptance_is_printed_through_its_last_day(flag: Flag, dee: User) -> None:
    on = clock.today()
    Flag.objects.update(
        accepted_at=clock.now(), accepted_by=dee, accepted_until=on, accepted_reason="Ill"
    )
    states = [
        {row["state"] for row in deadlines.overdue_as_at(day)}
        for day in (on, on + timedelta(days=1))
    ]
    assert states == [{"accepted"}, {"open"}]


# The page ----------------------------------------------------------------------------------------------

SEES = {"amira": 200, "dee": 200, "ivy": 200, "ben": 404, "chidi": 404, "lars": 404, "hal": 403}
ACCEPTS = SEES | {"amira": 403, "dee": 302, "ivy": 302}


@pytest.mark.parametrize("name", SEES)
def test_the_officer_and_who_leads_the_team_see_it(
    name: str, flag: Flag, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(f"as_{name}")
    assert client.get(flag.get_absolute_url()).status_code == SEES[name]


@pytest.mark.parametrize("name", ACCEPTS)
def test_who_leads_the_team_accepts_it(
    name: str, flag: Flag, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(f"as_{name}")
    url = reverse("offenders:accept_flag", args=[flag.uuid])
    assert client.post(url, accepting()).status_code == ACCEPTS[name]
    assert Flag.objects.accepted(on=clock.today()).exists() == (ACCEPTS[name] == 302)


def test_nobody_accepts_what_is_said_of_themself(dee: User, as_dee: Client) -> None:
    """A supervisor who holds cases: the head of the unit looks at that."""
    give(dee, 2)
    refresh(dee)
    flag = Flag.objects.get()
    assert "Accept it for a while" not in text(as_dee.get(flag.get_absolute_url()))
    url = reverse("offenders:accept_flag", args=[flag.uuid])
    assert as_dee.post(url, accepting()).status_code == 403


def test_a_refusal_looks_like_absence(flag: Flag, as_ben: Client) -> None:
    there = as_ben.get(flag.get_absolute_url())
    absent = as_ben.get(reverse("offenders:flag", args=["0" * 8 + "-0000-4000-8000-" + "0" * 12]))
    assert there.status_code == absent.status_code == 404
    assert text_of(there) == text_of(absent)


def test_it_says_what_why_and_what_clears_it(flag: Flag, amira: User, as_dee: Client) -> None:
    page = text(as_dee.get(flag.get_absolute_url()))
    since = in_full(clock.today() - SINCE)
    for words in (
        "Caseload overdue by 40 days",
        "Amira Khan",
        f"2 cases since {since}.",
        "CAS-27",
        "The officer holds fewer cases.",
        f"Raised: 2 cases since {since}.",
        "Accept it for a while",
        reverse("caseloads:officer", args=[amira.officer.uuid]),
    ):
        assert words in page, words


def test_an_officer_is_not_offered_what_leaders_do(flag: Flag, as_amira: Client) -> None:
    page = text(as_amira.get(flag.get_absolute_url()))
    assert "See the officer" not in page
    assert "Accept it for a while" not in page


def test_looking_is_on_record_with_the_officer(flag: Flag, amira: User, as_dee: Client) -> None:
    as_dee.get(flag.get_absolute_url())
    event = Event.objects.latest("id")
    assert (event.view, event.object_uuid, event.case_ids) == ("offenders:flag", flag.uuid, [])
    assert event.asked["officer"] == amira.officer.code
    assert "Opened by Dee Walsh" in text(as_dee.get(flag.get_absolute_url()))


# Lists -------------------------------------------------------------------------------------------------


def test_it_is_on_the_officers_own_day(flag: Flag, as_amira: Client, as_ben: Client) -> None:
    page = text(as_amira.get(reverse("caseloads:my_day")))
    assert "About you" in page
    assert "2 cases since" in page
    assert flag.get_absolute_url() in page
    assert "About you" not in text(as_ben.get(reverse("caseloads:my_day")))


@pytest.mark.parametrize("name", ["dee", "ivy"])
def test_it_is_on_the_pages_of_the_officer_and_the_team(
    name: str, flag: Flag, amira: User, request: pytest.FixtureRequest
) -> None:
    client, team = request.getfixturevalue(f"as_{name}"), amira.officer.team
    listed = f"{reverse('caseloads:team_cases', args=[team.uuid])}?list={flag.kind}"
    page = text(client.get(reverse("caseloads:team", args=[team.uuid])))
    assert f'href="{listed}">1 officer' in page
    for url in (reverse("caseloads:officer", args=[amira.officer.uuid]), listed):
        page = text(client.get(url))
        assert "2 cases since" in page, url
        assert flag.get_absolute_url() in page, url
        assert "See the officer" in page, url


def test_another_teams_officers_are_not_on_the_page(
    flag: Flag, chidi: User, team: Any, as_dee: Client
) -> None:
    give(chidi, 3)
    refresh(chidi)
    assert "3 cases since" not in text(as_dee.get(reverse("caseloads:team", args=[team.uuid])))


def test_the_number_of_queries_does_not_grow(
    flag: Flag, amira: User, ben: User, eve: User, as_dee: Client, team: Any
) -> None:
    url = reverse("caseloads:team", args=[team.uuid])
    one = asked_by(as_dee, url)
    for user in (ben, eve):
        give(user, 2)
    refresh(ben, eve)
    assert asked_by(as_dee, url) == one


# Two at once -------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_at_once_about_one_officer_leave_the_answer_of_both(amira: User) -> None:
    """Each gives the officer a case: the second waits for the first, then counts both."""
    give(amira)
    refresh(amira)
    first_holds, second_done = threading.Event(), threading.Event()

    def second() -> None:
        first_holds.wait(5)
        try:
            with transaction.atomic():
                give(amira)
                refresh(amira)
        finally:
            connection.close()
            second_done.set()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        give(amira)
        refresh(amira)
        first_holds.set()
        assert not second_done.wait(0.5), "the second should wait for the first"
    thread.join(10)
    assert Deadline.objects.get().value == "3"
    assert Flag.objects.open().get().value == "3"
