"""When officers are away: what can be recorded, changed and ended, and what everybody else learns of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from caseloads.rules.absences import Days, absence_problem, back_problem
from caseloads.selectors.absences import version_of_absences
from caseloads.services.absences import change_absence, end_absence, record_absence
from core import clock
from core.errors import RefusedError, StaleError
from core.history import changes_of
from people.choices import AbsenceKind
from people.models import Absence, Officer, User
from people.selectors.absences import absences_ahead
from tests import factories
from tests.together import STORED, together

ON = date(2026, 11, 20)
DAY = timedelta(days=1)
LEAVE, SICKNESS = AbsenceKind.LEAVE, AbsenceKind.SICKNESS


def days(begun: int, ended: int | None = None) -> Days:
    """Days of November 2026; the end is exclusive."""
    return Days(date(2026, 11, begun), date(2026, 11, ended) if ended else None)


@pytest.mark.parametrize(
    ("new", "others", "about"),
    [
        (days(5, 6), [], None),
        (days(5, 5), [], "last_day"),
        (days(5, 4), [], "last_day"),
        (days(5), [], "last_day"),
        (Days(ON, ON + 731 * DAY), [], None),
        (Days(ON, ON + 732 * DAY), [], "last_day"),
        (days(5, 9), [days(1, 5)], None),
        (days(5, 9), [days(1, 6)], "starts_on"),
        (days(5, 9), [days(1)], "starts_on"),
        (days(5, 9), [days(9)], None),
        (days(5, 10), [days(9)], "starts_on"),
        (days(5, 9), [days(6, 6)], None),  # taken back: it held on no day
    ],
)
def test_what_can_be_recorded(new: Days, others: list[Days], about: str | None) -> None:
    found = absence_problem(new, others, may_be_open=False)
    assert (found.about if found else None) == about


def test_only_sickness_has_no_known_end() -> None:
    assert absence_problem(days(5), [], may_be_open=True) is None
    assert absence_problem(days(5), [days(9, 10)], may_be_open=True) is not None


@pytest.mark.parametrize(
    ("held", "back_on", "about"),
    [
        (days(1), 20, "fits"),
        (days(1), 25, "fits"),
        (days(1), 10, "fits"),
        (days(1), 1, "fits"),  # taken back
        (days(5), 4, "ends_on"),
        (days(1, 28), 28, "fits"),
        (days(1, 28), 29, "ends_on"),
        (days(1, 15), 14, "fits"),  # found out later: they were back a day before
        (days(5, 5), 5, ""),
    ],
)
def test_when_somebody_can_be_back(held: Days, back_on: int, about: str) -> None:
    found = back_problem(held, date(2026, 11, back_on), on=ON)
    assert (found.about if found else "fits") == about


def record(officer: Officer, by: User, *, version: int = 0, **changes: Any) -> Absence:
    values: dict[str, Any] = {
        "kind": LEAVE,
        "starts_on": clock.today(),
        "ends_on": clock.today() + 5 * DAY,
    }
    return record_absence(
        officer=officer, version=version, by=by, at=clock.now(), **(values | changes)
    )


@pytest.mark.django_db
class TestRecording:
    def test_once_at_a_time(self, amira: User) -> None:
        record(amira.officer, amira)
        with pytest.raises(RefusedError, match="change that one, or choose other days"):
            record(amira.officer, amira, version=1, starts_on=clock.today() + 4 * DAY)
        with pytest.raises(IntegrityError, match="people_absence_once"), transaction.atomic():
            factories.make_absence(amira.officer, clock.today(), None, kind=SICKNESS)

    def test_the_database_holds_an_open_end_to_sickness(self, amira: User) -> None:
        with pytest.raises(IntegrityError, match="open_if_sick"), transaction.atomic():
            factories.make_absence(amira.officer, clock.today(), None)

    def test_sickness_without_a_known_end_ends_later(self, amira: User, dee: User) -> None:
        row = record(amira.officer, amira, kind=SICKNESS, ends_on=None)
        end_absence(absence=row, ends_on=clock.today() + 9 * DAY, version=1, by=dee, at=clock.now())
        kept = [
            (change.row.ends_on, change.row.recorded_by_id)
            for change in changes_of(Absence, pgh_obj_id=row.pk)
        ]
        assert kept == [(clock.today() + 9 * DAY, dee.pk), (None, amira.pk)]

    def test_other_days_meet_neither_themselves_nor_pass_others(self, amira: User) -> None:
        row = record(amira.officer, amira)
        record(
            amira.officer,
            amira,
            version=1,
            starts_on=clock.today() + 9 * DAY,
            ends_on=clock.today() + 10 * DAY,
        )
        at, values = clock.now(), {"absence": row, "kind": LEAVE, "by": amira}
        change_absence(
            starts_on=clock.today() + DAY,
            ends_on=clock.today() + 9 * DAY,
            version=1,
            at=at,
            **values,
        )
        with pytest.raises(RefusedError, match="is on record"):
            change_absence(
                starts_on=clock.today() + DAY,
                ends_on=clock.today() + 10 * DAY,
                version=2,
                at=at,
                **values,
            )

    def test_changed_meanwhile(self, amira: User) -> None:
        row = record(amira.officer, amira)
        with pytest.raises(StaleError) as caught:
            record(amira.officer, amira, kind=SICKNESS)
        assert ("Reason", "Leave") in caught.value.theirs
        end_absence(absence=row, ends_on=clock.today(), version=1, by=amira, at=clock.now())
        with pytest.raises(StaleError):
            end_absence(absence=row, ends_on=clock.today(), version=1, by=amira, at=clock.now())
        assert version_of_absences(amira.officer) == 2

    def test_their_cover_ends_when_they_are_back(self, amira: User, ben: User) -> None:
        on = clock.today()
        row = record(amira.officer, amira, starts_on=on - DAY, ends_on=on + 9 * DAY)
        within = factories.make_cover(
            ben.officer, amira.officer, starts_on=on - DAY, ends_on=on + 5 * DAY
        )
        ahead = factories.make_cover(
            ben.officer, amira.officer, starts_on=on + 5 * DAY, ends_on=on + 9 * DAY
        )
        other = factories.make_cover(
            ben.officer, amira.officer, starts_on=on + 20 * DAY, ends_on=on + 25 * DAY
        )
        end_absence(absence=row, ends_on=on + 2 * DAY, version=1, by=amira, at=clock.now())
        for cover in (within, ahead, other):
            cover.refresh_from_db()
        assert [cover.ends_on for cover in (within, ahead, other)] == [
            on + 2 * DAY,
            on + 5 * DAY,  # it begins after they are back, so it never holds
            on + 25 * DAY,
        ]


@pytest.mark.django_db(transaction=True)
def test_two_at_once(amira: User) -> None:
    officer = amira.officer
    found = together(lambda: record(officer, amira), lambda: record(officer, amira, kind=SICKNESS))
    assert found == ["StaleError", STORED]
    assert Absence.objects.count() == 1


@pytest.mark.django_db
def test_absences_ahead_are_days_without_why(amira: User, ben: User, chidi: User) -> None:
    on = clock.today()
    factories.make_absence(amira.officer, on - 9 * DAY, on)  # back today
    factories.make_absence(amira.officer, on + 3 * DAY, on + 4 * DAY)
    factories.make_absence(amira.officer, on + 6 * DAY, on + 6 * DAY)  # taken back
    factories.make_absence(amira.officer, on + 8 * DAY, on + 9 * DAY)  # after the last day asked
    factories.make_absence(ben.officer, on - 9 * DAY, None, kind=SICKNESS)
    ids = [user.officer.pk for user in (amira, ben, chidi)]
    found = absences_ahead(ids, on, on + 7 * DAY)
    assert {
        officer: [(row.starts_on, row.ends_on) for row in rows] for officer, rows in found.items()
    } == {
        amira.officer.pk: [(on + 3 * DAY, on + 4 * DAY)],
        ben.officer.pk: [(on - 9 * DAY, None)],
    }
    assert not {"kind", "reason"} & set(type(found[ben.officer.pk][0]).__slots__)
    assert "no end known yet" in found[ben.officer.pk][0].words
