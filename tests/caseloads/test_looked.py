"""Which rules looked at a case, why others did not, and what none covers: nothing due is no false calm."""

import random
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseloads.rules import AREAS, uncovered
from core import clock
from offenders import deadlines
from offenders.choices import (
    CaseStatus,
    ContactSource,
    Need,
    PauseKind,
    SentenceKind,
)
from offenders.models import Case
from offenders.rules import Kind, all_kinds
from offenders.rules.looks import looked_at
from offenders.selectors.dated import dated
from offenders.selectors.looks import needs_met
from people.models import User
from tests import factories
from tests.kinds import asks_for
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize("kind", all_kinds(of="case"), ids=lambda kind: kind.code)
def test_every_kind_says_what_it_covers(kind: Kind):
    assert kind.area in AREAS


def test_by_what_the_kinds_say():
    kinds = [
        asks_for({}, code="a", label="A", needs=frozenset()),
        asks_for({}, code="b", label="B", needs=frozenset({Need.SENTENCE, Need.RUNNING})),
        asks_for({}, code="c", label="C", needs=frozenset({Need.RUNNING})),
    ]
    found = looked_at(kinds, {Need.ACTIVE})
    assert found.labels == ("A",)
    assert [(row.why, row.labels) for row in found.unasked] == [
        (Need.SENTENCE.label, ("B",)),
        (Need.RUNNING.label, ("C",)),
    ]
    assert looked_at(kinds, set(Need)).labels == ("A", "B", "C")


def test_what_none_covers_is_asked_of_this_person():
    assert "recall" not in uncovered([], {Need.ACTIVE, Need.SENTENCE})
    assert "recall" in uncovered([], set(Need))
    kinds = [asks_for({}, area="recall")]
    assert "recall" not in uncovered(kinds, set(Need))


@pytest.mark.parametrize("seed", range(4))
def test_no_kind_looks_at_whom_it_says_that_it_does_not(seed: int, farah: User, amira: User):
    """What a kind declares and the facts that it reads agree, of anybody."""
    chance, on = random.Random(seed), clock.today()
    cases = [_anybody(chance, farah, amira) for _ in range(25)]
    met = {case.pk: needs_met(case, dated(case), on=on) for case in cases}
    shared = deadlines.Shared(list(met), on)
    for kind in all_kinds(of="case"):
        for row in deadlines.answers(kind, shared):
            assert kind.needs <= met[row["case_id"]], kind.code


def _anybody(chance: random.Random, farah: User, amira: User) -> Case:
    on = clock.today()
    case = factories.make_case(
        police=chance.choice([None, amira.officer]),
        probation=chance.choice([None, farah.officer, farah.officer]),
        registered=chance.random() < 0.5,
        rosh=chance.choice(["", "high"]),
        police_risk=chance.choice(["", "low"]),
        status=chance.choice([CaseStatus.ACTIVE, CaseStatus.ACTIVE, CaseStatus.TERMINATED]),
        since=on - 300 * DAY,
    )
    if chance.random() < 0.1:
        Case.objects.filter(pk=case.pk).update(died_on=on)
        case.refresh_from_db()
    for number in range(chance.randrange(3)):
        begin = on - chance.randrange(1, 200) * DAY
        factories.make_sentence(
            case,
            chance.choice(list(SentenceKind)),
            starts_on=begin,
            ends_on=chance.choice([None, on, on + DAY]),
            offence=str(number),
        )
    if chance.random() < 0.3:
        factories.make_pause(case, chance.choice(list(PauseKind)), starts_on=on - 5 * DAY)
    if chance.random() < 0.7:
        factories.make_contact(
            case,
            type_code="COAP",
            outcome_code=chance.choice(["", "UAAB"]),
            happened_at=clock.now() - 8 * DAY,
            officer=farah.officer,
        )
    return case


def page_of(client: Client, case: Case) -> str:
    return text_of(client.get(case.get_absolute_url()))


def test_the_case_says_which_rules_looked(as_farah: Client, farah: User):
    case = factories.make_case(probation=farah.officer, rosh="very_high")
    page = page_of(as_farah, case)
    assert "No date is set for this case." in page
    assert "Looked: " in page
    why = "Did not look, because no sentence is in force: "
    assert re.search(f"{why}[^:]*First appointment, Contact in person", page)
    assert (
        "Did not look, because the person is not a registered sexual offender: Home visit" in page
    )
    assert "No rule of this service looks at" in page
    assert "home visits by probation" not in page, "nobody asks for one without a sentence"
    factories.make_sentence(case, SentenceKind.COMMUNITY)
    page = page_of(as_farah, case)
    assert why not in page
    assert "home visits by probation" in page


def test_in_custody_it_says_that_clocks_stand_still(as_farah: Client, farah: User):
    case = factories.make_case(probation=farah.officer)
    factories.make_sentence(case, SentenceKind.LICENCE)
    factories.make_pause(case, starts_on=clock.today() - DAY)
    page = page_of(as_farah, case)
    assert re.search("Did not look, because clocks stand still: [^:]*First appointment", page)
    assert "No date is set for this case. In custody since" in page


def test_a_new_kind_joins_by_itself(as_farah: Client, farah: User, a_kind: Any):
    case = factories.make_case(probation=farah.officer)
    assert "MAPPA meetings" in page_of(as_farah, case)
    a_kind(asks_for({}, label="Minutes of a meeting", area="panels"))
    page = page_of(as_farah, case)
    assert "MAPPA meetings" not in page
    assert "Minutes of a meeting" in page


def test_my_day_says_it_where_nothing_is_overdue(as_farah: Client, farah: User):
    factories.make_case(probation=farah.officer)
    day = text_of(as_farah.get(reverse("caseloads:my_day")))
    looked = day[day.index("Looked: ") : day.index("No rule of this service")]
    assert "Breach" in looked
    assert "Home visit" not in looked, "which is the police's to do"


def test_failures_of_an_extract_are_shown_and_counted(as_farah: Client, farah: User):
    case = factories.make_case(probation=farah.officer)
    factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=clock.today() - 300 * DAY)
    for days, source in ((20, "extract"), (300, "extract"), (400, "extract"), (10, "service")):
        factories.make_contact(
            case,
            type_code="COAP",
            outcome_code="UAAB",
            happened_at=clock.now() - days * DAY,
            officer=farah.officer,
            source=ContactSource(source),
        )
    answer = as_farah.get(case.get_absolute_url())
    assert "2 failures to comply since" in text_of(answer)
    url = f"{reverse('offenders:contacts', args=[case.uuid])}?since="
    html = answer.content.decode()
    assert url in html
    link = html[html.index(url) :].split('"')[0]
    listed = text_of(as_farah.get(link))
    assert listed.count("Unacceptable Absence") >= 3


def test_the_page_takes_no_more_queries_for_it(as_farah: Client, farah: User, case: Case):
    factories.make_sentence(case)
    deadlines.recompute([case.pk], on=clock.today())
    as_farah.get(case.get_absolute_url())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        as_farah.get(case.get_absolute_url())
    said = [row["sql"] for row in asked if "SAVEPOINT" not in row["sql"]]
    assert len(said) <= 25, "\n".join(said)
