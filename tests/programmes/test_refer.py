"""Somebody is referred: by the service and by the page; what is stored beside it, what is refused, and in what words."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import RefusedError
from offenders import deadlines
from offenders.choices import PauseKind, SentenceKind
from offenders.models import Case, Contact, Deadline
from people.models import User
from programmes.choices.referral import (
    Answer,
    BarrierCode,
    Machine,
    PreparationKind,
    ReferralStatus as S,
    Source,
)
from programmes.models import Barrier, Preparation, Programme, Referral
from programmes.services.referrals import Asked, go_on_in_community, refer
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BC = "Building Choices: moderate"
KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e001"


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def served(farah: User, today: date) -> Case:
    """A case of Farah's with a programme requirement since 100 days."""
    case = factories.make_case(probation=farah.officer, since=today - 100 * DAY)
    factories.make_sentence(
        case,
        SentenceKind.COMMUNITY,
        starts_on=today - 100 * DAY,
        ends_on=today + 900 * DAY,
        programme_requirement=True,
    )
    deadlines.recompute([case.pk], on=today)
    return case


def asked(**values: Any) -> Asked:
    name = values.pop("programme", BC)
    said = {"referred_on": clock.today(), "source": Source.REQUIREMENT} | values
    return Asked(programme=Programme.objects.get(name=name), **said)


def referred(case: Case, by: User, **values: Any) -> Referral:
    return refer(case=case, asked=asked(**values), by=by, at=clock.now())


def test_with_everything_that_stands_beside_it(served: Case, farah: User, today: date):
    row = referred(
        served,
        farah,
        referred_on=today - DAY,
        maintains_innocence=Answer.YES,
        evening_offered=Answer.NO,
        barriers=[BarrierCode.WORK_PATTERN, BarrierCode.DENIAL],
        hindered_since=today - 9 * DAY,
    )
    assert (row.machine, row.status) == (Machine.COMMUNITY, S.AWAITING_ASSESSMENT)
    assert (row.made_by, row.source) == (farah, Source.REQUIREMENT)
    assert set(row.noted_barriers.values_list("code", "starts_on")) == {
        ("work_pattern", today - 9 * DAY),
        ("denial", today - 9 * DAY),
    }
    kinds = set(row.preparations.values_list("kind", flat=True))
    assert kinds == set(PreparationKind.values) - {PreparationKind.OWN}
    told = Contact.objects.get(case=served)
    assert (told.type.code, told.officer, told.author) == ("C169", farah.officer, farah)
    assert clock.today() - told.happened_at.date() == DAY
    because = Deadline.objects.get(case=served, kind="programme_start").because
    assert because.startswith("Waiting for an assessment")
    assert "work pattern" in because


def test_denial_is_no_bar(served: Case, farah: User):
    assert referred(served, farah, maintains_innocence=Answer.YES).pk


def test_in_custody_it_is_submitted(served: Case, farah: User, today: date):
    factories.make_pause(served, PauseKind.CUSTODY, starts_on=today - 5 * DAY)
    row = referred(served, farah)
    assert (row.machine, row.status) == (Machine.CUSTODY, S.REFERRAL_SUBMITTED)
    before = referred(served, farah, referred_on=today - 6 * DAY)
    assert before.machine == Machine.COMMUNITY, "as they were on the day of the referral"


@pytest.mark.parametrize(
    ("values", "about", "words"),
    [
        ({"programme": "Core SOTP"}, "programme", "refer to Building Choices: high instead"),
        ({"programme": "Horizon"}, "programme", "refer to Building Choices: moderate instead"),
        ({"programme": "Maps for Change"}, "programme", "toolkit of individual work"),
        ({"referred_on": 1}, "referred_on", "or in the past"),
        ({"referred_on": -101}, "referred_on", "The sentence began on"),
        ({"hindered_since": 1}, "hindered_since", "or in the past"),
    ],
)
def test_what_is_refused_stores_nothing(
    served: Case, farah: User, values: dict[str, Any], about: str, words: str
):
    days = {key: clock.today() + each * DAY for key, each in values.items() if key != "programme"}
    with pytest.raises(RefusedError, match=words) as refused:
        referred(served, farah, **values | days)
    assert refused.value.about == about
    for model in (Referral, Barrier, Preparation, Contact):
        assert not model._default_manager.exists()


def test_what_held_on_the_day_of_the_referral_counts(served: Case, farah: User, today: date):
    terms = Programme.objects.get(name="Horizon").terms.get()
    terms.ends_on = today
    terms.save()
    with pytest.raises(RefusedError, match="has been replaced"):
        referred(served, farah, programme="Horizon")
    assert referred(served, farah, programme="Horizon", referred_on=today - DAY).pk


def test_a_requirement_only_where_the_sentence_has_one(served: Case, farah: User):
    served.sentences.update(programme_requirement=False)
    with pytest.raises(RefusedError, match="no programme requirement") as refused:
        referred(served, farah)
    assert refused.value.about == "source"
    assert referred(served, farah, source=Source.NO_ORDER).pk


def test_the_same_on_the_same_day_once(served: Case, farah: User):
    referred(served, farah)
    with pytest.raises(RefusedError, match="already: go on with that one"):
        referred(served, farah)
    assert referred(served, farah, programme="Building Choices: high").pk
    assert Barrier.objects.count() == 0


def test_no_sentence_no_referral(farah: User):
    case = factories.make_case(probation=farah.officer)
    with pytest.raises(RefusedError, match="No sentence was in force"):
        referred(case, farah)


def test_a_barrier_that_is_open_goes_on_as_it_is(served: Case, farah: User, today: date):
    Barrier.objects.create(case=served, code=BarrierCode.COST, starts_on=today - 20 * DAY)
    referred(served, farah, barriers=[BarrierCode.COST])
    assert Barrier.objects.get().starts_on == today - 20 * DAY


# After a release ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "closed", "reason", "then"),
    [
        (S.REFERRAL_SUBMITTED, S.WITHDRAWN, "parole", S.AWAITING_ASSESSMENT),
        (S.ASSESSED_SUITABLE, S.WITHDRAWN, "parole", S.AWAITING_ALLOCATION),
        (S.SUITABLE_NOT_READY, S.WITHDRAWN, "parole", S.AWAITING_ASSESSMENT),
        (S.ON_PROGRAMME, S.DESELECTED, "parole", S.AWAITING_ALLOCATION),
        (S.REFERRAL_STARTED, S.WITHDRAWN, "sentence_ended", S.AWAITING_ASSESSMENT),
        (S.HOLD_AWAITING, S.WITHDRAWN, "parole", S.AWAITING_ASSESSMENT),
    ],
)
def test_released_it_goes_on(
    served: Case, farah: User, today: date, status: S, closed: S, reason: str, then: S
):
    inside = factories.make_referral(served, status, machine=Machine.CUSTODY)
    new = go_on_in_community(
        inside, on=today - DAY, is_parole=True, by=farah, at=clock.now(), version=1
    )
    inside.refresh_from_db()
    assert (inside.status, inside.moves.get().reason) == (closed, reason)
    assert (new.status, new.machine, new.referred_on) == (then, Machine.COMMUNITY, today - DAY)
    assert new.goes_on_from == inside
    assert new.preparations.count() == 5


@pytest.mark.parametrize(
    ("status", "reason"),
    [(S.ASSESSED_SUITABLE, "other_release"), (S.ON_PROGRAMME, "other_release")],
)
def test_what_was_done_inside_goes_on_with_it(
    served: Case, farah: User, today: date, status: S, reason: str
):
    """Not released on parole; the work before is done, and what stands in the way still does."""
    inside = factories.make_referral(
        served, status, machine=Machine.CUSTODY, pre_programme_done=True
    )
    factories.make_barrier(served, referral=inside)
    new = go_on_in_community(inside, on=today, is_parole=False, by=farah, at=clock.now(), version=1)
    assert inside.moves.get().reason == reason
    assert (new.pre_programme_done, new.preparations.count()) == (True, 0)
    assert Barrier.objects.get().referral == new


def test_not_beside_the_same_referral_of_that_day(served: Case, farah: User, today: date):
    inside = factories.make_referral(served, S.ASSESSED_SUITABLE, machine=Machine.CUSTODY)
    factories.make_referral(served, referred_on=today)
    with pytest.raises(RefusedError, match="already: go on with that one"):
        go_on_in_community(inside, on=today, is_parole=False, by=farah, at=clock.now(), version=1)
    inside.refresh_from_db()
    assert inside.status == S.ASSESSED_SUITABLE


def test_not_while_inside_and_not_twice(served: Case, farah: User, today: date):
    inside = factories.make_referral(served, S.ASSESSED_SUITABLE, machine=Machine.CUSTODY)
    stay = factories.make_pause(served, PauseKind.CUSTODY, starts_on=today - 50 * DAY)
    said = {"on": today, "is_parole": False, "by": farah, "at": clock.now()}
    with pytest.raises(RefusedError, match="Record the release first"):
        go_on_in_community(inside, version=1, **said)
    stay.ends_on = today
    stay.save()
    new = go_on_in_community(inside, version=1, **said)
    with pytest.raises(RefusedError, match="in the community already"):
        go_on_in_community(new, version=1, **said)


# The pages ---------------------------------------------------------------------------------------------


def sent(**changes: Any) -> dict[str, Any]:
    today = clock.today()
    data = {
        "form_key": KEY,
        "programme": BC,
        "referred_on": today.isoformat(),
        "source": "requirement",
        "maintains_innocence": "yes",
        "evening_offered": "unknown",
        "barriers": ["cost"],
    }
    return data | changes


def test_by_page_once_however_often_it_is_sent(served: Case, farah: User, client: Client):
    client.force_login(farah)
    url = reverse("programmes:refer", args=[served.uuid])
    assert "Building Choices: high" in text_of(client.get(url))
    for _ in range(2):
        assert client.post(url, sent()).status_code == 302
    assert Referral.objects.get().maintains_innocence == Answer.YES
    page = text_of(client.get(reverse("programmes:programmes", args=[served.uuid])))
    assert "Waiting for an assessment since" in page
    assert "Three-way meeting" in page
    assert "Cost" in page


def test_by_page_what_was_typed_stays(served: Case, farah: User, client: Client):
    client.force_login(farah)
    url = reverse("programmes:refer", args=[served.uuid])
    answer = client.post(url, sent(programme="Kaizen"))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Kaizen has been replaced: refer to Building Choices: high instead" in page
    assert 'value="cost"' in page
    checked = [line for line in page.splitlines() if "checked" in line]
    assert any('value="cost"' in line for line in checked)
    assert any('value="yes"' in line for line in checked)
    assert not Referral.objects.exists()


def test_the_page_asks_as_much_whatever_the_history(
    served: Case, farah: User, client: Client, today: date
):
    client.force_login(farah)
    url = reverse("programmes:programmes", args=[served.uuid])
    referred(served, farah, barriers=[BarrierCode.COST])
    few = asked_by(client, url)
    for days in range(1, 6):
        row = referred(served, farah, referred_on=today - days * DAY)
        Barrier.objects.create(
            case=served, code="distance", starts_on=today - 2 * DAY, ends_on=today
        )
        assert row.pk
    assert asked_by(client, url) == few


def test_nothing_yet_says_so(served: Case, farah: User, client: Client):
    client.force_login(farah)
    page = text_of(client.get(reverse("programmes:programmes", args=[served.uuid])))
    assert "Waiting for a referral since" in page
    assert "No referral is open" in page
    assert "Nothing is noted that stands in the way" in page


def test_who_may_not_refer_is_offered_nothing(served: Case, nadia: User, client: Client):
    other = factories.make_officer(
        "Omar Reyes", team=nadia.officer.team, grade="PO", roles=("officer",)
    )
    client.force_login(other.user)
    page = text_of(client.get(reverse("programmes:programmes", args=[served.uuid])))
    assert "Waiting for a referral since" in page
    assert "Refer to a programme" not in page
