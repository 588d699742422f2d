"""Who is left with a case that nobody leads, said once more in plain Python and compared over invented pasts."""

import random
from datetime import date, timedelta

import pytest

from core import clock
from offenders.models import Case
from people.choices import Agency, Role
from people.models import Officer, Team, User
from tests import factories

pytestmark = pytest.mark.django_db
Past = list[tuple[Officer, date, date | None]]


def supervisor_of(team: Team) -> User:
    officer = factories.make_officer(team=team, roles=[Role.SUPERVISOR])
    factories.make_supervision(officer)
    assert officer.user
    return officer.user


def invented(pick: random.Random, officers: list[Officer], today: date) -> Past:
    """Leads one after the other, with and without gaps, ended or not, some still to come."""
    past: Past = []
    day = today - timedelta(days=pick.randrange(1, 60))
    for _ in range(pick.randrange(4)):
        ends = day + timedelta(days=pick.randrange(1, 40))
        past.append((pick.choice(officers), day, ends))
        day = ends + timedelta(days=pick.choice([0, 0, 1, 20]))
    if past and pick.random() < 0.3:
        officer, starts, _ = past.pop()
        past.append((officer, starts, None))
    return past


def team_left_with(past: Past, on: date) -> int | None:
    """The team of whoever led last, where nobody leads on this day."""
    begun = [row for row in past if row[1] <= on]
    if not begun or any(ends is None or ends > on for _, _, ends in begun):
        return None
    return max(begun, key=lambda row: row[1])[0].team_id


def held_by(past: Past, on: date) -> int | None:
    """The team of whoever leads on this day."""
    return next((row[0].team_id for row in past if row[1] <= on < (row[2] or date.max)), None)


@pytest.mark.parametrize("seed", range(6))
def test_the_statement_says_what_plain_python_says(seed: int) -> None:
    pick, today = random.Random(seed), clock.today()
    teams = [factories.make_team(agency=agency) for agency in (*Agency, Agency.POLICE)]
    officers = [factories.make_officer(team=team) for team in teams for _ in range(2)]
    supervisors = {team.pk: supervisor_of(team) for team in teams}
    held: list[tuple[int | None, Case]] = []
    left: list[tuple[int | None, Case]] = []
    for number in range(50):
        register = pick.choice(["ARSO", "SOPS", "RVHR", ""])
        case = factories.make_case(status=pick.choice(["active", "active", "terminated"]))
        if register:
            ends = pick.choice([None, None, today])
            factories.make_registration(case, register, ends_on=ends)
            register = "" if ends else register
        agency = list(Agency)[number % 2]
        past = invented(pick, [row for row in officers if row.agency == agency], today)
        for officer, starts, ends in past:
            factories.allocate(case, officer, starts_on=starts, ends_on=ends)
        held.append((held_by(past, today), case))
        needs_one = case.status == "active" and (
            agency != Agency.POLICE or register in {"ARSO", "SOPS"}
        )
        left.append((team_left_with(past, today) if needs_one else None, case))
    assert sum(team is not None for team, _ in left) > 3, "nothing to find"
    for team_id, user in supervisors.items():
        listed = {case for team, case in left if team == team_id}
        assert set(Case.objects.last_held_in(team_id, on=today)) == listed
        mine = listed | {case for team, case in held if team == team_id}
        assert set(Case.objects.visible_to(user)) == mine
