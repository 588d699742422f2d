"""PRO-40: a sentence in force that nobody of probation holds; where it is shown, and where not."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from offenders import deadlines
from offenders.choices import CaseStatus, PauseKind, SentenceKind, Severity
from offenders.deadlines.supervision import JOB
from offenders.deadlines.unheld import NO_PROBATION_OFFICER
from offenders.models import Case, Deadline, Flag
from offenders.rules import NoOfficerFacts, no_probation_officer_due
from offenders.rules.clock import Dated, Held
from people.models import Team, User
from tests import factories
from tests.oracle import without_probation
from tests.pages import text_of
from tests.rules import said_at_length

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON = date(2026, 11, 20)
KIND = NO_PROBATION_OFFICER.code
BEGAN = date(2026, 3, 2)


@pytest.fixture
def serving(amira: User) -> Case:
    """Held by the police alone, with a community order."""
    case = factories.make_case(police=amira.officer, registered=True, since=ON - 300 * DAY)
    factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=BEGAN)
    return case


def since(case: Case, on: date = ON) -> date | None:
    deadlines.recompute([case.pk], on=on)
    found = Deadline.objects.filter(case=case, kind=KIND).first()
    return found.due_on if found else None


def test_since_the_sentence_began_or_the_last_officer_went(serving: Case, farah: User):
    assert since(serving, BEGAN - DAY) is None
    assert since(serving, BEGAN) == BEGAN
    held = factories.allocate(
        serving, farah.officer, starts_on=date(2026, 4, 1), ends_on=date(2026, 9, 1)
    )
    assert since(serving, date(2026, 8, 31)) is None
    assert since(serving) == date(2026, 9, 1)
    held.ends_on = None
    held.save()
    assert since(serving) is None


def test_of_two_sentences_the_first(serving: Case):
    factories.make_sentence(serving, SentenceKind.LICENCE, starts_on=date(2026, 6, 1), offence="B")
    assert since(serving) == BEGAN


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (PauseKind.CUSTODY, True),
        (PauseKind.HOSPITAL, True),
        (PauseKind.UNLAWFULLY_AT_LARGE, True),
        (PauseKind.TRANSFERRED, False),
    ],
)
def test_only_another_area_holds_instead(serving: Case, kind: PauseKind, asked: bool):
    factories.make_pause(serving, kind, starts_on=date(2026, 5, 1))
    assert (since(serving) is not None) == asked


def test_to_whom_it_does_not_apply(serving: Case):
    Case.objects.filter(pk=serving.pk).update(died_on=ON)
    assert since(serving) is None
    Case.objects.filter(pk=serving.pk).update(died_on=None, status=CaseStatus.TERMINATED)
    assert since(serving) is None
    Case.objects.filter(pk=serving.pk).update(status=CaseStatus.ACTIVE)
    serving.sentences.update(ends_on=ON)
    assert since(serving) is None, "the end is exclusive"


def test_what_it_says_fits():
    facts = NoOfficerFacts(
        Dated(BEGAN, "sentence:1", "Licence since"),
        Held(BEGAN, date(2026, 9, 1), "A. Officer", "allocation:1"),
    )
    (due,) = said_at_length(NO_PROBATION_OFFICER, facts, ON)
    assert (due.on, due.severity) == (date(2026, 9, 1), Severity.CRITICAL)
    (plain,) = no_probation_officer_due(facts, ON)
    assert "Before, A. Officer until 1 September 2026." in plain.because


def test_flagged_from_the_next_day_and_cured_by_an_allocation(
    as_nadia: Client, serving: Case, farah: User, nadia: User
):
    """Left by the last officer: the supervisor of that team sees the case, and allocates."""
    on = clock.today()
    factories.allocate(serving, farah.officer, starts_on=on - 90 * DAY, ends_on=on)
    deadlines.recompute([serving.pk], on=on)
    assert deadlines.run_sweep(JOB, on=on, at=clock.now())
    assert not Flag.objects.filter(case=serving, kind=KIND).exists(), "the first day is in time"
    serving.allocations.filter(officer=farah.officer).update(ends_on=on - DAY)
    deadlines.recompute([serving.pk], on=on)
    deadlines.run_sweep(JOB, on=on, at=clock.now())
    flag = Flag.objects.get(case=serving, kind=KIND)
    team = reverse("caseloads:team", args=[nadia.officer.team.uuid])
    assert "1 case of this team serves a sentence without an officer of" in text_of(
        as_nadia.get(team)
    )
    allocate = reverse("caseloads:allocate", args=[serving.uuid])
    for page in (
        as_nadia.get(f"{team}cases/?list={KIND}"),
        as_nadia.get(serving.get_absolute_url()),
        as_nadia.get(flag.get_absolute_url()),
    ):
        assert allocate in page.content.decode()
    form = as_nadia.get(allocate).context["form"]
    answers = {
        "form_key": str(form["form_key"].value()),
        "version": form["version"].value(),
        "officer": farah.officer.pk,
        "starts_on": on.isoformat(),
        "kind": "other",
        "reason": "Back from leave",
        "no_brief": "left",
    }
    assert as_nadia.post(allocate, answers).status_code == 302
    flag.refresh_from_db()
    assert flag.cured_by.startswith("allocation:")


def test_the_police_are_told_on_the_case_and_not_on_my_day(
    as_amira: Client, as_dee: Client, serving: Case, team: Team
):
    on = clock.today()
    deadlines.refresh_all(on=on, at=clock.now())
    assert Flag.objects.filter(case=serving, kind=KIND).exists()
    case_page = text_of(as_amira.get(serving.get_absolute_url()))
    assert "no officer of probation holds the case" in case_page
    assert "For probation to do." in case_page
    day = text_of(as_amira.get(reverse("caseloads:my_day")))
    assert "officer of probation" not in day
    url = reverse("caseloads:team", args=[team.uuid])
    assert "1 case of this team serves a sentence without an officer of" in text_of(as_dee.get(url))
    listed = as_dee.get(f"{url}cases/?list={KIND}").content.decode()
    assert serving.crn in listed
    assert reverse("caseloads:allocate", args=[serving.uuid]) not in listed
    rows = as_dee.get(f"{url}cases.csv?list={KIND}").content.decode()
    assert len(rows.strip().splitlines()) == 2


def test_the_gravest_by_rosh_come_first(as_dee: Client, team: Team, amira: User):
    for level in ("low", "very_high", "medium"):
        case = factories.make_case(police=amira.officer, rosh=level, surname=level)
        factories.make_sentence(case, starts_on=BEGAN)
        deadlines.recompute([case.pk], on=clock.today())
    page = text_of(as_dee.get(f"{reverse('caseloads:team_cases', args=[team.uuid])}?list={KIND}"))
    places = [page.index(f"Gareth {level}") for level in ("very_high", "medium", "low")]
    assert places == sorted(places)


def test_no_query_of_its_own(serving: Case, django_assert_num_queries):
    shared = deadlines.Shared([serving.pk], ON)
    with django_assert_num_queries(4):
        assert list(deadlines.answers(NO_PROBATION_OFFICER, shared))


@pytest.mark.parametrize("seed", range(6))
def test_the_same_answers_as_a_plain_second_reading(seed: int, farah: User, amira: User):
    chance = random.Random(seed)
    first = date(2026, 1, 1)

    def span(until: int) -> tuple[date, date | None]:
        begin = first + chance.randrange(until) * DAY
        return begin, chance.choice([None, begin + chance.randrange(1, 200) * DAY])

    people: list[tuple[Case, dict[str, Any]]] = []
    for _ in range(10):
        case = factories.make_case(police=amira.officer, since=first)
        facts: dict[str, Any] = {"status": "active", "sentences": [], "led": [], "elsewhere": []}
        for number in range(chance.randrange(3)):
            kind, (begin, end) = chance.choice(list(SentenceKind)), span(300)
            factories.make_sentence(case, kind, starts_on=begin, ends_on=end, offence=str(number))
            facts["sentences"].append((kind.value, begin, end))
        if chance.random() < 0.6:
            begin, end = span(300)
            factories.allocate(case, farah.officer, starts_on=begin, ends_on=end)
            facts["led"].append((begin, end))
        if chance.random() < 0.3:
            begin, end = span(300)
            factories.make_pause(case, PauseKind.TRANSFERRED, starts_on=begin, ends_on=end)
            facts["elsewhere"].append((begin, end))
        people.append((case, facts))
    for on in (first + chance.randrange(400) * DAY for _ in range(12)):
        deadlines.recompute([case.pk for case, _ in people], on=on)
        stored = dict(Deadline.objects.filter(kind=KIND).values_list("case_id", "due_on"))
        for case, facts in people:
            assert stored.get(case.pk) == without_probation(facts, on), (facts, on)
