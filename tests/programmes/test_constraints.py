"""What the database refuses about programmes, whoever writes: each check once, by its name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from core import clock
from offenders.models import Case
from people.models import User
from programmes.choices.referral import (
    About,
    Decided,
    Machine,
    PreparationKind,
    ReferralStatus as S,
)
from programmes.choices.suitability import Pathway
from programmes.models import (
    Attendance,
    Decision,
    Group,
    Move,
    Override,
    Placement,
    Programme,
    Referral,
    Review,
    Terms,
)
from tests import factories
from tests.factories import groups as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@dataclass
class World:
    """Somebody with a referral and a seat in a group that met yesterday."""

    case: Case
    referral: Referral
    group: Group
    seat: Placement
    by: User
    today: date

    def changed(self, row: object, **values: object) -> None:
        type(row).objects.filter(pk=row.pk).update(**values)  # type: ignore[attr-defined]

    def moved(self, to: S = S.SUITABLE_NOT_READY, **values: object) -> None:
        said = {"on": self.today, "by": self.by, "at": clock.now()} | values
        Move.objects.create(
            referral=self.referral, from_status=S.AWAITING_ASSESSMENT, to_status=to, **said
        )

    def line(self, **values: object) -> Attendance:
        contact = factories.make_contact(self.case, type_code="APAT", outcome_code="ATTC")
        return Attendance.objects.create(placement=self.seat, contact=contact, **values)

    def reviewed(self, **values: object) -> None:
        said = {"progress": "Well", "next_work": "More", "recorded_by": self.by} | values
        Review.objects.create(
            referral=self.referral,
            is_plan_updated=True,
            **{"reviewed_on": self.today, "recorded_on": self.today} | said,
        )

    def decided_otherwise(self, **values: object) -> None:
        said = {"note": "Why", "decided": Pathway.HIGH, "worked_out": Pathway.MODERATE} | values
        Override.objects.create(
            case=self.case, decided_on=self.today, **{"recorded_by": self.by} | said
        )


@pytest.fixture
def world(farah: User) -> World:
    case, today = factories.make_case(), clock.today()
    referral = factories.make_referral(case, S.AWAITING_ASSESSMENT)
    group = make.make_group(first_on=today - DAY)
    return World(case, referral, group, make.seat(referral, group), farah, today)


def twice(act: Callable[[], object]) -> None:
    act()
    act()


def _itself(w: World) -> None:
    line = w.line(session=w.group.sessions.get(number=1))
    w.changed(line, session=None, catches_up=line)


def _of_another_seat(w: World) -> None:
    missed = w.line(session=w.group.sessions.get(number=1))
    again = factories.make_referral(w.case, S.SCHEDULED, referred_on=w.today - DAY)
    w.seat = make.seat(again, make.make_group())
    w.line(catches_up=missed)


Act = Callable[[World], object]
REFERRALS: dict[str, Act] = {
    "starts_after_referral": lambda w: w.changed(
        w.referral, started_on=w.referral.referred_on - DAY
    ),
    "ends_after_start": lambda w: w.changed(w.referral, started_on=w.today, ended_on=w.today - DAY),
    "once": lambda w: factories.make_referral(w.case),
    "status_community": lambda w: w.changed(w.referral, status=S.NOT_SUITABLE),
    "status_custody": lambda w: w.changed(w.referral, machine=Machine.CUSTODY, status=S.SCHEDULED),
    "barriers_known": lambda w: w.changed(w.referral, barriers=["weather"]),
    "source_known": lambda w: w.changed(w.referral, source="hearsay"),
}
MOVES: dict[str, Act] = {
    "moves": lambda w: w.moved(S.AWAITING_ASSESSMENT),
    "by_a_person_or_an_extract": lambda w: w.moved(by=None),
    "reason_known": lambda w: w.moved(S.WITHDRAWN, reason="weather"),
    "closed_with_a_reason": lambda w: w.moved(S.WITHDRAWN),
}
OF_A_CASE: dict[str, Act] = {
    "barrier_ends_not_before_start": lambda w: factories.make_barrier(
        w.case, ends_on=w.today - 21 * DAY
    ),
    "barrier_open_once": lambda w: twice(lambda: factories.make_barrier(w.case)),
    "preparation_own_has_a_title": lambda w: factories.make_preparation(
        w.referral, PreparationKind.OWN
    ),
    "preparation_once": lambda w: twice(lambda: factories.make_preparation(w.referral)),
    "decision_has_a_reason": lambda w: Decision.objects.create(
        case=w.case, about=About.RUNWAY, decided=Decided.NONE, decided_on=w.today
    ),
    "individualwork_one_open": lambda w: twice(lambda: factories.make_work(w.case, w.by)),
    "individualwork_ended_with_words": lambda w: factories.make_work(w.case, w.by, ends_on=w.today),
    "individualwork_ends_not_before_start": lambda w: factories.make_work(
        w.case, w.by, ends_on=w.today - DAY, came_of_it="Well"
    ),
    "individualwork_sessions_sane": lambda w: factories.make_work(w.case, w.by, sessions=61),
    "review_says_something": lambda w: w.reviewed(progress=""),
    "review_not_of_the_future": lambda w: w.reviewed(reviewed_on=w.today + DAY),
    "override_one_holds": lambda w: twice(w.decided_otherwise),
    "override_decided": lambda w: w.decided_otherwise(decided=Pathway.MODERATE),
    "override_says_why_and_who": lambda w: w.decided_otherwise(recorded_by=None),
    "score_is_a_value_of_its_input": lambda w: factories.make_score(w.case, w.by, "sex", 3),
    "score_assessed_when_recorded": lambda w: factories.make_score(
        w.case, w.by, "sex", 2, assessed_on=w.today + DAY
    ),
    "score_once": lambda w: twice(lambda: factories.make_score(w.case, w.by, "sex", 2)),
}
GROUPS: dict[str, Act] = {
    "group_size_sane": lambda w: make.make_group(size=31),
    "group_has_a_name": lambda w: make.make_group(name=""),
    "group_cancelled_with_a_reason": lambda w: make.make_group(cancelled_on=w.today),
    "group_ended_or_cancelled": lambda w: make.make_group(
        cancelled_on=w.today, cancelled_because="Why", ended_on=w.today
    ),
    "session_number": lambda w: w.changed(w.group.sessions.get(number=2), number=1),
    "session_saved_by_somebody": lambda w: w.changed(
        w.group.sessions.get(number=1), saved_at=clock.now()
    ),
    "session_length_sane": lambda w: w.changed(w.group.sessions.get(number=1), minutes=601),
    "place_has_a_name": lambda w: w.changed(w.group.place, name=""),
    "attendance_once": lambda w: twice(lambda: w.line(session=w.group.sessions.get(number=1))),
    "attendance_of_one": lambda w: w.line(),
    "attendance_catches_up_another": _itself,
    "attendance_same_seat": _of_another_seat,
    "facilitatortraining_once": lambda w: twice(lambda: make.make_programme_training(w.by.officer)),
}
CATALOGUE: dict[str, Act] = {
    "terms_one_at_a_time": lambda w: _terms(starts_on=w.today),
    "terms_ends_after_start": lambda w: _terms(starts_on=w.today, ends_on=w.today),
    "terms_weeks_sane": lambda w: Terms.objects.update(weeks=105),
    "terms_group_size_sane": lambda w: Terms.objects.update(group_size=31),
    "programme_replaced_by_another": lambda w: w.changed(
        w.group.programme, replaced_by=w.group.programme
    ),
}
REFUSED = {
    **{f"programmes_referral_{name}": act for name, act in REFERRALS.items()},
    **{f"programmes_move_{name}": act for name, act in MOVES.items()},
    **{f"programmes_{name}": act for name, act in (OF_A_CASE | GROUPS | CATALOGUE).items()},
}


def _terms(**values: object) -> None:
    programme = Programme.objects.get(name=make.PROGRAMME)
    Terms.objects.create(programme=programme, cohort="all", weeks=10, **values)


@pytest.mark.parametrize("name", REFUSED)
def test_whoever_writes_it_is_refused(world: World, name: str):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        REFUSED[name](world)
    assert caught.value.__cause__.diag.constraint_name == name  # type: ignore[union-attr]
