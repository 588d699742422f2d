"""Where everyone is: the same figure on the page, in its list and in the CSV, as at any day."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from caseloads.selectors.where.scope import where
from core.calendar import LONDON
from offenders.choices import CaseStatus, PauseKind, SentenceKind
from offenders.deadlines import Shared
from offenders.models import Case, RegisterType
from offenders.rules.clock import Dated
from people.choices import Agency, Role
from people.models import Team, User
from programmes.choices.groups import DayPart
from programmes.choices.referral import (
    ONLY_CUSTODY,
    About,
    BarrierCode,
    Decided,
    Machine,
    ReferralStatus as S,
)
from programmes.choices.state import State
from programmes.deadlines.facts import decisions, hindrances
from programmes.deadlines.state import what_stands
from programmes.models import BarredPlace, Decision, Group, Move
from programmes.rules.fitting import Length
from programmes.rules.start import Referred, Sentence
from programmes.rules.state import Standing, StateFacts
from programmes.rules.where import Share, Steps, lines_of, steps_of, without_work
from tests import factories
from tests.factories import groups
from tests.pages import text_of
from tests.queries import asked_by

ON = date(2026, 11, 20)
BEGAN = date(2026, 6, 1)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
# Everything that the page and each list ask, sign-in, access and log with it; `asked_by` leaves out the session and the log.
MOST = 15 - 2


def test_a_line_for_each_state_with_its_weeks():
    stands = {
        1: Standing(State.NO_WORK, ON - 2 * WEEK),
        2: Standing(State.NO_WORK, ON - 5 * WEEK),
        3: Standing(State.NO_SENTENCE, None),
        4: Standing(State.COMPLETED, None),
        5: Standing(State.SCHEDULED, ON - WEEK),
    }
    lines = lines_of(stands, ON)
    assert [line.state for line in lines] == list(State)
    by = {line.state: line for line in lines}
    assert (by[State.NO_WORK].people, by[State.NO_WORK].longest) == (2, 5)
    assert (by[State.NO_SENTENCE].median, by[State.GROUP].people) == (None, 0)
    assert without_work(lines) == Share(2, 4), "whoever serves no sentence is outside the share"
    assert (Share(3, 40).words, Share(0, 0).words) == ("3 of 40 (8%)", "0 of 0")


def test_how_far_each_came():
    """By the referral and not by the state: in breach, not suitable or deselected, they were referred all the same."""

    def known(status: S | None, started_on: date | None = None) -> StateFacts:
        sentence = Sentence("community", BEGAN, None, False, "sentence:1")
        made = (
            Referred(status, BEGAN, Length("Horizon", None), "referral:1", None, started_on)
            if status
            else None
        )
        return StateFacts(Dated(BEGAN, ""), sentence, Dated(BEGAN, ""), made)

    facts = {
        1: known(None),
        2: known(S.REFERRAL_STARTED),
        3: known(S.AWAITING_ASSESSMENT),
        4: known(S.NOT_SUITABLE),
        5: known(S.ON_PROGRAMME),
        6: known(S.BREACH, started_on=BEGAN + WEEK),
        7: known(S.BREACH),
        8: known(S.COMPLETE),
        9: StateFacts(Dated(BEGAN, ""), None),
        10: known(S.SCHEDULED, started_on=ON + DAY),
    }
    steps = steps_of(facts, {1, 3, 8, 9}, ON)
    assert steps == Steps(
        suitable=frozenset({1, 3, 8}),
        referred=frozenset({3, 4, 5, 6, 7, 8, 10}),
        started=frozenset({5, 6, 8}),
        completed=frozenset({8}),
    )
    assert steps.put_forward == {3, 8}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(datetime.combine(ON, time(10), tzinfo=LONDON), tick=False):
        yield


def person(held_by: User, status: S | None = None, surname: str = "Novák", **referral: Any) -> Case:
    case = factories.make_case(probation=held_by.officer, since=BEGAN, surname=surname, sex="M")
    factories.make_registration(case, starts_on=BEGAN)
    factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=BEGAN)
    if status:
        machine = Machine.CUSTODY if status in ONLY_CUSTODY else Machine.COMMUNITY
        values = {"referred_on": BEGAN + WEEK, "machine": machine} | referral
        factories.make_referral(case, status, **values)
    return case


def suitable(case: Case, by: User) -> Case:
    for code, said in {"osp_dc": "high", "sex": 2, "thinking": 2, "relationships": 2}.items():
        factories.make_score(case, by, code, said, assessed_on=BEGAN)
    return case


def tile(page: str, state: State) -> int:
    found = re.search(rf"{re.escape(state.label)} (\d+)", page)
    assert found, (state, page)
    return int(found[1])


def numbers_of(client: Client, **asked: str) -> list[tuple[str, str]]:
    """Every number of the page that is a link: its address and the number."""
    page = client.get(reverse("caseloads:where"), asked).content.decode()
    return [
        (unescape(url), number)
        for url, number in re.findall(r'href="(/programmes/list/[^"]*)">(\d+)</a>', page)
    ]


def follow(client: Client, url: str, number: str) -> list[dict[str, str]]:
    """The list behind a number, and its CSV: as many people as the number says."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    heading = re.search(r": (\d+)\s*</h1>", answer.content.decode())
    assert heading, url
    assert heading[1] == number, url
    rows = rows_of(client.get(url.replace("/list/", "/list.csv")))
    assert len(rows) == int(number), url
    return rows


def rows_of(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture
def everyone(farah: User, nadia: User) -> dict[str, Case]:
    """One of everything, with what stands in the way, groups ahead and suitability."""
    made = {
        status.value: person(farah, status, surname=f"S{number}")
        for number, status in enumerate(S)
        if status != S.WITHDRAWN
    }
    made["none"] = suitable(person(farah, surname="None"), farah)
    made["work"] = person(farah, surname="Work")
    factories.make_work(made["work"], farah, starts_on=BEGAN + WEEK)
    made["over"] = person(farah, surname="Over")
    made["over"].sentences.update(ends_on=ON - DAY)
    suitable(made[S.AWAITING_ALLOCATION], farah)
    suitable(made[S.COMPLETE], farah)
    factories.make_barrier(made[S.AWAITING_ALLOCATION], BarrierCode.COST, starts_on=BEGAN)
    factories.make_barrier(made[S.SCHEDULED], BarrierCode.COST, starts_on=BEGAN)
    factories.make_barrier(made[S.ON_PROGRAMME], BarrierCode.COST, starts_on=BEGAN)
    groups.make_group(
        place=groups.make_place("Norwich"), first_on=ON + 4 * WEEK, size=8, recorded_on=BEGAN
    )
    return made


@pytest.mark.django_db
class TestPage:
    def test_every_number_is_that_of_its_list_and_of_the_csv(
        self, as_nadia: Client, everyone: dict[str, Case]
    ):
        page = text_of(as_nadia.get(reverse("caseloads:where")))
        found = numbers_of(as_nadia)
        assert len(found) > 25
        for url, number in found:
            follow(as_nadia, url, number)
        for state in State:
            asked = {"list": state.value}
            listed = text_of(as_nadia.get(reverse("caseloads:where_list"), asked))
            assert f"{state.label}: {tile(page, state)}" in listed

    def test_the_share_without_work_beside_that_of_2019(
        self, as_nadia: Client, everyone: dict[str, Case]
    ):
        """Not suitable, not eligible, deselected and moved, with nothing instead, and the one never referred."""
        page = text_of(as_nadia.get(reverse("caseloads:where")))
        of = len(everyone) - 1
        assert f"No work on the offending: 5 of {of} ({round(500 / of)}%)" in page
        assert "In 2019 it was 40 in a hundred" in page

    def test_from_step_to_step(self, as_nadia: Client, everyone: dict[str, Case]):
        page = text_of(as_nadia.get(reverse("caseloads:where")))
        assert "Referred, of those suitable by their inputs: 2 of 3 (67%)" in page
        referred = len(S) - 2
        assert f"Started, of those referred: 3 of {referred}" in page
        assert "Completed, of those started: 2 of 3 (67%)" in page
        assert "Eligible but not put forward: 1 of" in page

    def test_what_stands_in_the_way_of_those_who_wait(
        self, as_nadia: Client, everyone: dict[str, Case]
    ):
        """Of whoever is on a programme it is none any more."""
        page = text_of(as_nadia.get(reverse("caseloads:where")))
        assert "Cost: 2" in page
        url = next(url for url, _ in numbers_of(as_nadia) if "barrier%3Acost" in url)
        rows = follow(as_nadia, url, "2")
        assert {row["state"] for row in rows} == {"group", "scheduled"}

    def test_free_seats_against_who_waits(
        self, as_nadia: Client, as_tess: Client, everyone: dict[str, Case]
    ):
        """By programme and place: whoever cannot go to a place is not counted there."""

        def group(name: str, weeks: int, **fields: Any) -> Group:
            values = {"first_on": ON + weeks * WEEK, "size": 1, "recorded_on": BEGAN}
            return groups.make_group(place=groups.make_place(name), **values | fields)

        group("Ely", 13)
        lynn, full = group("Lynn", 12), group("Full", 1)
        group("Diss", 1)
        group("Gone", 1, cancelled_on=ON, cancelled_because="Nobody to run it")
        elsewhere = groups.make_place("Elsewhere", factories.make_region("South"))
        groups.make_group(place=elsewhere, first_on=ON + WEEK, recorded_on=BEGAN)
        sits = everyone[S.SCHEDULED].referrals.get()
        groups.seat(sits, full)
        waits = everyone[S.AWAITING_ALLOCATION].referrals.get()
        BarredPlace.objects.create(referral=waits, place=lynn.place)
        page = text_of(as_nadia.get(reverse("caseloads:where")))
        assert "Norwich, from 18 December 2026: 8 free" in page
        assert "Lynn, from 12 February 2027: 1 free" in page
        assert "Ely" not in page, "beyond twelve weeks"
        for name in ("Full", "Gone", "Elsewhere"):
            assert name not in page, name
        found = [(url, number) for url, number in numbers_of(as_nadia) if "place=" in url]
        for url, number in found:
            follow(as_nadia, url, number)
        places = {url.rpartition("place=")[2]: number for url, number in found}
        assert places[str(lynn.place.uuid)] == "1", "the other one is barred there"
        assert sorted(places.values()) == ["1", "2", "2"]
        assert lynn.get_absolute_url() in as_tess.get(reverse("caseloads:where")).content.decode()

    def test_the_list_says_what_each_waits_for(self, as_nadia: Client, farah: User):
        case = person(farah, S.AWAITING_ASSESSMENT, surname="Zoltán")
        asked = {"list": "assessment"}
        page = text_of(as_nadia.get(reverse("caseloads:where_list"), asked))
        assert "Zoltán" in page
        assert "Waiting for an assessment since 8 June 2026." in page
        factories.make_pause(case, kind=PauseKind.CUSTODY, starts_on=ON - WEEK)
        page = text_of(as_nadia.get(reverse("caseloads:where_list"), asked))
        assert "Waiting for an assessment since 8 June 2026." in page, "in custody they wait too"

    def test_the_list_names_the_next_group_in_reach(
        self, as_nadia: Client, everyone: dict[str, Case]
    ):
        page = text_of(as_nadia.get(reverse("caseloads:where_list"), {"list": "group"}))
        assert "the next one in reach, Norwich from 18 December 2026, has seats free" in page

    def test_as_at_a_day(self, as_nadia: Client, farah: User):
        case = person(farah, S.AWAITING_ALLOCATION)
        Move.objects.create(
            referral=case.referrals.get(),
            from_status=S.AWAITING_ASSESSMENT,
            to_status=S.AWAITING_ALLOCATION,
            on=ON - DAY,
            at=datetime.combine(ON, time(9), tzinfo=LONDON),
            by=farah,
        )
        url = reverse("caseloads:where")
        states = {"2026-06-07": State.NO_WORK, "2026-11-18": State.ASSESSMENT}
        for on, state in (states | {"2026-11-19": State.GROUP, "2026-11-20": State.GROUP}).items():
            page = text_of(as_nadia.get(url, {"on": on}))
            assert tile(page, state) == 1, on
            for address, number in numbers_of(as_nadia, on=on):
                follow(as_nadia, address, number)

    def test_by_team_unit_and_region(
        self, as_nadia: Client, nadia: User, farah: User, probation_team: Team
    ):
        """Every number of a team, unit or region opens its people, and the parts make up the whole."""
        unit = factories.make_unit("Southmoor", factories.make_region("South"))
        other = factories.make_team("Probation South", agency=Agency.PROBATION, unit=unit)
        factories.make_supervision(nadia.officer, other)
        officer = factories.make_officer("Olu Ade", team=other, roles=[Role.OFFICER])
        for status in (None, S.SCHEDULED, S.COMPLETE):
            person(farah, status)
        person(officer.user, None)
        left = person(farah, S.SCHEDULED)
        left.allocations.update(ends_on=ON)
        names = {
            "team": [probation_team.name, other.name],
            "unit": [probation_team.delivery_unit.name, "Southmoor"],
            "region": [probation_team.delivery_unit.region.name, "South"],
        }
        for by, called in names.items():
            page = text_of(as_nadia.get(reverse("caseloads:where"), {"by": by}))
            for name in (*called, "Held by nobody of probation"):
                assert name in page, (by, name)
            found = [
                (url, number) for url, number in numbers_of(as_nadia, by=by) if f"?{by}=" in url
            ]
            assert len(found) > 5
            for url, number in found:
                follow(as_nadia, url, number)
            everybody = [int(number) for url, number in found if url.endswith("list=everyone")]
            assert sorted(everybody) == [1, 1, 3]

    def test_narrowed_to_a_part_every_number_is_of_it(
        self, as_nadia: Client, farah: User, everyone: dict[str, Case], probation_team: Team
    ):
        unit = str(probation_team.delivery_unit_id)
        left = person(farah, S.SCHEDULED)
        left.allocations.update(ends_on=ON)
        for asked in ({"unit": unit}, {"unit": "nobody"}):
            found = numbers_of(as_nadia, **asked)
            for url, number in found:
                follow(as_nadia, url, number)
        page = text_of(as_nadia.get(reverse("caseloads:where"), {"unit": "nobody"}))
        assert tile(page, State.SCHEDULED) == 1
        assert tile(page, State.NO_WORK) == 0

    def test_a_team_that_holds_nobody_now(self, as_nadia: Client, farah: User):
        case = person(farah, S.SCHEDULED)
        url = reverse("caseloads:where")
        assert farah.officer is not None
        team = str(farah.officer.team.uuid)
        page = text_of(as_nadia.get(url, {"team": team}))
        assert tile(page, State.SCHEDULED) == 1
        case.allocations.update(ends_on=ON)
        assert as_nadia.get(url, {"team": team}).status_code == 404, "it holds nobody now"

    def test_the_figures_as_csv(self, as_nadia: Client, everyone: dict[str, Case]):
        page = text_of(as_nadia.get(reverse("caseloads:where")))
        rows = rows_of(as_nadia.get(reverse("caseloads:where_figures"), {"by": "unit"}))
        said = {(row["of"], row["state"]): int(row["people"]) for row in rows}
        for state in State:
            assert said["All", state.value] == tile(page, state)
        assert sum(said.values()) == 2 * len(everyone)

    @pytest.mark.parametrize(
        "asked",
        [
            {"on": "2026-11-21"},
            {"on": "yesterday"},
            {"on": "0001-01-01"},
            {"team": "x"},
            {"team": "0b5bd1f5-5f5a-4a5e-8b2a-3d2f0a7f5a11"},
            {"unit": "0"},
            {"by": "officer"},
            {"team": "nobody", "unit": "nobody"},
        ],
    )
    def test_what_there_is_not(self, as_nadia: Client, farah: User, asked: dict[str, str]):
        person(farah, None).allocations.update(ends_on=ON)
        assert as_nadia.get(reverse("caseloads:where"), asked).status_code == 404

    @pytest.mark.parametrize(
        "asked",
        [
            {"list": "asleep"},
            {"list": "barrier:weather"},
            {"list": "group:Skating"},
            {"list": "group:Building Choices: moderate", "place": "x"},
            {
                "list": "group:Building Choices: moderate",
                "place": "0b5bd1f5-5f5a-4a5e-8b2a-3d2f0a7f5a11",
            },
        ],
    )
    def test_lists_that_there_are_not(self, as_nadia: Client, farah: User, asked: dict[str, str]):
        person(farah, S.AWAITING_ALLOCATION)
        for name in ("caseloads:where_list", "caseloads:where_csv"):
            assert as_nadia.get(reverse(name), asked).status_code == 404

    def test_nobody_at_all(self, as_nadia: Client):
        page = text_of(as_nadia.get(reverse("caseloads:where")))
        assert "Nobody here has a sexual offence on a register in force" in page


def noted(case: Case, by: User) -> None:
    """Of everything that is asked together something that counts on the day, and something that does not."""
    for begins, ends in ((BEGAN, BEGAN + WEEK), (BEGAN + 2 * WEEK, ON + DAY), (ON + DAY, None)):
        span = {"starts_on": begins, "ends_on": ends}
        factories.make_pause(case, kind=PauseKind.CUSTODY, **span)
        factories.make_barrier(case, BarrierCode.COST, **span)
    for begins, came in ((BEGAN, "Did well"), (BEGAN + 3 * WEEK, "")):
        ends_on = BEGAN + WEEK if came else None
        factories.make_work(case, by, starts_on=begins, ends_on=ends_on, came_of_it=came)
    for about in (About.NOT_SUITABLE, About.NO_WORK, About.MISSED):
        for day in (BEGAN + WEEK, BEGAN + 2 * WEEK, ON + DAY):
            Decision.objects.create(
                case=case, about=about, decided=Decided.NONE, decided_on=day, note="Ill"
            )


@pytest.mark.django_db
def test_the_people_and_their_states_are_those_of_the_deadlines(nadia: User, farah: User):
    """The page reads who is on a register with who holds them; the flags ask it apart."""
    for status in (None, S.SCHEDULED, S.COMPLETE):
        person(farah, status)
    anso = person(farah, S.AWAITING_ALLOCATION)
    anso.registrations.update(register=RegisterType.objects.get(code="ANSO"))
    factories.make_registration(anso, "ARSO", starts_on=BEGAN + WEEK)
    dead, alive = person(farah, None), person(farah, None)
    Case.objects.filter(pk=dead.pk).update(died_on=ON)
    Case.objects.filter(pk=alive.pk).update(died_on=ON + DAY)
    person(farah, None).registrations.update(ends_on=ON)
    Case.objects.filter(pk=person(farah, None).pk).update(status=CaseStatus.TERMINATED)
    other = person(farah, None)
    other.registrations.update(register=RegisterType.objects.get(code="RMRH"))
    noted(person(farah, S.DEPRIORITISED), farah)
    found = where(nadia, on=ON)
    assert found is not None
    apart = Shared(Case.objects.values_list("pk", flat=True), ON)
    assert found.facts == what_stands(apart)
    assert decisions(found.shared) == decisions(apart)
    for pk, facts in found.facts.items():
        assert found.in_the_way(pk) == hindrances(apart).of(pk, facts.referral)
    assert len(found.facts) == 6
    assert {found.officer_of(pk) for pk in found.facts} == {"F. Aziz"}


@pytest.fixture
def ana(farah: User, signed_in: Callable[[User], Client]) -> Client:
    """Head of the unit that holds everybody of the region."""
    unit = farah.officer.team.delivery_unit
    staff = factories.make_team("Command", agency=Agency.PROBATION, unit=unit)
    head = factories.make_officer("Ana Sole", team=staff, roles=[Role.HEAD])
    factories.make_headship(head, unit)
    return signed_in(head.user)


@pytest.mark.django_db
class TestReaders:
    def test_to_a_treatment_manager_every_number_is_that_of_its_list_and_of_the_csv(
        self, as_tess: Client, everyone: dict[str, Case]
    ):
        page = text_of(as_tess.get(reverse("caseloads:where")))
        found = numbers_of(as_tess)
        assert len(found) > 25
        for url, number in found:
            follow(as_tess, url, number)
        for words in ("In 2019 it was 40", "Completed, of those started: 2 of 3", "put forward: 1"):
            assert words in page, words
        for way in ("eligible", "unworked"):
            listed = text_of(as_tess.get(reverse("caseloads:not_put_forward"), {"list": way}))
            rows = rows_of(as_tess.get(reverse("caseloads:not_put_forward_csv"), {"list": way}))
            assert re.search(rf": {len(rows)} of {len(everyone) - 1}", listed), way
            assert f": {len(rows)} of {len(everyone) - 1}" in page

    @pytest.mark.parametrize("on", [ON, BEGAN + 2 * WEEK])
    @pytest.mark.parametrize("by", ["team", "unit", "region"])
    def test_a_treatment_manager_has_the_figures_of_a_head_of_the_same_people(
        self, by: str, on: date, as_tess: Client, everyone: dict[str, Case], ana: Client
    ):
        """But for those who serve no sentence any more, whom nobody plans a programme for."""
        url, asked = reverse("caseloads:where_figures"), {"by": by, "on": on.isoformat()}
        everyone.pop("over").delete()
        theirs, of_head = (rows_of(client.get(url, asked)) for client in (as_tess, ana))
        assert theirs == of_head
        assert sum(int(row["people"]) for row in theirs) == 2 * len(everyone)

    def test_whose_sentence_is_over_is_told_to_heads_alone(
        self, as_tess: Client, ana: Client, everyone: dict[str, Case]
    ):
        url = reverse("caseloads:where")
        assert tile(text_of(ana.get(url)), State.NO_SENTENCE) == 1
        page = text_of(as_tess.get(url))
        assert tile(page, State.NO_SENTENCE) == 0
        assert "whoever of your region has a sentence in force today" in page
        factories.make_referral(everyone["over"], S.SCHEDULED)
        assert tile(text_of(as_tess.get(url)), State.NO_SENTENCE) == 1, "its referral is still open"

    def test_who_has_it_in_the_menu(
        self, as_nadia: Client, as_tess: Client, as_ivy: Client, as_farah: Client
    ):
        url = reverse("caseloads:where")
        for client in (as_nadia, as_tess, as_ivy):
            page = client.get(url).content.decode()
            assert re.search(rf'href="{url}"[^>]*>\s*Programmes', page)
        assert as_farah.get(url).status_code == 403
        assert f'href="{url}"' not in as_farah.get(reverse("caseloads:my_day")).content.decode()


@pytest.mark.django_db
class TestQueries:
    """At most 15 in all, the same for a dozen people with a history as for a few."""

    URLS = (
        ("caseloads:where", {}),
        ("caseloads:where", {"by": "region"}),
        ("caseloads:where_list", {"list": "waiting"}),
        ("caseloads:where_list", {"list": "suitable"}),
        ("caseloads:where_list", {"list": "barrier:cost"}),
        ("caseloads:where_list", {"list": "group:Building Choices: moderate", "place": "PLACE"}),
        ("caseloads:not_put_forward", {}),
        ("caseloads:not_put_forward", {"list": "unworked"}),
    )

    def grow(self, farah: User, number: int) -> None:
        for status in (None, S.SCHEDULED, S.AWAITING_ALLOCATION, S.COMPLETE):
            case = suitable(person(farah, status, surname=f"More{number}"), farah)
            factories.make_barrier(case, BarrierCode.COST, starts_on=BEGAN)
            for referral in case.referrals.all():
                for weekday in range(3):
                    referral.availability.create(weekday=weekday, part=DayPart.values[0])
                for was, to in (
                    (S.AWAITING_ASSESSMENT, S.DEPRIORITISED),
                    (S.DEPRIORITISED, referral.status),
                ):
                    Move.objects.create(
                        referral=referral,
                        from_status=was,
                        to_status=to,
                        on=BEGAN + WEEK,
                        at=datetime.combine(ON, time(9), tzinfo=LONDON),
                        by=farah,
                    )
            Decision.objects.create(
                case=case, about=About.NO_WORK, decided=Decided.NONE, decided_on=ON, note="Ill"
            )
            factories.make_work(
                case, farah, starts_on=BEGAN, ends_on=BEGAN + WEEK, came_of_it="Did well"
            )
        group = groups.make_group(first_on=ON + 3 * WEEK, recorded_on=BEGAN)
        groups.seat(case.referrals.get(), group)

    @pytest.mark.parametrize("who", ["as_nadia", "as_tess"])
    def test_few_and_flat(self, who: str, farah: User, request: pytest.FixtureRequest):
        client: Client = request.getfixturevalue(who)
        place = groups.make_place("Norwich")
        self.grow(farah, 0)
        counts: list[list[int]] = []
        for round_ in range(2):
            found = []
            for name, asked in self.URLS:
                query = "&".join(f"{key}={value}" for key, value in asked.items())
                url = f"{reverse(name)}?{query}".replace("PLACE", str(place.uuid))
                found.append(asked_by(client, url))
            counts.append(found)
            for number in range(3 if round_ == 0 else 0):
                self.grow(farah, number + 1)
        assert counts[0] == counts[1]
        assert max(counts[1]) <= MOST, counts[1]
