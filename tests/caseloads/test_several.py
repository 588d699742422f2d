"""Cases without an officer, the cases of one officer, and several of them given at once: all or none."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from caseloads.selectors import taken
from caseloads.selectors.allocation import allocation_page
from caseloads.selectors.unallocated import unallocated
from core import clock
from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders.choices import CaseStatus, RiskLevel
from offenders.models import Allocation, Case, Contact
from offenders.selectors.allocation import leads_of
from offenders.services.allocation import Decision, Given, allocate, allocate_all
from people.choices import Agency
from people.models import Officer, Team, User
from tests import factories
from tests.caseloads.test_views_allocation import sent, text, url
from tests.queries import asked_by
from tests.together import STORED, together

DAY = timedelta(days=1)
KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e771"
WHY = "The team is short this month"
LIST = "/allocate/"


def several(*cases: Case) -> str:
    named = "&".join(f"case={case.uuid}" for case in cases)
    return f"{reverse('caseloads:allocate_several')}?{named}"


def version(case: Case, agency: Agency = Agency.POLICE) -> int:
    return leads_of(case, agency, on=clock.today()).version


def sent_for(cases: list[Case], to: Officer | None, **changes: Any) -> dict[str, Any]:
    data = {
        "form_key": KEY,
        "versions": " ".join(f"{case.pk}:{version(case)}" for case in cases),
        "officer": str(to.pk) if to else "",
        "starts_on": clock.today().isoformat(),
        "kind": "caseload_adjustment",
        "reason": WHY,
        "no_brief": "many",
    }
    return data | changes


def lead(case: Case) -> str:
    found = case.allocations.filter(agency="police", role="lead", ends_on=None).first()
    return found.officer.name if found else "Nobody"


def left(officer: Officer, days: int, **fields: Any) -> Case:
    """A registered person whom the officer stopped leading so many days ago."""
    case = factories.make_case(police=officer, registered=True, **fields)
    case.allocations.update(ends_on=clock.today() - days * DAY)
    return case


@pytest.fixture
def three(amira: User) -> list[Case]:
    return [
        factories.make_case(surname=name, police=amira.officer)
        for name in ("Ash", "Birch", "Cedar")
    ]


@pytest.mark.django_db
class TestWithoutAnOfficer:
    def test_across_teams_the_gravest_first_then_the_oldest(
        self, amira: User, chidi: User, ivy: User, as_ivy: Client
    ) -> None:
        low = left(amira.officer, 90, police_risk=RiskLevel.LOW)
        new = left(chidi.officer, 2, police_risk=RiskLevel.VERY_HIGH)
        old = left(amira.officer, 9, police_risk=RiskLevel.VERY_HIGH)
        unknown = left(amira.officer, 190)
        rows = unallocated(ivy, Agency.POLICE, at=clock.now())
        assert [row.row.case for row in rows] == [old, new, low, unknown]
        assert [row.days for row in rows] == [9, 2, 90, 190]
        page = text(as_ivy.get(LIST))
        assert "4 active cases" in page
        assert "2 days<br>before, Chidi Eze of Public Protection West" in page
        assert f'name="case" value="{new.uuid}"' in page
        assert url(new) in page

    def test_only_of_ones_own_teams_and_never_one_that_is_closed(
        self, amira: User, chidi: User, dee: User
    ) -> None:
        mine, closed = left(amira.officer, 5), left(amira.officer, 5)
        left(chidi.officer, 5)
        factories.make_exclusion(closed, dee)
        assert [row.row.case for row in unallocated(dee, Agency.POLICE, at=clock.now())] == [mine]

    def test_not_one_that_is_held_ended_or_nobodys_business(
        self, amira: User, chidi: User, dee: User
    ) -> None:
        held = left(amira.officer, 5)
        factories.allocate(held, chidi.officer, starts_on=clock.today())
        Case.objects.filter(pk=left(amira.officer, 5).pk).update(status=CaseStatus.TERMINATED)
        left(amira.officer, 5).registrations.update(ends_on=clock.today())
        factories.make_case(police=amira.officer)
        assert unallocated(dee, Agency.POLICE, at=clock.now()) == []

    def test_it_is_the_team_of_whoever_led_last_and_only_the_last_counts(
        self, amira: User, chidi: User, dee: User, lars: User
    ) -> None:
        case = left(amira.officer, 9)
        factories.allocate(
            case, chidi.officer, starts_on=clock.today() - 9 * DAY, ends_on=clock.today() - DAY
        )
        assert unallocated(dee, Agency.POLICE, at=clock.now()) == []
        (row,) = unallocated(lars, Agency.POLICE, at=clock.now())
        assert (row.row.case, row.days) == (case, 1)

    def test_who_leads_both_teams_sees_it_once_and_not_while_one_of_them_holds_it(
        self, amira: User, chidi: User, ivy: User
    ) -> None:
        held, back = left(amira.officer, 9), left(amira.officer, 9)
        since = clock.today() - 9 * DAY
        factories.allocate(held, chidi.officer, starts_on=since)
        factories.allocate(back, chidi.officer, starts_on=since, ends_on=clock.today() - DAY)
        (row,) = unallocated(ivy, Agency.POLICE, at=clock.now())
        assert (row.row.case, row.days, row.officer) == (back, 1, chidi.officer)

    def test_none_says_so(self, as_dee: Client) -> None:
        assert "leads every active case of your teams" in text(as_dee.get(LIST))

    def test_the_team_page_counts_the_same(self, amira: User, team: Team, as_dee: Client) -> None:
        for days in (1, 2, 3):
            left(amira.officer, days)
        listed = reverse("caseloads:team_cases", args=[team.uuid]) + "?list=unheld"
        assert "3 cases" in text(as_dee.get(listed))
        assert LIST in text(as_dee.get(listed))
        assert "3 active cases" in text(as_dee.get(LIST))

    def test_as_many_queries_for_many_as_for_few(self, amira: User, as_dee: Client) -> None:
        left(amira.officer, 2)
        few = asked_by(as_dee, LIST)
        for days in range(2, 6):
            left(amira.officer, days, police_risk=RiskLevel.HIGH)
        assert asked_by(as_dee, LIST) == few


@pytest.mark.django_db
class TestOfOneOfficer:
    def test_their_cases_with_boxes(self, three: list[Case], amira: User, as_dee: Client) -> None:
        listed = reverse("caseloads:reallocate", args=[amira.officer.uuid])
        assert listed in text(as_dee.get(reverse("caseloads:officer", args=[amira.officer.uuid])))
        page = text(as_dee.get(listed))
        for case in three:
            assert f'value="{case.uuid}"' in page
        assert set(Event.objects.get(view="caseloads:reallocate").case_ids) == {
            case.pk for case in three
        }

    def test_not_one_that_is_closed_and_not_the_officers_of_others(
        self, three: list[Case], amira: User, dee: User, as_dee: Client, as_lars: Client
    ) -> None:
        factories.make_exclusion(three[0], dee)
        listed = reverse("caseloads:reallocate", args=[amira.officer.uuid])
        page = text(as_dee.get(listed))
        assert "Ash" not in page
        assert "2 active cases" in page
        assert as_lars.get(listed).status_code == 404


@pytest.mark.django_db
class TestThePageOfSeveral:
    def test_the_figures_count_all_of_them(
        self, three: list[Case], ben: User, as_dee: Client
    ) -> None:
        page = text(as_dee.get(several(*three)))
        assert "Allocate 3 cases" in page
        assert ">0 to 3<" in page
        assert ">3 to 0<" in page  # Amira

    def test_to_one_officer(
        self, three: list[Case], ben: User, amira: User, as_dee: Client
    ) -> None:
        answer = as_dee.post(several(*three), sent_for(three, ben.officer))
        assert answer.url == reverse("caseloads:reallocate", args=[amira.officer.uuid])
        assert [lead(case) for case in three] == ["Ben Mason"] * 3
        for case in three:
            row = case.allocations.get(agency="police", ends_on=None)
            assert row.reason == "caseload_adjustment"
            assert WHY in Contact.objects.get(case=case).notes
        page = text(as_dee.get(answer.url))
        assert "3 cases allocated: 3 to Ben Mason of Public Protection East." in page
        assert set(Event.objects.get(method="POST").case_ids) == {case.pk for case in three}

    def test_to_different_officers(
        self, three: list[Case], ben: User, jack: User, as_dee: Client
    ) -> None:
        data = sent_for(three, ben.officer) | {f"to_{three[1].pk}": str(jack.officer.pk)}
        as_dee.post(several(*three), data)
        assert [lead(case) for case in three] == ["Ben Mason", "Jack Doyle", "Ben Mason"]

    def test_each_to_its_own_and_nobody_for_all(
        self, three: list[Case], ben: User, jack: User, as_dee: Client
    ) -> None:
        own = {f"to_{case.pk}": str(ben.officer.pk) for case in three[:2]}
        page = text(as_dee.post(several(*three), sent_for(three, None) | own))
        assert "Choose the officer" in page
        own[f"to_{three[2].pk}"] = str(jack.officer.pk)
        as_dee.post(several(*three), sent_for(three, None) | own)
        assert [lead(case) for case in three] == ["Ben Mason", "Ben Mason", "Jack Doyle"]

    def test_what_it_would_make_is_shown_and_nothing_is_stored(
        self, three: list[Case], ben: User, jack: User, as_dee: Client
    ) -> None:
        data = sent_for(three, ben.officer) | {
            f"to_{three[1].pk}": str(jack.officer.pk),
            "show": "1",
        }
        page = text(as_dee.post(several(*three), data))
        makes = page.split("With these choices")[2].split("</table>", maxsplit=1)[0]
        assert ">3 to 0<" in makes
        assert ">0 to 2<" in makes
        assert ">0 to 1<" in makes
        assert WHY in page
        assert "There is a problem" not in page
        assert [lead(case) for case in three] == ["Amira Khan"] * 3

    def test_sent_twice_it_is_stored_once(
        self, three: list[Case], chidi: User, as_dee: Client
    ) -> None:
        data = sent_for(three, chidi.officer)
        first, second = as_dee.post(several(*three), data), as_dee.post(several(*three), data)
        assert first.url == second.url
        assert Contact.objects.count() == 3

    def test_high_risk_to_the_untrained_needs_words_whoever_is_chosen_for_it(
        self, three: list[Case], case: Case, ben: User, as_dee: Client
    ) -> None:
        cases = [*three, case]
        data = sent_for(cases, ben.officer)
        assert "Say why Ben Mason takes a case of this risk" in text(
            as_dee.post(several(*cases), data)
        )
        assert lead(three[0]) == "Amira Khan"
        as_dee.post(several(*cases), data | {"despite": "On the next course"})
        assert lead(case) == "Ben Mason"

    def test_one_alone_has_the_page_for_one_and_none_the_list(
        self, three: list[Case], as_dee: Client
    ) -> None:
        assert as_dee.get(several(three[0])).url == url(three[0])
        answer = as_dee.get(several())
        assert answer.url == LIST
        assert "Choose the cases that are to be given." in text(as_dee.get(LIST))
        assert as_dee.get(f"{several()}case=nonsense").url == LIST

    def test_one_that_is_not_yours_looks_like_none(
        self, three: list[Case], chidi: User, as_dee: Client
    ) -> None:
        theirs = factories.make_case(surname="Elsewhere", police=chidi.officer)
        page = text(as_dee.get(several(*three, theirs)))
        assert "Elsewhere" not in page
        assert "1 case is no longer yours to give" in page
        missing = text(as_dee.get(f"{several(*three)}&case=00000000-0000-4000-8000-00000000dead"))
        assert "1 case is no longer yours to give" in missing

    def test_one_that_ended_meanwhile_is_named_and_nothing_is_given(
        self, three: list[Case], ben: User, as_dee: Client
    ) -> None:
        data = sent_for(three, ben.officer)
        Case.objects.filter(pk=three[1].pk).update(status=CaseStatus.TERMINATED)
        page = text(as_dee.post(several(*three), data))
        assert "Birch: the case is terminated" in page
        assert "Nothing was given. Look again, and save the rest." in page
        assert [lead(case) for case in three] == ["Amira Khan"] * 3
        assert WHY in page
        rest = [three[0], three[2]]
        assert f'action="?case={rest[0].uuid}&amp;case={rest[1].uuid}"' in page
        as_dee.post(several(*rest), data)
        assert [lead(case) for case in rest] == ["Ben Mason"] * 2

    def test_one_that_somebody_gave_meanwhile_is_named_with_who_did(
        self, three: list[Case], ben: User, kit: User, as_dee: Client, as_ivy: Client
    ) -> None:
        data = sent_for(three, ben.officer)
        other = sent(three[2], kit.officer, form_key=KEY.replace("771", "772"), despite="")
        as_ivy.post(url(three[2]), other)
        answer = as_dee.post(several(*three), data)
        page = " ".join(text(answer).split())
        assert answer.status_code == 409
        assert "Cedar" in page
        assert "Given meanwhile by Ivy Brandt: officer Kit Larsen" in page
        assert [lead(case) for case in three] == ["Amira Khan", "Amira Khan", "Kit Larsen"]

    def test_as_many_queries_for_many_cases_as_for_two(
        self, three: list[Case], ben: User, amira: User, as_dee: Client
    ) -> None:
        few = asked_by(as_dee, several(*three[:2]))
        more = [factories.make_case(police=amira.officer) for _ in range(5)]
        assert asked_by(as_dee, several(*three, *more)) == few


@pytest.mark.django_db
class TestTakenMeanwhile:
    """Given to another team it is no longer this supervisor's to see: they are told who did, and no name."""

    def test_one(
        self, case: Case, ben: User, lars: User, chidi: User, as_dee: Client, as_ivy: Client
    ) -> None:
        data = sent(case, ben.officer)
        as_ivy.post(url(case), sent(case, chidi.officer, form_key=KEY))
        answer = as_dee.post(url(case), data)
        page = text(answer)
        assert answer.status_code == 409
        assert "Ivy Brandt" in page
        assert "Chidi Eze of Public Protection West" in page
        assert case.surname not in page.split("<main")[1].split("What you")[0]
        assert lead(case) == "Chidi Eze"

    def test_not_who_never_had_it_nor_whom_it_is_closed_to(
        self, case: Case, chidi: User, dee: User, as_ivy: Client, as_dee: Client, as_lars: Client
    ) -> None:
        factories.make_exclusion(case, dee)
        data = sent(case, chidi.officer, form_key=KEY.replace("771", "775"))
        assert as_lars.post(url(case), data).status_code == 404
        as_ivy.post(url(case), sent(case, chidi.officer, form_key=KEY))
        assert as_dee.post(url(case), data).status_code == 404

    def test_not_long_afterwards(self, case: Case, ben: User, chidi: User, as_dee: Client) -> None:
        """A page is open no longer than a session."""
        data = sent(case, ben.officer)
        held = case.allocations.get(agency="police")
        held.ends_on = clock.today() - DAY
        held.save()
        factories.allocate(case, chidi.officer, starts_on=clock.today() - DAY)
        assert as_dee.post(url(case), data).status_code == 409
        later = clock.now() + taken.RECENTLY + timedelta(minutes=1)
        dee = User.objects.get(name="Dee Walsh")
        assert taken.taken_meanwhile([case.uuid], dee, at=clock.now()) is not None
        assert taken.taken_meanwhile([case.uuid], dee, at=later) is None


def given(cases: list[Case], to: Officer, seen: dict[int, int] | None = None) -> list[Given]:
    decision = Decision(to, clock.today(), WHY)
    return [Given(case, decision, seen[case.pk] if seen else version(case)) for case in cases]


@pytest.mark.django_db
class TestAllOrNone:
    def test_every_refusal_is_said_with_its_name(
        self, three: list[Case], ben: User, dee: User
    ) -> None:
        factories.make_exclusion(three[0], ben)
        Case.objects.filter(pk=three[1].pk).update(status=CaseStatus.TERMINATED)
        with pytest.raises(RefusedError) as refused:
            allocate_all(given=given(three, ben.officer), by=dee, at=clock.now())
        said = str(refused.value)
        assert f"{three[0].name}: This officer cannot take this case" in said
        assert f"{three[1].name}: This case is terminated" in said
        assert three[2].name not in said
        assert [lead(case) for case in three] == ["Amira Khan"] * 3
        assert not Contact.objects.exists()

    @pytest.mark.parametrize(
        ("who", "words"),
        [
            ("amira", "Amira Khan holds this case already. Choose another officer."),
            ("farah", "Farah Aziz is not of your agency"),
            ("gone", "has left: their account is closed"),
        ],
    )
    def test_who_cannot_take_any(
        self,
        three: list[Case],
        amira: User,
        farah: User,
        ben: User,
        dee: User,
        who: str,
        words: str,
    ) -> None:
        User.objects.filter(pk=ben.pk).update(is_active=False)
        people = {"amira": amira, "farah": farah, "gone": ben}
        officer = Officer.objects.get(user=people[who])
        with pytest.raises(RefusedError, match=words):
            allocate_all(given=given(three, officer), by=dee, at=clock.now())
        assert [lead(case) for case in three] == ["Amira Khan"] * 3


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_overlapping_cases_at_once_one_succeeds_whole(
    three: list[Case], ben: User, jack: User, dee: User, ivy: User
) -> None:
    """Listed in opposite orders, so that neither waits for the other for ever; nothing of the second is stored."""
    seen = {case.pk: version(case) for case in three}

    def told(error: Exception) -> str:
        assert isinstance(error, StaleError)
        return f"{len(error.theirs)} changed"

    answers = together(
        lambda: allocate_all(given=given(three[:2], ben.officer, seen), by=dee, at=clock.now()),
        lambda: allocate_all(given=given(three[:0:-1], jack.officer, seen), by=ivy, at=clock.now()),
        said=told,
    )
    assert answers == ["1 changed", STORED]
    assert [lead(case) for case in three] in (
        ["Ben Mason", "Ben Mason", "Amira Khan"],
        ["Amira Khan", "Jack Doyle", "Jack Doyle"],
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_supervisors_who_give_the_same_case_at_once_the_second_is_told_who_did(
    case: Case, ben: User, jack: User, dee: User, ivy: User
) -> None:
    seen = version(case)

    def give(to: Officer, by: User) -> Allocation:
        decision = Decision(to, clock.today(), WHY, despite="Nobody else")
        return allocate(case=case, decision=decision, version=seen, by=by, at=clock.now())

    def told(error: Exception) -> str:
        assert isinstance(error, StaleError)
        return f"told of {dict(error.theirs)['Officer']}"

    answers = together(lambda: give(ben.officer, dee), lambda: give(jack.officer, ivy), said=told)
    assert answers == sorted([STORED, f"told of {lead(case)}"])
    assert (
        len(changes_of(Allocation, case=case.pk, agency="police", officer=ben.officer))
        + len(changes_of(Allocation, case=case.pk, agency="police", officer=jack.officer))
        == 1
    )


@pytest.mark.django_db
def test_the_same_page_for_two_cases_says_after_figures_of_both(
    three: list[Case], ben: User, dee: User
) -> None:
    page = allocation_page(three[:2], dee.officer, user=dee, at=clock.now())
    (row,) = [row for row in page.candidates if row.officer == ben.officer]
    assert (row.change.before.cases, row.change.after.cases) == (0, 2)
