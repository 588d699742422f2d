"""The words of referrals to accredited programmes, in the community and in custody."""

from django.db.models import TextChoices


class Machine(TextChoices):
    """Which of the two tables of moves a referral follows."""

    COMMUNITY = "community", "In the community"
    CUSTODY = "custody", "In custody"


class ReferralStatus(TextChoices):
    """PRG-30 and PRG-20. A word that both tables have is one code; `COMMUNITY` and `CUSTODY` say which has which."""

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
    REFERRAL_STARTED = "referral_started", "Referral started"
    REFERRAL_SUBMITTED = "referral_submitted", "Referral submitted"
    ASSESSMENT_STARTED = "assessment_started", "Assessment started"
    ASSESSED_SUITABLE = "assessed_suitable", "Assessed as suitable"
    PROGRAMME_COMPLETE = "programme_complete", "Programme complete (custody)"
    NOT_SUITABLE = "not_suitable", "Not suitable"
    NOT_ELIGIBLE = "not_eligible", "Not eligible"
    DESELECTED = "deselected", "Deselected"
    MOVED = "moved_to_building_choices", "Moved to Building Choices"
    HOLD_SUBMITTED = "on_hold_referral_submitted", "On hold: referral submitted"
    HOLD_AWAITING = "on_hold_awaiting_assessment", "On hold: awaiting assessment"
    HOLD_ASSESSMENT = "on_hold_assessment_started", "On hold: assessment started"


S = ReferralStatus
COMMUNITY = frozenset(
    {
        S.AWAITING_ASSESSMENT,
        S.AWAITING_ALLOCATION,
        S.SUITABLE_NOT_READY,
        S.DEPRIORITISED,
        S.SCHEDULED,
        S.ON_PROGRAMME,
        S.COMPLETE,
        S.BREACH,
        S.RECALL,
        S.RETURN_TO_COURT,
        S.DEFERRED,
        S.WITHDRAWN,
    }
)
CUSTODY = frozenset(
    {
        S.REFERRAL_STARTED,
        S.REFERRAL_SUBMITTED,
        S.AWAITING_ASSESSMENT,
        S.ASSESSMENT_STARTED,
        S.ASSESSED_SUITABLE,
        S.SUITABLE_NOT_READY,
        S.ON_PROGRAMME,
        S.PROGRAMME_COMPLETE,
        S.NOT_SUITABLE,
        S.NOT_ELIGIBLE,
        S.WITHDRAWN,
        S.DESELECTED,
        S.MOVED,
        S.HOLD_SUBMITTED,
        S.HOLD_AWAITING,
        S.HOLD_ASSESSMENT,
    }
)
STATUSES = {Machine.COMMUNITY: COMMUNITY, Machine.CUSTODY: CUSTODY}
# What only one table has says which it is.
ONLY_CUSTODY = CUSTODY - COMMUNITY
COMPLETED = frozenset({S.COMPLETE, S.PROGRAMME_COMPLETE})
CLOSED = frozenset(
    {
        S.COMPLETE,
        S.PROGRAMME_COMPLETE,
        S.WITHDRAWN,
        S.NOT_SUITABLE,
        S.NOT_ELIGIBLE,
        S.DESELECTED,
        S.MOVED,
    }
)


class Source(TextChoices):
    """PRG-18: on what ground somebody is referred."""

    REQUIREMENT = "requirement", "A requirement of the order"
    LICENCE_CONDITION = "licence_condition", "A condition of the licence"
    NO_ORDER = "no_order", "No order, but suitable"


class Answer(TextChoices):
    """Yes, no, or nobody knows yet: what was not asked is never taken for no."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


class BarrierCode(TextChoices):
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


class Withdrawal(TextChoices):
    """PRG-22."""

    DUPLICATE = "duplicate", "Duplicate referral"
    IN_ERROR = "in_error", "Submitted in error"
    BEHAVIOUR = "behaviour", "Behavioural problems"
    MOTIVATION = "motivation", "Motivation changed"
    NOT_AVAILABLE = "not_available", "Course not available"
    TRANSFER = "transfer", "Transfer"
    NOT_ENOUGH_TIME = "not_enough_time", "Not enough time to complete"
    PAROLE = "parole", "Released after parole"
    SENTENCE_ENDED = "sentence_ended", "Sentence ended or on probation"
    OTHER_RELEASE = "other_release", "Other release"
    DEATH = "death", "Death"
    SOLICITOR = "solicitor", "Solicitor's instruction"
    MEDICAL = "medical", "Medical"
    NON_ASSOCIATIONS = "non_associations", "Non-associations"
    PERSONAL = "personal", "Personal"
    SAFETY = "safety", "Personal safety"
    RISK_CHANGED = "risk_changed", "Risk scores changed"
    OTHER = "other", "Other"


# Of every open state, whatever the tables say: a referral that should not be, or that nobody can go on with.
ALWAYS_WITHDRAWN_FOR = frozenset(
    {
        Withdrawal.DUPLICATE,
        Withdrawal.IN_ERROR,
        Withdrawal.DEATH,
        Withdrawal.TRANSFER,
        Withdrawal.SENTENCE_ENDED,
    }
)


class Deselection(TextChoices):
    """PRG-23."""

    ATTITUDE = "attitude", "Attitude"
    IN_SESSIONS = "in_sessions", "Behaviour in sessions"
    OUTSIDE = "outside", "Behaviour outside"
    GROUP_MEMBERS = "group_members", "Issues with group members"
    MISSED = "missed", "Missed too many sessions"
    MOTIVATION = "motivation", "Motivation changed"
    NOT_AVAILABLE = "not_available", "Not available"
    DEPORTED = "deported", "Deported"
    SEGREGATION = "segregation", "Segregation"
    COURT = "court", "Did not return from court"
    TRANSFER = "transfer", "Transfer"
    RULE_53 = "rule_53", "Rule 53"
    REGIME = "regime", "Regime"
    PAROLE = "parole", "Released after parole"
    SAFER_CUSTODY = "safer_custody", "Safer custody"
    SENTENCE_ENDED = "sentence_ended", "Sentence ended"
    OTHER_RELEASE = "other_release", "Other release"
    ALCOHOL_DRUGS = "alcohol_drugs", "Alcohol or drugs"
    DEATH = "death", "Death"
    SOLICITOR = "solicitor", "Solicitor's instruction"
    MEDICAL = "medical", "Medical"
    OTHER = "other", "Other"


# PRG-23: these force the referral closed; after any other the person may be suitable still.
CLOSING = frozenset(
    {Deselection.DEPORTED, Deselection.PAROLE, Deselection.SENTENCE_ENDED, Deselection.DEATH}
)


class PreparationKind(TextChoices):
    """PRG-48: work before a programme begins."""

    MOTIVATION = "motivation", "Motivation"
    OFFENCE_ACCOUNT = "offence_account", "Offence account"
    DISCLOSURE = "disclosure", "Disclosure"
    PRACTICAL = "practical", "Practical barriers"
    THREE_WAY = "three_way", "Three-way meeting"
    OWN = "own", "Other"


class About(TextChoices):
    """What a decision about programme work answers."""

    RUNWAY = "runway", "It no longer fits before the sentence ends"
    MISSED = "missed", "Missed sessions"
    NO_WORK = "no_work", "No work on the offending"
    NOT_SUITABLE = "not_suitable", "Not suitable for a programme"


class Decided(TextChoices):
    """PRG-47, PRG-58: what is done instead, or that nothing is."""

    SHORTER = "shorter", "A shorter programme"
    INDIVIDUAL = "individual", "Individual work"
    VARIATION = "variation", "A variation of the order is sought"
    CATCH_UP = "catch_up", "Catch-up sessions"
    GO_ON = "go_on", "Goes on all the same"
    RESTART = "restart", "Starts anew with another group"
    DESELECT = "deselect", "Deselected"
    NONE = "none", "None, with the supervisor"
