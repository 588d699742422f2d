"""CAS-30: an acceptance holds through its last day, on every page and list that says so, and not a day longer."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from caseloads.selectors.cases import rows_of
from caseloads.selectors.home import my_day
from caseloads.selectors.team.lists import cases_of, with_officers
from caseloads.selectors.team.page import worst_cases
from caseloads.selectors.team.scope import Scope
from core import clock
from core.calendar import add_working_days, in_full, london_midnight
from core.errors import RefusedError
from offenders import deadlines
from offenders.choices import AllocationRole, DueState, Severity
from offenders.models import Case, Deadline, Flag
from offenders.rules import is_accepted
from offenders.selectors.case import flags_of, open_flags
from offenders.selectors.due import due_rows
from offenders.selectors.flag import flag_page
from offenders.services.flags import see_acceptance
from people.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(case: Case, dee: User) -> Flag:
    """A flag that is accepted until today."""
    on = clock.today()
    deadlines.refresh_all(on=on, at=clock.now())
    Flag.objects.update(
        accepted_at=clock.now(), accepted_by=dee, accepted_reason="Abroad", accepted_until=on
    )
    return Flag.objects.select_related("case").get()


def noon(on: date) -> object:
    return london_midnight(on) + timedelta(hours=12)


def scope(user: User, on: date) -> Scope:
    return Scope(user.officer.team, user, noon(on))


def on_the_team_list(flag: Flag, user: User, on: date) -> bool:
    code = "accepted" if is_accepted(flag.accepted_until, on=on) else "overdue"
    rows = rows_of(list(cases_of(scope(user, on), code)), on=on)
    (held,) = with_officers(rows, scope(user, on))
    return bool(held.accepted)


def on_the_page(flag: Flag, user: User, on: date) -> bool:
    flag.case = Case.objects.visible_to(user).get(pk=flag.case_id)
    return flag_page(flag, user=user, on=on).is_accepted


SAYS: dict[str, Callable[[Flag, User, date], bool]] = {
    "rule": lambda flag, _, on: is_accepted(flag.accepted_until, on=on),
    "queryset": lambda flag, _, on: Flag.objects.accepted(on=on).exists(),
    "flag": on_the_page,
    "case": lambda flag, _, on: open_flags(flags_of(flag.case, since=on), on=on)[0].is_accepted,
    "due": lambda flag, user, on: due_rows(Case.objects.visible_to(user), on=on)[0].is_accepted,
    "csv": lambda flag, _, on: deadlines.overdue_as_at(on)[0]["state"] == "accepted",
    "team list": on_the_team_list,
    "team's worst": lambda flag, user, on: not worst_cases(scope(user, on)),
}


@pytest.mark.parametrize("place", SAYS)
def test_through_the_last_day_and_not_the_day_after(place: str, accepted: Flag, dee: User) -> None:
    last = clock.today()
    said = [SAYS[place](accepted, dee, last + timedelta(days=days)) for days in (0, 1)]
    assert said == [True, False]


def test_my_day_moves_it_back_among_the_overdue(accepted: Flag, amira: User) -> None:
    last = clock.today()
    days = [my_day(amira, at=noon(last + timedelta(days=days))) for days in (0, 1)]
    assert [(len(day.overdue), len(day.accepted)) for day in days] == [(0, 1), (1, 0)]


def test_a_state_is_not_due_but_there_since(accepted: Flag, case: Case) -> None:
    Flag.objects.update(kind="at_large")
    (row,) = open_flags(flags_of(case, since=clock.today()), on=clock.today())
    assert row.since_words.startswith("since ")


# A critical flag ---------------------------------------------------------------------------------------


@pytest.fixture
def critical(case: Case, amira: User) -> Flag:
    on = clock.today()
    factories.make_deadline(case, on - timedelta(days=12), severity=Severity.CRITICAL)
    return factories.make_flag(case, on - timedelta(days=12), severity=Severity.CRITICAL)


def accepting(flag: Flag, until: date) -> dict[str, str]:
    return {
        "form_key": str(uuid4()),
        "version": str(flag.version),
        "until_day": str(until.day),
        "until_month": str(until.month),
        "until_year": str(until.year),
        "reason": "He is in a ward until Monday",
    }


def accept(client: Client, flag: Flag, until: date) -> Any:
    return client.post(f"/flags/{flag.uuid}/accept/", accepting(flag, until))


def see(client: Client, flag: Flag) -> Any:
    flag.refresh_from_db()
    sent = {"form_key": str(uuid4()), "version": str(flag.version)}
    return client.post(f"/flags/{flag.uuid}/seen/", sent, follow=True)


def state(case: Case) -> DueState:
    (row,) = due_rows([case], on=clock.today())
    assert Deadline.objects.in_state(row.state, on=clock.today()).count() == 1, "SQL says the same"
    return row.state


def test_an_officer_accepts_a_critical_flag_for_two_working_days(
    critical: Flag, as_amira: Client, as_dee: Client
) -> None:
    on = clock.today()
    last = add_working_days(on, 2)
    page = accept(as_amira, critical, last + timedelta(days=1)).content.decode()
    assert f"You can accept a critical flag until {in_full(last)} at most." in page
    assert accept(as_amira, critical, last).status_code == 302
    critical.refresh_from_db()
    longer = accept(as_dee, critical, on + timedelta(days=28))
    assert longer.status_code == 302
    critical.refresh_from_db()
    assert (critical.accepted_until, critical.is_acceptance_seen) == (on + timedelta(days=28), True)


def test_it_needs_somebody_until_a_supervisor_has_seen_it(
    critical: Flag, case: Case, as_amira: Client, as_dee: Client, amira: User
) -> None:
    until = clock.today()
    response = accept(as_amira, critical, until)
    assert response.status_code == 302
    assert state(case) == DueState.OVERDUE
    for page in ("/my-day/", case.get_absolute_url(), critical.get_absolute_url()):
        shown = as_amira.get(page).content.decode()
        assert "He is in a ward until Monday" in shown
        assert "supervisor" in shown
    team = f"/teams/{amira.officer.team.uuid}/"
    for url in (team, f"{team}cases/?list=overdue"):
        listed = as_dee.get(url).content.decode()
        assert case.crn in listed, "among those who most need someone"
        assert "by Amira Khan" in listed, "a supervisor finds here what waits to be seen"
    assert "I have seen it" not in as_amira.get(critical.get_absolute_url()).content.decode()
    assert "I have seen it" in as_dee.get(critical.get_absolute_url()).content.decode()
    assert "The flag counts as accepted now" in see(as_dee, critical).content.decode()
    assert state(case) == DueState.ACCEPTED
    page = as_dee.get(critical.get_absolute_url()).content.decode()
    assert "The acceptance was seen by Dee Walsh" in page


def test_nobody_sees_their_own_acceptance(critical: Flag, as_amira: Client, dee: User) -> None:
    assert accept(as_amira, critical, clock.today()).status_code == 302
    assert see(as_amira, critical).status_code == 403
    critical.refresh_from_db()
    with pytest.raises(RefusedError, match="Somebody else has to see"):
        see_acceptance(
            flag=critical, version=critical.version, by=critical.accepted_by, at=clock.now()
        )
    see_acceptance(flag=critical, version=critical.version, by=dee, at=clock.now())
    critical.refresh_from_db()
    with pytest.raises(RefusedError, match="No acceptance of this flag waits"):
        see_acceptance(flag=critical, version=critical.version, by=dee, at=clock.now())


def test_a_supervisor_who_holds_the_case_is_an_officer_of_it(
    critical: Flag, case: Case, dee: User, as_dee: Client
) -> None:
    factories.allocate(case, dee.officer, role=AllocationRole.CO_WORKER)
    assert accept(as_dee, critical, clock.today() + timedelta(days=20)).status_code == 200
    assert accept(as_dee, critical, clock.today()).status_code == 302
    assert state(case) == DueState.OVERDUE


def test_what_is_not_accepted_waits_for_nobody_to_see_it(critical: Flag) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.filter(pk=critical.pk).update(is_acceptance_seen=False)


def test_who_accepted_it_and_why_stands_in_each_list(
    critical: Flag, case: Case, amira: User, as_dee: Client
) -> None:
    assert accept(as_dee, critical, clock.today()).status_code == 302
    url = f"/teams/{amira.officer.team.uuid}/cases/?list=accepted"
    today = in_full(clock.today())
    assert f"until {today} by Dee Walsh: He is in a ward" in as_dee.get(url).content.decode()
    rows = as_dee.get(url.replace("/cases/", "/cases.csv")).content.decode()
    assert "accepted_by,accepted_because" in rows
    assert "Dee Walsh,He is in a ward until Monday" in rows
