"""`manage.py flags`: what it prints is what the pages list, and that it was printed is on record."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from audit.models import Event
from core import clock
from offenders import deadlines
from offenders.models import Case
from offenders.selectors.due import due_rows

pytestmark = pytest.mark.django_db
LEAST = {"crn", "kind", "due_on", "days_overdue", "severity", "rule", "because", "officer"}


def printed(*words: str) -> str:
    out = io.StringIO()
    call_command("flags", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def overdue(case: Case) -> Case:
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    return case


def test_no_cell_of_the_csv_is_a_formula(overdue, amira):
    amira.officer.code = "\n=HYPERLINK(1)"
    amira.officer.save()
    rows = list(csv.DictReader(io.StringIO(printed("--format", "csv"))))
    assert {row["officer"][:1] for row in rows} == {"'"}


def test_csv_equals_the_pages(overdue, amira):
    rows = list(csv.DictReader(io.StringIO(printed("--format", "csv"))))
    assert set(rows[0]) >= LEAST
    on = clock.today()
    visible = Case.objects.visible_to(amira)
    # What was due before it counted is a list of its own, and never printed as overdue.
    counted = [row for row in due_rows(visible, on=on) if row.kind != "mappa_screening"]
    listed = [row for row in counted if row.days_overdue]
    assert [
        (row["crn"], row["due_on"], int(row["days_overdue"]), row["because"]) for row in rows
    ] == [(row.case.crn, str(row.due_on), row.days_overdue, row.because) for row in listed]
    assert rows[0]["officer"] == amira.officer.code


def test_before_management_began_nothing_is_overdue(overdue):
    assert printed("--on", "2005-01-01") == "0 overdue\n"


def test_json_and_a_kind_that_has_none(overdue):
    assert json.loads(printed("--format", "json"))[0]["crn"] == overdue.crn
    assert json.loads(printed("--format", "json", "--kind", "at_large")) == []


def test_printing_is_on_record_with_every_case(overdue):
    printed("--format", "csv")
    event = Event.objects.get(view="manage.py flags")
    assert event.case_ids == [overdue.pk]
    assert event.user_label.endswith("on the server")
    assert event.asked["on"] == str(clock.today())


@pytest.mark.parametrize("words", ["2026-13-01", "20/11/2026", "2026-1-20", ""])
def test_a_date_that_is_none_says_how_to_write_one(words):
    with pytest.raises(CommandError, match="2026-11-20"):
        printed("--on", words)


@pytest.mark.parametrize("word", ["9999-12-31", "0001-01-01", "2101-01-01", "1899-12-31"])
def test_a_date_out_of_reach_is_said_to_be(overdue, word):
    with pytest.raises(CommandError, match=f"'{word}' is outside 1900 to 2100"):
        printed("--on", word)


@pytest.mark.parametrize(("word", "how_many"), [("1900-01-01", 0), ("2100-12-31", 1)])
def test_the_first_and_the_last_date_in_reach_are_worked_out(overdue, word, how_many):
    rows = json.loads(printed("--format", "json", "--on", word))
    # By then a manager would have had to look at it too, and officers would have had to be supervised.
    assert (
        len([row for row in rows if row["kind"] not in {"manager_review", "supervision"}])
        == how_many
    )


def test_an_earlier_date_has_the_days_of_that_date(overdue):
    (row,) = json.loads(printed("--format", "json"))
    earlier = date.fromisoformat(row["due_on"]) + timedelta(days=1)
    (then,) = json.loads(printed("--format", "json", "--on", earlier.isoformat()))
    assert then["days_overdue"] == "1"
