"""The page on which a supervisor gives a case to an officer."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from offenders import deadlines
from offenders.choices import AllocationRole, RiskLevel
from offenders.models import Case, Contact
from offenders.selectors.allocation import leads_of
from people.choices import Agency, Role, TrainingKind
from people.models import Officer, Team, User
from tests import factories
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e777"
WHY = 'O\'Neill knows her from school <script>alert("x")</script>'


def url(case: Case) -> str:
    return reverse("caseloads:allocate", args=[case.uuid])


def text(response: Any) -> str:
    return response.content.decode()


def sent(case: Case, to: Officer, **changes: Any) -> dict[str, Any]:
    """The form as a browser sends it: today, with the training put into words."""
    data = {
        "form_key": KEY,
        "version": leads_of(case, Agency(to.agency), on=clock.today()).version,
        "officer": str(to.pk),
        "starts_on": clock.today().isoformat(),
        "kind": "caseload_adjustment",
        "reason": WHY,
        "no_brief": "many",
        "despite": "Nobody else is on duty",
    }
    return data | changes


def row_of(page: str, name: str) -> str:
    """What the page says of one candidate."""
    return (
        page.split("To whom?")[1].split(f"<strong>{name}</strong>")[1].split("</tr>", maxsplit=1)[0]
    )


def lead(case: Case) -> str:
    return case.allocations.get(agency="police", role="lead", ends_on=None).officer.name


def left(case: Case) -> Case:
    """Since yesterday the police have nobody, and the flag that says so is open."""
    yesterday = clock.today() - timedelta(days=1)
    case.allocations.filter(agency="police").update(ends_on=yesterday)
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    return case


class TestWhoIsOffered:
    def test_own_team_first_then_the_delivery_unit_and_nobody_else(
        self, case: Case, ben: User, chidi: User, farah: User, as_dee: Client
    ) -> None:
        elsewhere = factories.make_officer("Una Elsewhere")
        page = text(as_dee.get(url(case)))
        own, others = page.split("Other teams of the delivery unit")
        assert "Ben Mason" in own
        assert "Chidi Eze" in others
        assert "the case leaves your list" in others
        for name in ("Farah Aziz", elsewhere.name):
            assert name not in page.split("To whom?")[1]

    def test_not_the_holder_and_not_the_excluded(self, case: Case, as_dee: Client) -> None:
        offered = text(as_dee.get(url(case))).split("To whom?")[1]
        assert "Amira Khan" not in offered
        assert "Eve Osei" not in offered

    def test_posting_the_excluded_is_no_way_round(
        self, case: Case, eve: User, as_dee: Client
    ) -> None:
        page = text(as_dee.post(url(case), sent(case, eve.officer)))
        assert "Choose one of the officers that are listed" in page
        assert lead(case) == "Amira Khan"

    def test_a_restricted_case_says_that_they_must_be_named(
        self, case: Case, amira: User, ben: User, chidi: User, as_dee: Client
    ) -> None:
        assert "restricted" not in text(as_dee.get(url(case)))
        factories.make_restriction(case, amira)
        factories.make_restriction(case, ben)
        page = text(as_dee.get(url(case)))
        assert "named on its list too" not in row_of(page, "Ben Mason")
        assert "named on its list too" in row_of(page, "Chidi Eze")

    def test_who_has_left_is_not_offered_and_who_never_signed_in_is(
        self, case: Case, ben: User, team: Team, as_dee: Client
    ) -> None:
        factories.make_officer("Uma Unsigned", team=team)
        assert "Ben Mason" in text(as_dee.get(url(case)))
        old = sent(case, ben.officer)
        ben.is_active = False
        ben.save()
        page = text(as_dee.get(url(case)))
        assert "Ben Mason" not in page
        assert "Does not sign in here yet" in row_of(page, "Uma Unsigned")
        assert "this one cannot take the case" in text(as_dee.post(url(case), old))
        assert lead(case) == "Amira Khan"

    def test_nobody_to_choose_says_why_and_what_to_do(self, signed_in: Any) -> None:
        alone = factories.make_officer("Sola Ng", roles=[Role.SUPERVISOR])
        factories.make_supervision(alone)
        page = text(signed_in(alone.user).get(url(factories.make_case(police=alone))))
        assert "There is no other officer in the delivery unit" in page
        assert "Ask the head of the delivery unit" in page

    def test_a_terminated_case_is_not_asked_about(self, amira: User, as_dee: Client) -> None:
        case = factories.make_case(police=amira.officer, status="terminated")
        page = text(as_dee.get(url(case)))
        assert "This case is terminated" in page
        assert "To whom?" not in page


class TestWhatIsSaidOfThem:
    def test_cases_hours_overdue_and_training(self, case: Case, ben: User, as_dee: Client) -> None:
        factories.make_training(ben.officer, TrainingKind.SPECIALIST)
        factories.make_training(
            ben.officer, TrainingKind.ARMS, expires_on=clock.today() - timedelta(days=1)
        )
        since = clock.today() - timedelta(days=400)
        factories.make_case(
            police=ben.officer, registered=True, police_risk=RiskLevel.HIGH, since=since
        )
        factories.make_case(police=ben.officer)
        factories.make_case(
            police=ben.officer
        )  # more in time than late, so that neither passes for the other
        factories.make_case(police=ben.officer, status="terminated")
        beside = factories.make_case()
        factories.allocate(beside, ben.officer, role=AllocationRole.CO_WORKER)
        deadlines.refresh_all(on=clock.today(), at=clock.now())
        said = row_of(text(as_dee.get(url(case))), "Ben Mason")
        assert ">3 to 4<br>1 with something overdue<" in said
        assert ">1 to 2<" in said  # registered
        assert "37 hours a week" in said
        assert "MOSOVO current. ARMS expired" in said
        assert "Training not current" in said

    def test_the_threshold_that_one_more_case_reaches(
        self, case: Case, ben: User, as_dee: Client
    ) -> None:
        for _ in range(48):
            factories.make_case(police=ben.officer)
        assert "(amber)" not in row_of(text(as_dee.get(url(case))), "Ben Mason")
        factories.make_case(police=ben.officer)
        said = row_of(text(as_dee.get(url(case))), "Ben Mason")
        assert ">49 to 50<" in said
        assert "Reaches 50 cases (amber)" in said
        factories.make_case(police=ben.officer)
        assert "Already at or above 50 cases (amber)" in row_of(
            text(as_dee.get(url(case))), "Ben Mason"
        )

    def test_a_case_closed_to_the_supervisor_is_counted_as_everywhere_and_says_nothing_more(
        self, case: Case, ben: User, dee: User, as_dee: Client
    ) -> None:
        """The number of cases is that of the flag (JOB-7); what is overdue in one that is closed is not counted."""
        since = clock.today() - timedelta(days=400)
        for _ in range(2):
            held = factories.make_case(
                police=ben.officer, registered=True, police_risk=RiskLevel.HIGH, since=since
            )
        factories.make_exclusion(held, dee)
        deadlines.refresh_all(on=clock.today(), at=clock.now())
        said = row_of(text(as_dee.get(url(case))), "Ben Mason")
        assert ">2 to 3<br>1 with something overdue<" in said

    def test_probation_is_not_asked_for_police_training(
        self, case: Case, probation_team: Team, signed_in: Any
    ) -> None:
        jo = factories.make_officer("Jo St. John", team=probation_team, roles=[Role.SUPERVISOR])
        factories.make_supervision(jo)
        new = factories.make_officer("Zoltán Novák", team=probation_team)
        client = signed_in(jo.user)
        page = text(client.get(url(case)))
        assert "Zoltán Novák" in page
        assert "MOSOVO" not in page
        assert "Ben Mason" not in page.split("To whom?")[1]
        assert "No OASys training on record. No ARMS training on record" in page
        assert "Training not current" not in page
        client.post(url(case), sent(case, new, despite=""))
        held = case.allocations.get(agency="probation", ends_on=None)
        assert held.officer == new

    def test_at_medium_risk_training_is_not_asked_about(
        self, case: Case, ben: User, as_dee: Client
    ) -> None:
        factories.make_risk(case, RiskLevel.MEDIUM, assessed_on=clock.today())
        page = text(as_dee.get(url(case)))
        assert "Training not current" not in page
        assert 'name="despite"' not in page


class TestSaving:
    def test_it_is_stored_said_and_on_record(
        self, case: Case, ben: User, dee: User, as_dee: Client
    ) -> None:
        response = as_dee.post(url(case), sent(case, ben.officer))
        assert response.url == case.get_absolute_url()
        assert lead(case) == "Ben Mason"
        row = Event.objects.get(view="caseloads:allocate", method="POST")
        assert (row.reason, row.case_ids, row.grounds) == (WHY, [case.pk], ["supervisor"])
        page = text(as_dee.get(response.url))
        assert "Allocated to Ben Mason of Public Protection East." in page
        assert '<script>alert("x")' not in page
        assert case.allocations.get(agency="police", ends_on=None).reason == "caseload_adjustment"
        assert "To adjust caseloads." in text(
            as_dee.get(reverse("offenders:contacts", args=[case.uuid]))
        )
        assert "knows her from school &lt;script&gt;" in text(
            as_dee.get(reverse("offenders:contacts", args=[case.uuid]))
        )

    def test_a_case_that_nobody_holds(self, case: Case, ben: User, as_dee: Client) -> None:
        left(case)
        page = text(as_dee.get(url(case)))
        assert "Nobody of your agency holds the case. Amira Khan" in page
        response = as_dee.post(url(case), sent(case, ben.officer))
        assert lead(case) == "Ben Mason"
        page = text(as_dee.get(response.url))
        assert "Allocated to Ben Mason of Public Protection East." in page
        assert not case.flags.open().exclude(missing="").exists()

    def test_back_to_who_held_it_last(self, case: Case, amira: User, as_dee: Client) -> None:
        left(case)
        as_dee.post(url(case), sent(case, amira.officer))
        assert lead(case) == "Amira Khan"

    def test_tapped_twice_it_is_stored_once(self, case: Case, ben: User, as_dee: Client) -> None:
        data = sent(case, ben.officer)
        first, second = as_dee.post(url(case), data), as_dee.post(url(case), data)
        assert first.url == second.url
        assert Contact.objects.filter(case=case).count() == 1

    def test_given_to_another_team_it_leads_to_the_teams_also_when_tapped_twice(
        self, case: Case, chidi: User, as_dee: Client
    ) -> None:
        data = sent(case, chidi.officer)
        first, second = as_dee.post(url(case), data), as_dee.post(url(case), data)
        assert first.url == second.url == reverse("caseloads:teams")
        page = text(as_dee.get(first.url, follow=True))
        assert "Allocated to Chidi Eze of Public Protection West." in page
        assert case.surname not in page
        assert as_dee.get(url(case)).status_code == 404

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"officer": ""}, "Choose the officer"),
            ({"officer": "999999"}, "Choose one of the officers that are listed"),
            ({"officer": "nonsense"}, "Choose one of the officers that are listed"),
            ({"kind": ""}, "Choose the reason"),
            ({"kind": "nonsense"}, "Choose one of the answers that are offered"),
            ({"reason": " "}, "Say why the case goes to this officer"),
            ({"despite": ""}, "Say why Ben Mason takes a case of this risk all the same"),
            ({"starts_on": ""}, "Enter the first day"),
            (
                {"starts_on": (clock.today() + timedelta(days=1)).isoformat()},
                "or in the past",
            ),
            (
                {"starts_on": (clock.today() - timedelta(days=900)).isoformat()},
                "choose a later day",
            ),
        ],
    )
    def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(
        self, case: Case, ben: User, as_dee: Client, changes: dict[str, str], words: str
    ) -> None:
        response = as_dee.post(url(case), sent(case, ben.officer, **changes))
        assert response.status_code == 200
        assert words in text(response)
        assert lead(case) == "Amira Khan"
        if "reason" not in changes:
            assert "knows her from school" in text(response)

    def test_somebody_else_was_faster(
        self, case: Case, team: Team, ben: User, as_dee: Client
    ) -> None:
        """409 with both texts."""
        old, other = sent(case, ben.officer), factories.make_officer("Jacquie Doyle", team=team)
        as_dee.post(url(case), sent(case, other, form_key=KEY.replace("777", "778")))
        response = as_dee.post(url(case), old)
        assert response.status_code == 409
        assert "Jacquie Doyle" in text(response)
        assert "knows her from school" in text(response)
        assert lead(case) == "Jacquie Doyle"


class TestLinks:
    def test_supervisors_and_heads_are_led_there_and_officers_not(
        self, case: Case, as_dee: Client, as_amira: Client, as_ivy: Client
    ) -> None:
        record = reverse("offenders:record", args=[case.uuid])
        for page in (case.get_absolute_url(), record):
            for client in (as_dee, as_ivy):
                assert url(case) in text(client.get(page))
            assert url(case) not in text(as_amira.get(page))

    def test_the_flag_that_nobody_holds_it_offers_it(
        self, case: Case, as_dee: Client, as_farah: Client
    ) -> None:
        left(case)
        flag = case.flags.get(missing="police_officer")
        assert url(case) in text(as_dee.get(flag.get_absolute_url()))
        assert url(case) not in text(as_farah.get(flag.get_absolute_url()))

    def test_officers_may_not_nor_who_supervises_elsewhere(
        self, case: Case, as_amira: Client, as_lars: Client
    ) -> None:
        assert as_amira.get(url(case)).status_code == 403
        assert as_lars.get(url(case)).status_code == 404


def test_as_many_queries_for_three_officers_as_for_one(
    case: Case, team: Team, as_dee: Client
) -> None:
    one = asked_by(as_dee, url(case))
    for number in range(3):
        officer = factories.make_officer(f"New Officer{number}", team=team)
        factories.make_training(officer)
        factories.make_case(police=officer, registered=True, police_risk=RiskLevel.HIGH)
        factories.make_restriction(case, factories.make_user(f"Named {number}"))
    Case.objects.get(pk=case.pk).restrictions.all().delete()
    assert asked_by(as_dee, url(case)) == one
