"""Intelligence that was cleared for sharing: recorded, read by few, ended with a reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from core.history import changes_of
from offenders.models import Case, Intelligence
from people.models import User
from tests import factories
from tests.pages import text_of

KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e0ab"
WORDS = "Seen with a camera near a school"


def sent(**changes: str) -> dict[str, str]:
    return {
        "form_key": KEY,
        "summary": WORDS,
        "source_grade": "2",
        "information_grade": "C",
        "handling": "C",
        "conditions": "To the panel only",
        "cleared_by": "DI Invented",
        "starts_on": clock.today().isoformat(),
        "reference": "INT-1",
    } | changes


@pytest.mark.django_db
class TestIntelligence:
    def test_recorded_read_and_ended(self, as_amira: Client, case: Case) -> None:
        url = reverse("offenders:intelligence", args=[case.uuid])
        assert "That does not say that there is none" in text_of(as_amira.get(url))
        answer = as_amira.post(url, sent())
        assert (answer.status_code, answer.url) == (302, url)
        page = text_of(as_amira.get(url))
        for words in (
            WORDS,
            "2: untested",
            "C: known indirectly",
            "To the panel only",
            "DI Invented",
        ):
            assert words in page
        assert Event.objects.get(view="offenders:intelligence", method="POST").case_ids == [case.pk]
        row = Intelligence.objects.get()
        end = reverse("offenders:end_intelligence", args=[row.uuid])
        assert WORDS in text_of(as_amira.get(end))
        given = {
            "form_key": KEY.replace("8", "9"),
            "version": "1",
            "because": "error",
            "note": "Twice",
        }
        assert as_amira.post(end, given).url == url
        row.refresh_from_db()
        assert (row.ended_because, row.ends_on, row.version) == ("error", row.starts_on, 2)
        assert len(changes_of(Intelligence, id=row.pk)) == 2
        again = given | {"form_key": KEY.replace("8", "7")}
        assert as_amira.post(end, again).status_code == 409

    def test_what_is_wrong_is_said_beside_the_question(self, as_amira: Client, case: Case) -> None:
        url = reverse("offenders:intelligence", args=[case.uuid])
        later = (clock.today() + timedelta(days=1)).isoformat()
        before = clock.today() - timedelta(days=3)
        dated = {
            "starts_on": before.isoformat(),
            "dated_on_day": str(clock.today().day),
            "dated_on_month": str(clock.today().month),
            "dated_on_year": str(clock.today().year),
        }
        wrong: list[tuple[dict[str, str], str]] = [
            ({"summary": ""}, "summary"),
            ({"source_grade": "4"}, "source_grade"),
            ({"information_grade": ""}, "information_grade"),
            ({"handling": ""}, "handling"),
            ({"conditions": ""}, "conditions"),
            ({"cleared_by": ""}, "cleared_by"),
            ({"starts_on": later}, "starts_on"),
            (dated, "dated_on"),
        ]
        for changes, about in wrong:
            answer = as_amira.post(url, sent(**changes))
            assert (answer.status_code, list(answer.context["form"].errors)) == (200, [about])
        assert not Intelligence.objects.exists()

    def test_conditions_belong_to_the_handling_that_has_them(
        self, as_amira: Client, case: Case
    ) -> None:
        as_amira.post(reverse("offenders:intelligence", args=[case.uuid]), sent(handling="P"))
        assert Intelligence.objects.get().conditions == ""

    def test_the_words_are_on_no_page_that_others_read(
        self, as_amira: Client, as_ivy: Client, case: Case, amira: User
    ) -> None:
        """INF-36: a head reads the case and not this."""
        factories.make_intelligence(case, amira)
        for client in (as_amira, as_ivy):
            for name in ("offenders:record", "offenders:assessments"):
                assert WORDS not in text_of(client.get(reverse(name, args=[case.uuid])))
            assert WORDS not in text_of(client.get(case.get_absolute_url()))
        url = reverse("offenders:intelligence", args=[case.uuid])
        record = reverse("offenders:record", args=[case.uuid])
        assert as_ivy.get(url).status_code == 403
        assert url in as_amira.get(record).content.decode()
        assert url not in as_ivy.get(record).content.decode()

    def test_the_database_refuses(self, case: Case, amira: User) -> None:
        wrong: list[dict[str, Any]] = [
            {"summary": ""},
            {"cleared_by": ""},
            {"source_grade": "4"},
            {"information_grade": "F"},
            {"handling": "X"},
            {"handling": "C"},
            {"ends_on": clock.today()},
        ]
        for values in wrong:
            with pytest.raises(IntegrityError), transaction.atomic():
                factories.make_intelligence(case, amira, **values)
