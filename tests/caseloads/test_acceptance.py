"""CAS-30: an acceptance holds through its last day, on every page and list that says so, and not a day longer."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from caseloads.selectors.cases import rows_of
from caseloads.selectors.home import my_day
from caseloads.selectors.team.lists import cases_of, with_officers
from caseloads.selectors.team.page import worst_cases
from caseloads.selectors.team.scope import Scope
from core import clock
from core.calendar import london_midnight
from offenders import deadlines
from offenders.models import Case, Flag
from offenders.rules import is_accepted
from offenders.selectors.case import open_flags
from offenders.selectors.due import due_rows
from offenders.selectors.flag import flag_page
from people.models import User

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
    return held.accepted_until is not None


def on_the_page(flag: Flag, user: User, on: date) -> bool:
    flag.case = Case.objects.visible_to(user).get(pk=flag.case_id)
    return flag_page(flag, user=user, on=on).is_accepted


SAYS: dict[str, Callable[[Flag, User, date], bool]] = {
    "rule": lambda flag, _, on: is_accepted(flag.accepted_until, on=on),
    "queryset": lambda flag, _, on: Flag.objects.accepted(on=on).exists(),
    "flag": on_the_page,
    "case": lambda flag, _, on: open_flags(flag.case, on=on)[0].is_accepted,
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
    (row,) = open_flags(case, on=clock.today())
    assert row.since_words.startswith("since ")
