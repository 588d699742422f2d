"""The words of a level: category, level, lead agency."""

from django.db.models import IntegerChoices, TextChoices


class Category(IntegerChoices):
    """MAP-2, MAP-3, MAP-4 and MAP-5, in this order: recorded as decided, not worked out from the offence."""

    ONE = 1, "Category 1: registered sexual offender"
    TWO = 2, "Category 2: violent or other sexual offender"
    THREE = 3, "Category 3: other dangerous offender"
    FOUR = 4, "Category 4: terrorist or terrorist risk"


class Level(IntegerChoices):
    """MAP-10, MAP-11 and MAP-12, in this order: recorded as decided."""

    ONE = 1, "Level 1"
    TWO = 2, "Level 2"
    THREE = 3, "Level 3"


class LeadAgency(TextChoices):
    """MAP-9."""

    PROBATION = "probation", "Probation"
    POLICE = "police", "Police"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    MENTAL_HEALTH = "mental_health", "Mental health"
