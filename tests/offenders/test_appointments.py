"""Arranging appointments: what is stored, what is asked about first, what two at once do."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.calendar import LONDON, is_working_day
from core.errors import RefusedError
from offenders.models import Case, Contact, ContactType
from offenders.rules.moving import NOBODY_TOLD
from offenders.selectors.appointments import Plan, concerns_of
from offenders.services import appointments as services
from offenders.services.moving import cancel_appointment
from people.models import User
from tests import factories
from tests.pages import text_of
from tests.together import while_open

pytestmark = pytest.mark.django_db


def soon(hour: int = 10, minute: int = 0) -> datetime:
    """A working day of the next week, so that nothing else is asked about."""
    day = clock.today() + timedelta(days=3)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)


def plan_of(user: User, *cases: Case, **changes: Any) -> Plan:
    values = {
        "cases": cases,
        "officer": user.officer,
        "type": ContactType.objects.get(code="COAP"),
        "starts": [soon()],
        "minutes": 30,
    } | changes
    return Plan(**values)


def arrange(user: User, *cases: Case, answer: Any = None, **changes: Any) -> list[Contact]:
    plan = plan_of(user, *cases, **changes)
    return services.arrange(plan=plan, by=user, at=clock.now(), answer=answer)


def answer_to(user: User, plan: Plan, *, leaves_out: bool = False) -> services.Answer:
    return services.Answer(concerns_of(plan, user=user).key, leaves_out)


def url(name: str, *args: object) -> str:
    return reverse(f"offenders:{name}", args=args)


def form_of(client: Client, address: str, user: User, start: datetime, **changes: Any) -> Any:
    form = client.get(address).context["form"]
    return {
        "form_key": str(form["form_key"].value()),
        "type": "COAP",
        "happened_on": "other",
        "happened_on_day": str(start.day),
        "happened_on_month": str(start.month),
        "happened_on_year": str(start.year),
        "happened_time": f"{start:%H:%M}",
        "minutes": "30",
        "officer": str(user.officer.pk),
        "repeat": "once",
    } | changes


# The service ------------------------------------------------------------------------------------------------


def test_each_person_has_an_appointment_of_their_own_at_each_time(amira: User, case: Case):
    other = factories.make_case()
    starts = [soon(), soon() + timedelta(weeks=4)]
    starts = [start for start in starts if is_working_day(start.date())]
    stored = arrange(amira, case, other, starts=starts, location="Room 2", minutes=45)
    assert {(row.case, row.happened_at) for row in Contact.objects.all()} == {
        (each, start) for each in (case, other) for start in starts
    }
    for row in stored:
        assert (row.officer, row.author, row.agency) == (amira.officer, amira, "police")
        assert (row.minutes, row.location, row.outcome, row.version) == (45, "Room 2", None, 1)


@pytest.mark.parametrize("whose", ["officer", "person"])
def test_an_overlap_is_asked_about_and_nothing_is_stored(
    amira: User, ben: User, case: Case, whose: str
):
    other = factories.make_case()
    with_whom, about = (amira, other) if whose == "officer" else (ben, case)
    factories.make_contact(
        about, type_code="COPT", happened_at=soon(10, 15), officer=with_whom.officer, minutes=30
    )
    with pytest.raises(RefusedError, match="Say whether") as refused:
        arrange(amira, case)
    assert refused.value.about == "in_spite"
    assert Contact.objects.count() == 1
    plan = plan_of(amira, case)
    arrange(amira, case, answer=answer_to(amira, plan))
    assert Contact.objects.count() == 2


def test_what_does_not_overlap_is_not_asked_about(amira: User, ben: User, case: Case):
    """Before and after, another's with somebody else, what is over, and what has its outcome."""
    other = factories.make_case()
    for hour, minute, person, who in ((9, 30, case, ben), (10, 30, case, ben), (10, 0, other, ben)):
        factories.make_contact(
            person, type_code="COPT", happened_at=soon(hour, minute), officer=who.officer
        )
    assert len(arrange(amira, case)) == 1


def test_a_visit_of_the_officer_counts_also_as_the_second_of_two(
    amira: User, ben: User, case: Case
):
    other = factories.make_case()
    factories.make_visit(other, "", at=soon(9, 30), officer=ben.officer, second=amira.officer)
    (concern,) = concerns_of(plan_of(amira, case), user=amira).rows
    assert concern.case_id is None
    assert "09:30" in concern.words


def test_whom_else_the_officer_sees_is_named_only_to_those_who_see_that_case(
    amira: User, case: Case
):
    hidden = factories.make_case(surname="Quillfeather")
    factories.make_contact(hidden, type_code="COPT", happened_at=soon(), officer=amira.officer)
    (concern,) = concerns_of(plan_of(amira, case), user=amira).rows
    assert "Quillfeather" not in concern.words
    factories.allocate(hidden, amira.officer)
    found = concerns_of(plan_of(amira, case), user=amira)
    assert "Quillfeather" in found.rows[0].words
    assert found.cases == [hidden]


def test_an_answer_is_to_what_was_shown(amira: User, case: Case):
    plan = plan_of(amira, case)
    factories.make_contact(case, type_code="COPT", happened_at=soon(10, 10), officer=amira.officer)
    answer = answer_to(amira, plan)
    factories.make_contact(case, type_code="COVC", happened_at=soon(10, 20), officer=amira.officer)
    with pytest.raises(RefusedError, match="Say whether"):
        arrange(amira, case, answer=answer)


def test_what_is_asked_about_can_be_left_out_alone(amira: User, ben: User, case: Case):
    other = factories.make_case()
    factories.make_contact(case, type_code="COPT", happened_at=soon(), officer=ben.officer)
    plan = plan_of(amira, case, other)
    (stored,) = arrange(amira, case, other, answer=answer_to(amira, plan, leaves_out=True))
    assert stored.case == other
    alone = replace(plan, cases=[case])
    with pytest.raises(RefusedError, match="Nothing is left"):
        arrange(amira, case, answer=answer_to(amira, alone, leaves_out=True))


def test_nobody_is_arranged_for_who_has_died_and_then_for_nobody(amira: User, case: Case):
    dead = factories.make_case(died_on=clock.today())
    with pytest.raises(RefusedError, match="died on"):
        arrange(amira, case, dead)
    with pytest.raises(RefusedError, match="at least one"):
        arrange(amira)
    assert not Contact.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("whose", ["officer", "person"])
def test_of_two_at_once_the_second_is_asked(amira: User, ben: User, case: Case, whose: str):
    """Two who arrange for one person, and one officer in two windows for two people."""
    other = factories.make_case()
    second = (amira, other) if whose == "officer" else (ben, case)
    said = while_open(lambda: arrange(amira, case), lambda: arrange(*second), said=str)
    assert said.startswith("Say whether")
    assert Contact.objects.count() == 1


def test_an_appointment_that_is_written_as_a_contact_is_asked_about_too(
    as_amira: Client, amira: User, case: Case
):
    """Whom else the officer sees is not named there: that page notes one person in the log."""
    other = factories.make_case(surname="Quillfeather", police=amira.officer)
    factories.make_contact(other, type_code="COPT", happened_at=soon(), officer=amira.officer)
    address = url("log_contact", case.uuid)
    form = form_of(as_amira, address, amira, soon())
    asked = as_amira.post(address, form)
    assert list(asked.context["form"].errors) == ["is_another"]
    page = text_of(asked)
    assert "In the way: " in page
    assert "Yes, arrange it all the same" in page
    assert "Quillfeather" not in page
    assert as_amira.post(address, form | {"is_another": "on"}).status_code == 302
    assert Contact.objects.count() == 2


def test_what_was_cancelled_is_not_in_the_way(amira: User, case: Case):
    at = clock.now()
    planned = factories.make_contact(
        case, type_code="COPT", happened_at=soon(), recorded_at=at, officer=amira.officer
    )
    assert concerns_of(plan_of(amira, case), user=amira).rows
    cancel_appointment(
        contact=planned, version=1, reason="Abroad", told=NOBODY_TOLD, by=amira, at=at
    )
    assert not concerns_of(plan_of(amira, case), user=amira).rows


# The pages ----------------------------------------------------------------------------------------------------


def test_an_appointment_is_arranged_from_the_case(as_amira: Client, amira: User, case: Case):
    address, start = url("arrange", case.uuid), soon()
    saved = as_amira.post(address, form_of(as_amira, address, amira, start), follow=True)
    assert "Appointment arranged: Planned Office Visit," in text_of(saved)
    assert " New " in text_of(saved)
    assert Contact.objects.get().happened_at == start


def test_a_clash_is_shown_with_the_first_and_asked_about(as_amira: Client, amira: User, case: Case):
    address, start = url("arrange", case.uuid), soon()
    factories.make_contact(case, type_code="COPT", happened_at=start, officer=amira.officer)
    form = form_of(as_amira, address, amira, start)
    asked = as_amira.post(address, form)
    page = text_of(asked)
    assert "Planned Telephone Contact at 10:00" in page
    assert "Yes, arrange it anyway" in page
    assert "Only the other" not in page
    assert list(asked.context["form"].errors) == ["in_spite"]
    ((yes, _),) = asked.context["form"].fields["in_spite"].choices
    assert as_amira.post(address, form | {"in_spite": "all:nonsense"}).status_code == 200
    assert as_amira.post(address, form | {"in_spite": yes}).status_code == 302
    assert Contact.objects.count() == 2


def test_a_series_names_its_bank_holidays_and_leaves_them_out(
    as_amira: Client, amira: User, case: Case, settings: Any
):
    """Half a year of weeks: of a Monday or a Friday some are bank holidays, of a Wednesday in some years none."""
    address, start = url("arrange", case.uuid), soon()
    form = form_of(as_amira, address, amira, start, repeat="weekly", times="26")
    answer = as_amira.post(address, form)
    assert answer.status_code in {200, 302}
    if answer.status_code == 200:
        assert "a bank holiday" in text_of(answer)
        choices = answer.context["form"].fields["in_spite"].choices
        without = choices[1][0]
        assert as_amira.post(address, form | {"in_spite": without}).status_code == 302
    days = {row.happened_at.astimezone(LONDON).date() for row in Contact.objects.all()}
    assert 20 < len(days) <= 26
    assert all(is_working_day(day) for day in days)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"type": ""}, "type"),
        ({"minutes": "7"}, "minutes"),
        ({"officer": "0"}, "officer"),
        ({"happened_time": "soon"}, "happened_time"),
        ({"repeat": "weekly"}, "times"),
        ({"repeat": "weekly", "times": "1"}, "times"),
        ({"repeat": "weekly", "times": "27"}, "times"),
        ({"repeat": "weekly", "times": "x"}, "times"),
        ({"repeat": "hourly"}, "repeat"),
        ({"happened_on_year": "2099"}, "happened_on"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    as_amira: Client, amira: User, case: Case, changes: dict[str, str], field: str
):
    address = url("arrange", case.uuid)
    response = as_amira.post(address, form_of(as_amira, address, amira, soon(), **changes))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Contact.objects.exists()


def test_several_people_are_chosen_from_ones_own_list_or_found(
    as_amira: Client, amira: User, case: Case
):
    held = factories.make_case(surname="Appleyard")
    factories.allocate(held, amira.officer)
    stranger = factories.make_case(surname="Quillfeather")
    address, start = url("arrange_for_several"), soon()
    assert "Appleyard" in text_of(as_amira.get(address))
    form = form_of(as_amira, address, amira, start, people=[str(held.uuid)], location="Hall")
    found = as_amira.post(address, form | {"then": "find", "find": case.surname})
    assert "1 person found" in text_of(found)
    assert found.context["form"]["people"].value() == [str(held.uuid)]
    assert found.context["form"]["location"].value() == "Hall"
    assert not found.context["form"].errors
    everybody = [str(each.uuid) for each in (held, case)]
    saved = as_amira.post(address, form | {"people": everybody}, follow=True)
    assert "for 2 people" in text_of(saved)
    hidden = form_of(as_amira, address, amira, soon(14), people=[str(stranger.uuid), "x"])
    assert "people" in as_amira.post(address, hidden).context["form"].errors
    assert {row.case for row in Contact.objects.all()} == {held, case}


def test_nobody_chosen_is_said_and_sent_twice_is_stored_once(
    as_amira: Client, amira: User, case: Case
):
    address = url("arrange_for_several")
    nobody = form_of(as_amira, address, amira, soon())
    assert "people" in as_amira.post(address, nobody).context["form"].errors
    form = form_of(as_amira, f"{address}?case={case.uuid}", amira, soon(), people=[str(case.uuid)])
    assert [as_amira.post(address, form).status_code for _ in range(2)] == [302, 302]
    assert Contact.objects.count() == 1
