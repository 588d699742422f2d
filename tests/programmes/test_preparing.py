"""Before a start: what is to be done, what stands in the way, and what is decided where it no longer fits."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import RefusedError, StaleError
from offenders import deadlines
from offenders.choices import SentenceKind
from offenders.models import Case, Contact, Deadline
from people.models import User
from programmes.choices.referral import (
    BarrierCode,
    Decided,
    PreparationKind,
    ReferralStatus as S,
)
from programmes.deadlines.runway import Runway
from programmes.models import Barrier, Decision, Preparation, Referral
from programmes.rules.start import Numbers
from programmes.services.barriers import change_barrier, note_barrier
from programmes.services.decisions import decide_runway
from programmes.services.preparing import add_item, change_item, complete_work
from tests import factories
from tests.pages import text_of
from tests.together import together

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def served(farah: User, today: date) -> Case:
    """A case of Farah's, of which a programme of 13 weeks no longer fits: 22 weeks less a day are left."""
    case = factories.make_case(probation=farah.officer, since=today - 100 * DAY)
    factories.make_sentence(
        case,
        SentenceKind.COMMUNITY,
        starts_on=today - 100 * DAY,
        ends_on=today + 22 * WEEK - DAY,
        programme_requirement=True,
    )
    return case


@pytest.fixture
def referral(served: Case, today: date) -> Referral:
    row = factories.make_referral(served, S.AWAITING_ALLOCATION)
    deadlines.recompute([served.pk], on=today)
    return row


def item_of(referral: Referral, kind: PreparationKind = PreparationKind.MOTIVATION) -> Preparation:
    return Preparation.objects.create(referral=referral, kind=kind)


def changed(item: Preparation, by: User, **values: Any) -> Preparation:
    said = {"owner": None, "by_on": None, "done_on": None, "version": item.version} | values
    return change_item(item, by=by, at=clock.now(), **said)


def told(case: Case) -> list[tuple[str, str | None]]:
    rows = Contact.objects.filter(case=case).order_by("id")
    return list(rows.values_list("type__code", "outcome__code"))


def test_done_is_told_once(referral: Referral, farah: User, today: date):
    item = changed(item_of(referral), farah, owner=farah.officer, by_on=today + 9 * DAY)
    assert told(referral.case) == []
    item = changed(item, farah, done_on=today - DAY, came=True, note="Two sessions")
    assert told(referral.case) == [("APRE", "ATTC")]
    contact = Contact.objects.get()
    assert (item.done_in, item.done_on) == (contact.uuid, today - DAY)
    assert "Two sessions" in contact.notes
    changed(item, farah, done_on=today - DAY, note="Three sessions")
    assert len(told(referral.case)) == 1


def test_work_without_the_person_counts_as_no_appointment(
    referral: Referral, farah: User, today: date
):
    changed(item_of(referral), farah, done_on=today)
    assert not Contact.objects.exists()


@pytest.mark.parametrize("days", [1, 30])
def test_not_done_ahead(referral: Referral, farah: User, today: date, days: int):
    with pytest.raises(RefusedError, match="or in the past"):
        changed(item_of(referral), farah, done_on=today + days * DAY)
    assert not Contact.objects.exists()


def test_complete_when_all_of_it_is_done(referral: Referral, farah: User, today: date):
    item = item_of(referral)
    own = add_item(
        referral,
        title="Childcare",
        owner=None,
        by_on=None,
        version=1,
        by=farah,
        at=clock.now(),
    )
    say = partial(complete_work, by=farah, at=clock.now())
    with pytest.raises(RefusedError, match="still to be done: motivation, childcare"):
        say(referral, version=1)
    changed(item, farah, done_on=today)
    changed(own, farah, done_on=today)
    done = say(referral, version=1)
    assert done.pre_programme_done
    assert told(referral.case)[-1] == ("C308", None)
    with pytest.raises(RefusedError, match="has been recorded"):
        say(done, version=2)


def test_nothing_of_a_closed_one(referral: Referral, farah: User, today: date):
    item = item_of(referral)
    Referral.objects.filter(pk=referral.pk).update(status=S.WITHDRAWN)
    with pytest.raises(RefusedError, match="is closed"):
        changed(item, farah, done_on=today)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_say_it_is_done_one_is_told(
    referral: Referral, farah: User, nadia: User, today: date
):
    item = item_of(referral)
    by = [partial(changed, item, user, done_on=today) for user in (farah, nadia)]
    assert together(*by) == ["StaleError", "stored"]


# What stands in the way -------------------------------------------------------------------------------


def noted(case: Case, by: User, **values: Any) -> Barrier:
    said = {"code": BarrierCode.WORK_PATTERN, "starts_on": clock.today() - 9 * DAY} | values
    return note_barrier(case=case, by=by, at=clock.now(), **said)


def because(case: Case) -> str:
    return Deadline.objects.get(case=case, kind="programme_start").because


def test_until_it_is_resolved(referral: Referral, farah: User, today: date):
    row = noted(referral.case, farah)
    assert "work pattern (noted on" in because(referral.case)
    with pytest.raises(RefusedError, match="noted already"):
        noted(referral.case, farah)
    with pytest.raises(RefusedError, match="after this day"):
        change_barrier(row, done="", ends_on=today - 10 * DAY, version=1, by=farah, at=clock.now())
    row = change_barrier(
        row, done="An evening group", ends_on=None, version=1, by=farah, at=clock.now()
    )
    assert "work pattern" in because(referral.case)
    row = change_barrier(row, done=row.done, ends_on=today, version=2, by=farah, at=clock.now())
    assert "work pattern" not in because(referral.case)
    noted(referral.case, farah)
    with pytest.raises(RefusedError, match="noted again since"):
        change_barrier(row, done="", ends_on=None, version=3, by=farah, at=clock.now())


def test_who_comes_second_is_told(referral: Referral, farah: User, nadia: User):
    row = noted(referral.case, farah)
    change_barrier(row, done="Asked", ends_on=None, version=1, by=nadia, at=clock.now())
    with pytest.raises(StaleError) as stale:
        change_barrier(row, done="", ends_on=None, version=1, by=farah, at=clock.now())
    assert dict(stale.value.theirs)["What was done"] == "Asked"


def test_one_of_an_extract_is_noted_with_its_day(
    referral: Referral, farah: User, client: Client, today: date
):
    Referral.objects.filter(pk=referral.pk).update(barriers=["distance"])
    client.force_login(farah)
    case = reverse("programmes:programmes", args=[referral.case.uuid])
    assert "Distance or travel time, from the extract, day not known" in text_of(client.get(case))
    note = reverse("programmes:note_barrier", args=[referral.case.uuid])
    sent = {"form_key": "8f14e45f-ceea-467f-a8a5-b1f2c0d9e002", "code": "distance"}
    sent["starts_on"] = today.isoformat()
    assert "checked" in client.get(f"{note}?code=distance").content.decode()
    assert client.post(note, sent).status_code == 302
    row = Barrier.objects.get()
    assert (row.referral, row.starts_on) == (referral, today)
    assert "from the extract, day not known" not in text_of(client.get(case))


# Where it no longer fits ------------------------------------------------------------------------------


def last_day(case: Case) -> date:
    return Deadline.objects.get(case=case, kind="programme_runway").due_on


def decided(case: Case, by: User, what: Decided = Decided.INDIVIDUAL, **values: Any) -> Decision:
    said = {"reason": "Too late for a group", "due_on": last_day(case)} | values
    return decide_runway(case=case, decided=what, by=by, at=clock.now(), **said)


def test_a_decision_answers_that_day_and_no_other(referral: Referral, farah: User, today: date):
    case = referral.case
    assert last_day(case) == today - DAY
    row = decided(case, farah)
    assert (row.due_on, row.referral, row.recorded_by) == (today - DAY, referral, farah)
    assert not Deadline.objects.filter(case=case, kind="programme_runway").exists()
    assert Deadline.objects.filter(case=case, kind="programme_start").exists(), "a start is asked"
    case.sentences.update(ends_on=today + 30 * WEEK)
    deadlines.recompute([case.pk], on=today)
    assert last_day(case) == today + 8 * WEEK


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"reason": " "}, "Say why"),
        ({"due_on": date(2020, 1, 1)}, "Decide again"),
        ({"what": Decided.NONE}, "for a supervisor"),
        ({"what": Decided.CATCH_UP}, "Choose what is decided"),
    ],
)
def test_what_is_no_decision(referral: Referral, farah: User, values: dict[str, Any], words: str):
    with pytest.raises(RefusedError, match=words):
        decided(referral.case, farah, **values)
    assert not Decision.objects.exists()


def test_that_nothing_is_done_a_supervisor_decides(referral: Referral, nadia: User):
    assert decided(referral.case, nadia, Decided.NONE).decided == Decided.NONE


def test_what_fits_does_so_with_what_comes_before_and_after_it(today: date):
    """13 weeks, three before and six after: 22."""
    left = Runway(today, today + 22 * WEEK, Numbers(20, 30, 12, 26, 3, 6), "", answered=False)
    assert left.fits(13, on=today)
    assert not left.fits(13, on=today + DAY)


def test_the_page_names_what_still_fits(
    referral: Referral, farah: User, nadia: User, client: Client, today: date
):
    referral.case.sentences.update(ends_on=today + 23 * WEEK)
    Referral.objects.filter(pk=referral.pk).update(programme="Building Choices: high")
    url = reverse("programmes:decide_runway", args=[referral.case.uuid])
    client.force_login(farah)
    page = text_of(client.get(url))
    assert "Building Choices: moderate: 13 weeks" in page
    assert "Building Choices: high: 25 weeks" not in page
    assert "Maps for Change" in page
    assert "None, with the supervisor" not in page
    client.force_login(nadia)
    assert "Decide that nothing is done" in text_of(client.get(url))
    none = reverse("programmes:decide_none", args=[referral.case.uuid])
    assert "None, with the supervisor" in text_of(client.get(none))
    client.force_login(farah)
    assert client.get(none).status_code == 403
    sent = {
        "form_key": "8f14e45f-ceea-467f-a8a5-b1f2c0d9e003",
        "version": str((today + 23 * WEEK - 34 * WEEK).toordinal()),
        "decided": "shorter",
        "reason": "The moderate one fits",
    }
    for _ in range(2):
        assert client.post(url, sent).status_code == 302
    assert Decision.objects.get().note == "The moderate one fits"
    page = text_of(client.get(reverse("programmes:programmes", args=[referral.case.uuid])))
    assert "A shorter programme. The moderate one fits" in page


def test_a_shorter_programme_only_where_one_fits(
    referral: Referral, farah: User, client: Client, today: date
):
    url = reverse("programmes:decide_runway", args=[referral.case.uuid])
    client.force_login(farah)
    offered, none = "A shorter programme", "No shorter programme begun today would end"
    page = text_of(client.get(url))
    assert (offered in page, none in page) == (False, True), "it is the shortest"
    with pytest.raises(RefusedError, match=none):
        decided(referral.case, farah, Decided.SHORTER)
    Referral.objects.filter(pk=referral.pk).update(programme="Building Choices: high")
    for days, fits in ((22 * 7, True), (22 * 7 - 1, False)):
        referral.case.sentences.update(ends_on=today + days * DAY)
        page = text_of(client.get(url))
        assert (offered in page, none in page) == (fits, not fits)
    assert not Decision.objects.exists()


def test_moved_by_page(referral: Referral, farah: User, client: Client, today: date):
    client.force_login(farah)
    url = reverse("programmes:move", args=[referral.uuid])
    page = text_of(client.get(url))
    assert "Deprioritised" in page
    assert "Suitable but not ready" not in page
    sent = {
        "form_key": "8f14e45f-ceea-467f-a8a5-b1f2c0d9e004",
        "version": "1",
        "status": "withdrawn",
        "on": today.isoformat(),
    }
    assert "Choose the reason" in text_of(client.post(url, sent))
    sent["reason_withdrawn"] = "transfer"
    stale = client.post(url, sent | {"version": "7"})
    assert stale.status_code == 409
    assert "Awaiting allocation" in text_of(stale)
    for _ in range(2):
        assert client.post(url, sent).status_code == 302
    page = text_of(client.get(reverse("programmes:programmes", args=[referral.case.uuid])))
    assert "Awaiting allocation to withdrawn Transfer" in page


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"status": "complete"}, "it goes to “Deprioritised”"),
        ({"status": "scheduled"}, "is set by a place in a group"),
        ({"on": -101}, "The referral was made on"),
        ({"on": 1}, "or in the past"),
    ],
)
def test_a_move_that_cannot_be_is_said_at_its_field(
    referral: Referral, farah: User, client: Client, today: date, values: dict[str, Any], words: str
):
    client.force_login(farah)
    url = reverse("programmes:move", args=[referral.uuid])
    sent = {
        "form_key": str(uuid4()),
        "version": "1",
        "status": "deprioritised",
        "on": today.isoformat(),
    }
    if days := values.get("on"):
        values = {"on": (today + timedelta(days=days)).isoformat()}
    answer = client.post(url, sent | values)
    assert answer.status_code == 200
    assert words in text_of(answer)
    referral.refresh_from_db()
    assert (referral.status, referral.version) == ("awaiting_allocation", 1)
    assert not referral.moves.exists()
