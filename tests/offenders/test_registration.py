"""NOT-16: an entry in a register: recorded at once, ended only as worked out or decided, and as a supervisor confirms."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.calendar import add_months
from core.errors import RefusedError
from offenders import deadlines
from offenders.choices import ReportKind
from offenders.models import Case, Deadline, RegisterType, Registration, Report
from offenders.services.registration import record_registration
from offenders.services.reports import Told, confirm, take_back, tell
from people.models import User
from tests import factories
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def arso(case: Case) -> Registration:
    """The entry of the case, with what is due because of it."""
    Case.objects.filter(pk=case.pk).update(date_of_birth=date(1979, 3, 4))
    registration = case.registrations.get()
    Registration.objects.filter(pk=registration.pk).update(starts_on=date(2015, 5, 12))
    registration.refresh_from_db()
    deadlines.recompute([case.pk], on=clock.today())
    assert is_due(case)
    return registration


def is_due(case: Case) -> bool:
    return Deadline.objects.filter(case=case, kind="home_visit").exists()


def told(registration: Registration, by: User, ends_on: date | None = None) -> Report:
    said = Told(
        happened_on=ends_on or clock.today(),
        told_by="The court",
        source="Order 12",
        told_on=clock.today(),
        inputs=[("Worked out", "Today")],
    )
    return tell(
        case=registration.case,
        kind=ReportKind.REGISTRATION_END,
        registration=registration,
        said=said,
        by=by,
        at=clock.now(),
    )


def test_clocks_run_until_a_supervisor_confirms(case: Case, arso, amira: User, dee: User):
    report = told(arso, amira)
    arso.refresh_from_db()
    assert (arso.ends_on, is_due(case)) == (None, True)
    with pytest.raises(RefusedError, match="somebody else"):
        confirm(report=report, version=1, by=amira, at=clock.now())
    confirm(report=report, version=1, by=dee, at=clock.now())
    arso.refresh_from_db()
    assert (arso.ends_on, is_due(case)) == (clock.today(), False)
    take_back(report=report, version=2, reason="Another person's", by=dee, at=clock.now())
    arso.refresh_from_db()
    assert (arso.ends_on, is_due(case)) == (None, True)


def test_an_end_stays_where_they_were_registered_anew(case: Case, arso, amira: User, dee: User):
    report = told(arso, amira)
    confirm(report=report, version=1, by=dee, at=clock.now())
    factories.make_registration(case, starts_on=clock.today())
    with pytest.raises(RefusedError, match="registered anew"):
        take_back(report=report, version=2, reason="Wrong", by=dee, at=clock.now())


@pytest.mark.parametrize(
    ("ends_on", "words"),
    [
        (date(2015, 5, 12), "cannot have ended before"),
        (clock.today() + DAY, "still to come"),
    ],
)
def test_days_that_cannot_be(arso, amira: User, ends_on: date, words: str):
    with pytest.raises(RefusedError, match=words):
        told(arso, amira, ends_on)


def test_it_ends_once(arso, amira: User):
    told(arso, amira)
    with pytest.raises(RefusedError, match="on record already"):
        told(arso, amira)
    other = factories.make_registration(factories.make_case())
    with pytest.raises(RefusedError, match="no registration of this person"):
        tell(
            case=arso.case,
            kind=ReportKind.REGISTRATION_END,
            registration=Registration.objects.get(pk=other.pk),
            said=Told(happened_on=clock.today(), told_by="A", source="B", told_on=clock.today()),
            by=amira,
            at=clock.now(),
        )


def test_one_is_recorded_and_clocks_follow_at_once(amira: User):
    case = factories.make_case(police=amira.officer, police_risk="high")
    assert not is_due(case)
    register = RegisterType.objects.get(code="ARSO")
    how: dict[str, Any] = {"case": case, "register": register, "by": amira, "at": clock.now()}
    for day, note, words in (
        (clock.today() + DAY, "x", "future"),
        (clock.today(), " ", "Say what it rests on"),
    ):
        with pytest.raises(RefusedError, match=words):
            record_registration(starts_on=day, note=note, **how)
    saved = record_registration(starts_on=clock.today(), note="Conviction of today", **how)
    assert (saved.recorded_by, is_due(case)) == (amira, True)
    with pytest.raises(RefusedError, match="in this register already"):
        record_registration(starts_on=clock.today() - 9 * DAY, note="Again", **how)


# By page -----------------------------------------------------------------------------------------------


def sent(**answers: str) -> dict[str, str]:
    today = clock.today()
    return {
        "offence": "Sexual assault",
        "disposal": "imprisonment",
        "relevant_on_day": "12",
        "relevant_on_month": "5",
        "relevant_on_year": "2015",
        "term_months": "12",
        "order": "none",
        "told_by": "The court",
        "told_on": today.isoformat(),
        "source": "Record 12",
        "visor": "yes",
    } | answers


def form_of(page: Any) -> dict[str, str]:
    form = page.context["form"]
    seen = form["seen"].value() if "seen" in form.fields else None
    return {"form_key": str(form["form_key"].value()), **({"seen": seen} if seen else {})}


@pytest.fixture
def url(arso: Registration) -> str:
    return reverse("offenders:end_registration", args=[arso.uuid])


def test_the_end_is_worked_out_shown_and_only_then_told(
    case: Case, arso, url: str, as_amira: Client, as_dee: Client
):
    why = as_amira.get(url)
    assert "Why does it end?" in text_of(why)
    assert "The police ended it on a review" in text_of(why)
    url += "?basis=period"
    page = as_amira.get(url)
    shown = as_amira.post(url, sent() | form_of(page))
    words = text_of(shown)
    assert "How the end is worked out" in words
    assert "Imprisonment of more than 6 and less than 30 months (NOT-3)" in words
    assert "11 May 2025" in words
    assert not Report.objects.exists(), "nothing is told before it was seen"
    other = as_amira.post(url, sent(term_months="6") | form_of(shown))
    assert "11 May 2022" in text_of(other)
    assert not Report.objects.exists(), "other inputs are shown again"
    answer = as_amira.post(url, sent(term_months="6") | form_of(other), follow=True)
    report = Report.objects.get()
    assert report.happened_on == date(2022, 5, 12)
    said = text_of(answer)
    for part in (
        "Until then clocks run",
        "Age on that day 36",
        "6 months",
        "Sexual assault",
        "NOT-4",
    ):
        assert part in said, part
    assert is_due(case)
    assert as_amira.get(url).url == report.get_absolute_url()
    decide = reverse("offenders:decide_report", args=[report.uuid])
    page = as_dee.get(decide)
    keys = {name: str(page.context["form"][name].value()) for name in ("form_key", "version")}
    assert "Home visit is no longer due" in text_of(
        as_dee.post(decide, keys | {"decision": "confirm"}, follow=True)
    )
    assert not is_due(case)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"term_months": "30"}, "It is indefinite"),
        ({"relevant_on_year": "2020"}, "It is not over: 11 May 2030 is the last day"),
        ({"term_months": ""}, "Enter the length of the term"),
        ({"disposal": "caution"}, "Only imprisonment and a conditional discharge have a term"),
        ({"order": "further_order"}, "It is indefinite"),
        ({"order": "last_day"}, "Enter the last day of the order"),
        ({"offence": ""}, "Enter the offence"),
        ({"source": ""}, "Say what it rests on"),
        ({"visor": ""}, "Choose whether it is checked against ViSOR"),
        ({"relevant_on_year": "1980"}, "Nobody under 10"),
        ({"term_days": "-1"}, "must be 0 or more"),
    ],
)
def test_what_is_refused(url: str, as_amira: Client, answers: dict[str, str], words: str):
    url += "?basis=period"
    page = as_amira.post(url, sent(**answers) | form_of(as_amira.get(url)))
    assert words in text_of(page)
    assert not Report.objects.exists()


def test_an_order_on_record_keeps_it(case: Case, url: str, amira: User, as_amira: Client):
    today = clock.today()
    factories.make_order(
        case, amira, kind="shpo", starts_on=date(2015, 5, 12), ends_on=add_months(today, 6)
    )
    url += "?basis=period"
    page = as_amira.get(url)
    assert "(SHPO), made on" in text_of(page)
    assert "It is not over" in text_of(as_amira.post(url, sent() | form_of(page)))


def test_without_a_date_of_birth_the_age_is_asked(case: Case, url: str, as_amira: Client):
    Case.objects.filter(pk=case.pk).update(date_of_birth=None)
    url += "?basis=period"
    page = as_amira.get(url)
    assert "Enter how old they were" in text_of(as_amira.post(url, sent() | form_of(page)))
    young = as_amira.post(url, sent(age="17") | form_of(page))
    assert "Half the period (NOT-9)" in text_of(young)


def test_a_decision_names_who_decided_and_its_day(arso, url: str, as_amira: Client):
    url += "?basis=review"
    page = as_amira.get(url)
    day = clock.today() - DAY
    answers = sent(
        decided_by="",
        happened_on_day=str(day.day),
        happened_on_month=str(day.month),
        happened_on_year=str(day.year),
    ) | form_of(page)
    assert "Say who decided it" in text_of(as_amira.post(url, answers))
    as_amira.post(url, answers | {"decided_by": "Chief officer, 12/26"})
    report = Report.objects.get()
    assert report.happened_on == day
    assert ["Decided by", "Chief officer, 12/26"] in report.inputs


def test_another_register_ends_by_a_decision_alone(case: Case, as_amira: Client):
    register = RegisterType.objects.exclude(code="ARSO").first()
    assert register
    row = factories.make_registration(case, register.code)
    page = as_amira.get(reverse("offenders:end_registration", args=[row.uuid]))
    assert "What it was for is no longer so" in text_of(page)
    wrong = as_amira.get(reverse("offenders:end_registration", args=[row.uuid]) + "?basis=period")
    assert "Why does it end?" in text_of(wrong)


def test_one_is_recorded_by_page(case: Case, as_amira: Client):
    url = reverse("offenders:registrations", args=[case.uuid])
    page = as_amira.get(url)
    register = RegisterType.objects.exclude(code="ARSO").first()
    assert register
    answers = {
        "form_key": str(page.context["form"]["form_key"].value()),
        "register": str(register.pk),
        "starts_on": clock.today().isoformat(),
        "note": "",
    }
    assert "Say what it rests on" in text_of(as_amira.post(url, answers))
    told = factories.make_contact(case)
    url += f"?contact={told.uuid}"
    saved = as_amira.post(url, answers | {"note": "Decided today"}, follow=True)
    assert case.registrations.get(register=register).told_in == told.uuid
    assert f"Registered: {register.name}." in text_of(saved)
    record = as_amira.get(reverse("offenders:record", args=[case.uuid]))
    assert "Decided today" in text_of(record)
