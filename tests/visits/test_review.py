"""POL-11: a supervisor reads a visit's record, may ask for something, and the officer answers."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event as AuditEvent
from core import clock
from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders.models import Case, Contact, Draft
from people.choices import Agency, Grade, Role
from people.models import Team, User
from tests import factories
from tests.queries import asked_by
from tests.together import while_open
from visits import services
from visits.choices import ConditionResult, NotificationItem, VisitOutcome, VisitPurpose
from visits.models import ConditionCheck, Review, Visit
from visits.services import VisitRecord

KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e0a1"
SCRIPT = "<script>alert(1)</script> said Zoltán O'Neill"
WORDS = "Clear. It does not say whose coat it was."


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def visit(case: Case, amira: User) -> Visit:
    return factories.make_visit(
        case, "seen_at_door", officer=amira.officer, concerns="A child's coat in the hall"
    )


@pytest.fixture
def asked(visit: Visit, dee: User) -> Review:
    return factories.make_review(visit, dee, words=WORDS, asks="Go again this week")


def review_by(user: User, visit: Visit, *, version: int = 1, asks: str = "") -> Review:
    return services.review_visit(
        contact=visit.contact, version=version, words=WORDS, asks=asks, by=user, at=clock.now()
    )


def answer_by(user: User, review: Review, *, version: int = 1) -> Review:
    return services.answer_review(
        review=review, version=version, answer="Went on Monday", by=user, at=clock.now()
    )


def corrected(visit: Visit, by: User, **fields: Any) -> Visit:
    """The next version of the record."""
    record = VisitRecord(
        purposes=(VisitPurpose.RESIDENCE,),
        happens_at=visit.contact.happened_at,
        address=None,
        premises="1 Invented Street",
        outcome=VisitOutcome.SEEN_AT_DOOR,
        **fields,
    )
    contact = services.amend_visit(
        contact=visit.contact, version=visit.contact.version, record=record,
        reason="Wrong house number", by=by, at=clock.now(),
    )  # fmt: skip
    return contact.visit


def text(response: Any) -> str:
    return response.content.decode()


def url(visit: Visit) -> str:
    return reverse("visits:review", args=[visit.contact.uuid])


def sent(version: int = 1, **changes: Any) -> dict[str, Any]:
    return {"form_key": KEY, "version": str(version), "words": WORDS, "asks": ""} | changes


class TestReviewing:
    def test_it_is_kept_with_who_and_when(self, visit: Visit, dee: User) -> None:
        review = review_by(dee, visit, asks="Go again this week")
        assert (review.contact, review.reviewed_by) == (visit.contact, dee)
        (change,) = changes_of(Review, uuid=review.uuid)
        assert change.row.asks == "Go again this week"

    @pytest.mark.parametrize("own", ["officer", "second_officer", "author"])
    def test_nobody_reviews_their_own(
        self, case: Case, amira: User, dee: User, ben: User, own: str
    ) -> None:
        mine = dee.officer
        visit = factories.make_visit(
            case,
            "not_in",
            officer=mine if own == "officer" else amira.officer,
            second=mine if own == "second_officer" else ben.officer,
        )
        if own == "author":
            visit = corrected(visit, dee)
        with pytest.raises(RefusedError, match="another supervisor"):
            review_by(dee, visit, version=visit.contact.version)
        assert not Review.objects.exists()

    def test_a_correction_by_the_officer_of_what_the_supervisor_wrote_can_be_reviewed(
        self, visit: Visit, amira: User, dee: User
    ) -> None:
        """Only the version that is read counts: here Dee wrote the one before."""
        first = corrected(visit, dee)
        second = corrected(first, amira)
        assert review_by(dee, second, version=3).contact == second.contact

    def test_a_visit_without_outcome_has_no_record_yet(self, case: Case, dee: User) -> None:
        planned = factories.make_visit(case, "", at=clock.now() + timedelta(days=1))
        with pytest.raises(RefusedError, match="no outcome yet"):
            review_by(dee, planned)

    def test_only_police(self, visit: Visit, farah: User) -> None:
        with pytest.raises(RefusedError, match="only officers of the police"):
            review_by(farah, visit)

    def test_what_was_corrected_meanwhile_is_not_reviewed_unread(
        self, visit: Visit, amira: User, dee: User
    ) -> None:
        corrected(visit, amira, concerns="It was a dog's coat")
        with pytest.raises(StaleError) as caught:
            review_by(dee, visit, version=1, asks="Go again")
        assert caught.value.saved_by == "Amira Khan"
        assert dict(caught.value.theirs)["Concerns"] == "It was a dog's coat"
        assert ("What the officer should do", "Go again") in caught.value.mine
        assert not Review.objects.exists()

    def test_what_was_reviewed_meanwhile_is_shown(self, asked: Review, lars: User) -> None:
        with pytest.raises(StaleError) as caught:
            review_by(lars, asked.contact.visit)
        assert caught.value.saved_by == "Dee Walsh"
        assert dict(caught.value.theirs)["What the officer is asked to do"] == "Go again this week"

    def test_a_corrected_record_is_read_again(
        self, asked: Review, visit: Visit, amira: User, dee: User
    ) -> None:
        again = corrected(visit, amira)
        assert Visit.objects.unreviewed().get() == again
        assert review_by(dee, again, version=2).contact == again.contact
        assert Review.objects.count() == 2


class TestAnswering:
    def test_it_is_kept_with_who_and_when(self, asked: Review, amira: User) -> None:
        answer_by(amira, asked)
        asked.refresh_from_db()
        assert (asked.answer, asked.answered_by, asked.version) == ("Went on Monday", amira, 2)
        assert asked.answered_at is not None
        assert not Review.objects.unanswered().exists()

    def test_not_where_nothing_was_asked(self, visit: Visit, amira: User, dee: User) -> None:
        review = factories.make_review(visit, dee)
        with pytest.raises(RefusedError, match="Nothing was asked"):
            answer_by(amira, review)

    def test_not_by_who_asked(self, asked: Review, dee: User) -> None:
        with pytest.raises(RefusedError, match="You asked this"):
            answer_by(dee, asked)

    def test_not_by_probation(self, asked: Review, farah: User) -> None:
        with pytest.raises(RefusedError, match="only officers of the police"):
            answer_by(farah, asked)

    def test_not_twice(self, asked: Review, amira: User, ben: User) -> None:
        answer_by(amira, asked)
        for version in (1, 2):
            with pytest.raises(StaleError) as caught:
                answer_by(ben, asked, version=version)
            assert caught.value.saved_by == "Amira Khan"
            assert dict(caught.value.theirs)["Answer"] == "Went on Monday"

    def test_what_was_asked_outlives_a_correction(
        self, asked: Review, visit: Visit, amira: User
    ) -> None:
        corrected(visit, amira)
        answer_by(amira, asked)
        assert not Review.objects.unanswered().exists()


class TestConcern:
    """One definition, for the list of a case and for the team's number."""

    def found(self) -> list[Visit]:
        return list(Visit.objects.with_concern())

    def test_in_words(self, visit: Visit, case: Case) -> None:
        factories.make_visit(case, "seen_at_door")
        assert self.found() == [visit]

    def test_about_a_notification(self, case: Case) -> None:
        visit = factories.make_visit(case)
        for item, result, words in (
            (NotificationItem.HOME, ConditionResult.CHECKED, ""),
            (NotificationItem.BANK, ConditionResult.CONCERN, "A card in another name"),
            (NotificationItem.TRAVEL, ConditionResult.CONCERN, "A ticket to Spain"),
        ):
            ConditionCheck.objects.create(
                visit=visit, notification=item, result=result, concern=words
            )
        other = factories.make_visit(case)
        ConditionCheck.objects.create(
            visit=other, notification=NotificationItem.HOME, result=ConditionResult.CHECKED
        )
        assert self.found() == [visit]

    def test_one_that_was_taken_back_no_longer_counts(self, visit: Visit, amira: User) -> None:
        corrected(visit, amira)
        assert not Visit.objects.with_concern().unreviewed().exists()


class TestPages:
    def test_the_supervisor_reads_and_asks(
        self, visit: Visit, case: Case, as_dee: Client, dee: User
    ) -> None:
        page = text(as_dee.get(visit.get_absolute_url()))
        assert f'href="{url(visit)}"' in page
        form = text(as_dee.get(url(visit)))
        assert "A child&#x27;s coat in the hall" in form
        response = as_dee.post(url(visit), sent(asks=SCRIPT), follow=True)
        page = text(response)
        assert response.redirect_chain[-1][0] == visit.get_absolute_url()
        assert "first page of whoever holds the case" in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; said Zoltán O&#x27;Neill" in page
        assert "<script>alert" not in page
        assert "Dee Walsh asks" in page
        assert "Not answered yet" in page
        assert "Review this record" not in page
        row = AuditEvent.objects.filter(view="visits:review", method="POST").get()
        assert row.case_ids == [case.pk]
        assert row.grounds == ["supervisor"]

    def test_it_must_say_something(self, visit: Visit, as_dee: Client) -> None:
        page = text(as_dee.post(url(visit), sent(words="  ", asks="Go again")))
        assert "Say what you make of this record" in page
        assert "Go again" in page
        assert not Review.objects.exists()

    def test_sent_twice_it_is_kept_once(self, visit: Visit, as_dee: Client) -> None:
        for _ in range(2):
            assert as_dee.post(url(visit), sent()).url == visit.get_absolute_url()
        assert Review.objects.count() == 1

    def test_corrected_meanwhile_both_texts_are_shown(
        self, visit: Visit, amira: User, as_dee: Client
    ) -> None:
        corrected(visit, amira, concerns="It was a dog's coat")
        response = as_dee.post(url(visit), sent(words="A child lives there"))
        assert response.status_code == 409
        assert "It was a dog&#x27;s coat" in text(response)
        assert "A child lives there" in text(response)

    def test_what_is_typed_is_kept_and_stands_beside_the_newest_record(
        self, visit: Visit, case: Case, amira: User, dee: User, as_dee: Client
    ) -> None:
        name = f"review-{visit.contact.uuid.hex[:12]}"
        factories.make_draft(case, dee, name, words=["Half a review"], version=["1"])
        corrected(visit, amira)
        page = text(as_dee.get(url(visit)))
        assert "Half a review" in page
        assert 'name="version" value="2"' in page
        as_dee.post(url(visit), sent(2))
        assert not Draft.objects.exists()

    def test_corrected_since_it_was_reviewed(
        self, asked: Review, visit: Visit, amira: User, as_dee: Client
    ) -> None:
        assert "Corrected since" not in text(as_dee.get(visit.get_absolute_url()))
        corrected(visit, amira)
        page = text(as_dee.get(visit.get_absolute_url()))
        assert "Corrected since it was reviewed" in page
        assert "Review this record" in page
        assert page.index("Before that") < page.index(WORDS)
        assert "The earlier review is below the form" in text(as_dee.get(url(visit)))
        as_dee.post(url(visit), sent(2))
        assert "Corrected since" not in text(as_dee.get(visit.get_absolute_url()))

    def test_their_own_visit_is_not_offered_and_the_page_says_why(
        self, case: Case, dee: User, as_dee: Client
    ) -> None:
        own = factories.make_visit(case, "not_in", officer=dee.officer)
        assert "Review this record" not in text(as_dee.get(own.get_absolute_url()))
        page = text(as_dee.get(url(own)))
        assert "another supervisor has to review it" in page
        assert "Save the review" not in page
        assert "another supervisor has to review it" in text(as_dee.post(url(own), sent()))
        assert not Review.objects.exists()

    def test_a_plan_has_nothing_to_review(self, case: Case, as_dee: Client) -> None:
        planned = factories.make_visit(case, "", at=clock.now() + timedelta(days=1))
        assert "Review this record" not in text(as_dee.get(planned.get_absolute_url()))
        assert "no outcome yet" in text(as_dee.get(url(planned)))

    def test_a_reviewed_one_leads_to_the_visit(self, asked: Review, as_dee: Client) -> None:
        response = as_dee.get(url(asked.contact.visit), follow=True)
        assert "This record has been reviewed already." in text(response)

    def test_a_supervisor_of_probation_is_sent_elsewhere(
        self, case: Case, probation_team: Team, visit: Visit, signed_in: Any
    ) -> None:
        mo = factories.make_officer(
            "Mo St. John", team=probation_team, grade=Grade.SPO, roles=[Role.SUPERVISOR]
        )
        factories.make_supervision(mo)
        client = signed_in(mo.user)
        assert mo.agency == Agency.PROBATION
        assert "Review this record" not in text(client.get(visit.get_absolute_url()))
        assert "This is for the police to do" in text(client.get(url(visit)))

    def test_only_the_supervisor_is_offered_it(
        self, visit: Visit, as_amira: Client, as_ivy: Client
    ) -> None:
        for client in (as_amira, as_ivy):
            assert "Review this record" not in text(client.get(visit.get_absolute_url()))


class TestAnswerPage:
    def url(self, review: Review) -> str:
        return reverse("visits:answer", args=[review.uuid])

    def sent(self, **changes: Any) -> dict[str, Any]:
        return {"form_key": KEY, "version": "1", "answer": SCRIPT} | changes

    def test_the_officer_answers(self, asked: Review, as_amira: Client) -> None:
        visit = asked.contact.visit
        assert f'href="{self.url(asked)}"' in text(as_amira.get(visit.get_absolute_url()))
        assert "Go again this week" in text(as_amira.get(self.url(asked)))
        page = text(as_amira.post(self.url(asked), self.sent(), follow=True))
        assert "Answered. Dee Walsh reads it on this page." in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; said Zoltán O&#x27;Neill" in page
        assert "Not answered yet" not in page

    def test_it_must_say_something(self, asked: Review, as_amira: Client) -> None:
        page = text(as_amira.post(self.url(asked), self.sent(answer="")))
        assert "Say what you have done" in page

    def test_answered_meanwhile_both_texts_are_shown(
        self, asked: Review, ben: User, as_amira: Client
    ) -> None:
        answer_by(ben, asked)
        response = as_amira.post(self.url(asked), self.sent(answer="Mine"))
        assert response.status_code == 409
        assert "Went on Monday" in text(response)
        assert "Mine" in text(response)
        said = text(as_amira.get(self.url(asked), follow=True))
        assert "This has been answered already." in said

    def test_where_nothing_was_asked(self, visit: Visit, dee: User, as_amira: Client) -> None:
        review = factories.make_review(visit, dee)
        said = text(as_amira.get(self.url(review), follow=True))
        assert "Nothing was asked here." in said
        assert "Nothing was asked in this review" in text(
            as_amira.post(self.url(review), self.sent())
        )

    def test_who_asked_does_not_answer(
        self, asked: Review, case: Case, dee: User, as_dee: Client
    ) -> None:
        """Dee works on the case herself here, and still it is not hers to answer."""
        factories.allocate(case, dee.officer, role="co_worker")
        assert self.url(asked) not in text(as_dee.get(asked.contact.visit.get_absolute_url()))
        page = text(as_dee.get(self.url(asked)))
        assert "the officer has to answer it" in page
        assert "Send the answer" not in page

    def test_of_a_hidden_case_there_is_nothing(
        self, asked: Review, as_eve: Client, as_chidi: Client
    ) -> None:
        for client in (as_eve, as_chidi):
            assert client.get(self.url(asked)).status_code == 404


class TestList:
    def rows(self, case: Case, client: Client) -> str:
        return text(client.get(reverse("visits:visits", args=[case.uuid])))

    def test_nothing_to_say(self, case: Case, as_amira: Client) -> None:
        factories.make_visit(case)
        page = self.rows(case, as_amira)
        for tag in ("Concern", "Supervisor asks", "Reviewed"):
            assert tag not in page

    def test_what_stands(self, asked: Review, case: Case, amira: User, as_amira: Client) -> None:
        page = self.rows(case, as_amira)
        for tag in ("Concern", "Supervisor asks", "Reviewed"):
            assert page.count(f">{tag}<") == 1, tag
        corrected(asked.contact.visit, amira)
        page = self.rows(case, as_amira)
        assert "Supervisor asks" in page
        assert "Reviewed" not in page
        assert "Concern" not in page
        answer_by(amira, asked)
        assert "Supervisor asks" not in self.rows(case, as_amira)


@pytest.mark.parametrize("page", ["visits", "visit", "review", "answer"])
def test_the_number_of_queries_does_not_grow(
    case: Case, amira: User, dee: User, as_dee: Client, as_amira: Client, page: str
) -> None:
    """One visit and three; one version with its review, and three; one thing asked, and three."""
    visit = factories.make_visit(case, "seen_at_door", officer=amira.officer, concerns="A coat")
    asked = factories.make_review(visit, dee, asks="Go again")
    visit = corrected(visit, amira, concerns="A coat")
    counts = {}
    for number in (1, 2, 3):
        address, client = {
            "visits": (reverse("visits:visits", args=[case.uuid]), as_amira),
            "visit": (visit.get_absolute_url(), as_amira),
            "review": (url(visit), as_dee),
            "answer": (reverse("visits:answer", args=[asked.uuid]), as_amira),
        }[page]
        counts[number] = asked_by(client, address)
        factories.make_review(visit, dee, asks=f"Again {number}")
        visit = corrected(visit, amira, concerns=f"Coat {number}")
        other = factories.make_visit(case, "not_in", officer=amira.officer, concerns="A coat")
        factories.make_review(other, dee, asks="Go again")
    assert counts[1] == counts[3]


def told(error: Exception) -> str:
    """Whom a stale answer names."""
    return f"told of {error.saved_by}" if isinstance(error, StaleError) else str(error)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    """Each interleaving is forced: the second begins while the first is stored but not committed."""

    def test_two_supervisors_review(self, visit: Visit, dee: User, lars: User) -> None:
        said = while_open(lambda: review_by(dee, visit), lambda: review_by(lars, visit), said=told)
        assert said == "told of Dee Walsh"
        assert Review.objects.get().reviewed_by == dee

    def test_two_officers_answer(self, asked: Review, amira: User, ben: User) -> None:
        said = while_open(lambda: answer_by(amira, asked), lambda: answer_by(ben, asked), said=told)
        assert said == "told of Amira Khan"
        asked.refresh_from_db()
        assert asked.answered_by == amira

    def test_what_is_being_corrected_is_not_reviewed_unread(
        self, visit: Visit, amira: User, dee: User
    ) -> None:
        said = while_open(lambda: corrected(visit, amira), lambda: review_by(dee, visit), said=told)
        assert said == "told of Amira Khan"
        assert not Review.objects.exists()

    def test_a_correction_that_meets_a_review_leaves_it_with_the_version_that_was_read(
        self, visit: Visit, amira: User, dee: User
    ) -> None:
        said = while_open(lambda: review_by(dee, visit), lambda: corrected(visit, amira), said=told)
        assert said == "stored"
        assert Review.objects.get().contact.version == 1
        assert Contact.objects.filter(uuid=visit.contact.uuid).count() == 2
