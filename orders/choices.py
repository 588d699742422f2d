"""Closed lists of preventive orders and what is in them."""

from django.db.models import TextChoices


class OrderKind(TextChoices):
    """ORD-1 to ORD-7. "SPO" is the order here and the grade elsewhere, so both words are always written out."""

    SHPO = "shpo", "Sexual harm prevention order (SHPO)"
    SRO = "sro", "Sexual risk order (SRO)"
    NOTIFICATION = "notification", "Notification order"
    VIOLENT_OFFENDER = "voo", "Violent offender order (VOO)"
    RESTRAINING = "restraining", "Restraining order"
    STALKING = "stalking", "Stalking protection order"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse or violence protection order"
    SOPO = "sopo", "Sexual offences prevention order (SOPO, before 2015)"
    FOREIGN_TRAVEL = "fto", "Foreign travel order (before 2015)"
    RISK_OF_SEXUAL_HARM = "rsho", "Risk of sexual harm order (before 2015)"
    OTHER = "other", "Another order"


class OrderRoute(TextChoices):
    """ORD-11: how the order came about."""

    CONVICTION = "conviction", "On conviction or finding"
    APPLICATION = "application", "On application"
    NOTICE = "notice", "Police notice (foreign conviction)"


class OrderEnding(TextChoices):
    """Why an order or a condition ended before its time, or never was."""

    DISCHARGED = "discharged", "Discharged by the court"
    REPLACED = "replaced", "Varied, renewed or replaced"
    ERROR = "error", "Recorded here in error"


class RenewalDecision(TextChoices):
    """ORD-12: what is decided about an order, or a prohibition, before it ends."""

    APPLY = "apply", "Apply to the court to renew it"
    LET_END = "let_end", "Let it end"


class ConditionKind(TextChoices):
    """ORD-8: what an order forbids, and what it asks for."""

    PROHIBITION = "prohibition", "Prohibition"
    REQUIREMENT = "requirement", "Requirement"


class ConditionCategory(TextChoices):
    """ORD-11: what a prohibition or requirement is about."""

    CHILDREN = "children", "Contact with children"
    DEVICES = "devices", "Internet and devices"
    PLACE = "place", "Place"
    EMPLOYMENT = "employment", "Employment"
    TRAVEL = "travel", "Travel"
    NAMED_PERSON = "named_person", "A named person"
    TREATMENT = "treatment", "Treatment"
    POLYGRAPH = "polygraph", "Polygraph"
    OTHER = "other", "Something else"
