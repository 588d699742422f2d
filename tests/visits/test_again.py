"""The same visit again by mistake is asked about; a second officer to whom the case is closed is refused."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import RefusedError
from offenders.choices import VoidWhy
from offenders.models import Case, Contact
from people.models import Officer, User
from tests import factories
from tests.pages import text_of
from tests.together import together
from tests.visits.test_services import a_plan, a_record
from tests.visits.test_views import sent
from visits import services
from visits.selectors.arranged import recorded_before

MINUTE = timedelta(minutes=1)


@pytest.fixture
def now() -> datetime:
    return clock.now()


def record(case: Case, by: User, now: datetime, **changes: Any) -> Contact:
    another = changes.pop("is_another", False)
    return services.record_visit(
        case=case, record=a_record(now, **changes), by=by, at=now, is_another=another
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "asked"), [(15, True), (-15, True), (16, False), (-16, False)])
def test_within_a_quarter_of_an_hour_it_is_asked_about(
    case: Case, amira: User, now: datetime, minutes: int, asked: bool
) -> None:
    then = now - 2 * timedelta(hours=1)
    record(case, amira, now, happens_at=then)
    again = partial(record, case, amira, now, happens_at=then + minutes * MINUTE)
    if not asked:
        assert again().version == 1
        return
    with pytest.raises(RefusedError, match=r"You recorded this at .*: another one") as refused:
        again()
    assert refused.value.about == "is_another"
    assert again(is_another=True).version == 1


@pytest.mark.django_db
def test_another_officers_a_voided_and_a_planned_one_are_not_the_same(
    case: Case, amira: User, ben: User, now: datetime
) -> None:
    then = now - timedelta(hours=1)
    services.plan_visit(
        case=case, plan=a_plan(now, happens_at=now + timedelta(minutes=5)), by=amira, at=now
    )
    first = record(case, amira, now)
    assert record(case, ben, now).version == 1
    asked = partial(recorded_before, case, amira, then, is_planned=False)
    assert asked() == now
    services.void_visit(contact=first, version=1, why=VoidWhy.TWICE, words="", by=amira, at=now)
    assert asked() is None


@pytest.mark.django_db
def test_a_plan_is_asked_about_too(case: Case, amira: User, now: datetime) -> None:
    plan = partial(services.plan_visit, case=case, plan=a_plan(now), by=amira, at=now)
    plan()
    with pytest.raises(RefusedError, match="another one"):
        plan()
    assert plan(is_another=True).version == 1


@pytest.mark.django_db(transaction=True)
def test_of_the_same_sent_twice_at_once_one_is_asked_about(
    case: Case, amira: User, now: datetime
) -> None:
    once = partial(record, case, amira, now)
    assert together(once, once) == ["RefusedError", "stored"]
    assert Contact.objects.count() == 1


@pytest.mark.django_db
def test_the_page_asks_and_is_answered(
    as_amira: Client, case: Case, ben: User, now: datetime
) -> None:
    url = reverse("visits:record_new", args=[case.uuid])
    assert as_amira.post(url, sent(case, ben.officer, now)).status_code == 302
    other_key = {"form_key": "8f14e45f-ceea-467f-a8a5-b1f2c0d9e002"}
    asked = as_amira.post(url, sent(case, ben.officer, now, **other_key))
    assert asked.status_code == 200
    assert "another one?" in text_of(asked)
    assert 'name="is_another"' in asked.content.decode()
    yes = sent(case, ben.officer, now, **other_key, is_another="on")
    assert as_amira.post(url, yes).status_code == 302
    assert Contact.objects.current().count() == 2


@pytest.fixture
def shut_out(case: Case, ben: User) -> Officer:
    factories.make_exclusion(case, ben)
    return ben.officer


@pytest.mark.django_db
def test_who_may_not_open_the_case_is_not_planned_to_go(
    case: Case, amira: User, shut_out: Officer, now: datetime
) -> None:
    """INF-30."""
    with pytest.raises(RefusedError, match="Access to this case is limited") as refused:
        services.plan_visit(case=case, plan=a_plan(now, second_officer=shut_out), by=amira, at=now)
    assert refused.value.about == "second_officer"
    assert not Contact.objects.exists()


@pytest.mark.django_db
def test_neither_is_who_is_not_named_where_it_is_restricted(
    case: Case, amira: User, ben: User, now: datetime
) -> None:
    factories.make_restriction(case, amira)
    with pytest.raises(RefusedError, match="Access to this case is limited"):
        services.plan_visit(
            case=case, plan=a_plan(now, second_officer=ben.officer), by=amira, at=now
        )


@pytest.mark.django_db
def test_who_went_all_the_same_is_kept_and_said(
    as_amira: Client, case: Case, shut_out: Officer, now: datetime
) -> None:
    url = reverse("visits:record_new", args=[case.uuid])
    page = as_amira.post(url, sent(case, shut_out, now), follow=True)
    assert "Tell your supervisor today that they were there" in text_of(page)
    assert Contact.objects.current().get().visit.second_officer == shut_out
