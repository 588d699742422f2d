"""What a case weighs, changed by an administrator from a day on."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from caseloads.choices import CaseType
from caseloads.models import Points
from caseloads.rules.points import points_problem
from caseloads.selectors.points import tier_page
from caseloads.services.points import change_points
from core import clock
from core.calendar import in_full
from core.errors import RefusedError, StaleError
from core.models import Message
from tests.pages import text_of
from tests.together import STORED, together

COMMUNITY, LICENCE, CUSTODY = CaseType
ON = date(2026, 11, 20)
DAY = timedelta(days=1)
HELD = {COMMUNITY: 115, LICENCE: 132, CUSTODY: 48}
NONE = dict.fromkeys(CaseType)


@pytest.mark.parametrize(
    ("said", "held", "starts_on", "newest", "about"),
    [
        (HELD | {LICENCE: 130}, HELD, ON, date(2004, 5, 1), "fits"),
        (HELD | {LICENCE: 0}, HELD, ON, ON, "fits"),
        (NONE | {LICENCE: 130}, NONE, ON + DAY, None, "fits"),
        (HELD, HELD, ON, None, ""),
        (NONE, NONE, ON, None, ""),
        (HELD | {LICENCE: None}, HELD, ON, None, "licence"),
        (HELD | {LICENCE: 130}, HELD, ON - DAY, None, "starts_on"),
        (HELD | {LICENCE: 130}, HELD, ON, ON + DAY, "starts_on"),
    ],
)
def test_what_a_change_may_be(
    said: Any, held: Any, starts_on: date, newest: date | None, about: str
) -> None:
    found = points_problem(said, held, starts_on=starts_on, newest_starts_on=newest, today=ON)
    assert (found.about if found else "fits") == about


def change(code: str = "v2-B2", *, days: int = 0, version: int = 3, **points: int | None) -> None:
    held = tier_page(code, on=clock.today())
    assert held
    said = held.newest | {CaseType(name): value for name, value in points.items()}
    change_points(
        code=code,
        points=said,
        starts_on=clock.today() + days * DAY,
        version=version,
        at=clock.now(),
    )


def held_on(code: str, on: date) -> list[int | None]:
    page = tier_page(code, on=on)
    assert page
    return list(page.held.values())


@pytest.mark.django_db
class TestChanges:
    def test_they_hold_from_the_day_and_the_old_ones_until_then(self) -> None:
        change(days=10, licence=130)
        assert held_on("v2-B2", clock.today() + 9 * DAY) == [115, 132, 48]
        assert held_on("v2-B2", clock.today() + 10 * DAY) == [115, 130, 48]
        assert Points.objects.filter(tier="B2").count() == 4

    def test_entered_twice_for_one_day_the_second_counts(self) -> None:
        change(licence=130)
        change(licence=140, version=4)
        assert held_on("v2-B2", clock.today()) == [115, 140, 48]
        assert Points.objects.get(tier="B2", points=140).version == 2

    def test_a_scheme_without_points_is_filled_by_hand(self) -> None:
        change("v3-C", version=0, community=80, licence=90)
        assert held_on("v3-C", clock.today()) == [80, 90, None]

    def test_of_two_changes_the_second_is_stale(self) -> None:
        change(licence=130)
        with pytest.raises(StaleError) as caught:
            change(licence=140)
        assert ("Licence", "130") in caught.value.theirs

    def test_points_are_not_taken_away(self) -> None:
        with pytest.raises(RefusedError, match="cannot be taken away"):
            change(licence=None)

    def test_a_change_to_come_asks_for_no_recompute(self) -> None:
        change(days=1, licence=130)
        assert not Message.objects.exists()


@pytest.fixture
def _as_it_was(transactional_db: None) -> Iterator[None]:
    """The table is reference data, which no test empties: what this one adds goes with it."""
    yield
    Points.objects.filter(scheme="v3").delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_as_it_was")
def test_two_at_once_for_a_tier_without_points() -> None:
    found = together(
        lambda: change("v3-C", version=0, community=80),
        lambda: change("v3-C", days=1, version=0, community=90),
    )
    assert found == ["StaleError", STORED]


KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e0aa"


def sent(**changes: str) -> dict[str, str]:
    return {
        "form_key": KEY,
        "version": "3",
        "community": "115",
        "licence": "130",
        "custody": "48",
        "starts_on": clock.today().isoformat(),
        "reason": "The table of November",
    } | changes


@pytest.mark.django_db
class TestPages:
    url = "/reference/points/v2-B2/"

    def test_both_schemes_with_their_points(self, as_hal: Client) -> None:
        page = text_of(as_hal.get(reverse("caseloads:points")))
        for words in ("Version 2", "Version 3", "206", "219", "No points"):
            assert words in page
        assert reverse("caseloads:points") in as_hal.get("/reference/").content.decode()

    def test_change_one(self, as_hal: Client) -> None:
        page = text_of(as_hal.post(self.url, sent(), follow=True))
        assert f"saved, from {in_full(clock.today())}" in page
        assert "Licence 130 from" in page
        assert "Hal Novak" in page
        assert "The table of November" in page
        event = Event.objects.get(view="caseloads:tier_points", method="POST")
        assert event.reason == "The table of November"

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"licence": "1.5"}, "must be a whole number"),
            ({"licence": "-1"}, "cannot be below 0"),
            ({"licence": ""}, "cannot be taken away"),
            ({"reason": ""}, "Say why it changes"),
        ],
    )
    def test_errors(self, as_hal: Client, changes: dict[str, str], words: str) -> None:
        response = as_hal.post(self.url, sent(**changes))
        assert (response.status_code, words in text_of(response)) == (200, True)
        assert list(response.context["form"].errors) == list(changes)

    def test_somebody_changed_it_meanwhile(self, as_hal: Client) -> None:
        change(licence=140)
        response = as_hal.post(self.url, sent())
        assert response.status_code == 409
        assert "140" in text_of(response)

    @pytest.mark.parametrize("code", ["v2-E1", "v3-B2", "v2", "B2-v2", "v2-B2S"])
    def test_a_tier_that_no_scheme_has(self, as_hal: Client, code: str) -> None:
        assert as_hal.get(reverse("caseloads:tier_points", args=[code])).status_code == 404

    def test_it_asks_as_often_for_many_points_as_for_few(self, as_hal: Client) -> None:
        url = reverse("caseloads:points")
        as_hal.get(url)
        with CaptureQueriesContext(connection) as few:
            as_hal.get(url)
        for code in ("v3-A", "v3-B", "v3-C"):
            change(code, version=0, community=80, licence=90)
        with CaptureQueriesContext(connection) as many:
            as_hal.get(url)
        assert len(few) == len(many)
