"""POL-15: enough occasions for a warrant are asked about until somebody decides, and again with the next one."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from core.calendar import LONDON
from core.errors import RefusedError
from offenders import deadlines
from offenders.choices import CaseStatus, PauseKind, Severity
from offenders.models import Case, Deadline, Flag
from people.models import Team, User
from tests import factories
from tests.oracle import warrants_due
from tests.pages import text_of as text
from tests.together import together
from visits.choices import VisitPurpose, WarrantChoice
from visits.deadlines import JOB, WARRANT_DECISION
from visits.models import Visit, WarrantDecision
from visits.rules import Attempt, Decided, WarrantFacts, premises_key, warrant_due
from visits.services import decide_warrant

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PLACE = "1 Invented Street"
SEARCH = VisitPurpose.RISK_ASSESSMENT_SEARCH
LONG_AGO = date(2020, 1, 1)
START = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def long_known(case: Case) -> None:
    """The kinds have counted for this team, and the person has been here, for long."""
    Team.objects.update(created_on=LONG_AGO)
    Case.objects.update(created_on=LONG_AGO)


def at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=LONDON)


def attempt(day: int, outcome: str = "entry_refused", place: str = PLACE) -> Attempt:
    when = at(START + day * DAY)
    return Attempt(
        when, outcome, frozenset({SEARCH.value}), premises_key(place), str(day), place=place
    )


def facts(*attempts: Attempt, decided: tuple[Decided, ...] = (), needed: int = 2) -> WarrantFacts:
    return WarrantFacts(attempts, decided, needed, LONG_AGO)


def known(day: int, place: str = PLACE) -> Decided:
    return Decided(premises_key(place), at(START + day * DAY), str(day))


def tried(case: Case, days_ago: int, outcome: str = "entry_refused", **fields: Any) -> Visit:
    return factories.make_visit(
        case,
        outcome,
        at=clock.now() - days_ago * DAY,
        purposes=fields.pop("purposes", [SEARCH]),
        premises=fields.pop("premises", PLACE),
        **fields,
    )


def decided(visit: Visit, by: User, **changes: Any) -> WarrantDecision:
    values = {
        "decision": WarrantChoice.NOT_NOW,
        "reason": "He was at work",
        "version": WarrantDecision.objects.count() + 1,
        "at": clock.now(),
    }
    return decide_warrant(contact=visit.contact, by=by, **(values | changes))


def asked(case: Case, on: date | None = None) -> list[tuple[str, date]]:
    factories.work_out(case, on)
    rows = Deadline.objects.filter(case=case, kind=WARRANT_DECISION.code)
    return [(row.subject, row.due_on) for row in rows]


class TestRule:
    @pytest.mark.parametrize(
        ("attempts", "known_of", "since"),
        [
            ([1], None, None),
            ([1, 4], None, 4),
            ([1, 4, 9], None, 4),
            ([1, 4], 4, None),
            ([1, 4, 9], 4, 9),
            ([1, 4, 9, 11], 4, 9),
            # A decision before the second occasion answers nothing of it.
            ([1, 4], 1, 4),
        ],
    )
    def test_since_when_it_is_asked(
        self, attempts: list[int], known_of: int | None, since: int | None
    ):
        rows = facts(*map(attempt, attempts), decided=(known(known_of),) if known_of else ())
        found = warrant_due(rows, START + 30 * DAY)
        assert [due.on for due in found] == ([START + since * DAY] if since else [])
        assert [(due.subject, due.told_on) for due in found] == [
            (str(since), due.on) for due in found
        ]

    def test_somebody_who_gets_in_ends_it_and_two_addresses_are_two(self):
        inside = attempt(9, "seen_inside")
        assert warrant_due(facts(attempt(1), attempt(4), inside), START) == []
        (due,) = warrant_due(
            facts(attempt(1), attempt(4), attempt(9, "seen_inside", "2 Low Road")), START
        )
        assert PLACE in due.because
        both = [
            attempt(day, place=place) for day, place in ((1, PLACE), (2, PLACE), (3, "B"), (4, "B"))
        ]
        assert [due.subject for due in warrant_due(facts(*both), START)] == ["2", "4"]
        assert [due.subject for due in warrant_due(facts(*both, decided=(known(2),)), START)] == [
            "4"
        ]

    def test_a_record_that_was_given_another_time_stays_answered(self):
        later = Attempt(
            at(START + 20 * DAY), "not_in", frozenset({SEARCH.value}), premises_key(PLACE), "4"
        )
        assert warrant_due(facts(attempt(1), later, decided=(known(4),)), START) == []

    def test_the_number_needed_is_the_standard(self):
        assert warrant_due(facts(attempt(1), attempt(2), needed=3), START) == []
        (due,) = warrant_due(facts(attempt(1), attempt(2), attempt(3), needed=3), START)
        assert (due.on, due.severity) == (START + 3 * DAY, Severity.HIGH)

    def test_the_longest_address_fits(self):
        long = "x" * 6_000
        (due,) = warrant_due(facts(attempt(1, place=long), attempt(2, place=long)), START)
        assert "…, the last on" in due.because


class Invented:
    """Cases kept twice: in the database, and as dictionaries for the oracle; at most one visit a day."""

    def __init__(self, seed: int, by: User) -> None:
        self.chance, self.by = random.Random(seed), by
        self.known: dict[int, dict[str, Any]] = {}
        self.places: dict[str, str] = {}
        for _ in range(25):
            self.case()

    def case(self) -> None:
        is_active = self.chance.random() < 0.9
        case = factories.make_case(status=CaseStatus.ACTIVE if is_active else CaseStatus.TERMINATED)
        away, visits, decided = [], [], []
        if self.chance.random() < 0.3:
            begins = START + self.chance.randrange(40) * DAY
            away.append((begins, begins + self.chance.choice([1, 9]) * DAY))
            kind = self.chance.choice([PauseKind.CUSTODY, PauseKind.HOSPITAL])
            factories.make_pause(case, kind, starts_on=begins, ends_on=away[0][1])
        elif self.chance.random() < 0.2:
            factories.make_pause(case, PauseKind.UNLAWFULLY_AT_LARGE, starts_on=START)
        for day in sorted(self.chance.sample(range(40), self.chance.choice([0, 2, 4, 7]))):
            on = START + day * DAY
            outcome = self.chance.choice(
                ["entry_refused", "not_in", "not_in", "seen_inside", "seen_at_door", "moved_away"]
            )
            searches = self.chance.random() < 0.8
            place = self.chance.choice([PLACE, PLACE, "2 Low Road"])
            visit = factories.make_visit(
                case, outcome, at=at(on), premises=place, purposes=[SEARCH] if searches else None
            )  # fmt: skip
            self.places[str(visit.contact.uuid)] = place
            visits.append((on, outcome, searches, place))
            if searches and outcome in {"entry_refused", "not_in"} and self.chance.random() < 0.3:
                when = on + self.chance.choice([0, 1, 3]) * DAY
                factories.make_warrant_decision(visit, self.by, decided_at=at(when, 20))
                decided.append((when, place, on))
        self.known[case.pk] = {
            "active": is_active, "away": away, "visits": visits, "decided": decided,
        }  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_it_is_asked_for_as_the_plain_answer_says(seed: int, amira: User):
    invented = Invented(seed, amira)
    found = 0
    for day in range(0, 45, 3):
        on = START + day * DAY
        deadlines.recompute(list(invented.known), on=on)
        stored: dict[int, dict[str, date]] = {pk: {} for pk in invented.known}
        for row in Deadline.objects.filter(kind=WARRANT_DECISION.code):
            assert row.case_id is not None
            stored[row.case_id][invented.places[row.subject]] = row.due_on
            found += 1
        assert stored == {pk: warrants_due(case, on) for pk, case in invented.known.items()}, on
    assert found


class TestAct:
    def test_the_flag_is_raised_by_the_job_and_cured_by_the_decision(
        self, case: Case, amira: User, dee: User
    ):
        tried(case, 9)
        second = tried(case, 3, "not_in")
        assert asked(case) == [(str(second.contact.uuid), clock.today() - 3 * DAY)]
        deadlines.run_sweep(JOB, on=clock.today(), at=clock.now())
        flag = Flag.objects.get(kind=WARRANT_DECISION.code)
        decision = decided(second, amira)
        flag.refresh_from_db()
        assert (decision.occasions, decision.premises, decision.contact) == (
            2,
            PLACE,
            second.contact,
        )
        assert (flag.cured_at is not None, flag.cured_by) == (
            True,
            f"warrant:{second.contact.uuid}",
        )
        assert asked(case) == []
        third = tried(case, 0)
        assert asked(case) == [(str(third.contact.uuid), clock.today())]
        decided(third, dee, decision=WarrantChoice.APPLY)
        assert asked(case) == []

    def test_an_address_that_nobody_wrote_down_is_where_the_person_lived(self, case: Case):
        factories.make_address(case, line_1="9 Old Street", ends_on=clock.today() - 5 * DAY)
        factories.make_address(case, line_1="7 New Street", starts_on=clock.today() - 5 * DAY)
        for days in (8, 4, 2):
            visit = tried(case, days, premises="")
        assert asked(case) == [(str(visit.contact.uuid), clock.today() - 2 * DAY)]
        assert "7 New Street" in Deadline.objects.get(kind=WARRANT_DECISION.code).because

    def test_what_is_refused(self, case: Case, amira: User, farah: User):
        first = tried(case, 9)
        with pytest.raises(RefusedError, match=r"no warrant to decide about now\. 1 of 2"):
            decided(first, amira)
        second = tried(case, 3)
        with pytest.raises(RefusedError, match="Say why"):
            decided(second, amira, reason=" ")
        with pytest.raises(RefusedError):
            decided(second, farah)
        factories.make_pause(case, starts_on=clock.today())
        with pytest.raises(RefusedError, match="in custody"):
            decided(second, amira)
        assert not WarrantDecision.objects.exists()

    def test_it_is_never_altered_and_says_why(self, case: Case, amira: User):
        tried(case, 9)
        row = decided(tried(case, 3), amira)
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            WarrantDecision.objects.update(reason="Another")
        values = {
            "contact": row.contact,
            "premises": PLACE,
            "occasions": 2,
            "decision": "apply",
            "reason": "Why",
        }
        for wrong in ({"reason": ""}, {"premises": ""}, {"occasions": 1}, {"decision": "perhaps"}):
            with pytest.raises(DatabaseError, match="visits_warrantdecision"), transaction.atomic():
                WarrantDecision.objects.create(
                    decided_by=amira, decided_at=clock.now(), **(values | wrong)
                )

    @pytest.mark.django_db(transaction=True)
    def test_two_at_once_decide_once(self, case: Case, amira: User, dee: User):
        tried(case, 9)
        second = tried(case, 3)

        def decide(by: User) -> WarrantDecision:
            return decided(second, by, version=1)

        assert together(lambda: decide(amira), lambda: decide(dee)) == ["StaleError", "stored"]
        assert WarrantDecision.objects.count() == 1


class TestPages:
    @pytest.fixture
    def second(self, case: Case) -> Visit:
        tried(case, 9)
        second = tried(case, 3)
        factories.work_out(case)
        return second

    def sent(self, **changes: str) -> dict[str, str]:
        return {
            "form_key": str(uuid4()),
            "version": "1",
            "decision": "not_now",
            "reason": "He was at work",
        } | changes

    def url(self, visit: Visit) -> str:
        return reverse("visits:decide_warrant", args=[visit.contact.uuid])

    def test_from_my_day_to_the_decision(self, as_amira: Client, case: Case, second: Visit):
        url = self.url(second)
        for page in ("/my-day/", case.get_absolute_url(), second.get_absolute_url(),
                     reverse("visits:visits", args=[case.uuid])):  # fmt: skip
            assert url in as_amira.get(page).content.decode()
        assert "2 of 2 occasions" in text(as_amira.get(url))
        page = text(as_amira.post(url, self.sent(), follow=True))
        assert "Do not apply now: saved." in page
        assert "Do not apply now , decided by Amira Khan" in page.replace("now,", "now ,")
        assert "He was at work" in page
        assert "Decide again" in page
        assert url not in as_amira.get("/my-day/").content.decode()
        assert (
            Event.objects.filter(view="visits:decide_warrant", method="POST").get().reason
            == "He was at work"
        )

    def test_the_supervisor_reviews_the_decision_with_the_visit(
        self, as_dee: Client, second: Visit, amira: User, team: Team
    ):
        """Nobody answered, so nothing else would have had it read."""
        listed = reverse("caseloads:team_cases", args=[team.uuid]) + "?list=review"
        quiet = factories.make_visit(
            second.case,
            "not_in",
            officer=amira.officer,
            at=clock.now() - DAY,
            purposes=[SEARCH],
            premises=PLACE,
        )
        factories.work_out(second.case)
        assert "Warrant:" not in text(as_dee.get(listed))
        decided(quiet, amira)
        assert "Warrant: do not apply now. He was at work" in text(as_dee.get(listed))

    @pytest.mark.parametrize(
        ("changes", "words"),
        [({"decision": ""}, "Choose whether to apply"), ({"reason": " "}, "Say why")],
    )
    def test_what_is_wrong_is_said(
        self, as_amira: Client, second: Visit, changes: dict[str, str], words: str
    ):
        assert words in text(as_amira.post(self.url(second), self.sent(**changes)))
        assert not WarrantDecision.objects.exists()

    def test_the_second_to_decide_sees_both(self, as_amira: Client, second: Visit, dee: User):
        decided(second, dee, reason="She has looked at it")
        response = as_amira.post(self.url(second), self.sent(reason="Mine"))
        assert response.status_code == 409
        assert "She has looked at it" in text(response)
        assert "Mine" in text(response)

    def test_without_enough_occasions_it_leads_back(self, as_amira: Client, case: Case):
        only = tried(case, 3)
        page = text(as_amira.get(self.url(only), follow=True))
        assert "There is no warrant to decide about now. 1 of 2 occasions" in page

    def test_who_may_not(self, as_chidi: Client, as_farah: Client, second: Visit):
        for client in (as_chidi, as_farah):
            assert client.post(self.url(second), self.sent()).status_code in {403, 404}
        assert not WarrantDecision.objects.exists()
