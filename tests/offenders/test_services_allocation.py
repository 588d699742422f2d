"""Giving a case to an officer: what is stored, what is refused, what the timeline says, two at once."""

from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from core import clock
from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders import deadlines
from offenders.choices import AllocationRole, CaseStatus, RiskLevel
from offenders.models import Allocation, Case, Contact, Deadline, Flag
from offenders.selectors.allocation import leads_of
from offenders.services.allocation import Decision, allocate
from people.choices import Agency, Role, TrainingKind
from people.models import Officer, Team, User
from tests import factories
from tests.extracts import take_in, write_only

DAY = timedelta(days=1)
WHY = "Amira moves to the online team <script>alert(1)</script>"


def version(case: Case, agency: Agency = Agency.POLICE) -> int:
    return leads_of(case, agency, on=clock.today()).version


def give(case: Case, officer: Officer, by: User, **changes: Any) -> Allocation:
    decision = {
        "officer": officer,
        "starts_on": clock.today(),
        "reason": WHY,
        "despite": "Nobody else is on duty",
    }
    seen = changes.pop("version", None)
    return allocate(
        case=case,
        decision=Decision(**decision | changes),
        version=version(case) if seen is None else seen,
        by=by,
        at=clock.now(),
    )


def held(case: Case, agency: Agency = Agency.POLICE) -> list[tuple[str, date, date | None]]:
    """Who led the case from when to when, in order."""
    rows = case.allocations.filter(agency=agency, role="lead").order_by("starts_on")
    return [(row.officer.forenames, row.starts_on, row.ends_on) for row in rows]


@pytest.mark.django_db
class TestWhatIsStored:
    def test_the_one_before_ends_where_the_new_one_begins(
        self, case: Case, amira: User, ben: User, dee: User
    ) -> None:
        today, since = clock.today(), case.allocations.get(agency="police").starts_on
        give(case, ben.officer, dee)
        assert held(case) == [("Amira", since, today), ("Ben", today, None)]
        assert held(case, Agency.PROBATION) == [("Farah", since, None)]

    def test_from_a_day_that_is_over(self, case: Case, ben: User, dee: User) -> None:
        day = clock.today() - 10 * DAY
        give(case, ben.officer, dee, starts_on=day)
        assert [row[1:] for row in held(case)][1] == (day, None)

    def test_a_second_one_on_the_same_day_takes_the_first_ones_place(
        self, case: Case, ben: User, jack: User, dee: User
    ) -> None:
        today = clock.today()
        first = give(case, ben.officer, dee)
        second = give(case, jack.officer, dee)
        assert second.pk == first.pk
        assert [row[0] for row in held(case)] == ["Amira", "Jack"]
        assert held(case)[-1] == ("Jack", today, None)
        seen = [change.row.officer_id for change in changes_of(Allocation, pgh_obj=first.pk)]
        assert seen == [jack.officer.pk, ben.officer.pk]
        newest = Contact.objects.filter(case=case, type__code="C002").order_by("-id")[0]
        assert "Held before by Ben Mason." in newest.notes

    def test_whoever_leads_no_longer_co_works(self, case: Case, ben: User, dee: User) -> None:
        factories.allocate(case, ben.officer, role=AllocationRole.CO_WORKER)
        give(case, ben.officer, dee)
        (beside,) = case.allocations.filter(role=AllocationRole.CO_WORKER)
        assert beside.ends_on == clock.today()

    def test_co_work_begun_today_is_taken_away(self, case: Case, ben: User, dee: User) -> None:
        today = clock.today()
        factories.allocate(case, ben.officer, role=AllocationRole.CO_WORKER, starts_on=today)
        give(case, ben.officer, dee)
        assert not case.allocations.filter(role=AllocationRole.CO_WORKER).exists()

    def test_one_planned_for_later_stays(
        self, case: Case, ben: User, jack: User, dee: User
    ) -> None:
        today, later = clock.today(), clock.today() + 9 * DAY
        case.allocations.filter(agency="police").update(ends_on=later)
        factories.allocate(case, jack.officer, starts_on=later)
        give(case, ben.officer, dee)
        assert held(case)[1:] == [("Ben", today, later), ("Jack", later, None)]

    def test_each_agency_its_own(
        self, case: Case, farah: User, probation_team: Team, amira: User
    ) -> None:
        jo = factories.make_officer(
            "Jo St. John", team=probation_team, grade="SPO", roles=[Role.SUPERVISOR]
        )
        new = factories.make_officer("Zoltán Novák", team=probation_team)
        give(case, new, jo.user, version=version(case, Agency.PROBATION), despite="")
        assert [row[0] for row in held(case, Agency.PROBATION)] == ["Farah", "Zoltán"]
        assert [row[0] for row in held(case)] == ["Amira"]
        assert Contact.objects.get(case=case).type.code == "SPOD03"


@pytest.mark.django_db
class TestTheRecord:
    def test_the_timeline_says_who_whom_when_and_why(
        self, case: Case, ben: User, dee: User
    ) -> None:
        give(case, ben.officer, dee)
        contact = Contact.objects.get(case=case)
        assert contact.type.name == "Management Oversight"
        assert (contact.author, contact.officer, contact.agency) == (dee, dee.officer, "police")
        for words in (
            "Allocated to Ben Mason (Public Protection East) from ",
            "by Dee Walsh.",
            "Held before by Amira Khan.",
            f"Reason: {WHY}",
            "No ARMS training on record. Given all the same, because: Nobody else is on duty",
        ):
            assert words in contact.notes

    def test_it_cures_the_flag_that_nobody_holds_it(
        self, case: Case, amira: User, ben: User, dee: User
    ) -> None:
        today = clock.today()
        case.allocations.filter(agency="police").update(ends_on=today - 5 * DAY)
        deadlines.refresh_all(on=today, at=clock.now())
        flag = Flag.objects.get(case=case, missing="police_officer")
        assert "A supervisor of the team that held it last can allocate one." in flag.because
        new = give(case, ben.officer, dee)
        flag.refresh_from_db()
        assert flag.cured_by == f"allocation:{new.pk}"
        assert deadlines.drift([case.pk], since=today, on=today) == []
        # the clock goes on from the first allocation: another officer is no visit (POL-9)
        assert Deadline.objects.get(case=case, kind="home_visit").due_on < today


@pytest.mark.django_db
class TestRefused:
    def test_to_whom_holds_it_already(self, case: Case, amira: User, dee: User) -> None:
        with pytest.raises(RefusedError, match="Amira Khan holds this case already"):
            give(case, amira.officer, dee)

    def test_to_another_agency(self, case: Case, farah: User, dee: User) -> None:
        with pytest.raises(RefusedError, match="not of your agency"):
            give(case, farah.officer, dee)

    def test_to_the_excluded_without_saying_so(self, case: Case, eve: User, dee: User) -> None:
        with pytest.raises(RefusedError, match="cannot take this case") as refused:
            give(case, eve.officer, dee)
        assert "exclu" not in str(refused.value).lower()

    def test_an_exclusion_that_has_ended_is_none(self, case: Case, ben: User, dee: User) -> None:
        factories.make_exclusion(case, ben, ends_at=clock.now())
        give(case, ben.officer, dee)

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_without_a_reason(self, case: Case, ben: User, dee: User, reason: str) -> None:
        with pytest.raises(RefusedError, match="Say why the case goes"):
            give(case, ben.officer, dee, reason=reason)

    def test_a_day_ahead(self, case: Case, ben: User, dee: User) -> None:
        with pytest.raises(RefusedError, match="cannot be in the future"):
            give(case, ben.officer, dee, starts_on=clock.today() + DAY)

    def test_the_days_of_the_one_before(self, case: Case, ben: User, dee: User) -> None:
        since = case.allocations.get(agency="police").starts_on
        with pytest.raises(RefusedError, match="choose a later day"):
            give(case, ben.officer, dee, starts_on=since)

    def test_a_terminated_case(self, case: Case, ben: User, dee: User) -> None:
        Case.objects.filter(pk=case.pk).update(status=CaseStatus.TERMINATED)
        with pytest.raises(RefusedError, match="terminated"):
            give(case, ben.officer, dee)

    def test_a_supervisor_without_a_staff_record(self, case: Case, ben: User) -> None:
        with pytest.raises(RefusedError, match="no staff record"):
            give(case, ben.officer, factories.make_user("Loose End", Role.SUPERVISOR))

    def test_nothing_is_stored_by_a_refusal(self, case: Case, eve: User, dee: User) -> None:
        before = held(case)
        with pytest.raises(RefusedError):
            give(case, eve.officer, dee)
        assert held(case) == before
        assert not Contact.objects.exists()


@pytest.mark.django_db
class TestTraining:
    """POL-22: high risk to somebody without the training is never forbidden and never without words."""

    @pytest.mark.parametrize("level", [RiskLevel.VERY_HIGH, RiskLevel.HIGH])
    def test_it_needs_words(self, case: Case, ben: User, dee: User, level: RiskLevel) -> None:
        factories.make_risk(case, level, assessed_on=clock.today())
        with pytest.raises(RefusedError, match=r"No ARMS .* Say why Ben Mason .*POL-22"):
            give(case, ben.officer, dee, despite=" ")
        give(case, ben.officer, dee)

    def test_not_for_the_trained(self, case: Case, ben: User, dee: User) -> None:
        for kind in (TrainingKind.SPECIALIST, TrainingKind.ARMS):
            factories.make_training(ben.officer, kind)
        give(case, ben.officer, dee, despite="")
        assert "all the same" not in Contact.objects.get().notes

    def test_a_course_that_ran_out_does_not_count(self, case: Case, ben: User, dee: User) -> None:
        factories.make_training(ben.officer, TrainingKind.MOSOVO)
        factories.make_training(ben.officer, TrainingKind.ARMS, expires_on=clock.today())
        with pytest.raises(RefusedError, match="ARMS expired"):
            give(case, ben.officer, dee, despite="")

    def test_not_at_medium_risk(self, case: Case, ben: User, dee: User) -> None:
        factories.make_risk(case, RiskLevel.MEDIUM, assessed_on=clock.today())
        give(case, ben.officer, dee, despite="")


@pytest.mark.django_db
class TestStale:
    def test_what_somebody_allocated_meanwhile_is_told(
        self, case: Case, ben: User, jack: User, dee: User
    ) -> None:
        seen = version(case)
        give(case, ben.officer, dee)
        with pytest.raises(StaleError) as caught:
            give(case, jack.officer, dee, version=seen)
        assert ("Officer", "Ben Mason") in caught.value.theirs

    def test_so_is_that_it_ended(self, case: Case, ben: User, dee: User) -> None:
        seen = version(case)
        case.allocations.filter(agency="police").update(ends_on=clock.today())
        with pytest.raises(StaleError) as caught:
            give(case, ben.officer, dee, version=seen)
        assert caught.value.theirs == [("Officer", "Nobody")]

    def test_the_other_agencys_change_is_none(
        self, case: Case, ben: User, dee: User, farah: User
    ) -> None:
        seen = version(case)
        case.allocations.filter(officer=farah.officer).update(ends_on=clock.today())
        give(case, ben.officer, dee, version=seen)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_stored_and_the_other_is_told(
    case: Case, ben: User, jack: User, dee: User, ivy: User
) -> None:
    seen, answers, together = version(case), [], Barrier(2)

    def save(to: Officer) -> None:
        together.wait()
        try:
            give(case, to, dee, version=seen)
            answers.append("stored")
        except StaleError as error:
            answers.append(f"told of {dict(error.theirs)['Officer']}")
        finally:
            connection.close()

    officers = [ben.officer, jack.officer]
    threads = [Thread(target=save, args=(officer,)) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    now = held(case)[-1][0]
    assert sorted(answers) == ["stored", f"told of {'Ben Mason' if now == 'Ben' else 'Jack Doyle'}"]
    assert [row[0] for row in held(case)] == ["Amira", now]
    assert Contact.objects.filter(case=case).count() == 1


@pytest.mark.django_db
def test_an_extract_that_does_not_know_of_it_yet_does_not_undo_it(tmp_path: Path) -> None:
    """It still says the old officer without an end: that row is refused for a person to settle."""
    folder = write_only(tmp_path / "area", "allocations")
    take_in(folder, on=clock.today())
    case = Case.objects.get(crn="X100001")
    boss = factories.make_officer(
        "Dee Walsh", team=Team.objects.get(code="P1"), roles=["supervisor"]
    )
    new = factories.make_officer("Ben Mason", team=boss.team)
    give(case, new, boss.user)
    before = held(case)
    outcome = take_in(folder, on=clock.today())
    assert held(case) == before
    assert "overlaps a stored record that this extract does not list" in str(
        outcome.reasons("allocations")
    )
