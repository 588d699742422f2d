"""The only reader of the clock. Views, tasks and commands read it; rules and services are given the date."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This instant, aware."""
    return timezone.now()


def today() -> date:
    """The London date: deadlines are decided in London whatever the server's zone (DAT-5)."""
    return now().astimezone(LONDON).date()
