"""Telephone numbers as they are written, kept, read out, dialled and searched for."""

import pytest

from offenders.rules.finding import Asked, asked_for
from offenders.rules.telephone import dialled, in_groups, last_figures, number_of

NUMBER = "07700900123"


@pytest.mark.parametrize(
    "typed",
    [
        "07700900123", "07700 900123", "07700 900 123", " 07700-900-123 ", "+44 7700 900123", "+44 (0)7700 900123",
        "0044 7700 900123", "(07700) 900123", "07700.900.123", "+447700900123",
    ],
)  # fmt: skip
def test_one_number_however_it_is_written(typed: str):
    assert number_of(typed) == NUMBER
    assert asked_for(typed) == Asked(references=(NUMBER,))
    assert asked_for(f"novak {typed}") == Asked(("novak",), (NUMBER,))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("020 7946 0123", "02079460123"),
        ("01632 96012", "0163296012"),
        ("+36 1 555 0123", "+3615550123"),
        ("0036 1 555 0123", "+3615550123"),
    ],
)
def test_other_numbers(typed: str, kept: str):
    assert number_of(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "999", "7700900123", "07700 9001234567", "0770", "+", "07700 9OO123"],
)
def test_what_is_no_number(typed: str):
    assert number_of(typed) == ""


@pytest.mark.parametrize(
    ("number", "read", "url"),
    [
        (NUMBER, "07700 900123", "tel:+447700900123"),
        ("02079460123", "020 7946 0123", "tel:+442079460123"),
        ("01614960123", "0161 496 0123", "tel:+441614960123"),
        ("01632960123", "01632 960123", "tel:+441632960123"),
        ("+3615550123", "+3615550123", "tel:+3615550123"),
    ],
)
def test_read_out_and_dialled(number: str, read: str, url: str):
    assert (in_groups(number), dialled(number)) == (read, url)


@pytest.mark.parametrize(
    ("typed", "references"),
    [
        ("0123", ("0123",)),
        ("900 123", ("900123",)),
        ("900-123", ("900123",)),
        ("x107018 900123", ("X107018", "900123")),
        ("2001/0000002a 0123", ("2001/0000002A", "0123")),
    ],
)
def test_the_end_of_a_number(typed: str, references: tuple[str, ...]):
    assert asked_for(typed).references == references


def test_a_date_is_no_number_and_a_number_is_no_date():
    assert asked_for("06 05 1981").references == ()
    assert asked_for("06051981").references == ()
    asked = asked_for("06/05/1981 07700 900123")
    assert (asked.references, len(asked.born or ())) == ((NUMBER,), 1)
    assert asked_for("07 70 09 00 12 3").born is None


@pytest.mark.parametrize(
    ("reference", "figures"),
    [("123", ""), ("0123", "0123"), ("X107018", ""), ("2001/0000002A", "")],
)
def test_four_figures_at_least(reference: str, figures: str):
    assert last_figures(reference) == figures
