"""Requirements, licence conditions, notification and release dates by page: recorded, put right, ended, shown."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from core.calendar import in_full
from core.history import changes_of
from offenders.choices import KeyDateKind, SentenceKind
from offenders.models import Case, KeyDate
from orders.choices import STANDARD, AskedEnding, OrderKind
from orders.models import (
    AnnualNotification,
    LicenceCondition,
    NotificationPeriod,
    SentenceRequirement,
)
from people.models import User
from tests import factories, pages
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BEGAN = date(2026, 1, 5)


def day(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year),
    }


def text_of(response: Any) -> str:
    return pages.text_of(response).replace(" .", ".").replace(" ,", ",")


def key() -> dict[str, str]:
    return {"form_key": str(uuid4())}


def url(name: str, uuid: object) -> str:
    return reverse(name, args=[uuid])


def record_of(client: Client, case: Case) -> str:
    return text_of(client.get(url("offenders:record", case.uuid)))


def ticked(client: Client, page: str) -> int:
    """How many conditions the page has ticked."""
    boxes = re.findall(r'<input[^>]*name="conditions"[^>]*>', client.get(page).content.decode())
    return sum(" checked" in box for box in boxes)


def test_a_requirement_of_a_sentence(as_amira: Client, case: Case) -> None:
    """Recorded of its sentence, refused twice in the same words, shown on the record and among the changes."""
    sentence = factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=BEGAN)
    factories.make_sentence(case, SentenceKind.CUSTODY, starts_on=BEGAN)
    page = url("orders:requirements", case.uuid)
    assert "No requirement is on record" in record_of(as_amira, case)
    empty = text_of(as_amira.post(page, key() | {"starts_on_day": "1"}))
    for message in ("Enter the words of the court", "Choose what it requires", "must include"):
        assert message in empty, message
    asked = {
        "sentence": str(sentence.pk),
        "category": "programme",
        "words": "  Take part in <b>Horizon</b>. ",
        "monitoring": "Weekly",
        **day("starts_on", BEGAN),
    }
    before = asked | day("last_day", BEGAN - DAY)
    assert "The last day cannot be before it begins" in text_of(as_amira.post(page, key() | before))
    assert not SentenceRequirement.objects.exists()
    last = day("last_day", BEGAN + 700 * DAY)
    response = as_amira.post(page, key() | asked | last | {"then": "another"})
    assert response["Location"] == page
    row = SentenceRequirement.objects.get()
    assert (row.sentence, row.words, row.ends_on) == (
        sentence,
        "Take part in <b>Horizon</b>.",
        BEGAN + 701 * DAY,
    )
    assert "on record already in these words" in text_of(as_amira.post(page, key() | asked))
    shown = record_of(as_amira, case)
    assert (
        "Take part in &lt;b&gt;Horizon"
        in as_amira.get(url("offenders:record", case.uuid)).content.decode()
    )
    assert f"last day {in_full(BEGAN + 700 * DAY)}" in shown
    assert "Checked: Weekly" in shown
    assert SentenceRequirement.objects.count() == 1


def test_a_day_that_is_asked_for_alone_may_be_to_come(as_amira: Client, case: Case) -> None:
    """A licence begins with the release; without a sentence none is asked for."""
    ahead = clock.today() + 30 * DAY
    asked = {"category": "contact", "words": "See no child.", **day("starts_on", ahead)}
    response = as_amira.post(url("orders:licence", case.uuid), key() | asked)
    assert response["Location"].endswith("#requirements")
    shown = record_of(as_amira, case)
    assert f"From {in_full(ahead)}" in shown
    assert "To come" in shown
    page = url("orders:requirements", case.uuid)
    assert "Of which sentence?" not in text_of(as_amira.get(page))
    as_amira.post(page, key() | asked | {"category": "curfew"})
    assert SentenceRequirement.objects.get().sentence is None


def test_the_standard_conditions_all_at_once(as_amira: Client, case: Case) -> None:
    """PRO-81: all are offered and ticked; what is on record is not offered again, and what ended is."""
    page = url("orders:standard_conditions", case.uuid)
    assert ticked(as_amira, page) == len(STANDARD)
    codes = [code.value for code in STANDARD]
    asked = {"conditions": codes[:-1], **day("starts_on", BEGAN)}
    as_amira.post(page, key() | asked)
    rows = LicenceCondition.objects.all()
    assert {(row.category, row.words) for row in rows} == {
        (code.value, words) for code, words in list(STANDARD.items())[:-1]
    }
    assert ticked(as_amira, page) == 1
    assert "look at the list again" in text_of(as_amira.post(page, key() | asked))
    assert "Choose at least one condition" in text_of(
        as_amira.post(page, key() | day("starts_on", BEGAN))
    )
    as_amira.post(page, key() | asked | {"conditions": codes[-1:]})
    assert as_amira.get(page).status_code == 302
    assert f"Standard licence conditions: {len(STANDARD)}" in record_of(as_amira, case)
    assert LicenceCondition.objects.count() == len(STANDARD)


def test_how_one_ends(as_amira: Client, case: Case, amira: User) -> None:
    """Put right, ended, its end put right, an error; an error that holds after all is that row again."""
    row = factories.make_licence_condition(case, "See no child.", starts_on=BEGAN)
    page = url("orders:change_licence_condition", row.uuid)

    def change(version: int, what: str, **more: str) -> str:
        return text_of(
            as_amira.post(page, key() | {"version": str(version), "what": what} | more, follow=True)
        )

    today = clock.today()
    assert "Choose what has changed" in text_of(as_amira.post(page, key() | {"version": "1"}))
    assert "Nothing is different" in change(1, "correct")
    assert "details corrected" in change(
        1, "correct", monitoring="Monthly", **day("last_day", today + DAY)
    )
    assert "Enter the last day" in change(2, "removed")
    assert "cannot be in the future" in change(2, "removed", **day("last_day", today + DAY))
    assert "It began on" in change(2, "removed", **day("last_day", BEGAN - DAY))
    assert "removed by the court or the board, saved" in change(
        2, "removed", note="On application", **day("last_day", today - DAY)
    )
    event = (
        Event.objects.filter(view="orders:change_licence_condition", method="POST")
        .order_by("id")
        .last()
    )
    assert event
    assert event.reason == "On application"
    assert "Ended: 1" in record_of(as_amira, case)
    assert "Choose" in change(3, "correct")  # how it ended is what can be put right
    assert "completed, saved" in change(3, "done", **day("last_day", today - 2 * DAY))
    stale = as_amira.post(page, key() | {"version": "3", "what": "done"} | day("last_day", today))
    assert stale.status_code == 409
    assert "Monthly" in text_of(stale)
    assert "Say what was wrong" in change(4, "error")
    assert "recorded here in error, saved" in change(4, "error", note="Of another person")
    row.refresh_from_db()
    assert (row.ends_on, row.ended_because, row.version) == (BEGAN, AskedEnding.ERROR, 5)
    assert as_amira.get(page).status_code == 302
    assert len(changes_of(LicenceCondition, uuid=row.uuid)) == 5
    asked = {"category": "movement", "words": "See no child.", **day("starts_on", BEGAN)}
    as_amira.post(url("orders:licence", case.uuid), key() | asked)
    again = LicenceCondition.objects.get()
    assert (again.uuid, again.ended_because, again.version, again.recorded_by) == (
        row.uuid,
        "",
        6,
        amira,
    )


def test_until_when_they_are_subject(as_amira: Client, case: Case, amira: User) -> None:
    """NOT-16: worked out from what was done and the orders on record; another end says why; a 409 for the second."""
    page = url("orders:notification", case.uuid)
    case.date_of_birth = date(1980, 1, 1)
    case.save()
    asked = {
        "offence": "An invented offence",
        "disposal": "caution",
        "visor": "not_checked",
        "source": "The notice",
        "version": "0",
        "known_on": clock.today().isoformat(),
        **day("relevant_on", BEGAN),
    }
    assert "Enter the length of the term" in text_of(
        as_amira.post(page, key() | asked | {"disposal": "imprisonment"})
    )
    other = text_of(as_amira.post(page, key() | asked | {"visor": "other_day"}))
    assert "Enter the last day that ViSOR says" in other
    assert "Say why it is another end" in other
    assert "is the last day. Saved" in text_of(as_amira.post(page, key() | asked, follow=True))
    row = NotificationPeriod.objects.get()
    assert (row.ends_on, row.worked_out, row.age, row.is_verified) == (
        date(2028, 1, 5),
        date(2028, 1, 5),
        46,
        False,
    )
    assert "4 January 2028 is the last day" in record_of(as_amira, case)
    assert as_amira.post(page, key() | asked).status_code == 409
    factories.make_order(case, amira, OrderKind.SHPO, starts_on=BEGAN)
    assert "Indefinite, because of an order that is on record" in record_of(as_amira, case)
    another = {"visor": "indefinite", "override": "A later conviction", "version": "1"}
    as_amira.post(page, key() | asked | another)
    row.refresh_from_db()
    assert (row.ends_on, row.override, row.is_verified, row.version) == (
        None,
        "A later conviction",
        True,
        2,
    )


def test_when_they_notify_next(as_amira: Client, case: Case) -> None:
    page = url("orders:annual_notification", case.uuid)
    today = clock.today()
    asked = {"source": "ViSOR", "version": "0", "known_on": today.isoformat()}
    assert "Enter the day by which they notify next" in text_of(as_amira.post(page, key() | asked))
    as_amira.post(page, key() | asked | day("due_on", today + 90 * DAY))
    assert AnnualNotification.objects.get().due_on == today + 90 * DAY
    assert f"by {in_full(today + 90 * DAY)}, read from ViSOR" in record_of(as_amira, case)
    assert as_amira.post(page, key() | asked | day("due_on", today)).status_code == 409


def test_release_and_handover_dates(as_amira: Client, case: Case) -> None:
    """As they are known: a second of the day is put right, an earlier one stays, and none is said too."""
    page, today = url("offenders:key_dates", case.uuid), clock.today()
    yesterday = today - DAY
    ahead, later = today + 400 * DAY, today + 500 * DAY
    assert "No release or handover date is on record" in record_of(as_amira, case)
    asked = {
        "kind": "crd",
        "when": "day",
        "source": "The prison",
        "version": "0",
        "known_on": yesterday.isoformat(),
    }
    assert "Enter the day" in text_of(as_amira.post(page, key() | asked))
    both = asked | day("falls_on", ahead) | {"when": "none"}
    assert "and also typed a day" in text_of(as_amira.post(page, key() | both))
    as_amira.post(page, key() | asked | day("falls_on", ahead))
    assert as_amira.post(page, key() | asked | day("falls_on", later)).status_code == 409
    shown = record_of(as_amira, case)
    assert f"Release to come: {in_full(ahead)}" in shown
    assert "(HND-2)" in shown
    now = asked | {"version": "1", "known_on": today.isoformat()}
    as_amira.post(page, key() | now | day("falls_on", later))
    shown = record_of(as_amira, case)
    assert f"Release to come: {in_full(later)}" in shown
    assert "Known before: 1" in shown
    as_amira.post(page, key() | now | {"version": "2", "when": "none"})
    assert "No release to come is on record" in record_of(as_amira, case)
    assert list(KeyDate.objects.order_by("known_on").values_list("falls_on", "version")) == [
        (ahead, 1),
        (None, 2),
    ]
    overview = text_of(as_amira.get(url("caseloads:case", case.uuid)))
    assert "Conditional release (CRD): No such date any more" in overview


def test_the_record_asks_the_same_for_few_and_many(as_amira: Client, case: Case) -> None:
    page = url("offenders:record", case.uuid)

    def add(number: int) -> None:
        factories.make_requirement(case, f"Requirement {number}")
        factories.make_licence_condition(case, f"Condition {number}")
        known_on = BEGAN + number * DAY
        factories.make_period(case, known_on=known_on)
        factories.make_annual(case, BEGAN, known_on=known_on)
        factories.make_key_date(case, KeyDateKind.RELEASE, BEGAN, known_on=known_on)

    add(0)
    few = asked_by(as_amira, page)
    for number in range(1, 5):
        add(number)
    assert asked_by(as_amira, page) == few
