"""Individual work, why there is none, and the review of a programme: by page and by service."""

import uuid
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from core.calendar import LONDON
from core.errors import RefusedError, StaleError
from offenders import deadlines
from offenders.choices import SentenceKind
from offenders.models import Case, Deadline
from people.models import User
from programmes.choices.referral import About, ReferralStatus as S
from programmes.models import Decision, IndividualWork, Programme, Review
from programmes.selectors.work import work_of
from programmes.services import work as services
from tests import factories
from tests.pages import text_of

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)
NOW = datetime.combine(ON, time(10), tzinfo=LONDON)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def serving(farah: User) -> Case:
    """A case of Farah's without any work on the offending since 1 June 2026; the kind counts since then."""
    case = factories.make_case(probation=farah.officer, since=date(2026, 6, 1))
    factories.make_registration(case, starts_on=date(2026, 6, 1))
    factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=date(2026, 6, 1))
    deadlines.recompute([case.pk], on=ON)
    return case


def is_asked(case: Case) -> bool:
    return Deadline.objects.filter(case=case, kind="no_offending_work").exists()


def plan(case: Case, by: User, name: str = "Maps for Change", **fields) -> IndividualWork:
    values = {"sessions": 6, "starts_on": ON, "note": "Insight"} | fields
    toolkit = Programme.objects.get(name=name)
    return services.plan_individual_work(case=case, toolkit=toolkit, by=by, at=NOW, **values)


def test_individual_work_answers_and_its_end_asks_again(serving: Case, farah: User):
    assert is_asked(serving)
    work = plan(serving, farah)
    assert not is_asked(serving)
    with pytest.raises(RefusedError, match="Maps for Change goes on since 20 November 2026"):
        plan(serving, farah, "Stepping Stones")
    with pytest.raises(RefusedError, match="Say what came of it"):
        services.end_individual_work(
            work=work, ends_on=ON, came_of_it=" ", version=1, by=farah, at=NOW
        )
    with pytest.raises(RefusedError, match="This is before 20 November 2026"):
        services.end_individual_work(
            work=work, ends_on=ON - DAY, came_of_it="x", version=1, by=farah, at=NOW
        )
    with pytest.raises(RefusedError, match="still to come"):
        services.end_individual_work(
            work=work, ends_on=ON + DAY, came_of_it="x", version=1, by=farah, at=NOW
        )
    services.end_individual_work(
        work=work, ends_on=ON, came_of_it="Well.", version=1, by=farah, at=NOW
    )
    assert is_asked(serving)
    with pytest.raises(StaleError):
        services.end_individual_work(
            work=work, ends_on=ON, came_of_it="x", version=1, by=farah, at=NOW
        )


def test_a_programme_is_no_individual_work(serving: Case, farah: User):
    with pytest.raises(RefusedError, match="Kaizen is a programme: refer to it instead"):
        plan(serving, farah, "Kaizen")


def test_sessions_are_contacts(serving: Case, farah: User):
    plan(serving, farah, starts_on=ON - 10 * DAY)
    for day, outcome in ((-11, "ATTC"), (-5, "ATTC"), (-4, "UAAB"), (3, None)):
        factories.make_contact(
            serving,
            type_code="C107",
            outcome_code=outcome,
            happened_at=NOW + day * DAY,
            recorded_at=NOW,
            officer=farah.officer,
        )
    found = work_of(serving, at=NOW)
    assert (found.held, found.next_at) == (1, NOW + 3 * DAY)


@pytest.mark.parametrize(
    ("suits", "about"), [("suitable", About.NO_WORK), ("unsuitable", About.NOT_SUITABLE)]
)
def test_why_there_is_none(as_farah: Client, serving: Case, suits: str, about: About):
    url = reverse("programmes:no_work", args=[serving.uuid])
    empty = as_farah.post(url, {"form_key": uuid.uuid4()})
    assert "Say why, and what is done instead" in text_of(empty)
    sent = {"form_key": uuid.uuid4(), "suits": suits, "reason": "Too ill to sit."}
    for _ in range(2):
        assert as_farah.post(url, sent).status_code == 302
    (made,) = Decision.objects.filter(case=serving)
    assert (made.about, made.note) == (about, "Too ill to sit.")
    assert not is_asked(serving)


def test_planned_and_ended_by_page(as_farah: Client, serving: Case):
    url = reverse("programmes:plan_work", args=[serving.uuid])
    page = text_of(as_farah.get(url))
    assert "Maps for Change" in page
    assert "Kaizen" not in page
    assert "Today" in page, "the day that it mostly is, by one tap"
    toolkit = Programme.objects.get(name="Maps for Change")
    sent = {
        "form_key": uuid.uuid4(),
        "toolkit": toolkit.uuid,
        "sessions": "6",
        "starts_on": ON.isoformat(),
        "note": "Insight <script>alert(1)</script>",
    }
    assert "Sessions must be 60 or fewer" in text_of(as_farah.post(url, sent | {"sessions": "61"}))
    assert as_farah.post(url, sent).status_code == 302
    work = IndividualWork.objects.get()
    assert "goes on since 20 November 2026" in text_of(as_farah.get(url))
    end = reverse("programmes:end_work", args=[work.uuid])
    sent = {
        "form_key": uuid.uuid4(),
        "version": 1,
        "ends_on": ON.isoformat(),
        "came_of_it": "Well.",
    }
    for _ in range(2):
        assert as_farah.post(end, sent).status_code == 302
    assert as_farah.post(end, sent | {"form_key": uuid.uuid4()}).status_code == 409


def test_a_completed_programme_is_reviewed_once(as_farah: Client, serving: Case):
    referral = factories.make_referral(
        serving, S.ON_PROGRAMME, referred_on=date(2026, 6, 15), started_on=date(2026, 6, 20)
    )
    url = reverse("programmes:review", args=[referral.uuid])
    sent = {
        "form_key": uuid.uuid4(),
        "reviewed_on": ON.isoformat(),
        "progress": "Well.",
        "is_plan_updated": "no",
        "next_work": "Maintenance.",
    }
    assert "The programme is not complete" in text_of(as_farah.post(url, sent))
    referral.status = S.COMPLETE
    referral.save()
    for _ in range(2):
        assert as_farah.post(url, sent).status_code == 302
    assert Review.objects.get().is_plan_updated is False
    again = as_farah.post(url, sent | {"form_key": uuid.uuid4()})
    assert "This programme has been reviewed already" in text_of(again)


def test_a_review_lies_between_the_end_and_today_and_answers(serving: Case, farah: User):
    referral = factories.make_referral(
        serving, S.COMPLETE, referred_on=date(2026, 6, 15), ended_on=ON - 70 * DAY
    )
    deadlines.recompute([serving.pk], on=ON)
    asked = Deadline.objects.filter(case=serving, kind="programme_review")
    assert asked.exists()

    def review(on: date) -> Review:
        return services.record_review(
            referral=referral,
            reviewed_on=on,
            progress="Well.",
            is_plan_updated=True,
            next_work="Maintenance.",
            by=farah,
            at=NOW,
        )

    for day, words in ((ON - 71 * DAY, "before 11 September 2026"), (ON + DAY, "still to come")):
        with pytest.raises(RefusedError, match=words):
            review(day)
    assert asked.exists()
    review(ON)
    assert not asked.exists()


def test_whose_case_it_is_not(as_amira: Client, serving: Case):
    for name in ("plan_work", "no_work"):
        url = reverse(f"programmes:{name}", args=[serving.uuid])
        assert as_amira.get(url).status_code in {403, 404}
