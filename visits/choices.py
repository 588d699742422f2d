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


class WarrantChoice(TextChoices):
    """POL-15: what is decided when enough occasions count for a warrant at an address."""

    APPLY = "apply", "Apply for a warrant"
    NOT_NOW = "not_now", "Do not apply now"


class PurposeResult(TextChoices):
    MET = "met", "Met"
    NOT_MET = "not_met", "Not met"
    NOT_TRIED = "not_tried", "Not tried"


class ChildrenSeen(TextChoices):
    NO = "no", "No children, no signs of any"
    PRESENT = "present", "Children present"
    SIGNS = "signs", "Signs of children"
    NOT_KNOWN = "not_known", "Could not tell"


class DevicesExamined(TextChoices):
    """POL-11: what was done about devices, and with whose consent."""

    CONSENT = "consent", "Examined, with consent"
    ORDER = "order", "Examined, an order allows it"
    SEEN = "seen", "Seen, not examined"
    REFUSED = "refused", "Consent refused"
    NONE = "none", "No device seen"


class ConditionResult(TextChoices):
    """ORD-13: each condition in force is asked back."""

    CHECKED = "checked", "Checked"
    NOT_CHECKED = "not_checked", "Not checked"
    CONCERN = "concern", "Concern"


class NotificationItem(TextChoices):
    """What a registered person must have notified (NOT-21, NOT-22, NOT-26, NOT-28, NOT-29, NOT-31); never the details."""

    HOME = "home", "Home address: lives here"
    OTHER_PREMISES = "other_premises", "Other addresses where they stay"
    NAMES = "names", "Names in use"
    TRAVEL = "travel", "Travel abroad"
    CHILD = "child", "A child in the household"
    BANK = "bank", "Bank and card details notified"
    IDENTITY = "identity", "Passport and identity documents notified"


class ArmsFactor(TextChoices):
    """POL-19: seven risk and four protective factors of the Active Risk Management System."""

    OPPORTUNITY = "opportunity", "Opportunity"
    PREOCCUPATION = "preoccupation", "Sexual preoccupation"
    INTERESTS = "interests", "Offence-related sexual interests"
    CONGRUENCE = "congruence", "Emotional congruence with children"
    HOSTILE = "hostile", "Hostile orientation"
    SELF_MANAGEMENT = "self_management", "Poor self-management"
    ANTI_SOCIAL = "anti_social", "Anti-social influences"
    PRO_SOCIAL = "pro_social", "Pro-social network"
    DESIST = "desist", "Commitment to desist"
    RELATIONSHIP = "relationship", "An intimate relationship"
    ROUTINE = "routine", "Employment or positive routine"


PROTECTIVE_FACTORS = frozenset(
    {ArmsFactor.PRO_SOCIAL, ArmsFactor.DESIST, ArmsFactor.RELATIONSHIP, ArmsFactor.ROUTINE}
)


# A child, or something that tells of one: PRO-87 asks for an enquiry.
CHILD_TOLD = frozenset({ChildrenSeen.PRESENT, ChildrenSeen.SIGNS})


class EnquiryKind(TextChoices):
    """PRO-85, by what Delius calls them on the timeline."""

    CHECK = "check", "Safeguarding check: asked what is known"
    REFERRAL = "referral", "Safeguarding referral: told them"


class EnquiryAnswer(TextChoices):
    """PRO-86: what came back."""

    NOT_KNOWN = "not_known", "Nothing is known"
    KNOWN = "known", "Known to them"
    PLAN = "plan", "There is a plan for the child"
    CONCERNS = "concerns", "They have concerns"
