"""PRO-24: what waits for a countersignature, who reads it, and what comes of it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from caseloads.choices import Signature
from caseloads.deadlines import COUNTERSIGNATURE
from caseloads.models import Asked, Countersignature
from caseloads.selectors.oversight import waiting_for
from caseloads.selectors.signing import standing_of
from caseloads.services.oversight import answer_manager
from caseloads.services.reductions import record_reduction
from caseloads.services.signing import countersign
from core import clock
from core.calendar import add_working_days
from core.errors import RefusedError, StaleError
from offenders import deadlines
from offenders.choices import RiskLevel
from offenders.models import Case, Deadline, KindStart, RiskAssessment
from offenders.services.risk import record_risk
from people.choices import Grade, ReductionReason, Role
from people.models import Team, User
from tests import factories
from tests.queries import asked_by
from visits.choices import EnquiryAnswer
from visits.models import Enquiry

pytestmark = pytest.mark.django_db
PAGE = "/oversight/"


@pytest.fixture
def on() -> date:
    return clock.today()


@pytest.fixture
def now() -> datetime:
    return clock.now()


def recorded(case: Case, by: User, level: RiskLevel = RiskLevel.HIGH, days: int = 0) -> Any:
    at = clock.now()
    return record_risk(
        case=case, level=level, assessed_on=clock.today() - timedelta(days=days),
        rationale="As it is", by=by, at=at,
    )  # fmt: skip


def waiting(case: Case) -> list[str]:
    rows = Deadline.objects.filter(case=case, kind="countersignature")
    return sorted(rows.values_list("subject", flat=True))


def sign(case: Case, record: Any, by: User, **changes: Any) -> Countersignature:
    standing = standing_of(case, record.uuid, on=clock.today())
    given: dict[str, Any] = {
        "version": standing.record.version if standing else 0,
        "decision": Signature.SIGNED,
        "words": "Read beside the last OASys",
        "asks": "",
        "answer_by": None,
        "at": clock.now(),
    }
    return countersign(case=case, key=record.uuid, by=by, **given | changes)


class TestWhatWaits:
    def test_a_high_level_of_probation_recorded_here(
        self, case: Case, farah: User, on: date
    ) -> None:
        row = recorded(case, farah)
        assert waiting(case) == [str(row.uuid)]
        stored = Deadline.objects.get(kind="countersignature")
        assert (stored.due_on, stored.told_on) == (add_working_days(on, 5), on)
        assert stored.agency == "probation"

    def test_not_one_of_an_extract_a_medium_one_or_one_of_the_police(
        self, case: Case, farah: User, amira: User
    ) -> None:
        factories.work_out(case)  # very high, as an extract brought it
        assert waiting(case) == []
        recorded(case, amira)
        assert waiting(case) == []
        recorded(case, farah, RiskLevel.MEDIUM)
        assert waiting(case) == []

    def test_a_newer_level_takes_the_place_of_the_older(self, case: Case, farah: User) -> None:
        recorded(case, farah, days=3)
        newer = recorded(case, farah, RiskLevel.VERY_HIGH)
        assert waiting(case) == [str(newer.uuid)]

    def test_any_level_of_somebody_newly_qualified(
        self, case: Case, amira: User, on: date, now: datetime
    ) -> None:
        row = recorded(case, amira, RiskLevel.LOW)
        assert waiting(case) == []
        record_reduction(
            officer=amira.officer, reason=ReductionReason.NEWLY_QUALIFIED, hours=4, starts_on=on,  # type: ignore[arg-type]
            ends_on=None, version=0, at=now,
        )  # fmt: skip
        assert waiting(case) == [str(row.uuid)]

    def test_any_level_of_a_trainee_by_grade(self, case: Case, probation_team: Team) -> None:
        trainee = factories.make_officer(
            "Tao Lin", team=probation_team, grade=Grade.PQIP, roles=[Role.OFFICER]
        )
        assert trainee.user
        row = recorded(case, trainee.user, RiskLevel.LOW)
        assert waiting(case) == [str(row.uuid)]

    def test_what_was_decided_about_a_child(self, case: Case, amira: User) -> None:
        visit = factories.make_visit(case, officer=amira.officer)
        enquiry = factories.make_enquiry(visit, amira)
        at = clock.now()
        Enquiry.objects.filter(pk=enquiry.pk).update(
            answer=EnquiryAnswer.values[0], answer_words="He lives with his aunt",
            answered_at=at, answer_by=amira, answer_recorded_at=at,
        )  # fmt: skip
        factories.work_out(case)
        assert waiting(case) == []
        Enquiry.objects.filter(pk=enquiry.pk).update(
            considered="No contact", considered_by=amira, considered_at=at
        )
        factories.work_out(case)
        assert waiting(case) == [str(enquiry.uuid)]
        assert Deadline.objects.get(kind="countersignature").agency == "police"

    def test_nothing_of_before_the_day_from_which_it_counts(
        self, case: Case, farah: User, probation_team: Team, on: date
    ) -> None:
        KindStart.objects.create(
            kind="countersignature", team=probation_team, starts_on=on + timedelta(days=1)
        )
        recorded(case, farah)
        assert waiting(case) == []
        KindStart.objects.update(starts_on=on)
        factories.work_out(case)
        assert len(waiting(case)) == 1

    def test_facts_take_the_same_queries_for_one_case_or_many(
        self, case: Case, farah: User, django_assert_num_queries: Any
    ) -> None:
        others = [factories.make_case(crn=f"X40000{n}", probation=farah.officer) for n in range(5)]
        for each in (case, *others):
            recorded(each, farah)
        for ids in ([case.pk], [case.pk, *(row.pk for row in others)]):
            shared = deadlines.Shared(ids, clock.today())
            with django_assert_num_queries(11):
                assert len(COUNTERSIGNATURE.facts(shared)) == len(ids)


class TestSigning:
    def test_signed_it_waits_no_longer(self, case: Case, farah: User, nadia: User) -> None:
        row = recorded(case, farah)
        sign(case, row, nadia)
        assert waiting(case) == []
        with pytest.raises(StaleError):
            sign(case, row, nadia)

    def test_written_anew_it_is_read_anew(self, case: Case, farah: User, nadia: User) -> None:
        row = recorded(case, farah)
        sign(case, row, nadia)
        recorded(case, farah, RiskLevel.VERY_HIGH)  # of the same day: in the place of the first
        assert RiskAssessment.objects.filter(uuid=row.uuid, level="very_high").exists()
        assert waiting(case) == [str(row.uuid)]

    def test_of_what_was_written_anew_meanwhile_the_manager_is_told(
        self, case: Case, farah: User, nadia: User, on: date
    ) -> None:
        row = recorded(case, farah)
        standing = standing_of(case, row.uuid, on=on)
        assert standing
        recorded(case, farah, RiskLevel.VERY_HIGH)
        with pytest.raises(StaleError):
            sign(case, row, nadia, version=standing.record.version)
        assert not Countersignature.objects.exists()

    def test_nobody_countersigns_their_own(self, case: Case, nadia: User) -> None:
        row = recorded(case, nadia)
        with pytest.raises(RefusedError, match="You wrote this yourself"):
            sign(case, row, nadia)

    def test_nor_the_other_agency(self, case: Case, farah: User, dee: User) -> None:
        row = recorded(case, farah)
        with pytest.raises(RefusedError, match="manager of probation"):
            sign(case, row, dee)

    def test_sent_back_it_is_with_the_officer_and_answered_it_waits_again(
        self, case: Case, farah: User, nadia: User, on: date, now: datetime
    ) -> None:
        row = recorded(case, farah)
        day = on + timedelta(days=2)
        sign(case, row, nadia, decision=Signature.SENT_BACK, asks="Say who", answer_by=day)
        assert waiting(case) == []
        asked = Asked.objects.get()
        assert Deadline.objects.get(kind="manager_answer").subject == str(asked.uuid)
        with pytest.raises(RefusedError, match="sent back"):
            sign(case, row, nadia)
        answer_manager(asked=asked, version=1, answer="Said", by=farah, at=clock.now())
        assert waiting(case) == [str(row.uuid)]
        sign(case, row, nadia)
        assert waiting(case) == []

    @pytest.mark.parametrize(
        ("changes", "about"),
        [
            ({"decision": Signature.SENT_BACK}, "asks"),
            ({"decision": Signature.SENT_BACK, "asks": "Say who"}, "answer_by"),
            ({"asks": "Say who"}, "decision"),
        ],
    )
    def test_what_is_sent_back_says_what_is_to_be_done(
        self, case: Case, farah: User, nadia: User, changes: dict[str, Any], about: str
    ) -> None:
        row = recorded(case, farah)
        with pytest.raises(RefusedError) as refused:
            sign(case, row, nadia, **changes)
        assert refused.value.about == about

    def test_the_database_keeps_one_signature_of_a_version(
        self, case: Case, farah: User, nadia: User
    ) -> None:
        made = sign(case, recorded(case, farah), nadia)
        made.pk, made.uuid = None, factories.make_case().uuid
        with pytest.raises(IntegrityError), transaction.atomic():
            made.save(force_insert=True)


class TestPages:
    def test_the_list_leads_to_the_record_and_a_signature_clears_it(
        self, case: Case, farah: User, nadia: User, as_nadia: Client
    ) -> None:
        row = recorded(case, farah)
        url = reverse("caseloads:countersign", args=[row.uuid])
        body = as_nadia.get(PAGE).content.decode()
        assert url in body
        shown = as_nadia.get(url)
        assert "As it is" in shown.content.decode()
        form = shown.context["form"]
        sent = {
            "form_key": form["form_key"].value(),
            "version": form["version"].value(),
            "words": "Read",
            "decision": "signed",
        }
        assert as_nadia.post(url, sent).status_code == 302
        assert url not in as_nadia.get(PAGE).content.decode()
        assert "countersigned it on" in as_nadia.get(url).content.decode()

    def test_ones_own_is_on_no_list_of_oneself_but_on_that_of_the_head(
        self, case: Case, nadia: User, probation_team: Team, on: date
    ) -> None:
        recorded(case, nadia)
        head = factories.make_officer(
            "Hana Berg", team=factories.make_team(unit=probation_team.delivery_unit, agency=probation_team.agency),
            grade=Grade.SPO, roles=[Role.HEAD],
        )  # fmt: skip
        factories.make_headship(head, probation_team.delivery_unit)
        assert head.user
        assert waiting_for(nadia, "countersignature", on=on) == []
        assert len(waiting_for(head.user, "countersignature", on=on)) == 1

    def test_the_officers_work_is_not_the_heads_while_there_is_a_supervisor(
        self, case: Case, farah: User, nadia: User, probation_team: Team, on: date
    ) -> None:
        recorded(case, farah)
        head = factories.make_officer(
            "Hana Berg", team=factories.make_team(unit=probation_team.delivery_unit, agency=probation_team.agency),
            grade=Grade.SPO, roles=[Role.HEAD],
        )  # fmt: skip
        factories.make_headship(head, probation_team.delivery_unit)
        assert head.user
        assert len(waiting_for(nadia, "countersignature", on=on)) == 1
        assert waiting_for(head.user, "countersignature", on=on) == []

    def test_the_number_of_queries_does_not_grow(
        self, case: Case, farah: User, nadia: User, as_nadia: Client
    ) -> None:
        recorded(case, farah)
        few = asked_by(as_nadia, PAGE)
        for number in range(6):
            other = factories.make_case(crn=f"X40000{number}", probation=farah.officer)
            recorded(other, farah)
        assert asked_by(as_nadia, PAGE) == few
        assert len(as_nadia.get(PAGE).context["unsigned"]) == 7
