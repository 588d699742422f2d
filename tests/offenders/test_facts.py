"""What all kinds of a recompute share: as at a day, in one query each."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from offenders.choices import PauseKind, RiskLevel, RiskTool, SentenceKind
from offenders.deadlines import Shared
from offenders.models import (
    Allocation,
    Case,
    Pause,
    RegisterType,
    Registration,
    RiskAssessment,
    Sentence,
)
from people.choices import Agency
from people.models import Officer

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 20)
TOMORROW, YESTERDAY = ON + timedelta(days=1), ON - timedelta(days=1)


@pytest.fixture
def police(amira) -> Officer:
    return amira.officer


def shared(*cases: Case, on: date = ON) -> Shared:
    return Shared([case.pk for case in cases], on)


def case_of(number: int, **changes: object) -> Case:
    return Case.objects.create(crn=f"X{number:06d}", surname="Novák", forenames="Zoltán", **changes)


def test_active_are_the_living_under_management():
    alive, ended = case_of(1), case_of(2, status="terminated")
    died, dies = case_of(3, died_on=ON), case_of(4, died_on=TOMORROW)
    assert shared(alive, ended, died, dies).active == {alive.pk, dies.pk}
    assert shared(alive, dies, on=TOMORROW).active == {alive.pk}


def test_pauses_are_those_begun_by_the_day():
    case = case_of(1)
    Pause.objects.create(case=case, kind="hospital", starts_on=ON)
    Pause.objects.create(case=case, kind="custody", starts_on=YESTERDAY, ends_on=ON)
    Pause.objects.create(case=case, kind="transferred", starts_on=TOMORROW)
    found = shared(case).pauses[case.pk]
    assert [row.kind for row in found] == [PauseKind.CUSTODY, PauseKind.HOSPITAL]


def test_the_newest_assessment_of_each_tool_counts():
    case = case_of(1)
    for tool, level, day in [
        ("police", "low", YESTERDAY), ("police", "high", ON), ("police", "very_high", TOMORROW),
        ("rosh", "medium", YESTERDAY),
    ]:  # fmt: skip
        RiskAssessment.objects.create(case=case, tool=tool, level=level, assessed_on=day)
    found = shared(case)
    assert found.assessments(RiskTool.POLICE)[case.pk].level == RiskLevel.HIGH
    assert found.assessments(RiskTool.ROSH)[case.pk].level == RiskLevel.MEDIUM


def test_each_agency_holds_for_itself_and_a_co_worker_does_not(police: Officer):
    case = case_of(1)
    Allocation.objects.create(
        case=case, officer=police, agency="police", starts_on=YESTERDAY, ends_on=ON
    )
    Allocation.objects.create(
        case=case, officer=police, agency="probation", role="co_worker", starts_on=YESTERDAY
    )
    found = shared(case)
    held = found.leads(Agency.POLICE)[case.pk]
    assert (held.now, held.nobody_since) == (None, ON)
    assert found.leads(Agency.PROBATION) == {}


def test_registers_and_sentences_are_those_in_force():
    case = case_of(1)
    arso, sops = (RegisterType.objects.get(code=code) for code in ("ARSO", "SOPS"))
    Registration.objects.create(case=case, register=arso, starts_on=ON)
    Registration.objects.create(case=case, register=sops, starts_on=YESTERDAY, ends_on=ON)
    found = shared(case)
    assert found.registrations("ARSO")[case.pk].on == ON
    assert found.registrations("SOPS") == {}
    Sentence.objects.create(
        case=case, kind="community", offence="Theft", sentenced_on=YESTERDAY, starts_on=YESTERDAY
    )
    Sentence.objects.create(
        case=case, kind="custody", offence="Theft", sentenced_on=YESTERDAY, starts_on=YESTERDAY,
        ends_on=ON,
    )  # fmt: skip
    assert [row.kind for row in shared(case).sentences[case.pk]] == [SentenceKind.COMMUNITY]


READERS: dict[str, Callable[[Shared], object]] = {
    "active": lambda found: found.active,
    "pauses": lambda found: found.pauses,
    "assessments": lambda found: [found.assessments(tool) for tool in RiskTool],
    "leads": lambda found: [found.leads(agency) for agency in Agency],
    "registrations": lambda found: [found.registrations(code) for code in ("ARSO", "SOPS")],
    "sentences": lambda found: found.sentences,
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("size", [1, 3])
def test_each_is_one_query_however_often_it_is_asked(name, size, django_assert_num_queries):
    found = shared(*(case_of(number) for number in range(size)))
    with django_assert_num_queries(1):
        READERS[name](found)
        READERS[name](found)


def test_nothing_is_asked_before_a_kind_asks(django_assert_num_queries):
    with django_assert_num_queries(0):
        Shared([1, 2], ON, officer_ids=[3])


def test_nothing_known_is_nothing_and_no_error():
    found = shared(case_of(1))
    assert dict(found.pauses) == dict(found.sentences) == found.registrations("ARSO") == {}
    assert found.leads(Agency.POLICE) == found.assessments(RiskTool.ROSH) == {}
