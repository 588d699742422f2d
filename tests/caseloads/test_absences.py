"""When officers are away: what can be recorded, changed and ended, and what everybody else learns of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from caseloads.rules.absences import Days, absence_problem, back_problem
from caseloads.rules.cover import Standin, cover_problem, uncovered
from caseloads.selectors.absences import as_days, version_of_absences
from caseloads.selectors.cover import standins, version_of_cover
from caseloads.services.absences import change_absence, end_absence, record_absence
from caseloads.services.cover import arrange_cover, end_cover
from core import clock
from core.calendar import in_full
from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders.models import Case, ContactType, Deadline
from people.choices import AbsenceKind
from people.models import Absence, Cover, Officer, User
from people.selectors.absences import absences_ahead, left_to
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by
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


# Cover, and what falls due ----------------------------------------------------------------------------


def standin(begun: int, ended: int, *away: Days) -> Standin:
    return Standin("Ben Mason", days(begun, ended), away)


@pytest.mark.parametrize(
    ("absence", "standing_in", "left"),
    [
        (days(10, 20), [], [days(20, 20)][:0]),  # over on the 20th, which is today
        (days(10, 25), [], [days(20, 25)]),
        (days(22, 25), [], [days(22, 25)]),
        (days(22, 25), [standin(22, 25)], []),
        (days(22, 28), [standin(22, 25)], [days(25, 28)]),
        (days(22, 28), [standin(23, 25), standin(26, 28)], [days(22, 23), days(25, 26)]),
        (days(22, 28), [standin(22, 28, days(24, 25))], [days(24, 25)]),
        (days(22, 28), [standin(22, 28, days(24))], [days(24, 28)]),
        (days(22), [standin(20, 28)], [days(28)]),
        (days(25, 25), [], []),  # taken back
    ],
)
def test_on_which_days_nobody_covers(
    absence: Days, standing_in: list[Standin], left: list[Days]
) -> None:
    assert uncovered(absence, standing_in, on=ON) == left


@pytest.mark.parametrize(
    ("new", "about"),
    [
        (standin(22, 28), None),
        (standin(22, 22), "last_day"),
        (standin(19, 22), "starts_on"),  # in the past
        (standin(21, 23), "starts_on"),  # before they are away
        (standin(23, 29), "last_day"),
        (standin(23, 26), "starts_on"),  # somebody covers the 25th
        (standin(22, 25), None),
        (standin(22, 25, days(24, 25)), "officer"),
        (standin(22, 24, days(24, 25)), None),
    ],
)
def test_what_cover_can_be(new: Standin, about: str | None) -> None:
    taken = [] if about is None and new.days == days(22, 28) else [standin(25, 26)]
    found = cover_problem(new, days(22, 28), taken, longest=92, on=ON)
    assert (found.about if found else None) == about


def test_cover_lasts_92_days_at_most() -> None:
    absence = Days(ON, None)
    for length, about in ((92, None), (93, "last_day")):
        new = Standin("Ben Mason", Days(ON, ON + length * DAY))
        found = cover_problem(new, absence, [], longest=92, on=ON)
        assert (found.about if found else None) == about


def cover(absence: Absence, covering: Officer, by: User, **changes: Any) -> Cover:
    values: dict[str, Any] = {
        "starts_on": absence.starts_on,
        "ends_on": absence.ends_on,
        "version": version_of_cover(absence.officer),
    }
    return arrange_cover(
        absence=absence, covering=covering, by=by, at=clock.now(), **(values | changes)
    )


@pytest.fixture
def absence(amira: User) -> Absence:
    """Amira, from tomorrow for nine days."""
    on = clock.today()
    return factories.make_absence(amira.officer, on + DAY, on + 10 * DAY)


@pytest.mark.django_db
class TestCovering:
    def test_several_in_turn(self, absence: Absence, ben: User, eve: User, dee: User) -> None:
        middle = absence.starts_on + 4 * DAY
        cover(absence, ben.officer, dee, ends_on=middle)
        cover(absence, eve.officer, dee, starts_on=middle)
        with pytest.raises(RefusedError, match="covers from"):
            cover(absence, dee.officer, dee, starts_on=middle - DAY, ends_on=middle)
        assert Cover.objects.filter(absent=absence.officer).count() == 2

    def test_never_oneself(self, absence: Absence, amira: User, dee: User) -> None:
        with pytest.raises(RefusedError, match="Nobody covers their own"):
            cover(absence, amira.officer, dee)
        with pytest.raises(RefusedError, match="head of your unit"):
            cover(absence, dee.officer, amira)

    def test_never_of_another_agency_or_without_an_account(
        self, absence: Absence, farah: User, ben: User, dee: User
    ) -> None:
        with pytest.raises(RefusedError, match="another agency"):
            cover(absence, farah.officer, dee)
        User.objects.filter(pk=ben.pk).update(is_active=False)
        with pytest.raises(RefusedError, match="does not sign in"):
            cover(absence, Officer.objects.get(user=ben), dee)

    def test_never_while_away_themselves(self, absence: Absence, ben: User, dee: User) -> None:
        factories.make_absence(ben.officer, absence.starts_on + DAY, None, kind=SICKNESS)
        with pytest.raises(RefusedError) as caught:
            cover(absence, ben.officer, dee)
        assert "is away from" in str(caught.value)
        assert "sick" not in str(caught.value).lower()
        cover(absence, ben.officer, dee, ends_on=absence.starts_on + DAY)

    def test_two_supervisors(self, absence: Absence, ben: User, eve: User, dee: User) -> None:
        cover(absence, ben.officer, dee)
        with pytest.raises(StaleError) as caught:
            cover(absence, eve.officer, dee, version=0)
        assert ("Covered by", "Ben Mason") in caught.value.theirs

    def test_ended(self, absence: Absence, ben: User, dee: User, amira: User) -> None:
        row = cover(absence, ben.officer, dee)
        with pytest.raises(RefusedError, match="head of your unit"):
            end_cover(cover=row, ends_on=clock.today(), version=1, by=amira, at=clock.now())
        end_cover(cover=row, ends_on=clock.today(), version=1, by=dee, at=clock.now())
        row.refresh_from_db()
        assert row.ends_on == row.starts_on


@pytest.mark.django_db
class TestWhoseItIs:
    """One definition, by the day: the supervisor's where nobody covers."""

    def left(self, user: User, days: int = 0) -> list[Officer]:
        return [row.officer for row in left_to(user, on=clock.today() + days * DAY)]

    def test_on_each_day_by_itself(self, absence: Absence, ben: User, dee: User, ivy: User) -> None:
        cover(absence, ben.officer, dee, ends_on=absence.starts_on + 3 * DAY)
        found = {day: bool(self.left(dee, day)) for day in range(12)}
        assert [day for day, is_left in found.items() if is_left] == [4, 5, 6, 7, 8, 9]
        assert not self.left(ivy, 5)

    def test_the_rule_and_the_database_agree(self, absence: Absence, ben: User, dee: User) -> None:
        cover(absence, ben.officer, dee, ends_on=absence.starts_on + 5 * DAY)
        away = absence.starts_on + 2 * DAY
        factories.make_absence(ben.officer, away, away + DAY)
        on = clock.today()
        standing_in = standins([absence.officer_id], on=on)[absence.officer_id]
        gaps = uncovered(as_days(absence), standing_in, on=on)
        by_rule = [
            n
            for n in range(12)
            if any(g.meets(Days(on + n * DAY, on + (n + 1) * DAY)) for g in gaps)
        ]
        left = [n for n in range(12) if absence.officer in self.left(dee, n)]
        assert by_rule == left == [3, 6, 7, 8, 9]

    def test_the_heads_where_the_supervisor_is_away_too(
        self, absence: Absence, dee: User, ivy: User, lars: User
    ) -> None:
        factories.make_absence(dee.officer, absence.starts_on, absence.starts_on + DAY)
        assert self.left(ivy, 1) == [dee.officer, absence.officer]  # soonest back first
        assert self.left(dee, 1) == []
        assert self.left(dee, 2) == [absence.officer]
        assert self.left(ivy, 2) == self.left(lars, 1) == []

    def test_the_supervisors_day(
        self, case: Case, amira: User, dee: User, ivy: User, as_dee: Client, as_ivy: Client
    ) -> None:
        factories.make_deadline(case, clock.today() - DAY)
        assert not as_dee.get("/my-day/").context["day"].overdue
        row = factories.make_absence(amira.officer, clock.today(), clock.today() + 3 * DAY)
        answer = as_dee.get("/my-day/")
        assert [each.case for each in answer.context["day"].overdue] == [case]
        assert "nobody covers: this is yours" in text_of(answer)
        factories.make_cover(dee.officer, amira.officer)
        assert not left_to(dee, on=clock.today())
        assert not as_ivy.get("/my-day/").context["day"].overdue
        assert row.kind == LEAVE


@pytest.mark.django_db
class TestWhatFallsDue:
    def url(self, absence: Absence, name: str = "while_away") -> str:
        return reverse(f"caseloads:{name}", args=[absence.officer.uuid, absence.uuid])

    def test_the_list_the_line_and_the_file(
        self, absence: Absence, case: Case, amira: User, ben: User, as_dee: Client
    ) -> None:
        for days_on in (0, 1, 9, 10):
            other = factories.make_case(surname=f"Due{days_on}", police=amira.officer)
            factories.make_deadline(other, clock.today() + days_on * DAY)
        not_hers = factories.make_case(surname="Notthis", police=ben.officer)
        factories.make_deadline(not_hers, absence.starts_on)
        factories.make_contact(
            case,
            type_code=ContactType.objects.filter(is_appointment=True)[0].code,
            happened_at=clock.now() + 2 * DAY,
            recorded_at=clock.now(),
            officer=amira.officer,
        )
        answer = as_dee.get(self.url(absence))
        text = text_of(answer)
        assert [row.case.surname for row in answer.context["found"].due] == ["Due1", "Due9"]
        assert len(answer.context["found"].arranged) == 1
        assert "2 things fall due, no cover" in text
        assert "Notthis" not in text
        file = as_dee.get(self.url(absence, "while_away_csv")).content.decode()
        assert file.count("\r\n") == 4
        team = as_dee.get(reverse("caseloads:team", args=[amira.officer.team.uuid]))
        assert "Away soon: Amira" in text_of(team)
        assert "2 things fall due" in text_of(team)

    def test_not_the_other_agencys_and_nobody_elses(
        self, absence: Absence, case: Case, ben: User, as_dee: Client
    ) -> None:
        factories.make_deadline(case, absence.starts_on, subject="a").__class__.objects.update(
            agency="probation"
        )
        factories.make_deadline(case, absence.starts_on, subject="b")
        Deadline.objects.filter(subject="b").update(asked_of=ben.officer)
        assert not as_dee.get(self.url(absence)).context["found"].due

    def test_for_whoever_covers_before_it_begins(
        self, absence: Absence, case: Case, amira: User, chidi: User, as_chidi: Client
    ) -> None:
        factories.make_deadline(case, absence.starts_on)
        assert as_chidi.get(self.url(absence)).status_code == 404
        factories.make_cover(
            chidi.officer, amira.officer, starts_on=absence.starts_on, ends_on=absence.ends_on
        )
        answer = as_chidi.get(self.url(absence))
        assert answer.context["found"].unseen == 1
        assert case.surname not in text_of(answer)
        day = text_of(as_chidi.get("/my-day/"))
        assert "Away soon: Amira" in day
        assert "1 thing falls due" in day

    def test_a_case_that_is_closed_to_the_reader_is_not_even_counted(
        self, absence: Absence, case: Case, dee: User, as_dee: Client
    ) -> None:
        factories.make_deadline(case, absence.starts_on)
        factories.make_exclusion(case, dee)
        answer = as_dee.get(self.url(absence))
        assert (answer.context["line"].due, answer.context["found"].unseen) == (0, 0)

    def test_an_open_absence_goes_four_weeks_ahead(
        self, amira: User, case: Case, as_dee: Client
    ) -> None:
        row = factories.make_absence(amira.officer, clock.today(), None, kind=SICKNESS)
        factories.make_deadline(case, clock.today() + 28 * DAY, subject="in")
        factories.make_deadline(case, clock.today() + 29 * DAY, subject="out")
        answer = as_dee.get(self.url(row))
        assert [each.subject for each in answer.context["found"].due] == ["in"]
        assert "No end is known yet" in text_of(answer)

    def test_it_asks_as_often_for_many_as_for_one(
        self, absence: Absence, case: Case, amira: User, ben: User, as_dee: Client
    ) -> None:
        factories.make_deadline(case, absence.starts_on)
        team = reverse("caseloads:team", args=[amira.officer.team.uuid])
        few = [asked_by(as_dee, url) for url in (self.url(absence), team, "/my-day/")]
        for number in range(4):
            other = factories.make_case(surname=f"Other{number}", police=amira.officer)
            factories.make_deadline(other, absence.starts_on + number * DAY)
        factories.make_absence(ben.officer, absence.starts_on, absence.ends_on)
        factories.make_absence(amira.officer, absence.ends_on, absence.ends_on + DAY)
        assert [asked_by(as_dee, url) for url in (self.url(absence), team, "/my-day/")] == few


@pytest.mark.django_db
class TestPages:
    def url(self, user: User) -> str:
        return reverse("caseloads:absences", args=[user.officer.uuid])

    def sent(self, **changes: str) -> dict[str, str]:
        first, last = clock.today() + 3 * DAY, clock.today() + 5 * DAY
        return {
            "form_key": "8f14e45f-ceea-467f-a8a5-b1f2c0d9e0ac",
            "version": "0",
            "what": "sickness",
            **_boxes("starts_on", first),
            **_boxes("last_day", last),
        } | changes

    def test_an_officer_records_their_own_and_takes_it_back(
        self, as_amira: Client, amira: User
    ) -> None:
        answer = as_amira.post(self.url(amira), self.sent(), follow=True)
        assert "Sickness" in text_of(answer)
        row = Absence.objects.get()
        assert (row.ends_on - row.starts_on, row.recorded_by) == (3 * DAY, amira)
        change = reverse("caseloads:change_absence", args=[amira.officer.uuid, row.uuid])
        sent = self.sent(version="1", form_key="8f14e45f-ceea-467f-a8a5-b1f2c0d9e0ad")
        as_amira.post(change, sent | _boxes("last_day", None))
        row.refresh_from_db()
        assert row.ends_on is None
        back = reverse("caseloads:end_absence", args=[amira.officer.uuid, row.uuid])
        answer = as_amira.post(
            back,
            {
                "form_key": "8f14e45f-ceea-467f-a8a5-b1f2c0d9e0ae",
                "version": "2",
                "ends_on": "other",
                **_boxes("ends_on", row.starts_on),
            },
            follow=True,
        )
        assert "It is taken back" in text_of(answer)
        assert "No absence is on record" in text_of(answer)

    def test_the_supervisor_names_who_covers(
        self, as_dee: Client, amira: User, ben: User, absence: Absence, as_ben: Client
    ) -> None:
        url = reverse("caseloads:arrange_cover", args=[amira.officer.uuid, absence.uuid])
        answer = as_dee.get(url)
        assert str(amira.officer.uuid) not in str(answer.context["form"].fields["officer"].choices)
        first = answer.context["form"]["starts_on"].value()
        assert first == absence.starts_on
        sent = {
            "form_key": "8f14e45f-ceea-467f-a8a5-b1f2c0d9e0af",
            "version": "0",
            "officer": str(ben.officer.uuid),
            **_boxes("starts_on", absence.starts_on),
            **_boxes("last_day", absence.ends_on - DAY),
        }
        answer = as_dee.post(url, sent, follow=True)
        assert f"covers from {in_full(absence.starts_on)}" in text_of(answer)
        assert "Away soon" in text_of(as_ben.get("/my-day/"))
        row = Cover.objects.get()
        end = reverse("caseloads:end_cover", args=[amira.officer.uuid, row.uuid])
        ended = as_dee.post(
            end,
            {
                "form_key": "8f14e45f-ceea-467f-a8a5-b1f2c0d9e0b0",
                "version": "1",
                "ends_on": clock.today().isoformat(),
            },
            follow=True,
        )
        assert "no longer covers" in text_of(ended)

    def test_why_is_on_no_other_page(
        self, as_dee: Client, as_chidi: Client, as_ben: Client, amira: User, chidi: User, ben: User
    ) -> None:
        row = factories.make_absence(
            amira.officer, clock.today(), clock.today() + 3 * DAY, kind=SICKNESS
        )
        for user in (chidi, ben):
            factories.make_cover(
                user.officer,
                amira.officer,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                reason="Away",
            )
        due = reverse("caseloads:while_away", args=[amira.officer.uuid, row.uuid])
        team = reverse("caseloads:team", args=[amira.officer.team.uuid])
        for client, url in (
            (as_chidi, due),
            (as_chidi, "/my-day/"),
            (as_ben, due),
            (as_dee, due),
            (as_dee, team),
        ):
            assert "sick" not in client.get(url).content.decode().lower(), url
        Cover.objects.update(reason="Long-term sick")
        covers = reverse("caseloads:officer", args=[ben.officer.uuid])
        assert "sick" not in as_dee.get(covers).content.decode().lower()
        assert "Sickness" in text_of(as_dee.get(self.url(amira)))
        assert as_ben.get(self.url(amira)).status_code == 404


def _boxes(name: str, day: date | None) -> dict[str, str]:
    parts = ("day", "month", "year")
    return {f"{name}_{part}": str(getattr(day, part)) if day else "" for part in parts}
