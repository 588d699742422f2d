"""Visits that are moved, cancelled and voided: what is stored, where they no longer count, a child, two at once."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import RefusedError
from offenders import deadlines
from offenders.choices import TellingWay, VersionKind, VoidWhy
from offenders.models import Case, Contact, Deadline, Flag
from offenders.rules.moving import NOBODY_TOLD, Telling
from people.models import User
from tests import factories
from tests.pages import text_of
from tests.together import while_open
from tests.visits.test_services import a_plan
from visits import services
from visits.choices import ChildrenSeen, ConditionResult, VisitOutcome
from visits.models import ConditionCheck, Visit
from visits.selectors.arranged import arranged
from visits.selectors.listing import visits_of
from visits.selectors.visit import two_officers, visits_in_full
from visits.selectors.warrant import warrant_count

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def planned(case: Case, by: User, **fields: Any) -> Contact:
    at = fields.pop("at", clock.now() + DAY)
    fields.setdefault("recorded_at", min(at, clock.now()) - DAY)
    visit = factories.make_visit(case, "", at=at, officer=by.officer, **fields)
    return visits_in_full().get(pk=visit.contact_id)


def change(act: Any, contact: Contact, by: User, **changes: Any) -> Contact:
    values = {"version": 1, "reason": "The car broke down", "told": NOBODY_TOLD}
    if act is services.move_visit:
        values["is_meant"] = True  # whatever day it is: on a bank holiday it is asked about
    values |= changes
    return act(contact=contact, by=by, at=clock.now(), **values)


def void(contact: Contact, by: User, **changes: Any) -> Contact:
    values = {"version": contact.version, "why": VoidWhy.WRONG_PERSON, "words": ""} | changes
    return services.void_visit(contact=contact, by=by, at=clock.now(), **values)


def made(case: Case, by: User, outcome: VisitOutcome, days_ago: int, **fields: Any) -> Contact:
    visit = factories.make_visit(
        case, outcome, at=clock.now() - days_ago * DAY, officer=by.officer, **fields
    )
    return visits_in_full().get(pk=visit.contact_id)


@pytest.mark.django_db
def test_a_moved_visit_keeps_who_goes_where_and_what_for(
    case: Case, amira: User, ben: User
) -> None:
    first = planned(case, amira, second=ben.officer, premises="1 Invented Street")
    to = clock.now() + 4 * DAY
    moved = change(services.move_visit, first, amira, to=to)
    assert (moved.uuid, moved.version, moved.version_kind) == (first.uuid, 2, VersionKind.MOVED)
    assert (moved.happened_at, moved.officer) == (to, amira.officer)
    assert (moved.visit.second_officer, moved.visit.premises) == (ben.officer, "1 Invented Street")
    assert Visit.objects.count() == 2
    assert [row.visit for row in arranged(case, since=clock.today())] == [moved.visit]


@pytest.mark.django_db
def test_what_is_in_the_way_of_it_is_asked_about(case: Case, amira: User) -> None:
    """VOC-1."""
    other = planned(case, amira)
    first = planned(factories.make_case(police=amira.officer), amira, at=clock.now() + 3 * DAY)
    to = other.happened_at + timedelta(minutes=20)
    with pytest.raises(RefusedError, match="In the way"):
        change(services.move_visit, first, amira, to=to, is_meant=False)
    assert change(services.move_visit, first, amira, to=to).version == 2


@pytest.mark.django_db
def test_what_the_second_of_two_has_is_asked_about(case: Case, amira: User, ben: User) -> None:
    """Moved and planned alike (VOC-1)."""
    to = clock.now() + 4 * DAY
    first = planned(case, amira, second=ben.officer)
    other = factories.make_case(police=amira.officer)
    factories.make_contact(other, type_code="COAP", happened_at=to, officer=ben.officer)
    with pytest.raises(RefusedError, match="In the way"):
        change(services.move_visit, first, amira, to=to, is_meant=False)
    plan = a_plan(clock.now(), happens_at=to, second_officer=ben.officer)
    with pytest.raises(RefusedError, match="In the way") as refused:
        services.plan_visit(case=case, plan=plan, by=amira, at=clock.now())
    assert refused.value.about == "is_another"
    alone = a_plan(clock.now(), happens_at=to)
    assert services.plan_visit(case=case, plan=alone, by=amira, at=clock.now()).version == 1


@pytest.mark.django_db
def test_a_cancelled_visit_is_arranged_no_more(case: Case, amira: User, ben: User) -> None:
    """The second officer's ground on the case ends with it."""
    stranger = factories.make_case(police=amira.officer)
    first = planned(stranger, amira, second=ben.officer)
    change(services.cancel_visit, first, amira)
    found = visits_of(stranger, on=clock.today(), at=clock.now())
    assert (found.planned, found.made) == ([], [])
    assert arranged(stranger, since=clock.today()) == []
    recorded = Case.objects.one_for(ben, stranger.uuid)
    assert "accompanying" not in (recorded.grounds if recorded else [])


@pytest.mark.django_db
def test_an_unannounced_visit_that_nobody_made_is_cancelled_afterwards(
    case: Case, amira: User
) -> None:
    past = planned(case, amira, at=clock.now() - DAY)
    deadlines.recompute([case.pk], on=clock.today())
    asked = Deadline.objects.filter(kind="contact_outcome", subject=past.uuid)
    change(services.cancel_visit, past, amira)
    assert not asked.exists()


@pytest.mark.django_db
def test_of_an_announced_one_somebody_was_told_before(case: Case, amira: User) -> None:
    past = planned(
        case, amira, at=clock.now() - DAY, is_announced=True, announced_because="He works nights"
    )
    with pytest.raises(RefusedError, match="record how it ended"):
        change(services.cancel_visit, past, amira)
    heard = Telling(TellingWay.TEXT, "Gareth", past.happened_at - HOUR)
    assert change(services.cancel_visit, past, amira, told=heard).is_withdrawn


@pytest.mark.django_db
def test_only_the_police_move_visits_and_nothing_follows_a_cancellation(
    case: Case, amira: User, farah: User
) -> None:
    first = planned(case, amira)
    with pytest.raises(RefusedError):
        change(services.cancel_visit, first, farah)
    change(services.cancel_visit, first, amira)
    with pytest.raises(RefusedError, match="was cancelled"):
        change(services.move_visit, first, amira, version=2, to=clock.now() + 2 * DAY)


@pytest.mark.django_db
def test_a_voided_visit_does_not_restart_the_clock(case: Case, amira: User) -> None:
    """POL-3, POL-9: the visit before it counts again, and the flag is back in the same transaction."""
    made(case, amira, VisitOutcome.SEEN_INSIDE, 200)
    last = made(case, amira, VisitOutcome.SEEN_INSIDE, 3)
    deadlines.recompute([case.pk], on=clock.today())
    due = Deadline.objects.filter(case=case, kind="home_visit")
    assert due.get().due_on > clock.today()
    void(last, amira)
    assert due.get().due_on < clock.today()
    assert Flag.objects.open().filter(case=case, kind="home_visit").exists()
    assert len(visits_of(case, on=clock.today(), at=clock.now()).made) == 1


@pytest.mark.django_db
def test_a_voided_attempt_is_no_occasion_and_no_first_visit(case: Case, amira: User) -> None:
    """POL-10, POL-15."""
    other = factories.make_case(police=amira.officer, registered=True, police_risk="medium")
    tried = made(
        other,
        amira,
        VisitOutcome.ENTRY_REFUSED,
        3,
        premises="1 Invented Street",
        purposes=["risk_assessment_search"],
    )
    asked = partial(warrant_count, other, premises="1 Invented Street", on=clock.today())
    before = asked().count
    assert two_officers(other, on=clock.today()) == ""
    void(tried, amira)
    assert asked().count <= before
    assert asked().evidence == ()
    assert two_officers(other, on=clock.today()) == "the first visit"


@pytest.mark.django_db
def test_its_checks_stay_readable(case: Case, amira: User) -> None:
    visited = made(case, amira, VisitOutcome.SEEN_INSIDE, 3)
    factories_check = ConditionCheck.objects.create(
        visit=visited.visit, notification="bank", result=ConditionResult.CHECKED
    )
    voided = void(visited, amira)
    copy = voided.visit.checks.get()
    assert (copy.notification, copy.pk != factories_check.pk) == ("bank", True)


@pytest.mark.django_db
def test_what_a_supervisor_asked_about_it_is_asked_no_more(
    case: Case, amira: User, dee: User
) -> None:
    visited = made(case, amira, VisitOutcome.SEEN_INSIDE, 3)
    factories.make_review(visited.visit, dee, asks="Whose car was it?")
    deadlines.recompute([case.pk], on=clock.today())
    asked = Deadline.objects.filter(case=case, kind="review_answer")
    assert asked.exists()
    void(visited, amira)
    assert not asked.exists()


@pytest.fixture
def with_child(case: Case, amira: User) -> Contact:
    found = made(
        case,
        amira,
        VisitOutcome.SEEN_INSIDE,
        1,
        children=ChildrenSeen.PRESENT,
        children_detail="A boy of six",
    )
    deadlines.recompute([case.pk], on=clock.today())
    return found


@pytest.mark.django_db
def test_a_child_is_not_made_to_disappear(
    case: Case, amira: User, dee: User, with_child: Contact
) -> None:
    """PRO-87: its officer asks somebody first, or a supervisor who was not there decides by voiding it."""
    child = Deadline.objects.filter(case=case, kind="child_seen")
    with pytest.raises(RefusedError, match="tells of a child"):
        void(with_child, amira)
    assert child.exists()
    void(with_child, dee)
    assert not child.exists()
    deadlines.recompute([case.pk], on=clock.today())
    assert not child.exists()


@pytest.mark.django_db
def test_an_enquiry_that_was_made_is_still_to_be_answered(
    case: Case, amira: User, with_child: Contact
) -> None:
    factories.make_enquiry(with_child.visit, amira)
    deadlines.recompute([case.pk], on=clock.today())
    void(with_child, amira)
    assert Deadline.objects.filter(case=case, kind="child_answer").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_second_is_told(case: Case, amira: User, ben: User) -> None:
    first = planned(case, amira)
    moved = partial(change, services.move_visit, first, amira, to=clock.now() + 2 * DAY)
    cancelled = partial(change, services.cancel_visit, first, ben)
    assert while_open(moved, cancelled) == "StaleError"
    assert Contact.objects.filter(uuid=first.uuid).count() == 2


# Pages -----------------------------------------------------------------------------------------------


def url(name: str, contact: Contact) -> str:
    return reverse(f"visits:{name}", args=[contact.uuid])


def send(client: Client, address: str, **answers: Any) -> Any:
    form = client.get(address).context["form"]
    sent = {"form_key": form["form_key"].value(), "version": form["version"].value()}
    return client.post(address, sent | answers)


@pytest.mark.django_db
def test_a_visit_is_cancelled_from_its_page(as_amira: Client, case: Case, amira: User) -> None:
    first = planned(case, amira)
    assert url("move", first) in as_amira.get(url("visit", first)).content.decode()
    timeline = as_amira.get(reverse("offenders:contacts", args=[case.uuid])).content.decode()
    assert url("cancel", first) in timeline
    answer = send(as_amira, url("cancel", first), reason="The car broke down", is_told="no")
    assert answer.url == url("visit", first)
    page = text_of(as_amira.get(answer.url))
    assert "Cancelled: The car broke down" in page
    assert "Nobody has been told" in page
    for name in ("record", "move", "cancel"):
        assert as_amira.get(url(name, first)).url == url("visit", first)


@pytest.mark.django_db
def test_a_visit_is_started_again_with_its_text(as_amira: Client, case: Case, amira: User) -> None:
    """What it found is carried over, and not where the other person lives."""
    visited = made(
        case,
        amira,
        VisitOutcome.SEEN_INSIDE,
        2,
        people_present="His sister",
        premises="1 Invented Street",
    )
    void(visited, amira)
    right = factories.make_case(surname="Okafor", police=amira.officer)
    page = as_amira.get(reverse("offenders:start_again", args=[visited.uuid]), {"q": "okafor"})
    ((_, link),) = page.context["found"]
    assert link == f"{reverse('visits:record_new', args=[right.uuid])}?again={visited.uuid}"
    page = as_amira.get(link)
    form = page.context["form"]
    assert form["people_present"].value() == "His sister"
    assert form["outcome"].value() == VisitOutcome.SEEN_INSIDE
    assert "1 Invented Street" not in page.content.decode()
    assert f"again={visited.uuid}" in page.content.decode()
