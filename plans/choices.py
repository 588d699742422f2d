"""Closed lists of the risk management plan."""

from django.db.models import TextChoices


class Pillar(TextChoices):
    """MAP-61: the four pillars of a plan, then what is done when it does not hold and how one would notice."""

    SUPERVISION = "supervision", "Supervision"
    MONITORING = "monitoring", "Monitoring and control"
    INTERVENTIONS = "interventions", "Interventions and treatment"
    VICTIM_SAFETY = "victim_safety", "Victim safety"
    CONTINGENCY = "contingency", "Contingency plan"
    TRIGGER = "trigger", "Triggers"


# The columns of a desk; the two others stand below them.
PILLARS = (Pillar.SUPERVISION, Pillar.MONITORING, Pillar.INTERVENTIONS, Pillar.VICTIM_SAFETY)


class PlanState(TextChoices):
    """Where a version of a plan stands. From its signature on it holds, until the next one is signed."""

    DRAFT = "draft", "Draft"
    SIGNED = "signed", "Signed"
    COUNTERSIGNED = "countersigned", "Countersigned"
    RETURNED = "returned", "Sent back"
    SUPERSEDED = "superseded", "Replaced by a later plan"
    DISCARDED = "discarded", "Draft, thrown away"


# One of these is the plan of the case: what was signed holds while a manager has still to read it, or sent it back.
CURRENT = (PlanState.SIGNED, PlanState.COUNTERSIGNED, PlanState.RETURNED)


# Nobody has signed these.
UNSIGNED = (PlanState.DRAFT, PlanState.DISCARDED)


class ReferenceKind(TextChoices):
    """MAP-62: what in the record an item answers."""

    ORDER = "order", "Order"
    ORDER_CONDITION = "order_condition", "Prohibition or requirement of an order"
    LICENCE_CONDITION = "licence_condition", "Licence condition"
    SENTENCE_REQUIREMENT = "sentence_requirement", "Requirement of the sentence"
    VISIT_SCHEDULE = "visit_schedule", "Home visits"
    PROGRAMME = "programme", "Programme"
    REGISTER = "register", "Register"
    PERSON_AT_RISK = "person_at_risk", "Person at risk"
