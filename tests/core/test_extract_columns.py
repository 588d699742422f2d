"""What a value becomes, and what it is refused for."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from core.extract import BadValueError, codes, number, yes_no
from core.extract.columns import read_day, read_instant

MARCH_9 = date(2026, 3, 9)


@pytest.mark.parametrize("text", ["2026-03-09", "09/03/2026", "9/3/2026", "2026-3-9"])
def test_a_day_is_read_day_first(text: str) -> None:
    assert read_day(text) == MARCH_9


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2026",
        "2026-02-29",
        "13/13/2026",
        "03/31/2026",
        "2026-00-10",
        "0000-01-01",
        "9999-12-31",
        "1899-12-31",
        "2026-03-09 10:00",
        "09-03-2026",
        "09.03.2026",
        "20260309",
        "٠٩/٠٣/٢٠٢٦",
        "2026/03/09",
        "9/3/26",
    ],
)
def test_a_day_that_is_none(text: str) -> None:
    with pytest.raises(BadValueError):
        read_day(text)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_in_both_forms(day: date) -> None:
    assert read_day(day.isoformat()) == day == read_day(day.strftime("%d/%m/%Y"))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-01-09 14:30", datetime(2026, 1, 9, 14, 30, tzinfo=UTC)),
        ("09/07/2026 14:30", datetime(2026, 7, 9, 13, 30, tzinfo=UTC)),
        ("2026-07-09T14:30:15", datetime(2026, 7, 9, 13, 30, 15, tzinfo=UTC)),
        ("2026-03-29 00:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29 02:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-10-25 01:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first of the two
        ("2026-10-25 02:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_an_instant_is_london_time(text: str, at: datetime) -> None:
    assert read_instant(text) == at


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-29 01:00",
        "2026-03-29 01:59",
        "2026-01-09 24:00",
        "2026-01-09 14:60",
        "2026-01-09 1430",
        "2026-01-09",
        "2026-01-09 14:30+00:00",
        "2026-01-09 2:30 pm",
        "31/04/2026 10:00",
    ],
)
def test_an_instant_that_is_none(text: str) -> None:
    with pytest.raises(BadValueError):
        read_instant(text)


def test_codes_count_once_and_must_be_known() -> None:
    read = codes("purposes", ["residence", "devices"]).read
    assert read("devices; residence;devices;") == ["devices", "residence"]
    with pytest.raises(BadValueError, match="known are residence, devices"):
        read("residence,devices")


def test_numbers_are_never_rounded() -> None:
    read = number("hours", most=60, places=1).read
    assert read("22.2") == Decimal("22.2")
    assert str(read("37")) == "37.0"
    for text in ("22.25", "0", "60.1", "-1", "1e1", "NaN", "٣", "3,5"):
        with pytest.raises(BadValueError):
            read(text)
    from_0 = number("score", most=100, places=2, may_be_0=True).read
    assert (from_0("0"), from_0("0.05")) == (Decimal(0), Decimal("0.05"))
    for text in ("-0.01", "100.01", "0.005"):
        with pytest.raises(BadValueError):
            from_0(text)


def test_yes_and_no_are_not_guessed() -> None:
    read = yes_no("announced").read
    assert (read("yes"), read("no")) == (True, False)
    for text in ("Yes", "y", "1", "true"):
        with pytest.raises(BadValueError):
            read(text)
