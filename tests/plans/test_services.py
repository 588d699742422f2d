"""What is stored of a plan, what is refused, and two at once."""

from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction

from core import clock
from core.errors import RefusedError, StaleError
from offenders.models import Case
from people.models import User
from plans.choices import Pillar, PlanState, ReferenceKind
from plans.models import Item, Plan, Reference
from plans.rules import ItemDetails, Ref
from plans.selectors.page import differences_of
from plans.services.drafting import (
    add_item,
    add_items,
    begin,
    change_item,
    discard,
    remove_item,
)
from plans.services.signing import note_decision, sign
from tests import factories
from tests.together import together

pytestmark = pytest.mark.django_db
ARSO = Ref(ReferenceKind.REGISTER, "ARSO", "Registered sexual offender")
HOME = Ref(ReferenceKind.VISIT_SCHEDULE, "home_visit", "A visit every month")


def details(what: str = "See him at the office", **fields: Any) -> ItemDetails:
    return ItemDetails(**{"pillar": Pillar.SUPERVISION, "what": what} | fields)


def begun(case: Case, by: User, *each: ItemDetails) -> Plan:
    plan = begin(case=case, by=by, at=clock.now())
    add_items(plan=plan, each=each or [details()], by=by)
    return Plan.objects.get(pk=plan.pk)


def signed(plan: Plan, by: User, **changes: Any) -> Plan:
    given = {"approach": "Structured work", "changes": "", "version": plan.version}
    return sign(plan=plan, by=by, at=clock.now(), **given | changes)


def rows(plan: Plan) -> list[tuple[str, list[str]]]:
    return [
        (item.what, [row.key for row in item.references.all()])
        for item in plan.items.filter(is_removed=False).order_by("position")
    ]


def test_a_version_is_written_signed_and_followed_by_the_next(case: Case, amira: User, farah: User):
    first = begun(case, amira, details(answers=[ARSO]), details("Go to his home", answers=[HOME]))
    assert begin(case=case, by=farah, at=clock.now()) == first
    first = signed(first, amira)
    assert (first.state, first.signed_by, first.number) == (PlanState.SIGNED, amira, 1)
    second = begin(case=case, by=farah, at=clock.now())
    assert (second.number, second.based_on, second.approach) == (2, first, "Structured work")
    assert rows(second) == rows(first)
    one, two = second.items.order_by("position")
    change_item(item=one, details=details("See him weekly", answers=[HOME]), version=1, by=farah)
    remove_item(item=two, version=1, by=farah)
    add_item(plan=second, details=details("Polygraph", pillar=Pillar.MONITORING), by=farah)
    second.refresh_from_db()
    second = signed(second, farah, changes="He works now")
    first.refresh_from_db()
    assert (first.state, second.state) == (PlanState.SUPERSEDED, PlanState.SIGNED)
    assert rows(first) == [("See him at the office", ["ARSO"]), ("Go to his home", ["home_visit"])]
    assert rows(second) == [("See him weekly", ["home_visit"]), ("Polygraph", [])]
    found = differences_of(second)
    assert found is not None
    told = {each.what: [line[0] for line in each.lines] for each in found.items}
    assert told == {
        "Changed": ["What", "Answers"],
        "New": ["Pillar", "What"],
        "Left out": ["Pillar", "What", "Answers"],
    }


def test_what_is_named_keeps_the_words_that_it_was_named_with(case: Case, amira: User):
    plan = begun(case, amira, details(answers=[ARSO, HOME]))
    item = plan.items.get()
    newer = [ARSO._replace(words="Other words"), Ref(ReferenceKind.PROGRAMME, "x", "Programme")]
    change_item(item=item, details=details(answers=newer), version=1, by=amira)
    assert list(item.references.values_list("key", "words")) == [
        ("ARSO", "Registered sexual offender"),
        ("x", "Programme"),
    ]


def test_the_next_version_names_what_holds_now_in_its_words_of_now(case: Case, amira: User):
    order = factories.make_order(case, amira)
    kept, gone = (factories.make_condition(order, f"Not to do this {n}") for n in range(2))
    refs = [Ref(ReferenceKind.ORDER_CONDITION, str(row.uuid), row.words) for row in (kept, gone)]
    register = Ref(ReferenceKind.REGISTER, "ARSO", "As it was called once")
    first = signed(begun(case, amira, details(answers=[*refs, register])), amira)
    words = Reference.objects.filter(item__plan=first, kind=ReferenceKind.REGISTER)
    assert words.get().words.startswith("Register: ")
    gone.ends_on, gone.ended_because = clock.today(), "discharged"
    gone.save()
    second = begin(case=case, by=amira, at=clock.now())
    assert rows(second) == [("See him at the office", [str(kept.uuid), "ARSO"])]
    assert len(rows(first)[0][1]) == 3


def test_what_is_refused(case: Case, amira: User, gwen: User):
    plan = begun(case, amira)
    empty = [
        lambda: add_item(plan=plan, details=details(" "), by=amira),
        lambda: signed(Plan.objects.get(pk=plan.pk), amira, approach=" "),
        lambda: begin(case=case, by=gwen, at=clock.now()),
        lambda: signed(plan, gwen),
    ]
    for act in empty:
        with pytest.raises(RefusedError):
            act()
    remove_item(item=plan.items.get(), version=1, by=amira)
    with pytest.raises(RefusedError, match="no item"):
        signed(Plan.objects.get(pk=plan.pk), amira)


def test_whoever_comes_second_is_told_and_changes_nothing(case: Case, amira: User, farah: User):
    plan = begun(case, amira, details(), details("Go to his home"))
    item, other = plan.items.order_by("position")
    change_item(item=item, details=details("See him weekly"), version=1, by=amira)
    second = [
        lambda: change_item(item=item, details=details("Mine"), version=1, by=farah),
        lambda: remove_item(item=item, version=1, by=farah),
        lambda: signed(plan, farah),  # it was read before the change
        lambda: discard(plan=plan, version=plan.version, by=farah),
    ]
    for act in second:
        with pytest.raises(StaleError):
            act()
    remove_item(item=other, version=1, by=amira)
    with pytest.raises(StaleError) as caught:
        change_item(item=other, details=details("Mine"), version=2, by=farah)
    assert caught.value.theirs == [("Removed from the draft", "Go to his home")]
    signed(Plan.objects.get(pk=plan.pk), amira)
    late = [
        lambda: change_item(item=item, details=details("Mine"), version=2, by=farah),
        lambda: add_item(plan=plan, details=details("Mine"), by=farah),
        lambda: signed(plan, farah),
    ]
    for act in late:
        with pytest.raises(StaleError) as caught:
            act()
        assert ("Version", "1, signed") in caught.value.theirs
    assert not Item.objects.filter(what="Mine").exists()


def test_a_draft_that_is_thrown_away_leaves_the_plan_alone(case: Case, amira: User):
    plan = signed(begun(case, amira), amira)
    draft = begin(case=case, by=amira, at=clock.now())
    discard(plan=draft, version=draft.version, by=amira)
    plan.refresh_from_db()
    assert plan.state == PlanState.SIGNED
    with pytest.raises(StaleError):
        add_item(plan=draft, details=details(), by=amira)
    assert begin(case=case, by=amira, at=clock.now()).number == 3


def test_a_manager_countersigns_or_sends_back_what_holds(case: Case, amira: User, dee: User):
    plan = signed(begun(case, amira), amira)
    given = {"plan_uuid": plan.uuid, "by": dee, "at": clock.now()}
    note_decision(is_signed=False, words="Home visits?", **given)
    plan.refresh_from_db()
    assert (plan.state, plan.returned_reason) == (PlanState.RETURNED, "Home visits?")
    assert plan.is_current
    note_decision(is_signed=True, words="", **given)
    plan.refresh_from_db()
    assert (plan.state, plan.countersigned_by) == (PlanState.COUNTERSIGNED, dee)
    signed(begun(case, amira), amira)
    note_decision(is_signed=False, words="Too late", **given)
    plan.refresh_from_db()
    assert plan.state == PlanState.SUPERSEDED


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_it_is_signed_once(self, case: Case, amira: User, farah: User):
        plan = begun(case, amira)
        assert together(lambda: signed(plan, amira), lambda: signed(plan, farah)) == [
            "StaleError",
            "stored",
        ]
        assert Plan.objects.get().state == PlanState.SIGNED

    def test_it_is_begun_once(self, case: Case, amira: User, farah: User):
        signed(begun(case, amira, details(answers=[ARSO])), amira)
        at = clock.now()
        together(
            lambda: begin(case=case, by=amira, at=at), lambda: begin(case=case, by=farah, at=at)
        )
        assert Plan.objects.filter(state=PlanState.DRAFT).count() == 1
        assert Reference.objects.count() == 2

    def test_an_item_does_not_slip_in_under_a_signature(self, case: Case, amira: User, farah: User):
        """Whoever adds waits for the one who signs, and is then told."""
        plan, answers = begun(case, amira), []

        def add() -> None:
            try:
                add_item(plan=plan, details=details("Mine"), by=farah)
            except StaleError:
                answers.append("StaleError")
            finally:
                connection.close()

        thread = Thread(target=add)
        with transaction.atomic():
            signed(plan, amira)
            thread.start()
            thread.join(timeout=1)
        thread.join(timeout=30)
        assert answers == ["StaleError"]
        assert Item.objects.count() == 1
