"""One word, one number, one order: on My day, Cases, the team page, the officer's page and in the CSV."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caseloads.selectors.cases import Filters, find
from caseloads.selectors.home import my_day
from caseloads.selectors.officer import officer_page
from caseloads.selectors.team.lists import cases_of, counts_by_officer
from caseloads.selectors.team.page import team_page
from caseloads.selectors.team.scope import Scope
from core import clock
from offenders.choices import DueState, Severity
from offenders.models import Case, Deadline, Flag
from offenders.selectors.case import flags_of, open_flags
from people.models import Officer, Team, User
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = [DueState.OVERDUE, DueState.MISSING, DueState.ACCEPTED, DueState.BACKLOG]


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def held(amira: User, dee: User, now: datetime) -> list[Case]:
    """What Amira holds: by word 4 overdue, 3 with something missing, 2 accepted, 1 from before; two things of some."""
    on = clock.today()
    cases = [factories.make_case(police=amira.officer) for _ in range(7)]
    late, later = on - timedelta(days=9), on - timedelta(days=400)
    for case in cases[:4]:
        factories.make_deadline(case, late)
    factories.make_deadline(cases[0], later, subject="another", severity=Severity.STANDARD)
    for case in cases[2:5]:
        factories.make_deadline(case, later, missing="police_risk_level")
    factories.make_deadline(cases[2], later, missing="police_officer", cause="one")
    for case in cases[4:6]:
        same = {"subject": "taken", "severity": Severity.CRITICAL}
        factories.make_deadline(case, later, **same)
        accepted = {"accepted_at": now, "accepted_by": dee, "accepted_until": on}
        factories.make_flag(case, later, **same, **accepted, accepted_reason="Ill")
    factories.make_deadline(cases[6], later, is_backlog=True)
    return cases


NUMBERS = {"overdue": 4, "missing": 3, "accepted": 2, "backlog": 1}


@pytest.mark.parametrize("word", WORDS)
def test_the_same_word_is_the_same_number_everywhere(
    held: list[Case], word: DueState, amira: User, dee: User, team: Team, now: datetime
) -> None:
    number = NUMBERS[word]
    scope = Scope(team, dee, now)
    officer: Officer = amira.officer
    assert my_day(amira, at=now).counts[word] == number
    assert find(amira, Filters(is_mine=True, due=word), at=now).count() == number
    assert counts_by_officer(scope)[officer.pk][word] == number
    assert cases_of(scope, word, officer).count() == number
    (row,) = (row for row in team_page(scope).officers if row.officer == officer)
    assert row.counts[word] == number
    if word != DueState.BACKLOG:
        page = officer_page(officer, user=dee, at=now)
        assert number in [n for code, _, n in page.numbers if code == word]


def test_on_the_pages_as_people_read_them(
    held: list[Case], as_amira: Client, as_dee: Client, team: Team
) -> None:
    mine = as_amira.get(reverse("caseloads:my_day")).content.decode()
    for word in ("overdue", "missing", "accepted"):
        heading = mine.partition(f'id="{word}">')[2].partition("</h2>")[0]
        assert DueState(word).label in heading
        assert f">{NUMBERS[word]}</span>" in heading
    assert "1 case</a>" in mine.partition("From before this was asked for here")[2]
    theirs = as_dee.get(reverse("caseloads:team", args=[team.uuid])).content.decode()
    backlog = theirs.partition("From before this was asked for here")[2].partition("</p>")[0]
    assert "1 case</a>" in backlog
    assert "400 days ago" in backlog


@pytest.fixture
def graver(amira: User) -> tuple[Case, Case]:
    """A very high risk person a day late, and a fact of a low risk one that has been missing for a year."""
    on = clock.today()
    grave, old = (factories.make_case(police=amira.officer, surname=name) for name in "ZA")
    factories.make_deadline(grave, on - timedelta(days=1), severity=Severity.CRITICAL)
    factories.make_flag(grave, on - timedelta(days=1), severity=Severity.CRITICAL)
    factories.make_deadline(old, on - timedelta(days=370), missing="police_risk_level")
    factories.make_deadline(old, on - timedelta(days=380), severity=Severity.STANDARD, subject="x")
    return grave, old


class TestGravestFirst:
    def test_my_day(self, graver: tuple[Case, Case], amira: User, now: datetime) -> None:
        grave, _ = graver
        factories.make_deadline(grave, clock.today() - timedelta(days=400), severity=Severity.STANDARD, subject="y")  # fmt: skip
        day = my_day(amira, at=now)
        assert [row.severity for row in day.overdue] == ["critical", "standard"]
        assert [row.severity for row in day.overdue[0].together] == ["critical", "standard"]
        assert day.overdue[0].case == grave

    def test_the_case_itself(
        self, graver: tuple[Case, Case], as_amira: Client, amira: User
    ) -> None:
        grave, _ = graver
        on = clock.today()
        for number, severity in enumerate([Severity.STANDARD, Severity.HIGH]):
            day = on - timedelta(days=500 - number)
            factories.make_deadline(grave, day, severity=severity, subject=severity)
            factories.make_flag(grave, day, severity=severity, subject=severity)
        due = as_amira.get(grave.get_absolute_url()).context["overview"].due
        assert [row.severity for row in due] == list(Severity)
        assert [row.flag.severity for row in open_flags(flags_of(grave, since=on), on=on)] == list(
            Severity
        )

    @pytest.mark.parametrize("sort", ["due", ""])
    def test_the_list_of_cases(
        self, graver: tuple[Case, Case], amira: User, now: datetime, sort: str
    ) -> None:
        assert list(find(amira, Filters(is_mine=True, sort=sort or "due"), at=now)) == list(graver)
        down = find(amira, Filters(is_mine=True, sort="-due"), at=now)
        assert list(down) == list(reversed(graver))

    def test_the_team(
        self, graver: tuple[Case, Case], dee: User, team: Team, now: datetime
    ) -> None:
        scope = Scope(team, dee, now)
        assert list(cases_of(scope, "cases")) == list(graver)
        assert [row.severity for row, _ in team_page(scope).worst] == ["critical", "standard"]

    def test_the_csv(self, graver: tuple[Case, Case], as_dee: Client, team: Team) -> None:
        url = reverse("caseloads:team_csv", args=[team.uuid])
        text = as_dee.get(url).content.decode().lstrip("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert [row["surname"] for row in rows] == ["Z", "A"]
        assert [row["state"] for row in rows] == ["Overdue", "Information missing"]


def test_one_cause_is_one_line_with_all_that_it_says(
    amira: User, as_amira: Client, case: Case
) -> None:
    """Nobody of the police holds the person, so nobody gave a risk level either."""
    on = clock.today()
    for what in ("police_officer", "police_risk_level"):
        fields: dict[str, Any] = {"missing": what, "because": f"No {what}.", "cause": "nobody"}
        factories.make_deadline(case, on - timedelta(days=3), **fields)
        factories.make_flag(case, on - timedelta(days=3), **fields)
    page = as_amira.get(reverse("caseloads:my_day")).content.decode()
    (line,) = page.partition('id="missing"')[2].partition("</section>")[0].split("<li")[1:]
    assert "No police_officer." in line
    assert "No police_risk_level." in line
    assert line.count("Why?") == 2
    assert line.count("Record the risk level") == 1


class TestOneCauseInTwoStates:
    """A start that is late, and the day by which it must begin still ahead: one line, under the worse word alone."""

    @pytest.fixture
    def late(self, case: Case) -> Case:
        on = clock.today()
        for kind, days in (("programme_start", -90), ("programme_runway", 30)):
            day = on + timedelta(days=days)
            fields: dict[str, Any] = {"kind": kind, "cause": "referral:1", "because": f"{kind}."}
            factories.make_deadline(case, day, severity="standard", told_on=day - timedelta(days=60), **fields)  # fmt: skip
            if days < 0:
                factories.make_flag(case, day, severity="standard", **fields)
        return case

    def numbers(self, user: User, word: DueState, now: datetime) -> tuple[int, int]:
        listed = find(user, Filters(is_mine=True, due=word), at=now).count()
        return my_day(user, at=now).counts.get(word, 0), listed

    def test_on_my_day(self, late: Case, amira: User, now: datetime) -> None:
        day = my_day(amira, at=now)
        (line,) = day.overdue
        assert [row.kind for row in line.together] == ["programme_start", "programme_runway"]
        assert (day.soon, day.counts["soon"]) == ([], 0)
        assert day.later is None

    def test_number_and_list_say_the_same(self, late: Case, amira: User, now: datetime) -> None:
        assert self.numbers(amira, DueState.OVERDUE, now) == (1, 1)
        assert self.numbers(amira, DueState.SOON, now) == (0, 0)
        by_kind = Filters(is_mine=True, due="overdue:programme_runway")
        assert find(amira, by_kind, at=now).count() == 0, "by itself it is not late"

    def test_on_the_case(self, late: Case, as_amira: Client) -> None:
        (line,) = as_amira.get(late.get_absolute_url()).context["overview"].due
        assert [row.kind for row in line.together] == ["programme_start", "programme_runway"]

    def test_what_is_far_ahead_is_not_said_before_its_day(
        self, late: Case, as_amira: Client
    ) -> None:
        pages = (reverse("caseloads:my_day"), late.get_absolute_url())
        assert all(b"programme_runway." in as_amira.get(url).content for url in pages)
        ahead = Deadline.objects.filter(kind="programme_runway")
        ahead.update(told_on=clock.today() + timedelta(days=1))
        for url in pages:
            page = as_amira.get(url).content
            assert b"programme_start." in page
            assert b"programme_runway." not in page
            assert b"Decide what is done instead" not in page

    def test_an_acceptance_of_the_one_does_not_hide_the_other(
        self, late: Case, amira: User, dee: User, now: datetime
    ) -> None:
        taken = {"accepted_at": now, "accepted_by": dee, "accepted_until": clock.today()}
        Flag.objects.filter(case=late).update(**taken, accepted_reason="Ill")
        assert self.numbers(amira, DueState.ACCEPTED, now) == (1, 1)
        assert self.numbers(amira, DueState.SOON, now) == (1, 1)
        assert self.numbers(amira, DueState.OVERDUE, now) == (0, 0)

    def test_in_the_csv(self, late: Case, as_dee: Client, team: Team) -> None:
        text = as_dee.get(reverse("caseloads:team_csv", args=[team.uuid])).content.decode()
        (row,) = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
        assert (row["state"], row["due"]) == ("Overdue", "Start of a programme")
