"""PRG-10 to PRG-16 against the database: inputs recorded, put right, taken back, and decided against."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders.models import Case
from people.models import User
from programmes.choices.suitability import Pathway, ScoreInput, ScoreSource
from programmes.models import Override, Score
from programmes.selectors.suitability import standing_of, standings, suitability_page
from programmes.services.suitability import (
    Value,
    decide_suitability,
    end_decision,
    record_scores,
    take_back_score,
)
from tests import factories
from tests.pages import text_of
from tests.together import STORED, while_open

pytestmark = pytest.mark.django_db
C, P = ScoreInput, Pathway
DAY = timedelta(days=1)
HIGH = {C.OSP_DC: "high", C.SEX: 2, C.THINKING: 2, C.RELATIONSHIPS: 2}


@pytest.fixture
def led(farah: User) -> Case:
    return factories.make_case(probation=farah.officer, registered=True, sex="M")


def value(said: object) -> Value:
    return Value(level=said) if isinstance(said, str) else Value(value=Decimal(str(said)))


def recorded(case: Case, by: User, said: dict[ScoreInput, object], **fields: Any) -> list[Score]:
    defaults = {"assessed_on": clock.today() - 10 * DAY, "source": ScoreSource.OASYS}
    values = {code: value(one) for code, one in said.items()}
    return record_scores(case=case, values=values, by=by, at=clock.now(), **defaults | fields)


def pathway(case: Case, on: date | None = None) -> Pathway:
    return standing_of(case, on=on or clock.today()).pathway


def test_inputs_are_kept_with_day_and_source_and_lead_to_a_pathway(led: Case, farah: User):
    assert pathway(led) == P.INCOMPLETE
    rows = recorded(led, farah, HIGH, note="Read in the OASys of the autumn")
    assert [(row.recorded_by, row.recorded_on) for row in rows] == [(farah, clock.today())] * 4
    assert pathway(led) == P.HIGH
    page = suitability_page(led, on=clock.today(), may_take_back=True)
    cells = {str(row[0]): " ".join(map(str, row)) for row in page.working.cells}
    assert "OASys" in cells["OSP-DC"]
    assert "Farah Aziz" in cells["OSP-DC"]
    assert "Read in the OASys of the autumn" in cells["OSP-DC"]
    assert "Missing" in cells["OGRS3"]
    assert page.standing.missing_words.startswith("OGRS3, OVP, OSP-IIC, SARA, Self-management")


def test_the_newest_by_its_day_counts_whenever_it_was_recorded(led: Case, farah: User):
    today = clock.today()
    recorded(led, farah, HIGH, assessed_on=today - 5 * DAY)
    recorded(led, farah, {C.OSP_DC: "low"}, assessed_on=today - 30 * DAY)
    assert pathway(led) == P.HIGH
    recorded(led, farah, {C.SEX: 0, C.THINKING: 0, C.RELATIONSHIPS: 0}, assessed_on=today)
    assert pathway(led) == P.ALTERNATIVE
    assert pathway(led, today - DAY) == P.HIGH, "as at a day"


def test_another_value_of_the_day_replaces_and_the_same_changes_nothing(led: Case, farah: User):
    recorded(led, farah, HIGH)
    assert recorded(led, farah, HIGH) == []
    changed = recorded(led, farah, {**HIGH, C.OSP_DC: "medium"})
    assert [(row.input, row.level, row.version) for row in changed] == [("osp_dc", "medium", 2)]
    assert Score.objects.count() == 4
    assert [one.row.level for one in changes_of(Score, input="osp_dc")] == ["medium", "high"]


def test_learning_and_the_offending_stand_beside_it_with_their_history(led: Case, farah: User):
    """PRG-15, PRG-16."""
    today = clock.today()
    recorded(led, farah, {C.LEARNING: "unknown"}, assessed_on=today - 40 * DAY)
    recorded(led, farah, {C.LEARNING: "yes", C.AGAINST_MINORS: 3}, assessed_on=today)
    page = suitability_page(led, on=today, may_take_back=False)
    beside = " ".join(map(str, page.beside))
    assert "Learning disability or challenge: Yes" in beside
    assert "Against minors: 3 of 3" in beside
    assert sum("Learning disability" in step.words for step in page.history) == 2
    assert page.standing.pathway == P.INCOMPLETE


@pytest.mark.parametrize(
    ("said", "fields", "words"),
    [
        ({}, {}, "at least one"),
        ({C.OGRS3: 101}, {}, "OGRS3 must be a number from 0 to 100"),
        ({C.SEX: Decimal("1.5")}, {}, "whole number"),
        ({C.SARA: "very_high"}, {}, "from the list"),
        ({C.OGRS3: 10}, {"assessed_on": date(2101, 1, 1)}, "in the future"),
        ({C.OGRS3: 10}, {"assessed_on": date(1901, 1, 1)}, "They were born"),
        ({C.OGRS3: 10}, {"source": ScoreSource.OTHER}, "Name the record"),
    ],
)
def test_what_is_refused(led: Case, farah: User, said, fields, words):
    led.date_of_birth = date(1980, 2, 29)
    led.save()
    with pytest.raises(RefusedError, match=words):
        recorded(led, farah, said, **fields)
    assert not Score.objects.exists()


def test_the_police_record_none(led: Case, amira: User):
    with pytest.raises(RefusedError, match="only officers of probation"):
        recorded(led, amira, HIGH)


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": 101},
        {"value": -1},
        {"value": None},
        {"level": "low"},
        {"level": "some", "value": None},
        {"input": "sara"},
        {"input": "sex", "value": Decimal("1.5")},
        {"input": "nothing"},
        {"source": "a friend"},
        {"source": "other"},
        {"assessed_on": date(2101, 1, 1)},
    ],
)
def test_the_database_refuses_what_no_input_can_say(led: Case, farah: User, wrong: dict):
    (row,) = recorded(led, farah, {C.OGRS3: Decimal("74.5")})
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.filter(pk=row.pk).update(**wrong)


def test_taken_back_it_counts_no_more_and_the_history_says_why(led: Case, farah: User):
    rows = recorded(led, farah, HIGH)
    osp = next(row for row in rows if row.input == C.OSP_DC)
    with pytest.raises(RefusedError, match="Say why"):
        take_back_score(score=osp, reason=" ", version=1, by=farah, at=clock.now())
    take_back_score(score=osp, reason="Of another man", version=1, by=farah, at=clock.now())
    assert pathway(led) == P.INCOMPLETE
    page = suitability_page(led, on=clock.today(), may_take_back=True)
    assert any("Of another man" in step.words for step in page.history)
    with pytest.raises(StaleError) as told:
        take_back_score(score=osp, reason="Again", version=1, by=farah, at=clock.now())
    assert told.value.theirs == [("Taken back", "It is no longer on record")]


class TestDecided:
    def decide(self, case: Case, by: User, decided: Pathway, **fields: Any) -> Override:
        defaults = {"reason": "Reads well, works in a group", "version": 0, "at": clock.now()}
        return decide_suitability(case=case, decided=decided, by=by, **defaults | fields)

    def test_it_holds_until_it_is_ended_and_says_what_it_was_against(self, led, farah, nadia):
        recorded(led, farah, HIGH)
        row = self.decide(led, nadia, P.MODERATE)
        assert (row.worked_out, row.recorded_by) == (P.HIGH, nadia)
        standing = standing_of(led, on=clock.today())
        assert (standing.pathway, standing.worked_out.pathway) == (P.MODERATE, P.HIGH)
        assert not standing.has_moved_on
        recorded(
            led, farah, {C.SEX: 0, C.THINKING: 0, C.SELF_MANAGEMENT: 0}, assessed_on=clock.today()
        )
        assert standing_of(led, on=clock.today()).has_moved_on
        end_decision(case=led, version=1, by=farah, at=clock.now())
        assert pathway(led) == P.ALTERNATIVE
        with pytest.raises(RefusedError, match="Nothing is decided"):
            end_decision(case=led, version=0, by=farah, at=clock.now())

    def test_another_decision_replaces_it_and_an_old_page_is_told(self, led, farah, nadia):
        self.decide(led, farah, P.MODERATE)
        self.decide(led, nadia, P.ALTERNATIVE, version=1)
        assert Override.objects.filter(ended_on=None).get().decided == P.ALTERNATIVE
        with pytest.raises(StaleError) as told:
            self.decide(led, farah, P.HIGH, version=1)
        assert ("Decided by", str(nadia)) in told.value.theirs

    def test_after_an_end_the_first_page_is_still_old(self, led, farah):
        first = self.decide(led, farah, P.MODERATE)
        end_decision(case=led, version=first.version, by=farah, at=clock.now())
        again = self.decide(led, farah, P.HIGH)
        assert again.version > first.version
        with pytest.raises(StaleError):
            self.decide(led, farah, P.ALTERNATIVE, version=first.version)

    @pytest.mark.parametrize(
        ("decided", "reason", "words"),
        [
            (P.MODERATE, " ", "Say why"),
            (P.HIGH, "So", "what is worked out"),
            (P.INCOMPLETE, "So", "Choose a pathway"),
        ],
    )
    def test_what_is_refused(self, led, farah, decided, reason, words):
        recorded(led, farah, HIGH)
        with pytest.raises(RefusedError, match=words):
            self.decide(led, farah, decided, reason=reason)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"note": ""},
            {"recorded_by": None},
            {"decided": "incomplete"},
            {"decided": "some"},
            {"worked_out": "some"},
            {"worked_out": "moderate_intensity"},
            {"ended_on": date(2000, 1, 1)},
        ],
    )
    def test_the_database_refuses_it_too(self, led, farah, wrong):
        row = self.decide(led, farah, P.MODERATE)
        with pytest.raises(IntegrityError), transaction.atomic():
            Override.objects.filter(pk=row.pk).update(**wrong)

    def test_the_database_has_one_that_holds(self, led, farah):
        row = self.decide(led, farah, P.MODERATE)
        row.pk, row.uuid = None, "8d7a0a2e-1111-4222-8333-444455556666"
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

    @pytest.mark.django_db(transaction=True)
    def test_of_two_at_once_one_decides_and_the_other_is_told(self, led, farah, nadia):
        said = while_open(
            lambda: self.decide(Case.objects.get(pk=led.pk), farah, P.MODERATE),
            lambda: self.decide(Case.objects.get(pk=led.pk), nadia, P.ALTERNATIVE),
        )
        assert said == "StaleError"
        assert Override.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_record_the_same_input_of_a_day_leave_one(led: Case, farah: User, nadia: User):
    said = while_open(
        lambda: recorded(led, farah, {C.OSP_DC: "high"}),
        lambda: recorded(led, nadia, {C.OSP_DC: "medium"}),
    )
    assert said == STORED
    assert Score.objects.get().level == "medium"
    assert [one.row.level for one in changes_of(Score)] == ["medium", "high"]


def test_many_cases_take_two_queries(led, farah, django_assert_num_queries):
    others = [factories.make_case(sex="F") for _ in range(3)]
    recorded(led, farah, HIGH)
    with django_assert_num_queries(2):
        found = standings([led, *others], on=clock.today())
    assert [found[case.pk].pathway for case in [led, *others]] == [P.HIGH, *[P.INCOMPLETE] * 3]


class TestThePages:
    def url(self, name: str, case: Case) -> str:
        return reverse(f"programmes:{name}", args=[case.uuid])

    def send(self, client: Client, url: str, **answers: str) -> Any:
        form = client.get(url).context["form"]
        keys = {
            name: str(form[name].value()) for name in ("form_key", "version") if name in form.fields
        }
        return client.post(url, keys | answers, follow=True)

    def day(self) -> dict[str, str]:
        return {"assessed_on": clock.today().isoformat(), "source": "oasys"}

    def test_without_anything_on_record_it_says_what_is_missing(self, as_farah, led):
        text = text_of(as_farah.get(self.url("suitability", led)))
        assert "Not worked out: information is missing" in text
        assert "Missing: OGRS3, OVP, OSP-DC, OSP-IIC, RSR, SARA, Sex need" in text

    def test_inputs_are_recorded_and_the_pathway_said(self, as_farah, led):
        answers = {"osp_dc": "high", "sex": "2", "thinking": "2", "relationships": "2"}
        answer = self.send(as_farah, self.url("record_scores", led), **answers, **self.day())
        text = text_of(answer)
        assert "4 inputs of" in text
        assert "Risk high, need high: high intensity." in text
        assert "High intensity" in text

    @pytest.mark.parametrize(
        ("answers", "words"),
        [
            ({}, "Enter at least one input"),
            ({"ogrs3": "many"}, "OGRS3 must be a number, like 74.5"),
            ({"ogrs3": "100.5"}, "OGRS3 must be a number from 0 to 100"),
            ({"ogrs3": "-1"}, "OGRS3 must be a number from 0 to 100"),
            ({"rsr": "1.234"}, "RSR must have two decimal places or fewer"),
            ({"ovp": "12345"}, "OVP must be a number from 0 to 100"),
            ({"sex": "3"}, "Choose one of the answers"),
            ({"ovp": "5", "source": ""}, "Choose where it stands"),
            ({"ovp": "5", "source": "other"}, "Name the record that says so"),
            ({"ovp": "5", "assessed_on": ""}, "Enter the day of the assessment"),
        ],
    )
    def test_what_is_wrong_is_said_beside_it(self, as_farah, led, answers, words):
        answer = self.send(as_farah, self.url("record_scores", led), **self.day() | answers)
        assert words in text_of(answer)
        assert not Score.objects.exists()

    def test_a_woman_is_not_asked_for_osp(self, as_farah, led):
        led.sex = "F"
        led.save()
        form = as_farah.get(self.url("record_scores", led)).context["form"]
        assert "osp_dc" not in form.fields
        assert "rsr" in form.fields

    def test_decided_otherwise_and_back(self, as_farah, led, farah):
        recorded(led, farah, HIGH)
        url = self.url("decide_suitability", led)
        assert "Say why it is decided" in text_of(self.send(as_farah, url, decided="alternative"))
        answer = self.send(as_farah, url, decided="moderate_intensity", reason="Reads well")
        text = text_of(answer)
        assert "Decided by Farah Aziz" in text
        assert "instead of “High intensity”: Reads well" in text
        form = answer.context["end_form"]
        keys = {name: str(form[name].value()) for name in ("form_key", "version")}
        back = as_farah.post(self.url("end_decision", led), keys, follow=True)
        assert "What is worked out holds again." in text_of(back)
        assert not Override.objects.filter(ended_on=None).exists()

    def test_taken_back_by_page(self, as_farah, led, farah):
        (row,) = recorded(led, farah, {C.OGRS3: 80})
        url = reverse("programmes:take_back_score", args=[row.uuid])
        assert url in as_farah.get(self.url("suitability", led)).content.decode()
        assert "Say why it was wrong" in text_of(self.send(as_farah, url))
        answer = self.send(as_farah, url, reason="Of another man")
        assert "OGRS3: taken off the record." in text_of(answer)
        assert as_farah.get(url).status_code == 404

    def test_who_reads_and_who_writes(self, as_farah, as_nadia, as_amira, as_chidi, led, amira):
        factories.allocate(led, amira.officer)
        page, record = self.url("suitability", led), self.url("record_scores", led)
        assert [one.get(page).status_code for one in (as_farah, as_nadia, as_amira)] == [200] * 3
        assert [one.get(record).status_code for one in (as_farah, as_nadia)] == [200] * 2
        assert as_amira.get(record).status_code == 403
        assert record not in as_amira.get(page).content.decode()
        assert as_chidi.get(page).status_code == 404
        assert as_chidi.get(record).status_code == 404
