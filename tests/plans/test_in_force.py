"""What the record has in force as a plan can name it, read from every floor below in set queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from offenders.choices import FactEnding, PauseKind, SentenceKind
from offenders.choices.around import AtRisk
from offenders.deadlines import Shared
from offenders.models import Case, KnownPerson, Pause, Registration
from orders.choices import (
    AskedEnding,
    ConditionCategory,
    ConditionKind,
    LicenceCategory,
    OrderEnding,
    OrderKind,
    RequirementCategory,
)
from orders.models import LicenceCondition, SentenceRequirement
from people.models import User
from plans.choices import PlanState, ReferenceKind
from plans.rules.completeness import VISITS_KEY, Key, Known, gaps
from plans.selectors.gaps import left_out
from plans.selectors.in_force import known
from programmes.choices.referral import Machine, ReferralStatus
from programmes.models import Move
from tests import factories
from visits.models import Interval

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
K = ReferenceKind


def read(case: Case, on: date | None = None) -> Known:
    on = on or clock.today()
    return known(Shared([case.pk], on), [case.pk]).get(case.pk, Known())


def asked(case: Case, on: date | None = None) -> set[Key]:
    return {row.as_key for row in read(case, on).named if row.is_asked}


def test_a_person_of_whom_nothing_is_in_force_has_nothing_to_name():
    assert read(factories.make_case()) == Known()


def test_each_prohibition_and_requirement_of_an_order_in_force_and_no_other(amira: User):
    case, today = factories.make_case(), clock.today()
    order = factories.make_order(case, amira)
    bans = [factories.make_condition(order, f"Not to do {n}") for n in range(5)]
    test = factories.make_condition(
        order,
        "To take a polygraph test",
        kind=ConditionKind.REQUIREMENT,
        category=ConditionCategory.POLYGRAPH,
    )
    over = factories.make_condition(
        order, "Over", ends_on=today, ended_because=OrderEnding.DISCHARGED
    )
    factories.make_condition(order, "To come", starts_on=today + DAY)
    wanted = {Key(K.ORDER_CONDITION, str(row.uuid)) for row in [*bans, test]}
    assert asked(case) == wanted
    found = read(case)
    assert found.ended == {Key(K.ORDER_CONDITION, str(over.uuid)): today}
    (itself,) = [row for row in found.named if row.kind == K.ORDER]
    assert (itself.key, itself.is_asked) == (str(order.uuid), False)
    # With the order all of it is over.
    order.ends_on, order.ended_because = today, OrderEnding.REPLACED
    order.save()
    found = read(case)
    assert found.named == ()
    assert found.ended.keys() >= {*wanted, Key(K.ORDER, str(order.uuid))}


def test_an_order_of_which_no_term_is_recorded_is_named_itself(amira: User):
    case = factories.make_case()
    order = factories.make_order(case, amira, OrderKind.NOTIFICATION)
    late = factories.make_order(case, amira, starts_on=clock.today() + DAY, made_on=clock.today())
    assert asked(case) == {Key(K.ORDER, str(order.uuid))}
    assert asked(case, clock.today() + DAY) == {
        Key(K.ORDER, str(order.uuid)),
        Key(K.ORDER, str(late.uuid)),
    }


VISITS = Key(K.VISIT_SCHEDULE, VISITS_KEY)


def test_the_visits_of_a_registered_person_are_a_schedule_while_clocks_run(case: Case, amira: User):
    today = clock.today()
    assert VISITS in asked(case)
    (visits,) = [row for row in read(case).named if row.kind == K.VISIT_SCHEDULE]
    assert visits.words == "Home visits by the police: every 3 months"
    Interval.objects.create(
        case=case, months=4, reason="Calm", risk_level="high", set_by=amira, starts_on=today
    )
    (visits,) = [row for row in read(case).named if row.kind == K.VISIT_SCHEDULE]
    # Longer than the standard, and nobody has approved it.
    assert visits.words.endswith("every 3 months")
    Interval.objects.update(is_approved=True, decided_by=factories.make_user(), decided_on=today)
    (visits,) = [row for row in read(case).named if row.kind == K.VISIT_SCHEDULE]
    assert (visits.words, visits.since) == ("Home visits by the police: every 4 months", today)
    inside = Pause.objects.create(case=case, kind=PauseKind.CUSTODY, starts_on=today)
    assert VISITS not in asked(case)
    assert VISITS not in read(case).ended
    inside.delete()
    Registration.objects.filter(case=case).update(ends_on=today)
    assert VISITS not in asked(case)
    assert read(case).ended[VISITS] == today


def test_a_registered_person_without_a_risk_level_is_to_be_visited_all_the_same():
    case = factories.make_case(registered=True)
    (visits,) = [row for row in read(case).named if row.is_asked]
    assert "how often is not known" in visits.words
    (register,) = [row for row in read(case).named if row.kind == K.REGISTER]
    assert (register.key, register.is_asked) == ("ARSO", False)


def test_a_programme_by_its_referral_or_by_the_requirement():
    today, case = clock.today(), factories.make_case()
    sentence = factories.make_sentence(
        case, kind=SentenceKind.COMMUNITY, programme_requirement=True, starts_on=today - 90 * DAY
    )
    requirement = Key(K.PROGRAMME, f"sentence:{sentence.pk}")
    assert asked(case) == {requirement}
    begun = factories.make_referral(case, ReferralStatus.REFERRAL_STARTED, machine=Machine.CUSTODY)
    assert asked(case) == {requirement}, "nobody has received it yet"
    begun.delete()
    row = factories.make_referral(case, ReferralStatus.AWAITING_ASSESSMENT)
    referral = Key(K.PROGRAMME, str(row.uuid))
    assert asked(case) == {referral}
    row.status, row.ended_on = ReferralStatus.WITHDRAWN, today
    row.save()
    Move.objects.create(
        referral=row,
        from_status=ReferralStatus.AWAITING_ASSESSMENT,
        to_status=ReferralStatus.WITHDRAWN,
        on=today,
        by=factories.make_user(),
        at=clock.now(),
        reason="transfer",
    )
    assert asked(case) == {requirement}
    assert read(case).ended[referral] == today
    assert asked(case, today - DAY) == {referral}, "as it stood the day before"


def test_a_programme_that_is_complete_is_asked_for_no_more():
    case = factories.make_case()
    since = clock.today() - 90 * DAY
    factories.make_sentence(case, programme_requirement=True, starts_on=since)
    factories.make_referral(case, ReferralStatus.COMPLETE, referred_on=since + DAY)
    assert asked(case) == set()
    again = factories.make_case()
    factories.make_sentence(again, programme_requirement=True, starts_on=since)
    factories.make_referral(again, ReferralStatus.COMPLETE, referred_on=since - DAY)
    assert len(asked(again)) == 1, "what was complete before the sentence answers for none of it"


def test_a_referral_without_a_sentence_is_one():
    row = factories.make_referral(case := factories.make_case(), ReferralStatus.ON_PROGRAMME)
    assert asked(case) == {Key(K.PROGRAMME, str(row.uuid))}


def test_each_licence_condition_and_requirement_in_force():
    today, case = clock.today(), factories.make_case()
    standard = LicenceCondition.objects.create(
        case=case, category=LicenceCategory.NO_OFFENCE, words="Commit no offence.", starts_on=today
    )
    polygraph = LicenceCondition.objects.create(
        case=case, category=LicenceCategory.POLYGRAPH, words="Take tests", starts_on=today
    )
    over = LicenceCondition.objects.create(
        case=case,
        category=LicenceCategory.CURFEW,
        words="Stay in",
        starts_on=today - DAY,
        ends_on=today,
        ended_because=AskedEnding.REMOVED,
    )
    tag = SentenceRequirement.objects.create(
        case=case, category=RequirementCategory.MONITORING, words="Wear a tag", starts_on=today
    )
    licence = Key(K.LICENCE_CONDITION, str(polygraph.uuid))
    assert asked(case) == {
        Key(K.LICENCE_CONDITION, str(standard.uuid)),
        licence,
        Key(K.SENTENCE_REQUIREMENT, str(tag.uuid)),
    }
    found = read(case)
    assert found.ended == {Key(K.LICENCE_CONDITION, str(over.uuid)): today}
    grave = {row.key for row in found.named if row.is_grave}
    assert grave == {str(polygraph.uuid)}
    tag.delete()
    sentence = factories.make_sentence(case, starts_on=today - 9 * DAY, ends_on=today)
    gone = SentenceRequirement.objects.create(
        case=case,
        sentence=sentence,
        category=RequirementCategory.CURFEW,
        words="Stay in",
        starts_on=today - 9 * DAY,
    )
    assert read(case).ended[Key(K.SENTENCE_REQUIREMENT, str(gone.uuid))] == today


def test_a_programme_requirement_on_record_is_one_thing_with_the_flag_and_the_referral():
    case = factories.make_case()
    sentence = factories.make_sentence(case, programme_requirement=True)
    row = SentenceRequirement.objects.create(
        case=case,
        sentence=sentence,
        category=RequirementCategory.PROGRAMME,
        words="Attend a programme",
        starts_on=sentence.starts_on,
    )
    assert asked(case) == {Key(K.SENTENCE_REQUIREMENT, str(row.uuid))}
    referral = factories.make_referral(case)
    assert asked(case) == {Key(K.SENTENCE_REQUIREMENT, str(row.uuid))}
    named = [each for each in read(case).named if each.is_asked]
    assert gaps(named, [Key(K.PROGRAMME, str(referral.uuid))]) == []


def test_a_child_or_adult_at_risk_is_named_and_whoever_is_not_may_be():
    today, case = clock.today(), factories.make_case()
    child = factories.make_known_person(case, name="Robin Field", risk="Left alone with him")
    factories.make_known_person(case, name="Kim Field", at_risk=AtRisk.UNKNOWN, risk="")
    gone = factories.make_known_person(
        case,
        name="Sam Field",
        ends_on=today,
        ended_because=FactEnding.PAST,
        ended_note="Moved abroad",
    )
    key = Key(K.PERSON_AT_RISK, str(child.uuid))
    assert asked(case) == {key}
    found = read(case)
    assert [row.words.partition(" (")[0] for row in found.named] == ["Robin Field", "Kim Field"]
    assert found.ended == {Key(K.PERSON_AT_RISK, str(gone.uuid)): today}
    KnownPerson.objects.filter(pk=child.pk).update(at_risk=AtRisk.NO, risk_on=today)
    assert asked(case) == set()
    (now, _) = read(case).named
    assert (now.as_key, now.since) == (key, today)
    assert "no risk to them now" in now.words


def test_what_a_version_leaves_out(amira: User):
    case = factories.make_case()
    order = factories.make_order(case, amira)
    kept, missed = (factories.make_condition(order, words) for words in ("Not a", "Not b"))
    plan = factories.make_plan(case, by=amira, state=PlanState.DRAFT)
    factories.make_reference(factories.make_item(plan), K.ORDER_CONDITION, str(kept.uuid))
    named = read(case).named
    assert [row.key for row in left_out(plan, named)] == [str(missed.uuid)]
    assert len(left_out(None, named)) == 2


def test_ten_cases_take_as_many_queries_as_one(amira: User):
    def fill() -> Case:
        case = factories.make_case(registered=True, police_risk="high")
        order = factories.make_order(case, amira)
        factories.make_condition(order)
        factories.make_sentence(case, programme_requirement=True)
        factories.make_referral(case)
        factories.make_known_person(case)
        return case

    cases = [fill() for _ in range(10)]
    counted = []
    for some in (cases[:1], cases):
        ids = [case.pk for case in some]
        with CaptureQueriesContext(connection) as queries:
            found = known(Shared(ids, clock.today()), ids)
        assert len(found) == len(some)
        counted.append(len(queries))
    assert counted[0] == counted[1] < 20
