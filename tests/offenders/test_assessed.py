"""What tools say of a person: recorded, replaced, taken back; and the tier that is worked out from it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders.choices import PauseKind, RiskLevel, RiskTool, TierScheme
from offenders.choices.assessed import Basis
from offenders.models import AssessmentTool, Case, Tier, ToolAssessment
from offenders.rules.tools import Said
from offenders.selectors.assessed import newest_assessments, version_of, words_of
from offenders.selectors.dated import dated
from offenders.selectors.worked_tier import tier_facts, worked_tier
from offenders.services.assessed import record_assessment, take_back
from offenders.services.tier import record_tier, record_worked_out
from people.models import User
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by
from tests.together import STORED, together

DAY = timedelta(days=1)
KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e0ab"


def tool(code: str) -> AssessmentTool:
    return AssessmentTool.objects.get(code=code)


def record(case: Case, by: User, code: str = "ARP", **changes: Any) -> ToolAssessment:
    of = tool(code)
    values: dict[str, Any] = {
        "score": Decimal(60),
        "band": "",
        "basis": Basis.DYNAMIC,
        "assessed_on": clock.today(),
    }
    given = {name: changes.pop(name, value) for name, value in values.items()}
    version = changes.pop("version", version_of(case, of))
    said = Said(**given, rationale=changes.pop("rationale", ""))
    return record_assessment(
        case=case,
        tool=of,
        said=said,
        assessed_by=changes.pop("assessed_by", ""),
        version=version,
        by=by,
        at=clock.now(),
    )


@pytest.fixture
def led(farah: User, amira: User) -> Case:
    """A case of both agencies with a sentence in force, both percentages and a RoSH level."""
    case = factories.make_case(probation=farah.officer, police=amira.officer)
    factories.make_sentence(case)
    factories.make_assessment(case, "ARP", 60)
    factories.make_assessment(case, "CSRP", 2.5)
    factories.make_risk(case, RiskLevel.LOW, tool=RiskTool.ROSH)
    return case


@pytest.mark.django_db
class TestRecording:
    def test_who_assessed(self, case: Case, amira: User) -> None:
        mine = record(case, amira)
        assert (mine.assessor, mine.assessed_by) == (amira.officer, "")
        theirs = record(case, amira, "CSRP", assessed_by=" Jo Field, Stoke prison ")
        assert (theirs.assessor, theirs.assessed_by) == (None, "Jo Field, Stoke prison")

    def test_a_second_of_the_day_replaces_the_first_and_history_keeps_both(
        self, case: Case, amira: User
    ) -> None:
        first = record(case, amira)
        second = record(case, amira, score=Decimal("61.5"))
        assert (second.pk, second.version) == (first.pk, 2)
        scores = [change.row.score for change in changes_of(ToolAssessment, id=first.pk)]
        assert scores == [Decimal("61.5"), Decimal(60)]

    def test_a_superseded_tool_is_refused_and_read(self, case: Case, amira: User) -> None:
        old = factories.make_assessment(
            case, "RM2000", band=RiskLevel.HIGH, assessed_on=clock.today() - 3000 * DAY
        )
        with pytest.raises(RefusedError, match="OSP/DC and OSP/IIC took its place"):
            record(case, amira, "RM2000", score=None, basis="", band=RiskLevel.LOW)
        assert newest_assessments(dated(case), on=clock.today())["RM2000"] == old

    def test_recorded_meanwhile(self, case: Case, amira: User) -> None:
        record(case, amira)
        with pytest.raises(StaleError) as stale:
            record(case, amira, version=0)
        assert stale.value.theirs[0][1].startswith("60%, dynamic, ")

    def test_without_a_staff_record(self, case: Case, hal: User) -> None:
        with pytest.raises(RefusedError, match="no staff record"):
            record(case, hal)

    def test_the_database_refuses(self, case: Case, amira: User) -> None:
        wrong: list[dict[str, Any]] = [
            {"score": None, "band": ""},
            {"score": -1},
            {"band": "none"},
            {"basis": "guessed"},
            {"assessed_on": clock.today() + DAY, "recorded_by": amira},
        ]
        for values in wrong:
            with pytest.raises(IntegrityError), transaction.atomic():
                factories.make_assessment(case, "ARP", **({"score": 60} | values))
        factories.make_assessment(case, "ARP", 60, assessed_on=clock.today() + DAY)  # an extract

    def test_the_newest_by_a_day_counts(self, case: Case) -> None:
        today = clock.today()
        for days, score in ((20, 1), (10, 2), (-1, 3)):
            factories.make_assessment(case, "ARP", score, assessed_on=today - days * DAY)
        taken = factories.make_assessment(case, "ARP", 9, error_note="Of another person")
        facts = dated(case)
        assert newest_assessments(facts, on=today)["ARP"].score == 2
        assert newest_assessments(facts, on=today - 11 * DAY)["ARP"].score == 1
        assert newest_assessments(facts, on=taken.assessed_on) == {}

    def test_taken_back_it_counts_no_more_and_says_why(self, case: Case, amira: User) -> None:
        row = record(case, amira)
        with pytest.raises(RefusedError, match="Say what is wrong"):
            take_back(assessment=row, note=" ", version=1, by=amira, at=clock.now())
        take_back(assessment=row, note="Another person", version=1, by=amira, at=clock.now())
        with pytest.raises(StaleError):
            take_back(assessment=row, note="Again", version=2, by=amira, at=clock.now())
        with pytest.raises(StaleError):
            take_back(assessment=row, note="Again", version=1, by=amira, at=clock.now())
        row.refresh_from_db()
        assert (row.error_note, row.version) == ("Another person", 2)
        again = record(case, amira, score=Decimal(5))  # of the same day: it holds again
        assert (again.pk, again.error_note, again.version) == (row.pk, "", 3)

    def test_in_words(self, case: Case) -> None:
        said = [
            (factories.make_assessment(case, "ARP", 12.5, basis=Basis.STATIC), "12.5%, static"),
            (factories.make_assessment(case, "OSP_DC", band="very_high"), "Very high"),
            (factories.make_assessment(case, "DC_SRP", 2.1, "medium"), "Medium, score 2.1"),
        ]
        for row, words in said:
            row.refresh_from_db()
            assert words_of(row) == words


@pytest.mark.django_db(transaction=True)
def test_two_at_once(case: Case, amira: User) -> None:
    found = together(
        lambda: record(case, amira, version=0),
        lambda: record(case, amira, version=0, score=Decimal(1)),
    )
    assert found == ["StaleError", STORED]
    assert ToolAssessment.objects.count() == 1


@pytest.mark.django_db
class TestTier:
    def test_step_by_step_from_the_record(self, led: Case) -> None:
        """PRO-8."""
        on = clock.today()
        assert worked_tier(dated(led), on=on).says == "D"
        factories.make_management(led, level=1)
        factories.make_risk(led, RiskLevel.HIGH, tool=RiskTool.ROSH, assessed_on=on - 3 * DAY)
        assert worked_tier(dated(led), on=on).says == "C"
        factories.make_assessment(led, "DC_SRP", band=RiskLevel.HIGH)
        assert worked_tier(dated(led), on=on).says == "B"
        factories.make_risk(led, RiskLevel.VERY_HIGH, tool=RiskTool.ROSH, assessed_on=on - 2 * DAY)
        worked = worked_tier(dated(led), on=on)
        assert [(step.tier, step.words) for step in worked.steps] == [
            ("A", "MAPPA category 1 with RoSH very high"),
            ("B", "DC-SRP high"),
            ("D", "ARP 60% with CSRP 2.5%"),
        ]

    def test_the_category_is_that_of_the_level_or_of_the_screening(
        self, led: Case, amira: User
    ) -> None:
        """PRO-4."""
        on = clock.today()

        def category(day: date = on) -> int | None:
            return tier_facts(dated(led), on=day).mappa

        assert category() is None
        screened = factories.make_screening(led, by=amira, category=2, screened_on=on - 40 * DAY)
        assert (category(), category(on - 41 * DAY)) == (2, None)
        level = factories.make_management(
            led, category=1, starts_on=on - 30 * DAY, ends_on=on + DAY
        )
        assert (category(), category(on + DAY)) == (1, None)  # they have left
        level.delete()
        factories.make_screening(
            led,
            by=amira,
            outcome="not_eligible",
            corrects=screened,
            correction_reason="Another person",
        )
        assert category() is None

    def test_what_it_rests_on(self, led: Case) -> None:
        on = clock.today()
        factories.make_registration(led, "SPO", starts_on=on - 9 * DAY)
        factories.make_registration(led, "ADVP", starts_on=on + DAY)
        factories.make_registration(led, "ANSO", starts_on=on - 90 * DAY, ends_on=on - 80 * DAY)
        for first, last in ((900, 800), (700, 600), (-1, None)):
            ends = None if last is None else on - last * DAY
            factories.make_pause(led, starts_on=on - first * DAY, ends_on=ends)
        facts = tier_facts(dated(led), on=on)
        assert facts.registers == {"SPO"}
        assert facts.registers_ever == {"SPO", "ANSO"}
        assert (facts.is_in_custody, facts.released_on) == (False, on - 600 * DAY)
        factories.make_pause(led, kind=PauseKind.HOSPITAL, starts_on=on - 5 * DAY)
        assert not tier_facts(dated(led), on=on).is_in_custody
        assert tier_facts(dated(led), on=on + DAY).is_in_custody

    def test_recorded_with_its_steps(self, led: Case, farah: User) -> None:
        row = record_worked_out(case=led, tier="D", version=0, by=farah, at=clock.now())
        row.refresh_from_db()
        assert (row.scheme, str(row), row.source) == ("v3", "D (version 3)", "the record here")
        assert row.fired == [["D", "ARP 60% with CSRP 2.5%"]]
        Tier.objects.filter(pk=row.pk).update(tier="B")  # as an extract of the day would
        row.refresh_from_db()
        assert row.fired == []

    def test_provisional_stays_with_it(self, led: Case, farah: User) -> None:
        led.risk_assessments.all().delete()
        with pytest.raises(RefusedError, match="it is D, provisional now, not D"):
            record_worked_out(case=led, tier="D", version=0, by=farah, at=clock.now())
        row = record_worked_out(
            case=led, tier="D, provisional", version=0, by=farah, at=clock.now()
        )
        assert str(row) == "D (version 3), provisional"
        told = record_tier(
            case=led,
            scheme=TierScheme.V3,
            tier="D",
            calculated_on=clock.today(),
            source="The tier service",
            version=1,
            by=farah,
            at=clock.now(),
        )
        assert (told.pk, told.is_provisional, told.steps) == (row.pk, False, [])

    def test_refused(self, led: Case, farah: User, amira: User) -> None:
        with pytest.raises(RefusedError, match="Tiers are probation's"):
            record_worked_out(case=led, tier="D", version=0, by=amira, at=clock.now())
        factories.make_tier(led)
        with pytest.raises(StaleError):
            record_worked_out(case=led, tier="D", version=0, by=farah, at=clock.now())
        led.tool_assessments.all().delete()
        with pytest.raises(RefusedError, match="a score is missing"):
            record_worked_out(case=led, tier="D", version=1, by=farah, at=clock.now())


@pytest.mark.django_db
class TestPages:
    def sent(self, **changes: str) -> dict[str, str]:
        return {
            "form_key": KEY,
            "version": "0",
            "score": "60",
            "basis": "dynamic",
            "assessed_on": clock.today().isoformat(),
            "who": "me",
        } | changes

    def test_recorded_and_read_again(self, as_farah: Client, case: Case) -> None:
        index = reverse("offenders:assessments", args=[case.uuid])
        page = text_of(as_farah.get(index))
        assert "Not on record" in page
        assert "ARP: all reoffending predictor" in page
        assert "Risk Matrix 2000" not in page
        answer = as_farah.post(reverse("offenders:assess", args=[case.uuid, "ARP"]), self.sent())
        assert (answer.status_code, answer.url) == (302, index)
        assert "60%, dynamic" in text_of(as_farah.get(index))
        assert Event.objects.get(view="offenders:assess", method="POST").case_ids == [case.pk]
        record_page = text_of(as_farah.get(reverse("offenders:record", args=[case.uuid])))
        assert "60%, dynamic" in record_page
        assert "Worked out from the record today: Not supervised" in record_page

    def test_what_is_wrong_is_said_beside_the_question(self, as_farah: Client, case: Case) -> None:
        wrong = [
            ("ARP", {"score": "a lot"}, "score", "Enter a number, like 12.5"),
            ("ARP", {"score": "100.5"}, "score", "from 0 to 100"),
            ("ARP", {"score": ""}, "score", "Enter the score"),
            ("ARP", {"basis": ""}, "basis", "Say whether it is static or dynamic"),
            ("ARP", {"who": "other"}, "assessed_by", "Enter who assessed"),
            ("ARMS", {"band": "high", "rationale": ""}, "rationale", "Say what it rests on"),
            ("OSP_IIC", {"band": "very_high"}, "band", "Choose one of the answers"),
            (
                "DC_SRP",
                {"band": "medium", "score": "0.5"},
                "score",
                "does not go with a medium band",
            ),
        ]
        for code, changes, about, words in wrong:
            url = reverse("offenders:assess", args=[case.uuid, code])
            answer = as_farah.post(url, self.sent(**changes))
            assert (answer.status_code, list(answer.context["form"].errors)) == (200, [about]), code
            assert words in text_of(answer), (code, changes)
        assert not ToolAssessment.objects.exists()

    def test_tools_that_are_none_or_are_over(self, as_farah: Client, case: Case) -> None:
        assert as_farah.get(reverse("offenders:assess", args=[case.uuid, "X"])).status_code == 404
        old = reverse("offenders:assess", args=[case.uuid, "RM2000"])
        assert "has not been used for new work since 1 March 2021" in text_of(as_farah.get(old))
        answer = as_farah.post(old, self.sent(band="high"))
        assert "has not been used for new work" in text_of(answer)
        assert not ToolAssessment.objects.exists()

    def test_taken_back(self, as_farah: Client, case: Case) -> None:
        row = factories.make_assessment(case, "ARP", 60)
        url = reverse("offenders:take_back_assessment", args=[row.uuid])
        sent = {"form_key": KEY, "version": "1", "note": "Of another person"}
        assert as_farah.post(url, sent).status_code == 302
        index = text_of(as_farah.get(reverse("offenders:assessments", args=[case.uuid])))
        assert "Recorded in error: Of another person" in index
        assert "taken back already" in text_of(as_farah.get(url))
        other = {"form_key": KEY.replace("8", "9"), "version": "1", "note": "Again"}
        assert as_farah.post(url, other).status_code == 409

    def test_the_tier_is_worked_out_and_kept(self, as_farah: Client, led: Case) -> None:
        url = reverse("offenders:work_out_tier", args=[led.uuid])
        page = text_of(as_farah.get(url))
        assert "ARP 60% with CSRP 2.5%" in page
        assert "Record D" in page
        sent = {"form_key": KEY, "version": "0", "tier": "C"}
        assert "it is D now, not C" in text_of(as_farah.post(url, sent))
        other = {"form_key": KEY.replace("8", "9"), "version": "0", "tier": "D"}
        answer = as_farah.post(url, other)
        assert answer.status_code == 302
        assert "D: ARP 60% with CSRP 2.5%" in text_of(as_farah.get(answer.url))
        stale = {"form_key": KEY.replace("8", "7"), "version": "0", "tier": "D"}
        assert as_farah.post(url, stale).status_code == 409

    def test_only_probation_is_offered_the_tier(
        self, as_farah: Client, as_amira: Client, case: Case
    ) -> None:
        page = reverse("offenders:record", args=[case.uuid])
        url = reverse("offenders:work_out_tier", args=[case.uuid])
        assert url in as_farah.get(page).content.decode()
        assert url not in as_amira.get(page).content.decode()

    def test_an_administrator_ends_a_tool(
        self, as_hal: Client, as_farah: Client, case: Case
    ) -> None:
        """F-32."""
        assert "In use" in text_of(as_hal.get(reverse("offenders:tools")))
        url, last = reverse("offenders:tool", args=["ARP"]), clock.today() - DAY
        days = {"last_day_day": last.day, "last_day_month": last.month, "last_day_year": last.year}
        first = {
            f"starts_on_{part}": getattr(last + DAY, part) for part in ("day", "month", "year")
        }
        wrong = as_hal.post(url, {"form_key": KEY, "version": "1"} | days | first)
        assert "The last day cannot be before the first" in text_of(wrong)
        sent = {"form_key": KEY.replace("8", "9"), "version": "1", "replaced_by": "ARP 2"} | days
        assert as_hal.post(url, sent).status_code == 302
        assert "ARP 2" in text_of(as_hal.get(reverse("offenders:tools")))
        stale = sent | {"form_key": KEY.replace("8", "7")}
        assert as_hal.post(url, stale).status_code == 409
        refused = as_farah.post(
            reverse("offenders:assess", args=[case.uuid, "ARP"]), self.sent(form_key=KEY)
        )
        assert "has not been used for new work" in text_of(refused)
        assert not ToolAssessment.objects.exists()

    def test_as_many_queries_for_many(self, as_farah: Client, case: Case, farah: User) -> None:
        for name in ("offenders:assessments", "offenders:record"):
            url = reverse(name, args=[case.uuid])
            few = asked_by(as_farah, url)
            for days in range(5):
                day = clock.today() - days * DAY
                factories.make_assessment(
                    case, "ARP", 9, assessed_on=day, assessor=farah.officer, recorded_by=farah
                )
            assert asked_by(as_farah, url) == few
            ToolAssessment.objects.all().delete()
