"""MAP-62 without a database: what a plan leaves out is found, and nothing is invented."""

import random
from datetime import date

import pytest

from orders.choices import ConditionCategory, ConditionKind
from plans.choices import Pillar, ReferenceKind
from plans.rules.completeness import (
    VISITS_KEY,
    Change,
    Key,
    Known,
    Named,
    Offered,
    Referred,
    changes,
    gaps,
)
from plans.rules.offered import (
    STANDARD_LICENCE,
    Around,
    AskedFor,
    OrderInForce,
    OrderTerm,
    Referral,
    Required,
    items_of,
    of_condition,
    of_licence_condition,
    of_order,
    of_person,
    of_programme,
    of_register,
    of_requirement,
    of_visits,
)

ON = date(2026, 11, 20)
K = ReferenceKind


def term(key: str, words: str = "Not to enter any park", **fields: object) -> OrderTerm:
    values: dict[str, object] = {
        "kind": ConditionKind.PROHIBITION,
        "category": ConditionCategory.PLACE,
        "monitoring": "",
        "order": "SHPO, made on 3 March 2025",
        "order_ref": "order:o1",
        "since": ON,
        "last_day": None,
    }
    return OrderTerm(key, words=words, **values | fields)  # type: ignore[arg-type]


def asked(key: str, **fields: object) -> AskedFor:
    values: dict[str, object] = {
        "about": "Curfew",
        "words": "Stay in from 9pm",
        "monitoring": "",
        "since": ON,
        "last_day": None,
        "ref": "",
    }
    return AskedFor(key, **values | fields)  # type: ignore[arg-type]


def everything() -> list[Named]:
    """One of each thing that MAP-62 names, and two that may be named and need not be."""
    return [
        of_visits(every="every month", since=ON, registered_since=ON),
        of_condition(term("c1"), is_visited=True),
        of_condition(
            term("c2", kind=ConditionKind.REQUIREMENT, category=ConditionCategory.POLYGRAPH),
            is_visited=True,
        ),
        of_order(OrderInForce("o1", "SHPO", ON, None, has_terms=True)),
        of_order(OrderInForce("o2", "Notification order", ON, None, has_terms=False)),
        *of_programme([Referral("r1", "Building Choices", ON)], None, also=frozenset()),
        of_requirement(asked("q1"), pillar=Pillar.MONITORING, also=frozenset()),
        of_licence_condition(asked("l1"), pillar=Pillar.MONITORING, is_standard=False),
        of_licence_condition(asked("l2"), pillar=Pillar.SUPERVISION, is_standard=True),
        of_person(Around("p1", "Robin Field", "Their child", True, "Left alone with him", ON)),
        of_person(Around("p2", "Kim Field", "Sister", False, "", ON, is_asked=False)),
        of_register("ARSO", "Registered sexual offender", ON, "registration:1"),
    ]


NEEDED = {
    Key(K.VISIT_SCHEDULE, VISITS_KEY),
    Key(K.ORDER_CONDITION, "c1"),
    Key(K.ORDER_CONDITION, "c2"),
    Key(K.ORDER, "o2"),
    Key(K.PROGRAMME, "r1"),
    Key(K.SENTENCE_REQUIREMENT, "q1"),
    Key(K.LICENCE_CONDITION, "l1"),
    Key(K.LICENCE_CONDITION, "l2"),
    Key(K.PERSON_AT_RISK, "p1"),
}


def test_an_empty_plan_leaves_out_each_thing_in_force_and_nothing_else():
    assert {row.as_key for row in gaps(everything(), ())} == NEEDED


def test_twenty_plans_with_things_left_out_give_each_gap_and_none_invented():
    """What else an item refers to (another case's order, something over, a register) answers for nothing."""
    chance = random.Random(62)
    beside = [Key(K.ORDER, "o1"), Key(K.REGISTER, "ARSO"), Key(K.ORDER_CONDITION, "another")]
    for _ in range(20):
        left_out = set(chance.sample(sorted(NEEDED), chance.randint(0, len(NEEDED))))
        refs = [*(NEEDED - left_out), *chance.sample(beside, chance.randint(0, 3))]
        found = gaps(everything(), refs)
        assert {row.as_key for row in found} == left_out
        assert len(found) == len(left_out)


def test_a_key_of_another_kind_names_nothing():
    rows = everything()
    for needed in NEEDED:
        others = [Key(kind, needed.key) for kind in K if kind != needed.kind]
        assert needed in {row.as_key for row in gaps(rows, others)}


def test_the_same_thing_read_twice_is_one_gap():
    (found,) = gaps([*everything()[:1], *everything()[:1]], ())
    assert found.key == VISITS_KEY


@pytest.mark.parametrize(
    ("referrals", "required", "refs", "left_out"),
    [
        ([], None, [], []),
        ([], "s", [], ["s"]),
        ([], "s", ["s"], []),
        (["r"], None, [], ["r"]),
        (["r"], "s", [], ["r"]),  # one programme, one gap
        (["r"], "s", ["r"], []),
        (["r"], "s", ["s"], []),  # it was named before anybody was referred
        (["r", "t"], None, ["r"], ["t"]),
    ],
)
def test_a_programme_is_named_by_its_requirement_or_its_referral(
    referrals, required, refs, left_out
):
    found = of_programme(
        [Referral(key, "Horizon", ON) for key in referrals],
        Required(required, ON, None, "sentence:1") if required else None,
        also=frozenset(),
    )
    named = [Key(K.PROGRAMME, key) for key in refs]
    assert [row.key for row in gaps(found, named)] == left_out


def test_a_requirement_on_record_stands_for_its_referral_and_the_referral_for_it():
    row, referral = Key(K.SENTENCE_REQUIREMENT, "q"), Key(K.PROGRAMME, "r")
    found = [
        *of_programme([Referral("r", "Horizon", ON)], None, also=frozenset({row})),
        of_requirement(asked("q"), pillar=Pillar.INTERVENTIONS, also=frozenset({referral})),
    ]
    assert [gap.as_key for gap in gaps(found, ())] == [row]
    assert gaps(found, [row]) == gaps(found, [referral]) == []


def test_the_item_that_is_offered_says_what_who_how_often_and_until_when():
    last = date(2030, 3, 2)
    ban = of_condition(term("c", monitoring="Phone checked", last_day=last), is_visited=True)
    assert ban.offered == Offered(
        Pillar.MONITORING,
        "Check that this is kept: Not to enter any park (Phone checked)",
        "The police offender manager",
        "At each home visit",
        last,
    )
    endless = of_condition(term("c"), is_visited=False).offered
    assert (endless.who, endless.how_often, endless.until_words) == ("", "", "Until further order")
    treated = of_condition(term("c", category=ConditionCategory.TREATMENT), is_visited=False)
    person = of_person(Around("p", "Robin Field", "Their child", True, "Left alone", ON))
    assert treated.offered.pillar == Pillar.INTERVENTIONS
    assert person.offered.what == "Keep Robin Field safe: Left alone"
    assert person.words == "Robin Field (child, their child): Left alone"
    visits = of_visits(every="every month", since=ON, registered_since=ON)
    assert visits.offered.how_often == "Every month"
    unknown = of_visits(every="", since=ON, registered_since=ON)
    assert "not known" in unknown.words
    assert unknown.offered.how_often == ""


def test_the_standard_conditions_of_a_licence_come_as_one_item():
    rows = [
        of_licence_condition(asked(key), pillar=Pillar.MONITORING, is_standard=key != "own")
        for key in ("a", "own", "b")
    ]
    (standard, both), (own, one) = items_of(rows)
    assert standard == STANDARD_LICENCE
    assert [row.key for row in both] == ["a", "b"]
    assert (own.pillar, own.what, [row.key for row in one]) == (
        Pillar.MONITORING,
        "Stay in from 9pm",
        ["own"],
    )


SIGNED = date(2026, 9, 1)


def test_what_a_plan_refers_to_has_changed_when_it_ended_or_says_something_else():
    ban = of_condition(term("c1"), is_visited=True)
    visits = of_visits(every="every month", since=date(2026, 10, 1), registered_since=SIGNED)
    known = Known(
        (ban, visits),
        {Key(K.ORDER_CONDITION, "old"): date(2026, 10, 5), Key(K.PROGRAMME, "r"): SIGNED},
    )
    referred = [
        Referred(ban.as_key, ban.words),
        Referred(Key(K.ORDER_CONDITION, "old"), "Not to drink"),
        Referred(visits.as_key, "Home visits by the police: every 3 months"),
        Referred(Key(K.PROGRAMME, "r"), "Programme: Horizon"),
        Referred(Key(K.PERSON_AT_RISK, "unknown"), "Somebody"),
    ]
    assert changes(referred, known, signed_on=date(2026, 9, 2)) == [
        Change(Key(K.PROGRAMME, "r"), date(2026, 9, 2), "Programme: Horizon", ""),
        Change(
            visits.as_key,
            date(2026, 10, 1),
            "Home visits by the police: every 3 months",
            visits.words,
        ),
        Change(Key(K.ORDER_CONDITION, "old"), date(2026, 10, 5), "Not to drink", ""),
    ]


def test_what_is_only_not_asked_for_has_not_changed():
    """Visits of somebody in custody stand in no list, and the plan goes on to name them."""
    visits = Key(K.VISIT_SCHEDULE, VISITS_KEY)
    assert changes([Referred(visits, "Home visits")], Known(), signed_on=SIGNED) == []
