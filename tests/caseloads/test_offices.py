"""Postcodes of offices and venues: by page, by extract, and what the database refuses."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from caseloads.selectors.offices import version_of_place
from core import clock
from people.models import Team
from programmes.models import Place
from tests import factories
from tests.extracts import take_in, write_only
from tests.factories import groups
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e779"


def url(row: Team | Place) -> str:
    name = "caseloads:office" if isinstance(row, Team) else "caseloads:venue"
    return reverse(name, args=[row.uuid])


def sent(row: Team | Place, postcode: str, **changes: Any) -> dict[str, Any]:
    return {"form_key": KEY, "version": version_of_place(row), "postcode": postcode} | changes


@pytest.fixture
def place(db: None) -> Place:
    return groups.make_place("Eastmoor hall")


class TestThePage:
    def test_those_without_a_postcode_stand_first(
        self, team: Team, other_team: Team, place: Place, as_hal: Client
    ) -> None:
        Team.objects.filter(pk=team.pk).update(postcode="NR1 3AB")
        page = as_hal.get(reverse("caseloads:offices")).content.decode()
        assert page.index("Eastmoor hall") < page.index(team.name)
        assert page.index(other_team.name) < page.index(team.name)
        assert "NR1 3AB" in page
        assert "Venue of groups" in page

    def test_it_is_kept_tidily(self, team: Team, place: Place, as_hal: Client) -> None:
        for row, key in ((team, KEY), (place, KEY.replace("779", "778"))):
            answer = as_hal.post(url(row), sent(row, "nr13ab", form_key=key))
            assert answer.url == reverse("caseloads:offices")
            row.refresh_from_db()
            assert row.postcode == "NR1 3AB"

    def test_it_can_be_taken_away(self, team: Team, as_hal: Client) -> None:
        Team.objects.filter(pk=team.pk).update(postcode="NR1 3AB")
        as_hal.post(url(team), sent(team, ""))
        team.refresh_from_db()
        assert team.postcode == ""

    def test_what_is_no_postcode_is_said_beside_it(self, team: Team, as_hal: Client) -> None:
        page = as_hal.post(url(team), sent(team, "NR1")).content.decode()
        assert "Enter a full UK postcode, like NR1 3AB" in page
        team.refresh_from_db()
        assert team.postcode == ""

    def test_somebody_else_was_faster(self, team: Team, as_hal: Client) -> None:
        old = sent(team, "NR2 1AA")
        Team.objects.filter(pk=team.pk).update(postcode="NR1 3AB")
        answer = as_hal.post(url(team), old)
        assert answer.status_code == 409
        assert "NR1 3AB" in answer.content.decode()
        team.refresh_from_db()
        assert team.postcode == "NR1 3AB"

    def test_as_many_queries_for_three_teams_as_for_one(self, team: Team, as_hal: Client) -> None:
        page = reverse("caseloads:offices")
        one = asked_by(as_hal, page)
        for _ in range(3):
            factories.make_team()
            groups.make_place()
        assert asked_by(as_hal, page) == one


class TestTheDatabase:
    @pytest.mark.parametrize("bad", ["NR1", "nr1 3ab", "NR13AB", "75008"])
    def test_it_refuses_what_is_no_postcode(self, team: Team, place: Place, bad: str) -> None:
        for rows in (Team.objects.filter(pk=team.pk), Place.objects.filter(pk=place.pk)):
            with pytest.raises(IntegrityError, match="postcode_is_one"), transaction.atomic():
                rows.update(postcode=bad)


class TestTheExtract:
    def _teams(self, folder: Path, change: Any) -> Path:
        file = folder / "teams.csv"
        header, *rows = file.read_text().splitlines()
        file.write_text("\n".join([change(header, True), *(change(row, False) for row in rows)]))
        return folder

    def test_a_column_of_postcodes_is_taken_in_and_a_file_without_one_is_whole(
        self, tmp_path: Path
    ) -> None:
        folder = write_only(tmp_path / "area", "teams")
        outcome = take_in(folder, on=clock.today())
        assert not outcome.reasons("teams")
        assert set(Team.objects.values_list("postcode", flat=True)) == {""}
        self._teams(folder, lambda row, head: row + (",postcode" if head else ",nr13ab"))
        take_in(folder, on=clock.today())
        assert set(Team.objects.values_list("postcode", flat=True)) == {"NR1 3AB"}

    def test_a_file_that_says_none_leaves_what_is_on_record(self, tmp_path: Path) -> None:
        folder = write_only(tmp_path / "area", "teams")
        take_in(folder, on=clock.today())
        Team.objects.update(postcode="NR1 3AB")
        take_in(folder, on=clock.today())
        assert set(Team.objects.values_list("postcode", flat=True)) == {"NR1 3AB"}
        self._teams(folder, lambda row, head: row + (",postcode" if head else ","))
        take_in(folder, on=clock.today())
        assert set(Team.objects.values_list("postcode", flat=True)) == {"NR1 3AB"}

    def test_what_is_no_postcode_is_a_line_in_the_rejects(self, tmp_path: Path) -> None:
        folder = write_only(tmp_path / "area", "teams")
        self._teams(folder, lambda row, head: row + (",postcode" if head else ",NR1"))
        outcome = take_in(folder, on=clock.today())
        assert "is not a UK postcode, like NR1 3AB" in str(outcome.reasons("teams"))
        assert not Team.objects.exists()
