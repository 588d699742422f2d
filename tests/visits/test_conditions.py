"""What is in force is asked back, one by one, and kept with every version of the record (POL-11, ORD-13)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.calendar import LONDON
from offenders.models import Case, Contact
from orders.choices import OrderEnding
from orders.models import Condition
from orders.rules import Ending
from orders.services import end_order
from people.models import User
from tests import factories
from tests.queries import asked_by
from visits.choices import ArmsFactor, ConditionResult, NotificationItem, VisitOutcome
from visits.forms import VisitForm, amend_form, record_form
from visits.forms.checks import Check
from visits.models import ConditionCheck, Visit
from visits.selectors.known import known
from visits.selectors.setting import setting
from visits.selectors.visit import versions
from visits.services import CheckFinding, record_visit

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=LONDON)
TODAY = NOON.date()
LONG_AGO = date(2024, 1, 1)
KEYS = [f"8f14e45f-ceea-467f-a8a5-b1f2c0d9e00{number}" for number in range(1, 6)]


@pytest.fixture
def park(case: Case, amira: User) -> Condition:
    order = factories.make_order(case, amira, starts_on=LONG_AGO)
    return factories.make_condition(order, "Not to enter any park")


def answers(park: Condition | None = None, **changes: Any) -> dict[str, Any]:
    """A visit inside at eleven, everything answered."""
    data = {
        "form_key": KEYS[0],
        "outcome": "seen_inside",
        "happens_on": "2026-11-20",
        "happens_time": "11:00",
        "purposes": ["residence"],
        "result_residence": "met",
        "where": "other",
        "premises": "1 Invented Street",
        "crew": "alone",
        "single_crewed_because": "A neighbour is there",
        "is_announced": "no",
        "people_present": "Nobody",
        "children": "no",
    }
    if park:
        data[f"check_{park.uuid.hex}"] = "checked"
    return data | changes


def form_of(
    case: Case, user: User, data: dict[str, Any], outcome: str = "seen_inside", **kwargs: Any
) -> VisitForm:
    around = setting(case, user=user, at=NOON)
    return record_form(
        data | {"outcome": outcome},
        setting=around,
        outcome=VisitOutcome(outcome),
        known=known(case, on=TODAY),
        **kwargs,
    )


class TestAskingBack:
    def test_inside_every_condition_is_answered_for(
        self, case: Case, amira: User, park: Condition
    ) -> None:
        form = form_of(case, amira, answers())
        assert form.errors == {
            f"check_{park.uuid.hex}": ["“1. Place”: choose checked, not checked or concern"]
        }
        form = form_of(case, amira, answers(park))
        assert form.is_valid(), form.errors
        assert form.record.checks == (
            CheckFinding(condition=park, result=ConditionResult.CHECKED, concern=""),
        )

    @pytest.mark.parametrize("outcome", ["seen_at_door", "seen_elsewhere"])
    def test_outside_it_may_stay_empty(
        self, case: Case, amira: User, park: Condition, outcome: str
    ) -> None:
        data = answers(notes="He came out", seen_where="The bus stop")
        form = form_of(case, amira, data, outcome)
        assert form.is_valid(), form.errors
        assert f"check_{park.uuid.hex}" in form.fields
        assert form.record.checks == ()

    @pytest.mark.parametrize(
        "outcome", ["not_in", "entry_refused", "moved_away", "abandoned_safety"]
    )
    def test_where_nobody_was_met_nothing_is_asked(
        self, case: Case, amira: User, park: Condition, outcome: str
    ) -> None:
        data = answers(park, notes="Rang", entry_sought_by="DC", refusal_words="No")
        form = form_of(case, amira, data, outcome)
        assert form.is_valid(), form.errors
        assert not any(name.startswith("check_") for name in form.fields)
        assert form.record.checks == ()

    def test_a_concern_is_put_in_words(self, case: Case, amira: User, park: Condition) -> None:
        key = park.uuid.hex
        data = answers(park) | {f"check_{key}": "concern"}
        form = form_of(case, amira, data)
        assert form.errors == {f"concern_{key}": ["“1. Place”: say what the concern is"]}
        form = form_of(case, amira, data | {f"concern_{key}": "Mud on his shoes"})
        assert form.is_valid(), form.errors
        assert form.record.checks[0].concern == "Mud on his shoes"

    def test_words_that_another_answer_hides_are_not_kept(
        self, case: Case, amira: User, park: Condition
    ) -> None:
        form = form_of(case, amira, answers(park) | {f"concern_{park.uuid.hex}": "Left over"})
        assert form.is_valid(), form.errors
        assert form.record.checks[0].concern == ""

    @pytest.mark.parametrize(
        ("starts", "ends", "is_asked"),
        [
            (LONG_AGO, None, True),
            (TODAY, None, True),
            (TODAY + timedelta(days=1), None, False),
            (LONG_AGO, TODAY, False),
            (LONG_AGO, TODAY + timedelta(days=1), True),
        ],
    )
    def test_only_what_is_in_force(
        self, case: Case, amira: User, starts: date, ends: date | None, is_asked: bool
    ) -> None:
        order = factories.make_order(case, amira, starts_on=LONG_AGO)
        row = factories.make_condition(order, starts_on=starts, ends_on=ends)
        form = form_of(case, amira, answers())
        assert (f"check_{row.uuid.hex}" in form.fields) == is_asked

    def test_nothing_of_an_order_that_has_ended(self, case: Case, amira: User) -> None:
        order = factories.make_order(case, amira, starts_on=LONG_AGO, ends_on=TODAY)
        factories.make_condition(order)
        assert known(case, on=TODAY).conditions == ()

    def test_what_began_after_the_visit_is_neither_needed_nor_kept(
        self, case: Case, amira: User
    ) -> None:
        order = factories.make_order(case, amira, starts_on=LONG_AGO)
        new = factories.make_condition(order, starts_on=TODAY)
        yesterday = {"happens_on": "2026-11-19"}
        assert form_of(case, amira, answers(**yesterday)).is_valid()
        form = form_of(case, amira, answers(new, **yesterday))
        assert form.is_valid(), form.errors
        assert form.record.checks == ()

    def test_a_concern_about_what_began_after_the_visit_is_not_lost_in_silence(
        self, case: Case, amira: User
    ) -> None:
        order = factories.make_order(case, amira, starts_on=LONG_AGO)
        new = factories.make_condition(order, starts_on=TODAY)
        name = f"check_{new.uuid.hex}"
        said = {name: "concern", f"concern_{new.uuid.hex}": "Mud on his shoes"}
        form = form_of(case, amira, answers(happens_on="2026-11-19") | said)
        assert form.errors.keys() == {name}
        assert "was not in force on that day" in form.errors[name][0]
        assert form_of(case, amira, answers() | said).is_valid()

    @pytest.mark.parametrize("result", ["checked", "concern"])
    def test_an_answer_about_what_ended_meanwhile_is_not_lost_in_silence(
        self, case: Case, amira: User, park: Condition, result: str
    ) -> None:
        data = answers(park, **{f"check_{park.uuid.hex}": result})
        data |= {f"concern_{park.uuid.hex}": "Mud on his shoes"} if result == "concern" else {}
        end_order(
            order=park.order,
            ending=Ending(because=OrderEnding.ERROR, note="Another person's"),
            version=1,
            by=amira,
            at=NOON,
        )
        form = form_of(case, amira, data)
        said = " ".join(form.non_field_errors())
        assert "ended, or found to be recorded in error, while you wrote" in said
        assert ("Concern: Mud on his shoes" if result == "concern" else "Checked") in said
        again = {name: text for name, text in data.items() if park.uuid.hex not in name}
        assert form_of(case, amira, again).is_valid()

    def test_another_case_s_condition_is_neither_kept_nor_told(
        self, case: Case, chidi: User, amira: User
    ) -> None:
        order = factories.make_order(factories.make_case(police=chidi.officer), chidi)
        foreign = factories.make_condition(order, "Not to enter Quillfeather Park")
        unknown = answers(**{f"check_{'0' * 32}": "checked"})
        form = form_of(case, amira, answers(foreign))
        assert form.errors == form_of(case, amira, unknown).errors
        assert not form.is_valid()
        assert "Quillfeather" not in str(form.errors)

    def test_two_about_the_same_are_told_apart(self, case: Case, amira: User) -> None:
        order = factories.make_order(case, amira, starts_on=LONG_AGO)
        for words in ("Not to enter any park", "Not to enter any school"):
            factories.make_condition(order, words)
        form = form_of(case, amira, answers())
        assert [str(words) for errors in form.errors.values() for words in errors] == [
            "“1. Place”: choose checked, not checked or concern",
            "“2. Place”: choose checked, not checked or concern",
        ]


class TestNotification:
    def test_a_registered_person_s_is_offered_and_may_stay_empty(
        self, case: Case, amira: User
    ) -> None:
        form = form_of(case, amira, answers(check_home="checked", check_bank="not_checked"))
        assert form.is_valid(), form.errors
        assert form.record.checks == (
            CheckFinding(notification=NotificationItem.HOME, result=ConditionResult.CHECKED),
            CheckFinding(notification=NotificationItem.BANK, result=ConditionResult.NOT_CHECKED),
        )

    def test_nobody_else_s(self, amira: User) -> None:
        other = factories.make_case(police=amira.officer)
        form = form_of(other, amira, answers())
        assert not any(name.startswith("check_") for name in form.fields)


class TestArms:
    def test_a_factor_needs_its_evidence(self, case: Case, amira: User) -> None:
        data = answers(arms_factors=[ArmsFactor.ROUTINE])
        form = form_of(case, amira, data)
        assert form.errors == {"arms_evidence": ["Say what you saw or heard about these factors"]}
        form = form_of(case, amira, data | {"arms_evidence": "Started at the garage"})
        assert form.is_valid(), form.errors
        assert form.record.arms_factors == (ArmsFactor.ROUTINE,)


@pytest.mark.parametrize(
    ("spans", "day", "is_held"),
    [
        (((LONG_AGO, None), (LONG_AGO, None)), TODAY, True),
        (((TODAY, None), (LONG_AGO, None)), TODAY, True),
        (((LONG_AGO, TODAY), (LONG_AGO, None)), TODAY, False),
        (((LONG_AGO, None), (LONG_AGO, TODAY)), TODAY, False),
        (((LONG_AGO, None), (TODAY, None)), TODAY - timedelta(days=1), False),
    ],
)
def test_held_on_a_day_is_condition_and_order(
    spans: tuple[tuple[date, date | None], ...], day: date, is_held: bool, case: Case, amira: User
) -> None:
    (start, end), (order_start, order_end) = spans
    order = factories.make_order(case, amira, starts_on=order_start, ends_on=order_end)
    row = factories.make_condition(order, starts_on=start, ends_on=end)
    assert Check("x", "1. Place", row.words, condition=row).held_on(day) == is_held


class TestWhatWasSaidLast:
    def test_stands_beside_the_question_with_its_day(self, case: Case, amira: User) -> None:
        for days, car in ((40, "A red van"), (20, "A blue car"), (5, "")):
            factories.make_visit(case, at=NOON - timedelta(days=days), vehicles=car)
        factories.make_visit(case, at=NOON - timedelta(days=30), employment="Nights at the depot")
        form = form_of(case, amira, answers())
        assert form.fields["vehicles"].help_text.endswith("Last time, 31 October 2026: A blue car")
        assert (
            form.fields["employment"].help_text == "Last time, 21 October 2026: Nights at the depot"
        )
        assert form.fields["relationships"].help_text == ""

    def test_a_record_is_not_its_own_past(self, case: Case) -> None:
        visit = factories.make_visit(case, at=NOON - timedelta(days=5), vehicles="A blue car")
        assert known(case, on=TODAY, visit=visit).last == {}
        assert known(case, on=TODAY).last == {"vehicles": "15 November 2026: A blue car"}


class TestStored:
    def recorded(self, case: Case, amira: User, park: Condition, **changes: Any) -> Visit:
        form = form_of(case, amira, answers(park, **changes))
        assert form.is_valid(), form.errors
        contact = record_visit(case=case, record=form.record, by=amira, at=NOON)
        return contact.visit

    def test_everything_is_shown_as_it_was_written(
        self, case: Case, amira: User, park: Condition
    ) -> None:
        visit = self.recorded(
            case, amira, park, check_home="concern", concern_home="Post for somebody else",
            devices_examined="consent", devices="A phone", vehicles="A blue car",
            employment="Nights at the depot", relationships="Sees Zoltán's sister",
            arms_factors=["routine", "opportunity"], arms_evidence="Works alone at night",
        )  # fmt: skip
        lines = dict(versions(visit.contact, on=TODAY)[0].lines)
        wanted = {
            "Sexual harm prevention order (SHPO): place": "Checked\nNot to enter any park",
            "Notification": "Home address: lives here. Concern: Post for somebody else",
            "Devices and internet": "Examined, with consent: A phone",
            "Vehicles": "A blue car",
            "Employment": "Nights at the depot",
            "Relationships": "Sees Zoltán's sister",
            "ARMS factors": "Opportunity; Employment or positive routine: Works alone at night",
            "Officers": f"{amira.officer.name} ({amira.officer.code})",
        }
        assert {label: lines.get(label) for label in wanted} == wanted

    def test_a_check_is_never_altered(self, case: Case, amira: User, park: Condition) -> None:
        self.recorded(case, amira, park)
        for act in (
            lambda: ConditionCheck.objects.update(result="not_checked"),
            lambda: ConditionCheck.objects.all().delete(),
        ):
            with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
                act()

    @pytest.mark.parametrize(
        "fields",
        [
            {"result": "checked"},
            {"result": "guessed", "notification": "home"},
            {"result": "checked", "notification": "shoes"},
            {"result": "concern", "notification": "home"},
            {"result": "checked", "notification": "home", "concern": "Odd"},
        ],
    )
    def test_the_database_refuses(self, case: Case, fields: dict[str, str]) -> None:
        visit = factories.make_visit(case)
        with pytest.raises(IntegrityError), transaction.atomic():
            ConditionCheck.objects.create(visit=visit, **fields)

    def test_nor_a_condition_and_a_notification_in_one(self, case: Case, park: Condition) -> None:
        visit = factories.make_visit(case)
        with pytest.raises(IntegrityError), transaction.atomic():
            ConditionCheck.objects.create(
                visit=visit, condition=park, notification="home", result="checked"
            )

    def test_nor_an_answer_twice(self, case: Case, park: Condition) -> None:
        visit = factories.make_visit(case)
        for about in ({"condition": park}, {"notification": "home"}):
            ConditionCheck.objects.create(visit=visit, result="checked", **about)
            with pytest.raises(IntegrityError), transaction.atomic():
                ConditionCheck.objects.create(visit=visit, result="not_checked", **about)

    @pytest.mark.parametrize(
        "fields",
        [{"arms_factors": ["charm"]}, {"arms_factors": ["routine"]}, {"devices_examined": "x"}],
    )
    def test_nor_a_factor_unknown_or_without_evidence(
        self, case: Case, fields: dict[str, Any]
    ) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.make_visit(case, **fields)


class TestPages:
    def record_url(self, case: Case) -> str:
        return reverse("visits:record_new", args=[case.uuid])

    def sent(self, park: Condition, then: datetime, **changes: Any) -> dict[str, Any]:
        return answers(park) | self.sent_without(then, **changes)

    def sent_without(self, then: datetime, **changes: Any) -> dict[str, Any]:
        local = then.astimezone(LONDON)
        when = {
            "happens_on": "other",
            "happens_on_day": str(local.day),
            "happens_on_month": str(local.month),
            "happens_on_year": str(local.year),
            "happens_time": f"{local:%H:%M}",
        }
        return answers() | when | changes

    def test_the_words_are_shown_as_text(self, case: Case, as_amira: Client, amira: User) -> None:
        order = factories.make_order(case, amira)
        factories.make_condition(order, "Not to meet <script>alert(1)</script> O'Neill")
        page = as_amira.get(self.record_url(case), {"outcome": "seen_inside"}).content.decode()
        assert "Orders and conditions" in page
        assert "Not to meet &lt;script&gt;alert(1)&lt;/script&gt; O&#x27;Neill" in page

    def test_an_error_is_not_folded_away(
        self, case: Case, as_amira: Client, amira: User, park: Condition
    ) -> None:
        data = self.sent(park, clock.now() - timedelta(hours=1), check_home="concern")
        url = self.record_url(case) + "?outcome=seen_inside"
        page = as_amira.post(url, data).content.decode()
        notified = page[: page.index("Notification: what did you check?")].rsplit("<details", 1)[1]
        assert notified.startswith(' class="govuk-details" open>')
        assert "“Home address: lives here”: say what the concern is" in page

    def test_a_correction_brings_the_answers_and_keeps_both(
        self, case: Case, as_amira: Client, amira: User, park: Condition
    ) -> None:
        then = clock.now() - timedelta(hours=1)
        url = self.record_url(case) + "?outcome=seen_inside"
        assert as_amira.post(url, self.sent(park, then)).status_code == 302
        contact = Contact.objects.current().get(visit__outcome="seen_inside")
        amend = reverse("visits:amend", args=[contact.uuid])
        page = as_amira.get(amend).content.decode()
        assert f'name="check_{park.uuid.hex}" type="radio" value="checked" checked' in page
        key = park.uuid.hex
        changed = self.sent(park, then, form_key=KEYS[1], version="1", version_reason="Saw more")
        changed |= {f"check_{key}": "concern", f"concern_{key}": "Seen at the swings"}
        page = as_amira.post(amend, changed, follow=True).content.decode()
        assert "Concern: Seen at the swings<br>Not to enter any park" in page
        assert "Checked<br>Not to enter any park" in page
        assert ConditionCheck.objects.count() == 2

    @pytest.mark.parametrize(("concern", "is_said"), [("Seen at the swings", True), ("", False)])
    def test_a_concern_is_said_to_reach_the_supervisor(
        self, case: Case, as_amira: Client, park: Condition, concern: str, is_said: bool
    ) -> None:
        key = park.uuid.hex
        data = self.sent(park, clock.now() - timedelta(hours=1))
        if concern:
            data |= {f"check_{key}": "concern", f"concern_{key}": concern}
        url = self.record_url(case) + "?outcome=seen_inside"
        page = as_amira.post(url, data, follow=True).content.decode()
        assert ("on your supervisor&#x27;s list of records to read" in page) == is_said

    def test_a_record_that_was_never_asked_may_stay_so(
        self, case: Case, as_amira: Client, amira: User, park: Condition
    ) -> None:
        """An imported visit, corrected once the order is recorded here."""
        then = clock.now() - timedelta(days=3)
        visit = factories.make_visit(case, at=then, officer=amira.officer)
        data = self.sent(park, then, version="1", version_reason="Wrong hour")
        del data[f"check_{park.uuid.hex}"]
        response = as_amira.post(reverse("visits:amend", args=[visit.contact.uuid]), data)
        assert response.status_code == 302
        assert not ConditionCheck.objects.exists()

    def test_what_has_ended_since_is_still_asked_in_a_correction(
        self, case: Case, amira: User
    ) -> None:
        order = factories.make_order(case, amira, starts_on=LONG_AGO, ends_on=TODAY)
        ended = factories.make_condition(order)
        visit = factories.make_visit(case, at=NOON - timedelta(days=30))
        ConditionCheck.objects.create(visit=visit, condition=ended, result="checked")
        form = amend_form(
            setting=setting(case, user=amira, at=NOON),
            visit=visit,
            outcome=VisitOutcome.SEEN_INSIDE,
            known=known(case, on=TODAY, visit=visit),
            version=1,
        )
        assert form.fields.keys() >= {f"check_{ended.uuid.hex}"}
        assert form.initial[f"check_{ended.uuid.hex}"] == "checked"

    @pytest.mark.parametrize(("day", "is_kept"), [("2026-11-20", True), ("2026-11-19", False)])
    def test_a_correction_keeps_what_was_found_about_what_was_an_error(
        self, case: Case, amira: User, park: Condition, day: str, is_kept: bool
    ) -> None:
        """The concern was seen, whatever became of the order; of another day it is refused, not dropped."""
        visit = factories.make_visit(case, at=NOON - timedelta(hours=1))
        concern = "Seen at the swings"
        ConditionCheck.objects.create(
            visit=visit, condition=park, result="concern", concern=concern
        )
        ending = Ending(because=OrderEnding.ERROR, note="Another person's")
        end_order(order=park.order, ending=ending, version=1, by=amira, at=NOON)
        key = park.uuid.hex
        data = answers(version="1", version_reason="Wrong street", happens_on=day)
        form = amend_form(
            data | {f"check_{key}": "concern", f"concern_{key}": concern},
            setting=setting(case, user=amira, at=NOON),
            visit=visit,
            outcome=VisitOutcome.SEEN_INSIDE,
            known=known(case, on=TODAY, visit=visit),
            version=1,
        )
        assert form.is_valid() == is_kept, form.errors
        if is_kept:
            assert [row.concern for row in form.record.checks] == [concern]
        else:
            assert "was not in force on that day" in form.errors[f"check_{key}"][0]

    def test_a_correction_to_seen_inside_asks_for_every_condition(
        self, case: Case, amira: User, park: Condition
    ) -> None:
        visit = factories.make_visit(case, "seen_at_door", at=NOON - timedelta(hours=1))
        form = amend_form(
            answers(version="1", version_reason="He let us in"),
            setting=setting(case, user=amira, at=NOON),
            visit=visit,
            outcome=VisitOutcome.SEEN_INSIDE,
            known=known(case, on=TODAY, visit=visit),
            version=1,
        )
        assert f"check_{park.uuid.hex}" in form.errors

    def test_a_place_that_is_wrong_is_not_folded_away(
        self, case: Case, as_amira: Client, amira: User
    ) -> None:
        now = clock.now()
        planned = factories.make_visit(
            case, "", at=now - timedelta(hours=2), recorded_at=now - timedelta(days=1),
            officer=amira.officer, premises="1 Invented Street",
        )  # fmt: skip
        url = reverse("visits:record", args=[planned.contact.uuid]) + "?outcome=seen_inside"
        assert '<details class="govuk-details">' in as_amira.get(url).content.decode()
        data = self.sent_without(now - timedelta(hours=1), premises="", version="1")
        page = as_amira.post(url, data).content.decode()
        around = page[: page.index("1 Invented Street, one officer")].rsplit("<details", 1)[1]
        assert around.startswith(' class="govuk-details" open>')

    def test_the_409_page_shows_both_findings(
        self, case: Case, as_amira: Client, as_ben: Client, amira: User, park: Condition
    ) -> None:
        now = clock.now()
        visit = factories.make_visit(
            case, "", at=now - timedelta(hours=2), recorded_at=now - timedelta(days=1),
            officer=amira.officer,
        )  # fmt: skip
        url = reverse("visits:record", args=[visit.contact.uuid]) + "?outcome=seen_inside"
        data = self.sent(park, now - timedelta(hours=1), version="1")
        assert as_amira.post(url, data).status_code == 302
        key = park.uuid.hex
        mine = data | {
            "form_key": KEYS[2], f"check_{key}": "concern", f"concern_{key}": "Seen at the swings"
        }  # fmt: skip
        response = as_ben.post(url, mine)
        assert response.status_code == 409
        page = response.content.decode()
        assert "Checked<br>Not to enter any park" in page
        assert "Concern: Seen at the swings" in page

    def test_the_409_page_asks_as_often_for_three_conditions_as_for_one(
        self, case: Case, as_amira: Client, amira: User, park: Condition
    ) -> None:
        now, asked = clock.now(), []
        for words in ("", "Not to enter any school"):
            ends = (" A", " B") if words else ()
            rows = [factories.make_condition(park.order, words + end) for end in ends]
            visit = factories.make_visit(case, at=now - timedelta(hours=2), officer=amira.officer)
            for row in (park, *rows):
                ConditionCheck.objects.create(visit=visit, condition=row, result="checked")
            data = self.sent(park, now - timedelta(hours=1), version="7", version_reason="Typo")
            data |= {f"check_{row.uuid.hex}": "checked" for row in rows}
            url = reverse("visits:amend", args=[visit.contact.uuid])
            with CaptureQueriesContext(connection) as queries:
                assert as_amira.post(url, data).status_code == 409
            asked.append(sum("orders_condition" in query["sql"] for query in queries))
        assert asked[0] == asked[1]

    def test_the_number_of_queries_does_not_grow(
        self, case: Case, as_amira: Client, amira: User, park: Condition
    ) -> None:
        """With one condition, one check and one visit as with three of each."""
        visit = factories.make_visit(case, at=clock.now() - timedelta(days=5))
        ConditionCheck.objects.create(visit=visit, condition=park, result="checked")
        urls = [
            self.record_url(case) + "?outcome=seen_inside",
            reverse("visits:amend", args=[visit.contact.uuid]),
            reverse("visits:visit", args=[visit.contact.uuid]),
        ]
        one = [asked_by(as_amira, url) for url in urls]
        for words in ("Not to enter any school", "Not to enter any pool"):
            row = factories.make_condition(park.order, words)
            ConditionCheck.objects.create(visit=visit, condition=row, result="checked")
            factories.make_visit(case, at=clock.now() - timedelta(days=9), vehicles="A van")
        assert [asked_by(as_amira, url) for url in urls] == one
