"""Keeping a register: whole, once, on everybody's timeline, by one act."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core import clock
from core.calendar import LONDON
from core.errors import RefusedError, StaleError
from offenders.choices import SentenceKind, VoidWhy
from offenders.models import Case, Contact, Deadline
from offenders.services.contacts import amend_contact
from offenders.services.voiding import void_contact
from people.models import Team, User
from programmes.models import Attendance, Placement, Referral, Session
from programmes.rules.attendance import register_problem
from programmes.selectors.register import register_of, sessions_in_full
from programmes.services.register import Said, keep_register
from tests import factories
from tests.factories import groups as make
from tests.together import STORED, together

TOOK_PART, DID_NOT, NOT_AGREED = Said("took_part"), Said("did_not"), Said("not_agreed")
ILL = Said("agreed", "AAME", "Rang at four, flu.")
WEEK = timedelta(weeks=1)


def held_session(user: User, people: int = 3, **group: object) -> Session:
    """Yesterday's session of a group that `user` runs, with so many people in it."""
    on = clock.today() - timedelta(days=1)
    of = make.make_group(first_on=on, size=max(people, 10), **group)
    make.make_facilitation(of, user.officer)
    for _ in range(people):
        make.seat(factories.make_referral(factories.make_case()), of)
    return of.sessions.get(number=1)


def lines_of(session: Session, user: User) -> list:
    return list(read(session, user).lines)


def read(session: Session, user: User):
    found = sessions_in_full().get(pk=session.pk)
    return register_of(found, Case.objects.seen_by(user, "programme.register"), at=clock.now())


def keep(session: Session, user: User, *said: Said, version: int | None = None) -> list[Contact]:
    keys = [line.key for line in read(session, user).open]
    return keep_register(
        session=session,
        version=session.version if version is None else version,
        said=dict(zip(keys, said, strict=False)),
        by=user,
        at=clock.now(),
    )


@pytest.mark.django_db
class TestOneAct:
    def test_each_line_is_a_contact_on_the_persons_timeline(self, farah: User):
        session = held_session(farah, 4)
        contacts = keep(session, farah, TOOK_PART, DID_NOT, ILL, NOT_AGREED)

        found = [(row.type.code, row.outcome.code, row.happened_at) for row in contacts]
        codes = ("ATTC", "AFTC", "AAME", "UAAB")
        assert found == [("APAT", code, session.starts_at) for code in codes]
        assert [row.case for row in contacts] == [line.case for line in lines_of(session, farah)]
        assert {row.officer for row in contacts} == {farah.officer}
        assert contacts[2].notes.endswith("Rang at four, flu.")
        session.refresh_from_db()
        assert (session.saved_by, session.version) == (farah, 2)

    def test_a_failure_to_comply_is_referred_to_whoever_holds_the_case(self, farah: User):
        contacts = keep(held_session(farah, 4), farah, TOOK_PART, DID_NOT, ILL, NOT_AGREED)
        actions = [row.enforcement_action and row.enforcement_action.code for row in contacts]
        assert actions == [None, "ROM", None, "ROM"]

    def test_absences_count_for_enforcement_like_any_other(self, farah: User):
        session = held_session(farah, 0)
        case = factories.make_case(probation=farah.officer, since=clock.today() - 10 * WEEK)
        factories.make_sentence(case, SentenceKind.LICENCE, starts_on=clock.today() - 10 * WEEK)
        make.seat(factories.make_referral(case), session.group)
        keep(session, farah, NOT_AGREED)
        kinds = set(Deadline.objects.filter(case=case).values_list("kind", flat=True))
        assert "licence_decision" in kinds

    def test_one_to_one_sessions_have_a_type_of_their_own(self, farah: User):
        session = held_session(farah, 1)
        Session.objects.filter(pk=session.pk).update(kind="one_to_one")
        (contact,) = keep(session, farah, TOOK_PART)
        assert contact.type.code == "C107"

    def test_twelve_are_kept_in_as_many_statements_as_two(self, farah: User):
        two, twelve = held_session(farah, 2), held_session(farah, 12)
        keep(held_session(farah, 1), farah, TOOK_PART)
        for case in Case.objects.all():
            factories.allocate(case, farah.officer, starts_on=clock.today() - 20 * WEEK)
            factories.make_sentence(
                case, SentenceKind.COMMUNITY, starts_on=clock.today() - 20 * WEEK
            )
        Referral.objects.update(status="on_programme", started_on=clock.today() - 5 * WEEK)

        def statements(session: Session, people: int) -> int:
            said = {line.key: TOOK_PART for line in read(session, farah).open}
            assert len(said) == people
            with CaptureQueriesContext(connection) as asked:
                keep_register(session=session, version=1, said=said, by=farah, at=clock.now())
            return len([row for row in asked if "SAVEPOINT" not in row["sql"]])

        assert statements(two, 2) == statements(twelve, 12) <= 39


@pytest.mark.django_db
class TestRefused:
    def test_a_line_that_says_nothing(self, farah: User):
        session = held_session(farah, 2)
        with pytest.raises(RefusedError, match="Say whether") as refused:
            keep(session, farah, TOOK_PART)
        assert refused.value.about == f"came_{lines_of(session, farah)[1].key}"
        assert not Contact.objects.exists()

    def test_away_and_agreed_without_a_reason(self, farah: User):
        session = held_session(farah, 2)
        with pytest.raises(RefusedError, match="Choose why"):
            keep(session, farah, TOOK_PART, Said("agreed"))
        with pytest.raises(RefusedError, match="Choose why"):
            keep(session, farah, TOOK_PART, Said("agreed", "UAAB"))
        assert not Attendance.objects.exists()

    def test_a_session_still_to_come(self, farah: User):
        session = held_session(farah, 2).group.sessions.get(number=2)
        with pytest.raises(RefusedError, match="keep the register from then on"):
            keep(session, farah, TOOK_PART, TOOK_PART)

    def test_whoever_does_not_run_the_group_finds_nobody_in_it(
        self, farah: User, probation_team: Team
    ):
        session = held_session(farah, 2)
        other = factories.make_officer("Omar Quist", team=probation_team, roles=["officer"]).user
        register = read(session, other)
        assert (register.lines, register.hidden) == ([], 2)
        with pytest.raises(RefusedError):
            keep(session, other)

    def test_the_police_keep_none(self, farah: User, amira: User):
        with pytest.raises(RefusedError, match="only officers of probation"):
            keep(held_session(farah, 1), amira, TOOK_PART)

    def test_a_register_that_somebody_saved_meanwhile(self, farah: User):
        session = held_session(farah, 2)
        keep(session, farah, TOOK_PART, NOT_AGREED)
        with pytest.raises(StaleError) as stale:
            keep(session, farah, NOT_AGREED, TOOK_PART, version=1)
        said = [words for _, words in stale.value.theirs]
        assert said[1:] == ["Attended - Complied", "Unacceptable Absence"]
        assert stale.value.saved_by == str(farah)

    @pytest.mark.parametrize(
        ("minutes", "words"),
        [(-1, "begins on"), (0, None), (1, None)],
    )
    def test_from_the_minute_it_begins(self, minutes: int, words: str | None):
        begins = datetime(2026, 11, 24, 18, tzinfo=LONDON)
        problem = register_problem(
            begins, cancelled_on=None, at=begins + timedelta(minutes=minutes)
        )
        assert (words in problem.words) if words else problem is None

    @pytest.mark.parametrize(("days", "is_held"), [(-1, False), (0, False), (1, True)])
    def test_not_of_a_group_that_was_cancelled_by_its_day(self, days: int, is_held: bool):
        begins = datetime(2026, 11, 24, 18, tzinfo=LONDON)
        problem = register_problem(
            begins, cancelled_on=begins.date() + timedelta(days=days), at=begins + WEEK
        )
        assert (problem is None) is is_held


@pytest.mark.django_db
class TestWhoIsExpected:
    def test_who_has_a_seat_on_the_day(self, farah: User):
        session = held_session(farah, 0)
        day = clock.today() - timedelta(days=1)

        def placed(**fields: object) -> Placement:
            return make.seat(
                factories.make_referral(factories.make_case()), session.group, **fields
            )

        expected = {
            placed(placed_on=day),
            placed(left_on=day + timedelta(days=1), placed_on=day - WEEK),
        }
        placed(placed_on=day + timedelta(days=1))
        placed(placed_on=day - WEEK, left_on=day)
        dead = placed()
        Case.objects.filter(pk=dead.referral.case_id).update(died_on=day)
        assert {line.placement for line in lines_of(session, farah)} == expected

    def test_a_correction_is_the_contacts_own(self, farah: User):
        session = held_session(farah, 1)
        (contact,) = keep(session, farah, NOT_AGREED)
        excused = type(contact.outcome).objects.get(code="AAME")
        amend_contact(
            contact=contact,
            version=1,
            reason="He brought a note.",
            by=farah,
            at=clock.now(),
            outcome=excused,
            enforcement_action=None,
        )
        (line,) = lines_of(session, farah)
        assert (line.contact.outcome, line.contact.version) == (excused, 2)
        assert read(session, farah).open == []

    def test_a_line_whose_contact_was_voided_is_asked_again(self, farah: User):
        session = held_session(farah, 2)
        first, second = keep(session, farah, TOOK_PART, TOOK_PART)
        void_contact(
            contact=second,
            version=1,
            why=VoidWhy.WRONG_PERSON,
            words="",
            by=farah,
            at=clock.now(),
        )
        session.refresh_from_db()
        assert [line.case for line in read(session, farah).open] == [second.case]
        (again,) = keep(session, farah, NOT_AGREED)
        assert set(Attendance.objects.values_list("contact", flat=True)) == {first.pk, again.pk}


@pytest.mark.django_db
class TestTheDatabase:
    def refused(self, act: Callable[[], object]) -> str:
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            act()
        return caught.value.__cause__.diag.constraint_name

    def test_a_line_is_of_the_seat_and_person_of_its_session(self, farah: User):
        session, other = held_session(farah, 2), held_session(farah, 1)
        one, two = session.group.placements.order_by("id")
        contact = factories.make_contact(one.referral.case, type_code="APAT", outcome_code="ATTC")

        def line(placement: Placement, session: Session) -> Callable[[], object]:
            return lambda: Attendance.objects.create(
                placement=placement, session=session, contact=contact
            )

        assert self.refused(line(two, session)) == "programmes_attendance_same_person"
        assert self.refused(line(one, other)) == "programmes_attendance_same_group"
        line(one, session)()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_told(farah: User):
    session = held_session(farah, 3)
    said = {line.key: TOOK_PART for line in read(session, farah).open}

    def save() -> None:
        keep_register(session=session, version=1, said=said, by=farah, at=clock.now())

    assert together(save, save) == ["StaleError", STORED]
    assert Contact.objects.count() == Attendance.objects.count() == 3
