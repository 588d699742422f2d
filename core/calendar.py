"""Date arithmetic of the field (DAT-2, DAT-4, DAT-5 and DAT-7), pure: no clock, no database, no Django."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter
from dateutil.relativedelta import MO, relativedelta
from govuk_bank_holidays.bank_holidays import BankHolidays

LONDON = ZoneInfo("Europe/London")
# What a day of the record can be: any other is a slip, and some are out of reach of the arithmetic below.
FIRST_YEAR, LAST_YEAR = 1900, 2100


def add_months(day: date, months: int) -> date:
    """DAT-7: calendar months, clamped to the month's last day (31 December less 8 months is 30 April)."""
    return day + relativedelta(months=months)


def london_date(at: datetime) -> date:
    """DAT-5: the London date of an instant."""
    return at.astimezone(LONDON).date()


def london_midnight(day: date) -> datetime:
    """The instant at which a London day begins."""
    return datetime.combine(day, time.min, tzinfo=LONDON)


@cache
def published_bank_holidays() -> dict[int, frozenset[date]]:
    """Bank holidays of England and Wales by year, from the package's own data: the network is never asked."""
    holidays = BankHolidays(use_cached_holidays=True).get_holidays(
        division=BankHolidays.ENGLAND_AND_WALES
    )
    days = [holiday["date"] for holiday in holidays]
    return {
        year: frozenset(day for day in days if day.year == year)
        for year in {day.year for day in days}
    }


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """DAT-4: those published for the year; for a year of which none are, those that the law gives it."""
    return published_bank_holidays().get(year) or expected_bank_holidays(year)


def expected_bank_holidays(year: int) -> frozenset[date]:
    """Banking and Financial Dealings Act 1971 schedule 1, with what is proclaimed under it every year.

    New Year's Day and early May are proclaimed, Good Friday and Christmas Day are holidays at common law; one that
    falls on a weekend is kept on the next weekday that is none itself. What is proclaimed once (a jubilee, a
    funeral, a coronation, a day moved) cannot be foreseen: hence "expected".
    """
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    days = {
        easter(year) - timedelta(days=2),
        easter(year) + timedelta(days=1),
        date(year, 5, 1) + relativedelta(weekday=MO(1)),
        date(year, 5, 31) + relativedelta(weekday=MO(-1)),
        date(year, 8, 31) + relativedelta(weekday=MO(-1)),
        *(day for day in fixed if day.weekday() < 5),
    }
    for day in fixed:
        if day.weekday() >= 5:
            days.add(_next_free(day, days))
    return frozenset(days)


def _next_free(day: date, taken: set[date]) -> date:
    while day.weekday() >= 5 or day in taken:
        day += timedelta(days=1)
    return day


def is_published(day: date) -> bool:
    """Whether this day's answer is published, or only expected by the rule of law."""
    return day.year in published_bank_holidays()


def expected_words(start: date, end: date) -> str:
    """What a sentence says of working days from `start` to `end` where they are not all published; else nothing."""
    years = [year for year in range(start.year, end.year + 1) if not is_published(date(year, 1, 1))]
    if not years:
        return ""
    named = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return f"expected: bank holidays for {named} are not published yet"


def is_working_day(day: date) -> bool:
    """DAT-4: Monday to Friday and not a bank holiday in England and Wales, published or expected."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def add_working_days(day: date, days: int) -> date:
    """The `days`-th working day after `day`; the day itself does not count. `days` is 0 or more."""
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start`, up to and including `end`; 0 when `end` is not later."""
    span = (end - start).days
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, span + 1))


def falls_in(day: date, starts_on: date, ends_on: date | None) -> bool:
    """Whether a day is in a dated span: the end is exclusive, an empty end is open. `holds_on` asks it in SQL."""
    return starts_on <= day and (ends_on is None or ends_on > day)


def in_full(day: date) -> str:
    """A date as screens and sentences write it: 3 September 2026."""
    return f"{day.day} {day:%B %Y}"
