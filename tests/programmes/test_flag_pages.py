"""The page of a flag of each kind of programmes: what it was worked out from, by its name, and what clears it."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from core import clock
from offenders import deadlines
from offenders.choices import RiskTool, SentenceKind
from offenders.models import Case, Flag
from people.models import Team, User
from programmes.choices.referral import BarrierCode, PreparationKind, ReferralStatus as S
from programmes.deadlines import JOB, KINDS
from tests import factories
from tests.factories import groups as make
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
BEFORE = 60 * WEEK


def serving(farah: User, *, weeks: int = 40, left: int = 80, **fields: object) -> Case:
    """Of Farah's, so many weeks into a sentence of which so many are left."""
    today = clock.today()
    case = factories.make_case(probation=farah.officer, since=today - BEFORE, **fields)
    factories.make_sentence(
        case,
        SentenceKind.COMMUNITY,
        starts_on=today - weeks * WEEK,
        ends_on=today + left * WEEK,
    )
    factories.make_risk(case, "high", tool=RiskTool.ROSH, assessed_on=today - 30 * WEEK)
    return case


def start(farah: User) -> None:
    case = serving(farah)
    factories.make_referral(
        case,
        S.AWAITING_ASSESSMENT,
        referred_on=clock.today() - 30 * WEEK,
        barriers=[BarrierCode.DENIAL],
    )
    factories.make_barrier(case, BarrierCode.WORK_PATTERN)


def runway(farah: User) -> None:
    case = serving(farah, left=10)
    factories.make_referral(case, S.AWAITING_ALLOCATION, referred_on=clock.today() - 2 * WEEK)


def before(farah: User) -> None:
    case = serving(farah)
    referral = factories.make_referral(case, S.SCHEDULED)
    factories.make_preparation(
        referral, PreparationKind.DISCLOSURE, recorded_on=clock.today() - 9 * WEEK
    )
    make.seat(referral, make.make_group(first_on=clock.today() + WEEK))


def stalled(farah: User) -> None:
    factories.make_referral(serving(farah), S.ON_PROGRAMME, started_on=clock.today() - 5 * WEEK)


def missed(farah: User) -> None:
    first = clock.today() - 5 * WEEK
    referral = factories.make_referral(serving(farah), S.ON_PROGRAMME, started_on=first)
    group = make.make_group(first_on=first, sessions=8)
    seat = make.seat(referral, group, placed_on=first - WEEK)
    for session in group.sessions.filter(number__lte=3):
        make.make_line(seat, session, "UAAB", farah.officer)


def no_work(farah: User) -> None:
    serving(farah, registered=True)


def review(farah: User) -> None:
    factories.make_referral(
        serving(farah),
        S.COMPLETE,
        referred_on=clock.today() - 35 * WEEK,
        started_on=clock.today() - 30 * WEEK,
        ended_on=clock.today() - 10 * WEEK,
    )


SITUATIONS: dict[str, tuple[Callable[[User], None], list[str]]] = {
    "programme_start": (
        start,
        [
            "Awaiting assessment",
            "Work pattern, since",
            "Denial, from the extract",
            "30 working days",
        ],
    ),
    "programme_runway": (runway, ["Ends on", "13 weeks"]),
    "pre_programme_work": (before, ["Disclosure", "4 weeks"]),
    "programme_stalled": (stalled, ["On programme, since", "14 days"]),
    "programme_missed": (missed, ["Missed", "3 sessions"]),
    "no_offending_work": (no_work, ["For a sexual offence, since", "20 working days"]),
    "programme_review": (review, ["Completed", "8 weeks"]),
}


def test_no_kind_is_left_out() -> None:
    assert {kind.code for kind in KINDS} == set(SITUATIONS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_it_says_what_it_was_worked_out_from_and_what_clears_it(
    as_farah: Client, farah: User, kind: object
) -> None:
    found = next(each for each in KINDS if each is kind)
    make_situation, facts = SITUATIONS[found.code]
    make_situation(farah)
    Case.objects.update(created_on=clock.today() - BEFORE)
    Team.objects.update(created_on=clock.today() - BEFORE)
    on, at = clock.today(), clock.now()
    deadlines.refresh_all(on=on, at=at)
    deadlines.run_sweep(JOB, on=on, at=at)
    flag = Flag.objects.filter(kind=found.code).latest("due_on")
    answer = as_farah.get(flag.get_absolute_url())
    page = unescape(text_of(answer))

    for words in (
        f"{flag.rule} {found.rule_text}",
        flag.because,
        "Worked out from",
        f"Clears when {found.clears_when}",
        f"Would not clear it {found.would_not_clear}",
        *facts,
    ):
        assert words in page, words
    assert flag.rule == found.rule
    behind = page.partition("Worked out from")[2].partition("Clears when")[0]
    for row in flag.inputs:
        assert row["label"]
        assert row["value"]
        assert row["value"] in behind
    standards = [row["label"] for row in flag.inputs if row["label"].startswith("Standard")]
    assert standards, "its number"
    assert len(set(standards)) == len(standards), "each says which it is"
    assert "Standard" not in standards
    links = {url for label, url in answer.context["page"].acts}
    links |= {row.url for row in answer.context["page"].facts if row.url}
    assert links
    for url in links:
        assert as_farah.get(url).status_code == 200, url
