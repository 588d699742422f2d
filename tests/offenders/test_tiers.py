"""Recording a tier that another system has worked out."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders.choices import TierScheme
from offenders.models import Case, Tier
from offenders.rules.tiers import tier_problem
from offenders.services.tier import record_tier
from people.models import User
from tests import factories
from tests.pages import text_of
from tests.together import STORED, together

V2, V3 = TierScheme.V2, TierScheme.V3
ON = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("scheme", "tier", "day", "about"),
    [
        (V2, "A3", ON, None),
        (V2, "D0S", ON - DAY, None),
        (V3, "G", ON, None),
        (V3, "AS", ON, None),
        (V2, "A4", ON, "tier"),
        (V2, "A", ON, "tier"),
        (V3, "A3", ON, "tier"),
        (V3, "H", ON, "tier"),
        (V2, "A3", ON + DAY, "calculated_on"),
    ],
)
def test_what_can_be_recorded(scheme: TierScheme, tier: str, day: date, about: str | None) -> None:
    found = tier_problem(scheme, tier, day, on=ON)
    assert (found.about if found else None) == about


def record(case: Case, by: User, *, version: int = 0, **changes: Any) -> Tier:
    values = {
        "scheme": V2,
        "tier": "B2",
        "calculated_on": clock.today(),
        "source": "The tier service",
    }
    return record_tier(case=case, version=version, by=by, at=clock.now(), **(values | changes))


@pytest.mark.django_db
class TestRecording:
    def test_who_wrote_it_and_where_it_was_read(self, case: Case, farah: User) -> None:
        row = record(case, farah)
        assert (row.recorded_by, row.recorded_on) == (farah, clock.today())
        assert (row.source, row.version) == ("The tier service", 1)

    def test_a_second_of_the_day_replaces_the_first_and_history_keeps_both(
        self, case: Case, farah: User
    ) -> None:
        first = record(case, farah)
        second = record(case, farah, tier="A1", version=1)
        assert (second.pk, second.version) == (first.pk, 2)
        kept = [change.row.tier for change in changes_of(Tier, pgh_obj_id=first.pk)]
        assert kept == ["A1", "B2"]

    def test_one_of_each_scheme_stands_for_a_day(self, case: Case, farah: User) -> None:
        record(case, farah)
        record(case, farah, scheme=V3, tier="C", version=1)
        assert case.tiers.count() == 2

    def test_the_police_record_none(self, case: Case, amira: User) -> None:
        with pytest.raises(RefusedError, match="Tiers are probation's"):
            record(case, amira)

    def test_recorded_meanwhile(self, case: Case, farah: User) -> None:
        record(case, farah, tier="A1")
        with pytest.raises(StaleError) as caught:
            record(case, farah)
        assert "A1" in caught.value.theirs[0][1]

    def test_the_database_refuses_a_tier_of_the_other_scheme(self, case: Case) -> None:
        for scheme, tier in ((V3, "B2"), (V2, "C")):
            with pytest.raises(IntegrityError, match="of_its_scheme"), transaction.atomic():
                factories.make_tier(case, tier, scheme=scheme)

    def test_the_database_refuses_what_somebody_writes_of_a_day_ahead(
        self, case: Case, farah: User
    ) -> None:
        with pytest.raises(IntegrityError, match="not been worked out"), transaction.atomic():
            Tier.objects.create(
                case=case,
                scheme=V2,
                tier="B2",
                calculated_on=clock.today() + DAY,
                recorded_by=farah,
            )
        factories.make_tier(case, calculated_on=clock.today() + DAY)  # an extract is stored


@pytest.mark.django_db(transaction=True)
def test_two_at_once(case: Case, farah: User) -> None:
    found = together(lambda: record(case, farah), lambda: record(case, farah, scheme=V3, tier="C"))
    assert found == ["StaleError", STORED]
    assert Tier.objects.count() == 1


@pytest.mark.django_db
class TestPage:
    def url(self, case: Case) -> str:
        return reverse("offenders:record_tier", args=[case.uuid])

    def sent(self, **changes: str) -> dict[str, str]:
        return {
            "form_key": "8f14e45f-ceea-467f-a8a5-b1f2c0d9e0ab",
            "version": "0",
            "scheme": "v2",
            "tier": " b2 ",
            "calculated_on": clock.today().isoformat(),
            "source": "The tier service",
        } | changes

    def test_recorded_and_read_again(self, as_farah: Client, case: Case) -> None:
        assert "None is on record" in text_of(as_farah.get(self.url(case)))
        answer = as_farah.post(self.url(case), self.sent())
        assert answer.status_code == 302
        assert "Tier B2 (version 2), worked out" in text_of(as_farah.get(answer.url))
        record_page = text_of(as_farah.get(reverse("offenders:record", args=[case.uuid])))
        assert "B2 (version 2)" in record_page
        assert "The tier service" in record_page
        event = Event.objects.get(view="offenders:record_tier", method="POST")
        assert event.case_ids == [case.pk]

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"tier": "A4"}, "A4 is not one of them. Version 2 has tiers A3 to D0"),
            ({"tier": ""}, "Enter the tier"),
            ({"scheme": ""}, "Choose the version"),
            ({"source": ""}, "Say where it was read"),
        ],
    )
    def test_errors(
        self, as_farah: Client, case: Case, changes: dict[str, str], words: str
    ) -> None:
        answer = as_farah.post(self.url(case), self.sent(**changes))
        assert (answer.status_code, words in text_of(answer)) == (200, True)
        assert list(answer.context["form"].errors) == list(changes)

    def test_somebody_recorded_one_meanwhile(self, as_farah: Client, case: Case) -> None:
        factories.make_tier(case, "A1")
        answer = as_farah.post(self.url(case), self.sent())
        assert answer.status_code == 409
        assert "A1" in text_of(answer)

    def test_it_is_offered_to_probation_only(
        self, as_farah: Client, as_amira: Client, case: Case
    ) -> None:
        page = reverse("offenders:record", args=[case.uuid])
        assert self.url(case) in as_farah.get(page).content.decode()
        assert self.url(case) not in as_amira.get(page).content.decode()
