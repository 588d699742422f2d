"""Screening by page: recorded, corrected, told, marked; what is due of it; the two lists and their files."""

import csv
import io
import re
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from core.calendar import add_working_days, in_full
from core.errors import RefusedError
from mappa.choices import Basis, Category, Outcome, ToldAgency, ToldBy
from mappa.models import QualifyingOffence, Screening, Telling
from mappa.rules import ScreeningSaid
from mappa.selectors.screening import said_of_screening
from mappa.selectors.unscreened import Lacking, lacking
from mappa.services import screening as services
from offenders import deadlines
from offenders.choices import CaseStatus, SentenceKind
from offenders.models import Case, Deadline, KindStart
from offenders.selectors.dated import dated
from people.models import User
from tests import factories
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
KIND = "mappa_screening"


def text(response: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(plain)).replace(" .", ".").replace(" ,", ",")


def url_of(name: str, row: Any) -> str:
    return reverse(f"mappa:{name}", args=[row.uuid])


def screened(**changes: str) -> dict[str, str]:
    return {
        "form_key": str(uuid4()),
        "version": "0",
        "outcome": "eligible",
        "category": "1",
        "screened_on": clock.today().isoformat(),
        "reason": "On the register since the sentence.",
    } | changes


def said(**fields: Any) -> ScreeningSaid:
    values: dict[str, Any] = {
        "outcome": Outcome.ELIGIBLE,
        "category": Category.ONE,
        "screened_on": clock.today(),
        "reason": "On the register.",
    }
    return ScreeningSaid(**values | fields)


def due_of(case: Case) -> list[tuple[date, bool]]:
    rows = Deadline.objects.filter(case=case, kind=KIND)
    return list(rows.values_list("due_on", "is_backlog"))


def newly_registered(user: User, **fields: Any) -> Case:
    """Registered and allocated today, so that screening is due in ten working days."""
    case = factories.make_case(police=user.officer, registered=True, since=clock.today(), **fields)
    deadlines.recompute([case.pk], on=clock.today())
    return case


# A screening ------------------------------------------------------------------------------------------


def test_the_record_proposes_and_a_person_decides(as_amira: Client, amira: User):
    case = newly_registered(amira)
    last = add_working_days(clock.today(), 10)
    assert due_of(case) == [(last, False)]
    page = as_amira.get(url_of("screen", case))
    words = text(page)
    assert f"Registered sexual offender, since {in_full(clock.today())}" in words
    assert "Category 1: registered sexual offender (MAP-2)" in words
    assert (
        "checked"
        not in page.content.decode().partition('name="outcome"')[2].partition("screened_on")[0]
    )
    assert "To be screened" in text(as_amira.get(url_of("mappa", case)))

    answer = as_amira.post(url_of("screen", case), screened())
    row = Screening.objects.get(case=case)
    assert answer.url == url_of("tell_screening", row)
    assert (row.outcome, row.category, row.screened_by) == ("eligible", 1, amira)
    assert due_of(case) == []
    assert Event.objects.filter(view="mappa:screen", reason__contains="register").exists()
    page = text(as_amira.get(url_of("mappa", case)))
    for expected in ("Eligible, category 1", "Nobody told", "On the register since the sentence."):
        assert expected in page, expected
    assert "Screened on" in text(as_amira.get(case.get_absolute_url()))
    assert "MAPPA category 1, no level set" in page


def test_what_a_screening_may_not_say(as_amira: Client, case: Case):
    tomorrow = (clock.today() + DAY).isoformat()
    for changes, words in (
        ({"outcome": ""}, "Choose what the screening found"),
        ({"category": ""}, "Choose the category"),
        ({"reason": ""}, "Say why"),
        ({"screened_on": ""}, "Enter the day of the screening"),
        ({"screened_on": tomorrow}, "The day of the screening must be today"),
        ({"form_q_on_day": "31", "form_q_on_month": "2", "form_q_on_year": "2026"}, "real date"),
    ):
        answer = as_amira.post(url_of("screen", case), screened(**changes))
        assert answer.status_code == 200
        assert words in text(answer), changes
        assert "On the register since" in text(answer) or "reason" in changes
    assert not Screening.objects.exists()


def test_not_eligible_keeps_no_category_and_asks_again_for_what_comes_later(
    as_amira: Client, amira: User
):
    case = newly_registered(amira)
    as_amira.post(
        url_of("screen", case), screened(outcome="not_eligible", reason="Not registrable.")
    )
    row = Screening.objects.get(case=case)
    assert (row.outcome, row.category) == ("not_eligible", None)
    assert due_of(case) == []
    page = text(as_amira.get(url_of("mappa", case)))
    assert (
        "The record proposes category 1, and the screening found the person not eligible." in page
    )
    assert "Not MAPPA" in page
    case.registrations.update(starts_on=clock.today() + DAY)
    tomorrow = clock.today() + DAY
    deadlines.recompute([case.pk], on=tomorrow)
    assert [day for day, _ in due_of(case)] == [add_working_days(tomorrow, 10)]


def test_a_correction_stands_in_its_place_and_both_stay(as_amira: Client, case: Case, amira: User):
    first = factories.make_screening(case, by=amira, category=Category.TWO, form_q_ref="Q 17")
    url = url_of("correct_screening", first)
    page = as_amira.get(url)
    assert "Q 17" in page.content.decode()
    day = first.screened_on.isoformat()
    sent = screened(version="1", screened_on=day, because="It was category 1")
    assert as_amira.post(url, sent | {"because": ""}).status_code == 200
    answer = as_amira.post(url, sent)
    assert answer.url == url_of("mappa", case)
    second = Screening.objects.get(corrects=first)
    assert (second.category, second.correction_reason) == (1, "It was category 1")
    page = text(as_amira.get(url_of("mappa", case)))
    assert "What was wrong before: It was category 1" in page
    assert "Corrected" in page
    again = as_amira.post(url, screened(version="2", because="Once more"))
    assert "corrected already" in text(again)
    # There was no such screening: then nobody is screened.
    as_amira.post(
        url_of("correct_screening", second),
        screened(version="2", outcome="error", because="Another person"),
    )
    assert "Not screened" in text(as_amira.get(url_of("mappa", case)))
    assert lacking(Lacking.NEVER, Case.objects.all(), on=clock.today()).get() == case


def test_an_earlier_day_and_nothing_different_are_refused(case: Case, amira: User):
    row = factories.make_screening(case, by=amira, screened_on=clock.today() - DAY)
    at = clock.now()
    with pytest.raises(RefusedError, match="A later screening is on record"):
        services.screen(
            case=case, said=said(screened_on=clock.today() - 2 * DAY), version=1, by=amira, at=at
        )
    same = said(screened_on=row.screened_on, reason=row.reason)
    with pytest.raises(RefusedError, match="Nothing is different"):
        services.correct_screening(
            screening=row, said=same, because="Wrong", version=1, by=amira, at=at
        )


def test_who_screened_first_is_told_to_who_comes_second(
    as_amira: Client, as_farah: Client, case: Case
):
    as_farah.post(url_of("screen", case), screened(reason="Farah's reason"))
    answer = as_amira.post(url_of("screen", case), screened(reason="Amira's reason"))
    assert answer.status_code == 409
    page = text(answer)
    for words in ("Farah Aziz saved this", "Farah's reason", "Amira's reason"):
        assert words in page, words
    assert Screening.objects.count() == 1


# Told -------------------------------------------------------------------------------------------------


def test_an_agency_is_told_and_it_can_be_taken_back(as_amira: Client, case: Case, amira: User):
    row = factories.make_screening(case, by=amira, screened_on=clock.today())
    sent = {
        "form_key": str(uuid4()),
        "agency": "probation",
        "whom": "The duty officer",
        "way": "call",
        "told_on": clock.today().isoformat(),
    }
    url = url_of("tell_screening", row)
    for changes, words in (
        ({"agency": ""}, "Choose which agency was told"),
        ({"whom": " "}, "Say who was told"),
        ({"way": ""}, "Choose how they were told"),
        ({"told_on": (clock.today() - DAY).isoformat()}, "when it was decided, to today"),
    ):
        assert words in text(as_amira.post(url, sent | changes)), changes
    as_amira.post(url, sent)
    told = Telling.objects.get(screening=row)
    assert (told.agency, told.told_by) == ("probation", amira)
    assert "on record already" in text(as_amira.post(url, sent | {"form_key": str(uuid4())}))
    assert "Nobody told" not in text(as_amira.get(url_of("mappa", case)))
    assert not lacking(Lacking.UNTOLD, Case.objects.all(), on=clock.today())

    back = {"form_key": str(uuid4()), "version": "1", "because": ""}
    url = url_of("take_back_telling", told)
    assert "Say what was wrong" in text(as_amira.post(url, back))
    as_amira.post(url, back | {"because": "It was another person"})
    told.refresh_from_db()
    assert (told.taken_back_by, told.version) == (amira, 2)
    page = text(as_amira.get(url_of("mappa", case)))
    assert "Nobody told" in page
    assert "It was another person" in page
    late = as_amira.post(url, back | {"because": "Again", "form_key": str(uuid4())})
    assert late.status_code == 409


def test_of_whom_nobody_is_told(case: Case, amira: User):
    """Of the screening, of what it corrects with the same answer, or of a level since; nothing else counts."""

    def listed() -> bool:
        return case in lacking(Lacking.UNTOLD, Case.objects.all(), on=clock.today())

    assert not listed()
    first = factories.make_screening(case, by=amira)
    assert listed()
    told = factories.make_telling(first, by=amira)
    assert not listed()
    same = factories.make_screening(
        case, by=amira, corrects=first, correction_reason="Reason", reason="Another"
    )
    assert not listed()
    other = factories.make_screening(
        case, by=amira, corrects=same, correction_reason="Category", category=Category.TWO
    )
    assert listed()
    assert told.screening != other
    level = factories.make_management(case, starts_on=other.screened_on - DAY)
    factories.make_telling(level, by=amira)
    assert listed(), "told of a level from before"
    level.delete()
    level = factories.make_management(case, starts_on=other.screened_on)
    factories.make_telling(level, by=amira)
    assert not listed()
    Telling.objects.all().delete()
    Case.objects.update(status=CaseStatus.TERMINATED)
    assert not listed()


# Marked -----------------------------------------------------------------------------------------------


def test_a_mark_asks_for_a_screening_and_ends_with_its_reason(as_farah: Client, farah: User):
    case = factories.make_case(probation=farah.officer, since=clock.today())
    short = factories.make_sentence(case, SentenceKind.CUSTODY, offence="Short", term_months=8)
    today = clock.today()
    long = factories.make_sentence(
        case, SentenceKind.CUSTODY, offence="Long", term_months=14, starts_on=today
    )
    url = url_of("mark_offence", case)
    sent = {
        "form_key": str(uuid4()),
        "sentence": str(short.pk),
        "basis": "schedule_15",
        "reason": "Item 9.",
    }
    assert "This sentence is of 8 months" in text(as_farah.post(url, sent))
    assert "Choose the offence" in text(as_farah.post(url, sent | {"sentence": "0"}))
    as_farah.post(url, sent | {"sentence": str(long.pk)})
    mark = QualifyingOffence.objects.get()
    assert (mark.sentence, mark.marked_by) == (long, farah)
    assert due_of(case) == [(add_working_days(today, 10), False)]
    page = text(as_farah.get(url_of("mappa", case)))
    assert "Long, sentenced on" in page
    assert "Category 2" in page
    with pytest.raises(RefusedError, match="marked already"):
        services.mark_offence(
            sentence=long, basis=Basis.MURDER, reason="Again", by=farah, at=clock.now()
        )

    end = {
        "form_key": str(uuid4()),
        "version": "1",
        "because": "error",
        "note": "Item 9 is repealed.",
    }
    as_farah.post(url_of("end_mark", mark), end)
    mark.refresh_from_db()
    assert (mark.ended_because, mark.ended_by) == ("error", farah)
    assert due_of(case) == []
    assert "Item 9 is repealed." in text(as_farah.get(url_of("mappa", case)))
    assert (
        as_farah.post(url_of("end_mark", mark), end | {"form_key": str(uuid4())}).status_code == 409
    )


# Due --------------------------------------------------------------------------------------------------


def test_it_counts_from_the_day_it_is_switched_on(amira: User, case: Case):
    """An old registration is in the list, not among flags; a page of one kind says so of each."""
    today = clock.today()
    deadlines.recompute([case.pk], on=today)
    ((_, is_backlog),) = due_of(case)
    assert is_backlog
    new = newly_registered(amira)
    late = today + timedelta(days=30)
    KindStart.objects.create(kind=KIND, team=amira.officer.team, starts_on=late)
    deadlines.recompute([new.pk], on=today)
    ((_, is_backlog),) = due_of(new)
    assert is_backlog


def test_death_and_closing_end_it(amira: User):
    today = clock.today()
    for fields in ({"died_on": today}, {"status": CaseStatus.TERMINATED}):
        assert due_of(newly_registered(amira, **fields)) == []


def test_what_the_banner_says(case: Case, amira: User):
    on = clock.today()

    def says() -> str:
        return said_of_screening(case, dated(case), on)

    assert says() == "MAPPA: not screened"
    row = factories.make_screening(case, by=amira)
    assert says() == "MAPPA category 1, no level set"
    factories.make_screening(
        case, by=amira, corrects=row, correction_reason="No", outcome=Outcome.NOT_ELIGIBLE
    )
    assert says() == "Not MAPPA"
    factories.make_management(case)
    assert says() == ""


# Lists ------------------------------------------------------------------------------------------------


def file_of(client: Client, **asked: str) -> list[list[str]]:
    answer = client.get(reverse("mappa:unscreened_csv"), asked)
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_who_was_never_screened(as_amira: Client, as_dee: Client, case: Case, amira: User):
    """Page and file are one list; who holds nobody in it sees nobody; each case is in the log."""
    today = clock.today()
    anso = factories.make_case(surname="Anson", police=amira.officer)
    factories.make_registration(anso, "ANSO", starts_on=today - 5 * DAY)
    marked = factories.make_case(surname="Marked", police=amira.officer)
    factories.make_mark(
        factories.make_sentence(marked, sentenced_on=today - 3 * DAY, starts_on=today - 3 * DAY),
        by=amira,
    )
    over = factories.make_case(surname="Overs", police=amira.officer)
    factories.make_mark(factories.make_sentence(over, ends_on=today), by=amira)
    neither = factories.make_case(surname="Neither", police=amira.officer)
    factories.make_registration(neither, "RVHR")
    done = factories.make_case(surname="Doner", police=amira.officer, registered=True)
    factories.make_screening(done, by=amira)
    before = factories.make_case(
        surname="Before", police=amira.officer, registered=True, since=today
    )
    factories.make_screening(
        before, by=amira, outcome=Outcome.NOT_ELIGIBLE, screened_on=today - DAY
    )
    factories.make_management(case)
    gone = factories.make_case(
        surname="Goner", police=amira.officer, registered=True, status=CaseStatus.TERMINATED
    )
    page = text(as_amira.get(reverse("mappa:unscreened")))
    assert "Never screened: 4" in page
    for absent in (over, neither, done, gone):
        assert absent.surname not in page, absent.surname
    rows = file_of(as_amira)
    assert [row[1] for row in rows[1:]] == ["O'Neill", "Anson", "Marked", "Before"]
    assert rows[1][5] == "MAPPA 1 level 2"
    assert "Screening not recorded" in page
    assert "Not eligible: screened on" in page
    logged = Event.objects.filter(view="mappa:unscreened_csv").latest("pk")
    assert set(logged.case_ids) == {row.pk for row in (case, anso, marked, before)}
    assert "Never screened: 4" in text(as_dee.get(reverse("mappa:unscreened")))
    assert "Never screened: 0" in text(as_dee.get(reverse("mappa:unscreened"), {"whose": "mine"}))
    assert "Never screened: 4" in text(as_amira.get(reverse("mappa:unscreened"), {"whose": "mine"}))
    assert as_amira.get(reverse("mappa:unscreened"), {"list": "all"}).status_code == 404


def test_the_list_is_what_the_kind_asks_of(case: Case, amira: User):
    """One meaning of “not screened” for the list, in SQL, and for the kind, in Python."""
    today = clock.today()
    everybody = [case]
    for number in range(12):
        made = factories.make_case(police=amira.officer)
        if number % 2:
            day = today - (number % 5) * DAY
            factories.make_registration(made, "ANSO" if number % 3 else "ARSO", starts_on=day)
        if number % 3 == 0:
            factories.make_mark(factories.make_sentence(made), by=amira, marked_on=today - 3 * DAY)
        if number % 4:
            outcome = Outcome.ELIGIBLE if number % 4 == 1 else Outcome.NOT_ELIGIBLE
            factories.make_screening(made, by=amira, outcome=outcome, screened_on=today - 3 * DAY)
        everybody.append(made)
    kind = deadlines.kind(KIND)
    asked = {
        row["case_id"]
        for row in deadlines.answers(kind, deadlines.Shared([row.pk for row in everybody], today))
    }
    listed = set(lacking(Lacking.NEVER, Case.objects.all(), on=today).values_list("pk", flat=True))
    assert asked == listed
    assert 1 < len(listed) < len(everybody)


def test_the_pages_ask_the_same_of_few_and_of_many(as_amira: Client, case: Case, amira: User):
    def asked() -> list[int]:
        return [
            asked_by(as_amira, url)
            for url in (
                url_of("mappa", case),
                reverse("mappa:unscreened"),
                f"{reverse('mappa:unscreened')}?list=untold",
                reverse("mappa:unscreened_csv"),
            )
        ]

    def more() -> None:
        other = factories.make_case(police=amira.officer, registered=True)
        told = factories.make_case(police=amira.officer, registered=True)
        factories.make_screening(told, by=amira)
        row = factories.make_screening(case, by=amira)
        factories.make_telling(row, by=amira)
        for made in (case, other):
            factories.make_mark(factories.make_sentence(made, offence=str(uuid4())), by=amira)

    more()
    few = asked()
    for _ in range(4):
        more()
    assert asked() == few


def test_it_is_told_by_its_services_to_staff_alone(case: Case, hal: User, amira: User):
    row = factories.make_screening(case, by=amira)
    with pytest.raises(RefusedError, match="no staff record"):
        services.tell(
            about=row,
            told=services.Told(ToldAgency.POLICE, "Desk", ToldBy.CALL, clock.today()),
            by=hal,
            at=clock.now(),
        )


def test_whoever_coordinates_the_area_has_no_staff_record_and_records_it(
    case: Case, omar: User, amira: User
):
    assert omar.officer_or_none is None
    row = factories.make_screening(case, by=amira)
    told = services.Told(ToldAgency.POLICE, "Desk", ToldBy.CALL, clock.today())
    services.tell(about=row, told=told, by=omar, at=clock.now())
    assert row.tellings.get().told_by == omar
