"""The words of groups: the days of the week, the parts of a day."""

from datetime import time

from django.db.models import IntegerChoices, TextChoices


class Weekday(IntegerChoices):
    """As `date.weekday` counts."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class DayPart(TextChoices):
    """PRG-33: when somebody can come, as people say it."""

    MORNING = "morning", "Morning"
    AFTERNOON = "afternoon", "Afternoon"
    EVENING = "evening", "Evening"


AFTERNOON_FROM, EVENING_FROM = time(12), time(17)


def part_of(at: time) -> DayPart:
    """Which part of a day a time falls in: the evening is from five o'clock, when work is over."""
    if at < AFTERNOON_FROM:
        return DayPart.MORNING
    return DayPart.AFTERNOON if at < EVENING_FROM else DayPart.EVENING
