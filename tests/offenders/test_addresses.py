"""PRO-90 to PRO-92: where somebody lives, by page: moved, not known any more, put right; what cannot be."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders.choices import AddressKind
from offenders.models import Address, Case
from offenders.rules.addresses import Home, home_problem
from offenders.services.addresses import (
    Place,
    correct_address,
    move_in,
    move_out,
    take_back_address,
)
from people.models import User
from tests import factories
from tests.pages import text_of
from visits.choices import VisitOutcome

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON = date(2026, 9, 10)
RENTED = AddressKind.RENTAL_PRIVATE
HOTEL = Place(
    kind=AddressKind.BUDGET_HOTEL, line_1="Pier Hotel", town="Eastmoor", postcode="ZZ1 2ZZ"
)


def home(begun: int, ended: int | None = None, words: str = "1 Street", kind=RENTED) -> Home:
    """Days of September 2026."""
    end = date(2026, 9, ended) if ended else None
    return Home(kind, words, date(2026, 9, begun), end)


@pytest.mark.parametrize(
    ("row", "others", "about"),
    [
        (home(10), [], None),
        (home(11), [], "starts_on"),
        (home(9, 10), [], None),
        (home(9, 11), [], "ends_on"),
        (home(9, 9), [], "ends_on"),
        (home(9, words=""), [], "line_1"),
        (home(9, words="", kind=AddressKind.ROUGH_SLEEPING), [], None),
        (home(5), [home(1)], None),  # the one before ends there
        (home(1), [home(1)], "starts_on"),
        (home(1), [home(5)], "starts_on"),
        (home(1, 5), [home(5)], None),
        (home(4), [home(1, 5)], "starts_on"),
        (home(5), [home(1, 5)], None),
    ],
)
def test_what_can_stand_beside_what(row: Home, others: list[Home], about: str | None):
    problem = home_problem(row, others, on=ON)
    assert (problem.about if problem else None) == about


def test_nobody_moves_after_their_death():
    assert home_problem(home(5), [], on=ON, died_on=date(2026, 9, 5))
    assert not home_problem(home(4), [], on=ON, died_on=date(2026, 9, 5))


@pytest.fixture
def at_home(case: Case) -> Address:
    case.addresses.all().delete()
    return factories.make_address(case)


def moved(case: Case, by: User, days_ago: int = 3, **fields: Any) -> Address:
    values = {"place": HOTEL, "starts_on": clock.today() - days_ago * DAY, "at": clock.now()}
    return move_in(case=case, by=by, **values | fields)


def test_a_move_ends_the_home_before(at_home: Address, case: Case, amira: User):
    row = moved(case, amira, note="The night porter")
    at_home.refresh_from_db()
    assert at_home.ends_on == row.starts_on
    assert (row.kind, row.recorded_by, row.note) == ("budget_hotel", amira, "The night porter")


def test_nobody_knows_where(at_home: Address, case: Case, amira: User):
    move_out(address=at_home, ends_on=clock.today(), version=1, by=amira, at=clock.now())
    at_home.refresh_from_db()
    assert at_home.ends_on == clock.today()
    with pytest.raises(RefusedError, match="already"):
        move_out(address=at_home, ends_on=clock.today(), version=2, by=amira, at=clock.now())
    assert moved(case, amira, 0).ends_on is None


def test_put_right_and_taken_back(at_home: Address, case: Case, amira: User):
    row = moved(case, amira)
    values = {"starts_on": row.starts_on, "ends_on": None, "by": amira, "at": clock.now()}
    with pytest.raises(RefusedError, match="Nothing is different"):
        correct_address(address=row, place=HOTEL, reason="So", version=1, **values)
    other = Place(kind=RENTED, line_1="2 Pier Road")
    with pytest.raises(RefusedError, match="Say why"):
        correct_address(address=row, place=other, reason=" ", version=1, **values)
    correct_address(address=row, place=other, reason="Misheard", version=1, **values)
    with pytest.raises(StaleError):
        take_back_address(address=row, reason="So", version=1, by=amira, at=clock.now())
    take_back_address(address=row, reason="Not them", version=2, by=amira, at=clock.now())
    newest = changes_of(Address, case=case)[0]
    assert (newest.is_removal, newest.row.note) == (True, "Not them")


def test_where_visits_were_made_stays_on_record(at_home: Address, case: Case, amira: User):
    visit = factories.make_visit(case, VisitOutcome.NOT_IN, officer=amira.officer, address=at_home)
    assert visit.address == at_home
    with pytest.raises(RefusedError, match="Visits are recorded"):
        take_back_address(address=at_home, reason="So", version=1, by=amira, at=clock.now())
    at_home.refresh_from_db()


def test_what_is_refused(at_home: Address, case: Case, amira: User):
    with pytest.raises(RefusedError, match="still to come"):
        moved(case, amira, -1)
    with pytest.raises(RefusedError, match="On record already"):
        moved(case, amira, starts_on=at_home.starts_on)
    with pytest.raises(RefusedError, match="postcode"):
        moved(case, amira, place=Place(kind=RENTED))


def test_the_database_refuses_a_move_that_is_still_to_come_and_two_homes(at_home, case, amira):
    values = {"case": case, "kind": RENTED, "recorded_by": amira, "recorded_on": clock.today()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Address.objects.create(starts_on=clock.today(), **values)
    at_home.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Address.objects.create(starts_on=clock.today() + DAY, **values)
    Address.objects.create(starts_on=clock.today(), **values)


def test_an_extract_may_move_the_first_day_of_what_a_person_wrote(case, amira):
    case.addresses.all().delete()
    row = moved(case, amira, 0)
    Address.objects.filter(pk=row.pk).update(starts_on=clock.today() + DAY)


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_once_the_second_sees_the_first(at_home, case, amira, farah):
    barrier, refused = threading.Barrier(2), []

    def move(by: User) -> None:
        try:
            barrier.wait(timeout=10)
            moved(Case.objects.get(pk=case.pk), by)
        except RefusedError:
            refused.append(by)
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=(by,)) for by in (amira, farah)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Address.objects.filter(case=case).count() == 2


def send(client: Client, url: str, **answers: str) -> Any:
    form = client.get(url).context["form"]
    keys = {
        name: "" if form[name].value() is None else str(form[name].value())
        for name in ("form_key", "version", "home")
        if name in form.fields
    }
    return client.post(url, keys | answers)


def boxes(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


class TestThePages:
    def test_a_move_to_a_hotel(self, as_amira: Client, at_home: Address, case: Case):
        url = reverse("offenders:address", args=[case.uuid])
        assert at_home.line_1 in text_of(as_amira.get(url))
        answer = send(
            as_amira,
            url,
            what="lives",
            kind="budget_hotel",
            line_1="Pier Hotel",
            postcode="ZZ1 2ZZ",
            **boxes("starts_on", clock.today()),
        )
        assert answer.status_code == 302, text_of(answer)
        words = text_of(as_amira.get(answer.url))
        assert "Budget hotel since" in words
        assert "Families stay in such places too" in words
        assert "Pier Hotel" in text_of(as_amira.get(case.get_absolute_url()))

    def test_not_known_any_more_and_the_first_home(self, as_amira, at_home, case):
        url = reverse("offenders:address", args=[case.uuid])
        answer = send(as_amira, url, what="unknown", **boxes("ends_on", clock.today()))
        assert "is not known" in text_of(as_amira.get(answer.url))
        page = as_amira.get(url)
        assert "No address is in force on record." in text_of(page)
        answer = send(
            as_amira, url, what="lives", kind="rough_sleeping", **boxes("starts_on", clock.today())
        )
        assert answer.status_code == 302, text_of(answer)

    def test_not_known_is_said_of_the_home_on_the_screen(self, as_amira, at_home, case, amira):
        url = reverse("offenders:address", args=[case.uuid])
        form = as_amira.get(url).context["form"]
        keys = {name: str(form[name].value()) for name in ("form_key", "version", "home")}
        now_at = moved(case, amira)
        answers = {"what": "unknown"} | boxes("ends_on", clock.today())
        assert as_amira.post(url, keys | answers).status_code == 409
        now_at.refresh_from_db()
        assert now_at.ends_on is None
        gone = keys | answers | {"home": str(case.uuid)}
        assert "taken off the record meanwhile" in text_of(as_amira.post(url, gone))

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ({}, "Choose whether it is known"),
            ({"what": "lives"}, "Choose what kind of place it is"),
            ({"what": "lives"}, "Enter the day since when they live there"),
            ({"what": "unknown"}, "Enter the day since when they live there no longer"),
            (
                {"what": "lives", "kind": "hotel"} | boxes("starts_on", date(2199, 1, 1)),
                "must be today",
            ),
            ({"what": "lives", "kind": "hotel"} | boxes("starts_on", date(2026, 1, 1)), "postcode"),
        ],
    )
    def test_what_is_wrong_is_said_beside_it(self, as_amira, at_home, case, answers, said):
        url = reverse("offenders:address", args=[case.uuid])
        assert said in text_of(send(as_amira, url, **answers))

    def test_put_right_and_taken_back(self, as_amira, case, amira):
        case.addresses.all().delete()
        row = moved(case, amira)
        url = reverse("offenders:correct_address", args=[row.uuid])
        assert url in as_amira.get(reverse("offenders:record", args=[case.uuid])).content.decode()
        day = clock.today() - 5 * DAY
        answer = send(
            as_amira,
            url,
            what="put_right",
            kind="hotel",
            line_1="Pier Hotel",
            reason="It is no budget one",
            **boxes("starts_on", day),
        )
        assert answer.status_code == 302, text_of(answer)
        row.refresh_from_db()
        assert (row.kind, row.starts_on, row.town) == ("hotel", day, "")
        form = as_amira.get(url).context["form"]
        keys = {name: str(form[name].value()) for name in ("form_key", "version")}
        sent = keys | {"what": "never", "reason": "Not them"}
        answer = as_amira.post(url, sent)
        assert answer.status_code == 302
        assert not Address.objects.filter(pk=row.pk).exists()
        record = text_of(as_amira.get(reverse("offenders:record", args=[case.uuid])))
        assert "Pier Hotel, ZZ1 2ZZ, since" in record or "Pier Hotel, since" in record
        assert "Amira Khan. Not them" in record
        assert as_amira.post(url, sent).url == answer.url, "sent again, it goes there again"
