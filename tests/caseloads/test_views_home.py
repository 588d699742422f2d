"""Where people start, and an officer's day."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from audit.models import Event
from caseloads.selectors.home import my_day
from caseloads.selectors.team.lists import contacts_by_officer
from caseloads.selectors.team.scope import Scope
from core import clock
from core.calendar import LONDON
from core.jobs import watched
from core.models import JobRun
from offenders.choices import DueState
from offenders.deadlines import refresh_kind
from offenders.deadlines.outcome import CONTACT_OUTCOME
from offenders.models import Case, Contact, Deadline
from people.choices import Role
from people.models import RoleGrant, Team, User
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db

DAY = "/my-day/"


def day_of(client: Client) -> Any:
    return client.get(DAY).context["day"]


@pytest.mark.parametrize(
    ("who", "leads_to"),
    [
        ("as_amira", "caseloads:my_day"),
        ("as_dee", "caseloads:teams"),
        ("as_ivy", "caseloads:teams"),
        ("as_gwen", "caseloads:audit"),
        ("as_hal", "people:users"),
    ],
)
def test_everybody_has_a_first_page(request: pytest.FixtureRequest, who: str, leads_to: str):
    client = request.getfixturevalue(who)
    assert client.get("/").url == reverse(leads_to)


def test_an_officer_who_supervises_begins_with_the_team(as_dee: Client, dee: User):
    RoleGrant.objects.create(user=dee, role=Role.OFFICER, starts_on=clock.today())
    assert as_dee.get("/").url == reverse("caseloads:teams")


def test_without_a_role_one_is_told_so(as_kit: Client):
    response = as_kit.get("/")
    assert response.status_code == 403
    assert "Your account has no role yet" in text_of(response)


def test_each_thing_due_is_in_one_group(as_amira: Client, case: Case, amira: User, dee: User):
    on = clock.today()
    for name, days in (("late", -1), ("today", 0), ("soon", 7), ("later", 8), ("accepted", -3)):
        other = factories.make_case(surname=name.capitalize(), police=amira.officer)
        due = on + timedelta(days=days)
        factories.make_deadline(other, due)
        if days < 0:
            flag = factories.make_flag(other, due)
        if name == "accepted":
            flag.accepted_at, flag.accepted_by = clock.now(), dee
            flag.accepted_reason, flag.accepted_until = "Ward sister rings weekly", on
            flag.save()
    day = day_of(as_amira)
    assert [row.case.surname for row in day.overdue] == ["Late"]
    assert [row.case.surname for row in day.soon] == ["Today", "Soon"]
    assert [row.case.surname for row in day.accepted] == ["Accepted"]
    assert day.later.case.surname == "Later"
    page = text_of(as_amira.get(DAY))
    assert "Overdue 1 " in page
    assert "1 day overdue" in page
    assert "Accepted until" in page
    assert "Ward sister rings weekly" in page


def test_a_grave_thing_a_day_late_stands_above_a_light_one_a_year_late(
    as_amira: Client, amira: User
):
    on = clock.today()
    for days, severity in ((365, "standard"), (30, "high"), (1, "critical")):
        other = factories.make_case(police=amira.officer)
        factories.make_deadline(other, on - timedelta(days=days), severity=severity)
    page = as_amira.get(DAY)
    assert [row.severity for row in page.context["day"].overdue] == ["critical", "high", "standard"]
    shown = [text_of(page).index(f" {words} ") for words in ("1 day", "30 days", "365 days")]
    assert shown == sorted(shown)


def test_each_line_has_an_act_that_this_user_may_do(as_amira: Client, case: Case):
    factories.make_deadline(case, clock.today() - timedelta(days=12))
    flag = factories.make_flag(case, clock.today() - timedelta(days=12))
    page = as_amira.get(DAY).content.decode()
    for address in (
        reverse("visits:record_new", args=[case.uuid]),
        reverse("visits:plan", args=[case.uuid]),
        reverse("offenders:flag", args=[flag.uuid]),
        reverse("caseloads:case", args=[case.uuid]),
    ):
        assert f'href="{address}"' in page


def test_nothing_overdue_says_so_and_what_comes_next(as_amira: Client, case: Case):
    due = clock.today() + timedelta(days=40)
    factories.make_deadline(case, due)
    page = text_of(as_amira.get(DAY))
    assert (
        f"Nothing is overdue. Next: home visit for Gareth O&#x27;Neill, due by {due.day} " in page
    )
    assert "Nothing is due soon. Next: home visit" in page
    assert "You have no appointments or visits today." in page
    assert "Every past appointment of yours has an outcome." in page


def test_a_supervisor_without_cases_is_led_to_the_team(as_dee: Client, case: Case):
    response = as_dee.get(DAY)
    assert "You hold no cases yourself" in text_of(response)
    assert reverse("caseloads:teams") in response.content.decode()
    assert not response.context["day"].overdue


def test_an_officer_without_cases_is_told_why_it_is_empty(as_chidi: Client, case: Case):
    page = text_of(as_chidi.get(DAY))
    assert "You hold no cases, so nothing is due from you." in page
    assert "ask your supervisor" in page


def test_only_this_officers_cases_are_here(as_ben: Client, case: Case):
    """Ben may see the case, being of the team, but it is not his day."""
    factories.make_deadline(case, clock.today() - timedelta(days=1))
    assert "Neill" not in text_of(as_ben.get(DAY))


def test_covered_cases_are_here_for_as_long_as_the_cover(as_jack: Client, jack: User, case: Case):
    factories.make_deadline(case, clock.today() - timedelta(days=1))
    page = text_of(as_jack.get(DAY))
    assert "You are covering for Amira Khan until" in page
    assert "Gareth O&#x27;Neill" in page


def test_todays_appointments_stand_by_time(as_amira: Client, case: Case, amira: User, ben: User):
    on = clock.today()
    at = lambda hour: datetime.combine(on, time(hour), tzinfo=LONDON)  # noqa: E731
    factories.make_visit(case, "", at=at(23), officer=amira.officer)
    factories.make_contact(case, type_code="COAP", happened_at=at(0), officer=amira.officer,
                           outcome_code="ATTC", recorded_at=clock.now())  # fmt: skip
    factories.make_contact(case, type_code="COAP", happened_at=at(22), officer=ben.officer)
    factories.make_contact(case, type_code="CTOB", happened_at=at(0), officer=amira.officer)
    factories.make_contact(
        case, type_code="COAP", happened_at=at(0) + timedelta(days=1), officer=amira.officer
    )
    factories.make_visit(case, "", at=at(22), officer=amira.officer)
    day = day_of(as_amira)
    assert [(row.contact.happened_at, row.is_visit) for row in day.today] == [
        (at(22), True),
        (at(23), True),
    ]
    assert [row.contact.happened_at for row in day.done] == [at(0)]


def test_today_stands_first_and_what_is_done_leaves_its_number(
    as_amira: Client, case: Case, amira: User
):
    """The number is of what is still to be done; what is done is folded, with its own."""
    factories.make_deadline(case, clock.today() - timedelta(days=1))
    at = clock.now()
    for code in ("ATTC", "", ""):
        factories.make_contact(
            case, type_code="COAP", happened_at=at, officer=amira.officer, recorded_at=at,
            outcome_code=code,
        )  # fmt: skip
    page = as_amira.get(DAY).content.decode()
    assert page.index('id="today"') < page.index('id="overdue"')
    heading = page.partition('id="today"')[2].partition("</section>")[0]
    assert ">2</span>" in heading
    assert "Done today: 1<" in heading
    shown, _, done = heading.partition("<details")
    assert (shown.count("app-diary__item"), done.count("app-diary__item")) == (2, 1)


def test_what_is_less_grave_is_folded_after_five(as_amira: Client, amira: User):
    """Whatever is high or critical is shown however many there are; the fold says how many it hides."""
    on = clock.today()
    for number, severity in enumerate(["critical", "high", *["standard"] * 6]):
        other = factories.make_case(police=amira.officer)
        factories.make_deadline(other, on - timedelta(days=30 + number), severity=severity)
    overdue = as_amira.get(DAY).content.decode().partition('id="overdue"')[2]
    shown, _, rest = overdue.partition("</section>")[0].partition("<details")
    assert ">8</span>" in shown
    assert (shown.count('<li class="app-due'), rest.count('<li class="app-due')) == (5, 3)
    assert "The other 3, less grave" in rest


@pytest.mark.parametrize(("grave", "light", "shown"), [(0, 5, 5), (4, 4, 5), (7, 2, 7), (0, 0, 0)])
def test_nothing_grave_is_ever_folded(grave: int, light: int, shown: int, amira: User):
    on = clock.today()
    for severity in [*["high"] * grave, *["standard"] * light]:
        other = factories.make_case(police=amira.officer)
        factories.make_deadline(other, on - timedelta(days=3), severity=severity)
    found = my_day(amira, at=clock.now()).folds["overdue"]
    assert (len(found.shown), len(found.rest)) == (shown, grave + light - shown)
    assert all(row.severity == "standard" for row in found.rest)


def test_a_person_is_one_line_under_one_word(as_amira: Client, case: Case):
    """So the number of a heading, which counts people, is that of the lines below it."""
    on = clock.today()
    for days, kind in ((3, "home_visit"), (9, "at_large")):
        factories.make_deadline(case, on - timedelta(days=days), kind=kind)
        factories.make_flag(case, on - timedelta(days=days), kind=kind)
    overdue = as_amira.get(DAY).content.decode().partition('id="overdue"')[2]
    (line,) = overdue.partition("</section>")[0].split('<li class="app-due')[1:]
    for words in ("Why? Home visit<", "Why? Unlawfully at large<"):
        assert line.count(words) == 1, "each says of what it is"
    assert line.count("was due by") + line.count("app-due__because") >= 2


def test_an_appointment_on_a_case_that_one_may_no_longer_see_is_not_shown(
    as_eve: Client, eve: User, case: Case
):
    """Eve saw him before she was excluded; the appointment is hers, the case is not."""
    for days in (0, 3):
        at = clock.now() - timedelta(days=days, minutes=1)
        factories.make_contact(
            case, type_code="COAP", happened_at=at, recorded_at=at, officer=eve.officer
        )
    factories.work_out(case)
    assert Deadline.objects.filter(asked_of=eve.officer).exists()
    response = as_eve.get(DAY)
    assert response.context["day"].outcomes.number == 0
    assert response.context["day"].today == []
    assert "Neill" not in text_of(response)


def test_an_outcome_not_recorded_is_the_officers_whose_appointment_it_was(
    as_amira: Client, as_ben: Client, amira: User, ben: User
):
    """VOC-12: Amira holds the case, the appointment was Ben's: it is on his first page, with the act, and not on hers."""
    for days in (1, 20):
        case = factories.make_case(police=amira.officer)
        happened = clock.now() - timedelta(days=days)
        contact = factories.make_contact(
            case, type_code="COAP", happened_at=happened, recorded_at=happened, officer=ben.officer
        )
        factories.work_out(case)
    response = as_ben.get(DAY)
    late, asked = response.context["day"].outcomes.recent
    assert (late.state, asked.state) == (DueState.OVERDUE, DueState.SOON)
    assert (late.subject, late.case) == (str(contact.uuid), case)
    page = response.content.decode()
    assert f'href="{reverse("offenders:record_outcome", args=[contact.uuid])}"' in page
    assert "Outcomes to record 2 " in text_of(response)
    assert f"the oldest by {late.due_on:%-d %B %Y}" in text_of(response)
    hers = as_amira.get(DAY)
    assert hers.context["day"].outcomes.number == 0
    assert hers.context["day"].overdue == []
    assert "Every past appointment of yours has an outcome." in text_of(hers)


@pytest.mark.parametrize(
    ("day", "state"),
    [(17, DueState.OVERDUE), (18, DueState.SOON), (19, DueState.SOON)],
)
def test_an_outcome_is_red_when_more_than_two_working_days_have_passed(
    case: Case, amira: User, day: int, state: DueState
):
    """VOC-12, as on Friday 20 November 2026."""
    at = datetime(2026, 11, 20, 15, tzinfo=LONDON)
    happened = datetime(2026, 11, day, 14, tzinfo=LONDON)
    factories.make_contact(
        case, type_code="COAP", happened_at=happened, recorded_at=happened, officer=amira.officer
    )
    factories.work_out(case, at.date())
    (row,) = my_day(amira, at=at).outcomes.recent
    assert row.state == state


def test_on_the_day_itself_the_diary_asks_as_soon_as_the_hour_is_over(
    as_amira: Client, case: Case, amira: User
):
    with time_machine.travel(datetime(2026, 11, 20, 15, tzinfo=LONDON), tick=False):
        links = []
        for hour in (14, 16):
            happened = datetime(2026, 11, 20, hour, tzinfo=LONDON)
            contact = factories.make_contact(
                case, type_code="COAP", happened_at=happened, recorded_at=happened - timedelta(days=2),
                officer=amira.officer,
            )  # fmt: skip
            links.append(reverse("offenders:record_outcome", args=[contact.uuid]))
        factories.work_out(case)
        response = as_amira.get(DAY)
        assert response.context["day"].outcomes.recent == []
        assert [link in response.content.decode() for link in links] == [True, False]


def test_every_outcome_is_on_the_page_in_one_line_a_case(as_amira: Client, case: Case, amira: User):
    """Eight appointments of one person: one line, which says each and has an act for each, told apart by its hour."""
    for hours in range(1, 9):
        happened = clock.now() - timedelta(hours=24 + hours)
        factories.make_contact(
            case, type_code="COAP", happened_at=happened, recorded_at=happened, officer=amira.officer
        )  # fmt: skip
    factories.work_out(case)
    response = as_amira.get(DAY)
    assert "Outcomes to record 1 " in text_of(response)
    assert "8 appointments of the last 28 days" in text_of(response)
    assert text_of(response).count("nobody has recorded how it ended") == 8
    acts = [label for row in response.context["day"].outcomes.recent for label, _ in row.acts]
    assert len(set(acts)) == 16
    page = response.content.decode()
    assert (page.count("/outcome/"), page.count("/outcome/?outcome=ATTC")) == (16, 8)


def test_the_commonest_outcome_of_an_appointment_is_an_act_of_its_own_of_a_visit_it_is_not(
    as_amira: Client, case: Case, amira: User
):
    for code in ("COAP", "CHVS"):
        past = clock.now() - timedelta(days=2)
        factories.make_contact(case, type_code=code, happened_at=past, officer=amira.officer)
    factories.work_out(case)
    (row,) = as_amira.get(DAY).context["day"].outcomes.recent
    acts = [label.split(",")[0] for label, _ in row.acts]
    assert sorted(acts) == ["Attended and complied", "Record the outcome", "Record the outcome"]


def test_outcomes_of_28_days_ago_are_on_the_day_and_older_ones_a_list(
    as_amira: Client, as_dee: Client, amira: User, dee: User, team: Team
):
    """Each number is the number of its rows; both together are the team's number of this officer."""
    held: dict[int, Contact] = {}
    for days in (27, 28, 29, 60):
        case = factories.make_case(police=amira.officer, surname=f"Days{days}")
        at = clock.now() - timedelta(days=days)
        held[days] = factories.make_contact(
            case, type_code="COAP", happened_at=at, recorded_at=at, officer=amira.officer
        )
        factories.work_out(case)
    response = as_amira.get(DAY)
    outcomes = response.context["day"].outcomes
    assert {row.subject for row in outcomes.recent} == {str(held[days].uuid) for days in (27, 28)}
    assert "Outcomes to record 2 " in text_of(response)
    assert "2 appointments without outcome" in text_of(response)
    older = as_amira.get(reverse("caseloads:older_outcomes"))
    assert len(older.context["table"].cells) == older.context["page"].paginator.count == 2
    oldest_first = [older.content.decode().index(str(held[days].uuid)) for days in (60, 29)]
    assert oldest_first == sorted(oldest_first)
    assert "Days28" not in text_of(older)
    scope = Scope(team, dee, clock.now())
    assert contacts_by_officer(scope, "outcomes") == {amira.officer.pk: outcomes.number}
    assert outcomes.number == 4
    listed = as_dee.get(reverse("caseloads:team_cases", args=[team.uuid]) + "?list=outcomes")
    assert "4 appointments" in text_of(listed)
    assert len(listed.context["contact_rows"]) == 4
    (event,) = Event.objects.filter(view="caseloads:older_outcomes")
    assert set(event.case_ids) == {held[days].case_id for days in (29, 60)}


def test_without_older_outcomes_the_list_says_so(as_amira: Client, case: Case):
    page = text_of(as_amira.get(reverse("caseloads:older_outcomes")))
    assert "No older appointment of yours is without an outcome." in page


def test_flags_say_when_they_were_checked(as_amira: Client, case: Case):
    assert "Flags have not been checked yet." in text_of(as_amira.get(DAY))
    for name in watched():
        assert "Flags have not been checked yet." in text_of(as_amira.get(DAY))
        run = factories.make_run(name)
    assert "Flags checked at" in text_of(as_amira.get(DAY))
    JobRun.objects.filter(pk=run.pk).update(finished_at=clock.now() - timedelta(minutes=16))
    assert "Flags were last checked on" in text_of(as_amira.get(DAY))


def test_every_case_shown_is_in_the_log(as_amira: Client, case: Case, amira: User):
    quiet = factories.make_case(police=amira.officer)
    factories.make_deadline(case, clock.today() - timedelta(days=1))
    as_amira.get(DAY)
    event = Event.objects.latest("id")
    assert (event.case_ids, event.grounds) == ([case.pk], ["allocated"])
    assert quiet.pk not in event.case_ids


def test_my_day_takes_the_same_queries_for_any_caseload(as_amira: Client, case: Case, amira: User):
    def add(days: int) -> None:
        other = factories.make_case(police=amira.officer)
        factories.make_deadline(other, clock.today() - timedelta(days=days))
        factories.make_deadline(other, clock.today() + timedelta(days=days), kind="at_large")
        at = clock.now() - timedelta(days=1)
        factories.make_contact(other, type_code="COAP", officer=amira.officer, recorded_at=at)
        refresh_kind(CONTACT_OUTCOME, on=clock.today(), at=clock.now())

    add(1)
    one = asked_by(as_amira, DAY)
    add(2)
    add(3)
    assert asked_by(as_amira, DAY) == one
