"""The words of setting a level, of reviewing it and of leaving MAPPA."""

from django.db.models import TextChoices


class Criterion(TextChoices):
    """MAP-10, MAP-11 and MAP-12: what a level rests on, each by its code."""

    LEAD_CAN_MANAGE = "lead_can_manage", "The lead agency can manage the risk without meetings"
    HIGH_RISK = "high_risk", "High or very high risk of serious harm"
    OTHERS_ACTIVE = "others_active", "Lower risk, but other agencies must be actively involved"
    WAS_LEVEL_3 = "was_level_3", "Was at level 3 and no longer needs it"
    RESOURCES = "resources", "Significant resources are needed at short notice"
    PUBLIC_INTEREST = "public_interest", "Media scrutiny or public interest is likely"


class ProposalState(TextChoices):
    """What became of a level that somebody proposed."""

    WAITING = "waiting", "Waits to be decided"
    APPROVED = "approved", "Set"
    REFUSED = "refused", "Not approved"
    REPLACED = "replaced", "Replaced by a later proposal"


class Considered(TextChoices):
    """MAP-34: what a review looked at."""

    RISK = "risk", "Risk of serious harm and the assessments behind it"
    SINCE = "since", "Contacts, visits and failures since the last review"
    PLAN = "plan", "The risk management plan, and whether it was carried out"
    RESTRICTIONS = "restrictions", "Orders, licence conditions and notification"
    INTELLIGENCE = "intelligence", "Intelligence that may be shared"
    AGENCIES = "agencies", "What other agencies know and do"
    PEOPLE = "people", "Children and others who may be at risk"
    HOME = "home", "Where they live, work and spend their time"
    DISCLOSURE = "disclosure", "Disclosure: to whom, or why to nobody"
    LEVEL = "level", "Whether category and level still fit"


class ReviewOutcome(TextChoices):
    """MAP-34: what comes of a review."""

    NO_CHANGE = "no_change", "No change"
    PLAN_CHANGED = "plan_changed", "The risk management plan is changed"
    LEVEL_CHANGE = "level_change", "The level is to change"
    CATEGORY_CHANGE = "category_change", "The category is to change"


class ExitReason(TextChoices):
    """MAP-83: why somebody is no longer managed under MAPPA."""

    NOTIFICATION_ENDED = "notification_ended", "The notification period has ended"
    SUPERVISION_ENDED = "supervision_ended", "Licence, supervision or hospital order has ended"
    MEETING_DECIDED = "meeting_decided", "A meeting decided that level 2 or 3 is no longer needed"
    NOT_ELIGIBLE = "not_eligible", "Found not to be eligible"
    MOVED = "moved", "Managed by another MAPPA area"
    DIED = "died", "Died"
