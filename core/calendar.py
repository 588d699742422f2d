"""Date arithmetic of the field (domain rules DAT-1 to DAT-7), pure: no clock, no database, no Django."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
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
def bank_holidays() -> frozenset[date]:
    """Bank holidays of England and Wales, from the package's own data: the network is never asked."""
    holidays = BankHolidays(use_cached_holidays=True).get_holidays(
        division=BankHolidays.ENGLAND_AND_WALES
    )
    return frozenset(holiday["date"] for holiday in holidays)


def is_working_day(day: date) -> bool:
    """DAT-4: Monday to Friday and not a bank holiday in England and Wales."""
    return day.weekday() < 5 and day not in bank_holidays()


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
