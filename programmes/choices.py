"""The words of accredited programmes."""

from django.db.models import TextChoices


class ReferralStatus(TextChoices):
    """PRG-30: community referral statuses."""

    AWAITING_ASSESSMENT = "awaiting_assessment", "Awaiting assessment"
    AWAITING_ALLOCATION = "awaiting_allocation", "Awaiting allocation"
    SUITABLE_NOT_READY = "suitable_not_ready", "Suitable but not ready"
    DEPRIORITISED = "deprioritised", "Deprioritised"
    SCHEDULED = "scheduled", "Scheduled"
    ON_PROGRAMME = "on_programme", "On programme"
    COMPLETE = "complete", "Programme complete"
    BREACH = "breach", "Breach (non-attendance)"
    RECALL = "recall", "Recall"
    RETURN_TO_COURT = "return_to_court", "Return to court"
    DEFERRED = "deferred", "Deferred"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Barrier(TextChoices):
    """PRG-55: why somebody does not start or go on."""

    WORK_PATTERN = "work_pattern", "Work pattern"
    DISTANCE = "distance", "Distance or travel time"
    COST = "cost", "Cost"
    CARING = "caring", "Caring"
    LEARNING_DISABILITY = "learning_disability", "Learning disability or difficulty"
    LANGUAGE = "language", "Language"
    HEALTH = "health", "Physical or mental health"
    DENIAL = "denial", "Denial"
    NO_ORDER = "no_order", "No order or condition"
    NO_PROVISION = "no_provision", "No local provision"
    NON_ASSOCIATION = "non_association", "Group non-association"
    RISK_FROM_OTHERS = "risk_from_others", "Risk from others"
    SENTENCE_TOO_SHORT = "sentence_too_short", "Sentence too short"
    STAFF_SHORTAGE = "staff_shortage", "Staff shortage"


# PRG-5 (in use), PRG-2 and PRG-4 (the suite it replaces), PRG-1 (older ones, still to be recorded as history).
PROGRAMMES = (
    "Building Choices: high",
    "Building Choices: moderate",
    "Building Choices Plus",
    "Horizon",
    "iHorizon",
    "Kaizen",
    "Becoming New Me Plus",
    "New Me Strengths",
    "Living as New Me",
    "New Me MOT",
    "Healthy Sex Programme",
    "C-SOGP",
    "TV-SOGP",
    "N-SOGP",
    "i-SOTP",
    "Core SOTP",
)
