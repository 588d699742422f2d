"""Drafts: of forms that there are, by those who may save them, of bounded size and number, gone when old."""

import inspect
from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from core.models import JobRun
from offenders import tasks
from offenders.models import Case, Draft
from offenders.selectors.drafts import permission_of
from offenders.services import drafts
from people.choices import Permission
from people.models import User
from tests import factories
from tests.together import while_open

pytestmark = pytest.mark.django_db
HEX = "0123456789ab"  # the same for every worker: the names of tests are made of it
FORMS = [
    ("log-contact", Permission.LOG_CONTACT),
    ("plan-visit", Permission.PLAN_VISIT),
    ("record-visit", Permission.RECORD_VISIT),
    (f"visit-{HEX}", Permission.RECORD_VISIT),
    (f"answer-{HEX}", Permission.RECORD_VISIT),
    (f"review-{HEX}", Permission.REVIEW_VISIT),
    ("record-order", Permission.RECORD_ORDER),
    (f"condition-{HEX}", Permission.RECORD_ORDER),
]


def address(case: Case, form: str = "log-contact") -> str:
    return reverse("offenders:save_draft", args=[case.uuid, form])


def keep(case: Case, by: User, form: str = "log-contact", **data: str) -> Draft:
    words = {name: [value] for name, value in (data or {"notes": "Half a no"}).items()}
    return drafts.save_draft(case=case, form=form, data=words, by=by, at=clock.now())


@pytest.mark.parametrize(("form", "needs"), FORMS)
def test_each_form_says_what_writing_it_needs(form: str, needs: Permission) -> None:
    assert permission_of(form) == needs


@pytest.mark.parametrize(
    "form",
    ["", "anything", "visit-", f"visit-{HEX}0", f"visit-{HEX[:-1]}g", HEX, f"-{HEX}", f"x-{HEX}"],
)
def test_what_is_no_form_of_ours_has_no_drafts(as_amira: Client, case: Case, form: str) -> None:
    assert permission_of(form) is None
    if form:
        assert as_amira.post(address(case, form), {"notes": "x"}).status_code == 404
    assert not Draft.objects.exists()


def test_the_forms_that_pages_keep_are_known(as_amira: Client, case: Case) -> None:
    """A page whose draft nobody could save would lose what is typed."""
    for name in (
        "offenders:log_contact",
        "orders:record_order",
        "visits:plan",
        "visits:record_new",
    ):
        page = as_amira.get(reverse(name, args=[case.uuid]))
        url = getattr(page.context.get("form"), "draft_url", address(case))
        assert as_amira.post(url, {"notes": "x"}).status_code == 200, name


def test_a_draft_that_a_page_keeps_does_not_keep_the_session(as_amira: Client, case: Case) -> None:
    """Whoever has left the page open has left, also where the page still has something to send."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        assert as_amira.get(case.get_absolute_url()).status_code == 200
        traveller.shift(timedelta(minutes=14))
        assert as_amira.post(address(case), {"notes": "x"}).status_code == 200
        traveller.shift(timedelta(minutes=1))
        assert as_amira.post(address(case), {"notes": "y"}).status_code == 302


@pytest.mark.parametrize(("form", "_"), FORMS)
def test_who_may_only_read_keeps_nothing(as_ivy: Client, case: Case, form: str, _: str) -> None:
    """A head reads every case of the unit, and writes in none."""
    assert as_ivy.get(case.get_absolute_url()).status_code == 200
    assert as_ivy.post(address(case, form), {"notes": "x"}).status_code == 403
    assert not Draft.objects.exists()
    assert Event.objects.latest("id").asked["refused_case"] == case.pk


def test_a_ground_must_allow_it_too(as_ben: Client, case: Case) -> None:
    """A colleague logs contacts, and orders are not theirs to record."""
    assert as_ben.post(address(case), {"notes": "x"}).status_code == 200
    assert as_ben.post(address(case, "record-order"), {"notes": "x"}).status_code == 403


def test_what_is_too_long_is_413_in_words(as_amira: Client, case: Case) -> None:
    assert as_amira.post(address(case), {"notes": "a" * 99_000}).status_code == 200
    response = as_amira.post(address(case), {"notes": "b" * 100_000})
    assert response.status_code == 413
    assert response.json()["why"].startswith("a draft can be 100 KB long and this is longer.")
    assert Draft.objects.get().data["notes"][0][0] == "a", "the text before it is kept"
    assert Event.objects.latest("id").outcome == "invalid"


def test_the_size_is_counted_as_it_is_stored(
    as_amira: Client, case: Case, settings: LazySettings
) -> None:
    settings.DRAFT_MOST_BYTES = 1_000
    assert as_amira.post(address(case), {"notes": "é" * 600}).status_code == 413
    assert as_amira.post(address(case), {"notes": "e" * 600}).status_code == 200


def test_one_draft_too_many_is_refused_and_those_there_are_go_on(
    as_amira: Client, case: Case, amira: User, settings: LazySettings
) -> None:
    settings.DRAFTS_PER_USER = 2
    for form in ("log-contact", "plan-visit"):
        assert as_amira.post(address(case, form), {"notes": "x"}).status_code == 200
    response = as_amira.post(address(case, "record-visit"), {"notes": "x"})
    assert (response.status_code, "2 drafts already" in response.json()["why"]) == (413, True)
    assert as_amira.post(address(case), {"notes": "more"}).status_code == 200
    as_amira.post(address(case), {"discard": "1"})
    assert as_amira.post(address(case, "record-visit"), {"notes": "x"}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_both_take_the_last_place(
    case: Case, amira: User, settings: LazySettings
) -> None:
    settings.DRAFTS_PER_USER = 1
    assert while_open(lambda: keep(case, amira), lambda: keep(case, amira, "plan-visit")) == (
        "RefusedError"
    )
    assert Draft.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_autosaves_that_meet_are_both_kept_and_the_later_stays(case: Case, amira: User) -> None:
    said = while_open(
        lambda: keep(case, amira, notes="Half a no"), lambda: keep(case, amira, notes="Half a note")
    )
    assert said == "stored"
    assert Draft.objects.get().data == {"notes": ["Half a note"]}
    assert "get_or_create" not in inspect.getsource(drafts), (
        "its insert fails into the server's log"
    )


def test_old_drafts_go_and_one_that_was_touched_stays(
    case: Case, amira: User, settings: LazySettings
) -> None:
    old, touched = (
        factories.make_draft(case, amira),
        factories.make_draft(case, amira, "plan-visit"),
    )
    edge = clock.now() - timedelta(days=settings.DRAFT_DAYS)
    Draft.objects.filter(pk=old.pk).update(saved_at=edge - timedelta(minutes=1))
    Draft.objects.filter(pk=touched.pk).update(saved_at=edge + timedelta(minutes=1))
    tasks.forget_drafts()
    assert list(Draft.objects.all()) == [touched]
    assert JobRun.objects.get(name="offenders.forget_drafts").figures == {"forgotten": 1}
