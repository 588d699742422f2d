"""The words of a police home visit (POL-1, POL-11, VOC-19)."""

from django.db.models import TextChoices


class VisitOutcome(TextChoices):
    SEEN_INSIDE = "seen_inside", "Seen inside"
    SEEN_AT_DOOR = "seen_at_door", "Seen at the door"
    SEEN_ELSEWHERE = "seen_elsewhere", "Seen elsewhere"
    NOT_IN = "not_in", "No answer"
    ENTRY_REFUSED = "entry_refused", "Entry refused"
    MOVED_AWAY = "moved_away", "Moved away"
    ABANDONED_SAFETY = "abandoned_safety", "Left for safety"


class VisitPurpose(TextChoices):
    """POL-1, in the extract's codes."""

    COMPLIANCE = "compliance", "Compliance with the law and orders"
    RESIDENCE = "residence", "Confirm who lives here"
    RISK = "risk", "Check for change in risk"
    RISK_ASSESSMENT_SEARCH = "risk_assessment_search", "Enter and search to assess risk"
    HOUSEHOLD = "household", "Household and children"
    DEVICES = "devices", "Devices and internet use"
    INTELLIGENCE = "intelligence", "Gather information"
    OFFENCES = "offences", "Detect offences"
    WELFARE = "welfare", "Duty of care"


class PurposeResult(TextChoices):
    MET = "met", "Met"
    NOT_MET = "not_met", "Not met"
    NOT_TRIED = "not_tried", "Not tried"


class ChildrenSeen(TextChoices):
    NO = "no", "No children, no signs of any"
    PRESENT = "present", "Children present"
    SIGNS = "signs", "Signs of children"
    NOT_KNOWN = "not_known", "Could not tell"
