"""Reference data: changing a number from a day on, and which contact types are offered."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caseloads.rules import value_problem
from caseloads.services import reference as services
from core import clock
from core.calendar import in_full
from core.errors import RefusedError, StaleError
from core.models import Message, Standard
from core.standards import number
from offenders.models import ContactType

KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e001"
AGAIN = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e002"
HIGH = "police.visit_interval.high"
WARRANT = "police.failed_entries_for_warrant"
pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return response.content.decode()


def change(key: str, value: int, *, starts_on: date | None = None, version: int = 1) -> Standard:
    on = clock.today()
    return services.change_standard(
        key=key, value=value, starts_on=starts_on or on, version=version, at=clock.now()
    )


@pytest.mark.parametrize(
    ("key", "value", "others", "problem"),
    [
        (HIGH, 3, {}, ""),
        (HIGH, 0, {}, "below 1"),
        (HIGH, 25, {}, "above 24"),
        (HIGH, 2, {"police.visit_interval.very_high": 3}, "cannot be below police.visit_interval.very_high"),
        (HIGH, 7, {"police.visit_interval.medium": 6}, "cannot be above police.visit_interval.medium"),
        (HIGH, 6, {"police.visit_interval.medium": 6}, ""),
        (WARRANT, 1, {}, "section 96B"),
        (WARRANT, 2, {}, ""),
        ("case.count.red", 50, {"case.count.amber": 50, "case.count.critical": 90}, ""),
        ("case.count.red", 49, {"case.count.amber": 50}, "cannot be below case.count.amber"),
        ("anything.else", 7, {}, ""),
    ],
)  # fmt: skip
def test_what_a_value_may_be(key: str, value: int, others: dict[str, int], problem: str) -> None:
    found = value_problem(key, value, others=others)
    assert problem in (found.words if found else "")
    assert bool(found) == bool(problem)


def test_it_holds_from_the_day_and_the_old_one_until_then() -> None:
    later = clock.today() + timedelta(days=10)
    change(HIGH, 2, starts_on=later)
    assert number(HIGH, on=clock.today()) == 3
    assert number(HIGH, on=later - timedelta(days=1)) == 3
    assert number(HIGH, on=later) == 2


def test_from_today_the_deadlines_are_worked_out_again() -> None:
    change(HIGH, 2)
    message = Message.objects.get()
    assert (message.task, message.arguments) == ("offenders.recompute_kind", {"kind": "home_visit"})


def test_a_number_that_no_deadline_reads_asks_for_nothing() -> None:
    change("flag.accept_days", 10)
    assert not Message.objects.exists()


def test_entered_twice_for_one_day_the_second_counts() -> None:
    change(HIGH, 2)
    change(HIGH, 4, version=3)
    assert number(HIGH, on=clock.today()) == 4
    assert Standard.objects.filter(key=HIGH).count() == 2


def test_a_change_to_come_can_be_replaced_not_preceded() -> None:
    later = clock.today() + timedelta(days=10)
    change(HIGH, 2, starts_on=later)
    with pytest.raises(RefusedError, match="has been entered already"):
        change(HIGH, 4, version=3)


@pytest.mark.parametrize(
    ("value", "days", "words"),
    [(3, 0, "already"), (2, -1, "from today or from a later day"), (30, 0, "above 24")],
)
def test_refused(value: int, days: int, words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        change(HIGH, value, starts_on=clock.today() + timedelta(days=days))


def test_of_two_changes_the_second_is_stale() -> None:
    change(HIGH, 2)
    with pytest.raises(StaleError) as caught:
        change(HIGH, 4)
    assert ("Value", "2 months") in caught.value.theirs


def sent(**changes: str) -> dict[str, str]:
    return {
        "form_key": KEY,
        "version": "1",
        "value": "2",
        "starts_on": clock.today().isoformat(),
        "reason": "Agreed by the chief officers",
    } | changes


class TestPages:
    def test_every_standard_with_rule_unit_and_since(self, as_hal: Client) -> None:
        page = text(as_hal.get(reverse("caseloads:reference")))
        for words in ("A home visit at high police risk, every", "3 months", "POL-3", "1 May 2004"):
            assert words in page

    def test_change_one(self, as_hal: Client) -> None:
        url = reverse("caseloads:standard", args=[HIGH])
        asked = as_hal.post(url, sent(), follow=True)
        assert "Before it changes" in text(asked)
        assert number(HIGH, on=clock.today()) == 3
        where = asked.redirect_chain[-1][0]
        page = text(as_hal.post(where, {"form_key": AGAIN, "version": "1"}, follow=True))
        assert f"2 months from {in_full(clock.today())}" in page
        assert "Deadlines follow within minutes" in page
        assert "Hal Novak" in page
        assert "Agreed by the chief officers" in page

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"value": "1.5"}, "must be a whole number"),
            ({"value": "99"}, "It cannot be above 24"),
            ({"reason": ""}, "Say why it changes"),
            ({"starts_on": "2020-01-01"}, "or in the future"),
        ],
    )
    def test_errors(self, as_hal: Client, changes: dict[str, str], words: str) -> None:
        url = reverse("caseloads:standard", args=[HIGH])
        response = as_hal.post(url, sent(**changes))
        assert (response.status_code, words in text(response)) == (200, True)
        (field,) = changes
        assert list(response.context["form"].errors) == [field], "the error leads to its field"

    def test_stale(self, as_hal: Client) -> None:
        change(HIGH, 2)
        response = as_hal.post(reverse("caseloads:standard", args=[HIGH]), sent(value="4"))
        assert response.status_code == 409

    def test_the_statute_cannot_be_lowered(self, as_hal: Client) -> None:
        url = reverse("caseloads:standard", args=[WARRANT])
        assert "section 96B" in text(as_hal.post(url, sent(value="1")))
        assert number(WARRANT, on=clock.today()) == 2

    def test_no_such_standard(self, as_hal: Client) -> None:
        assert as_hal.get(reverse("caseloads:standard", args=["no.such"])).status_code == 404

    def test_only_administrators(self, as_dee: Client, as_gwen: Client) -> None:
        for client in (as_dee, as_gwen):
            for name, args in (("reference", []), ("standard", [HIGH]), ("contact_types", [])):
                assert client.get(reverse(f"caseloads:{name}", args=args)).status_code == 403


class TestContactTypes:
    def test_search(self, as_hal: Client) -> None:
        page = text(as_hal.get(reverse("caseloads:contact_types"), {"q": "polygraph referral"}))
        assert "1 contact type<" in page
        assert "POLY06" in page

    def test_nothing_found_says_so(self, as_hal: Client) -> None:
        page = text(as_hal.get(reverse("caseloads:contact_types"), {"q": "zzz"}))
        assert "No contact type has these words" in page

    def test_hide_and_offer(self, as_hal: Client) -> None:
        url = reverse("caseloads:contact_type", args=["POLY06"])
        page = text(as_hal.post(url, {"form_key": KEY, "version": "1"}, follow=True))
        assert "is no longer offered" in page
        assert not ContactType.objects.get(code="POLY06").is_selectable
        again = {"form_key": KEY.replace("1", "2"), "version": "2", "offered": "on"}
        assert "is offered again" in text(as_hal.post(url, again, follow=True))

    def test_stale(self, as_hal: Client) -> None:
        ContactType.objects.filter(code="POLY06").update(version=5)
        url = reverse("caseloads:contact_type", args=["POLY06"])
        assert as_hal.post(url, {"form_key": KEY, "version": "1"}).status_code == 409

    def test_what_only_the_system_writes_is_not_offered(self, as_hal: Client) -> None:
        url = reverse("caseloads:contact_type", args=["EIAL"])
        data = {"form_key": KEY, "version": "1", "offered": "on"}
        assert "Only the system writes" in text(as_hal.post(url, data, follow=True))

    def test_a_type_says_whether_the_person_is_met(self, as_hal: Client) -> None:
        url = reverse("caseloads:contact_types")
        assert "In person." in text(as_hal.get(url, {"q": "COAP"}))
        assert "In person." not in text(as_hal.get(url, {"q": "COPT"}))
