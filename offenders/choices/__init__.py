"""Closed lists of the case record; what administrators may extend is reference data instead."""

from django.db.models import TextChoices


class Sex(TextChoices):
    MALE = "M", "Male"
    FEMALE = "F", "Female"


class CaseStatus(TextChoices):
    ACTIVE = "active", "Active"
    TERMINATED = "terminated", "Terminated"


class RiskTool(TextChoices):
    ROSH = "rosh", "Risk of serious harm (RoSH)"
    POLICE = "police", "Police risk level"


class RiskLevel(TextChoices):
    """PRO-20, POL-21; in words everywhere, never a colour alone."""

    VERY_HIGH = "very_high", "Very high"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class TierScheme(TextChoices):
    """PRO-1, PRO-10: how a tier was worked out."""

    V2 = "v2", "Version 2"
    V3 = "v3", "Version 3"


# A tier may end with it: somebody seen less, because two thirds are served (PRO-10). It weighs as without (CAS-2).
TIER_SUFFIX = "S"
PLAIN_TIERS: dict[str, tuple[str, ...]] = {
    TierScheme.V2: tuple(letter + digit for letter in "ABCD" for digit in "3210"),
    TierScheme.V3: tuple("ABCDEFG"),
}
TIERS: dict[str, tuple[str, ...]] = {
    scheme: tuple(tier + suffix for tier in tiers for suffix in ("", TIER_SUFFIX))
    for scheme, tiers in PLAIN_TIERS.items()
}


class PauseKind(TextChoices):
    """JOB-5: states in which clocks stand still."""

    CUSTODY = "custody", "In custody"
    HOSPITAL = "hospital", "Detained in hospital"
    TRANSFERRED = "transferred", "Transferred out"
    UNLAWFULLY_AT_LARGE = "unlawfully_at_large", "Unlawfully at large"


class ReportKind(TextChoices):
    """What takes effect only when a supervisor confirms it."""

    DEATH = "death", "Death"
    REGISTRATION_END = "registration_end", "End of a registration"


class ReportState(TextChoices):
    """What became of a fact that was told."""

    WAITS = "waits", "Waits for a supervisor"
    CONFIRMED = "confirmed", "Confirmed"
    REFUSED = "refused", "Refused"
    TAKEN_BACK = "taken_back", "Taken back"


class AllocationRole(TextChoices):
    LEAD = "lead", "Officer"
    CO_WORKER = "co_worker", "Co-worker"


class AllocationReason(TextChoices):
    """CAS-18: why a case went to an officer."""

    INITIAL = "initial_allocation", "First allocation"
    TO_RESPONSIBLE = "allocated_to_responsible_officer", "To the officer who is responsible"
    CASELOAD = "caseload_adjustment", "To adjust caseloads"
    RISK = "change_in_tier_or_risk", "Tier or risk has changed"
    ADDRESS = "change_of_address", "Change of address"
    LEFT = "officer_left", "The officer has left"
    STAFF = "risk_to_staff", "Risk to staff"
    TRANSFER = "transfer_in", "Transfer in"
    RESET = "probation_reset", "Probation reset"
    OTHER = "other", "Another reason"


class AddressKind(TextChoices):
    """PRO-90 with the extract's words; PRO-91: the hotel subtypes that no Delius code has."""

    HOUSEHOLDER = "householder", "Householder"
    RENTAL_PRIVATE = "rental_private", "Private rental"
    RENTAL_SOCIAL = "rental_social", "Social rental"
    APPROVED_PREMISES = "approved_premises", "Approved premises"
    SUPPORTED = "supported", "Supported housing"
    FRIENDS_FAMILY_SETTLED = "friends_family_settled", "Friends or family, settled"
    FRIENDS_FAMILY_TRANSIENT = "friends_family_transient", "Friends or family, transient"
    TRANSIENT = "transient", "Transient or short term"
    BUDGET_HOTEL = "budget_hotel", "Budget hotel"
    HOTEL = "hotel", "Hotel"
    BED_AND_BREAKFAST = "bed_and_breakfast", "Bed and breakfast"
    HOSTEL = "hostel", "Hostel"
    SHELTER = "shelter", "Shelter or emergency hostel"
    ROUGH_SLEEPING = "rough_sleeping", "Rough sleeping"
    SQUAT = "squat", "Squat"
    HEALTHCARE = "healthcare", "Long-term healthcare"
    CAS2 = "cas2", "CAS2 (formerly BASS)"
    CAS3 = "cas3", "CAS3"
    HOME_OFFICE = "home_office", "Home Office accommodation"
    NO_FIXED_ABODE = "no_fixed_abode", "No fixed abode"


class PhoneOwner(TextChoices):
    """Whose telephone it is: who may answer it."""

    OWN = "own", "Their own"
    PARTNER = "partner", "Partner's"
    FAMILY = "family", "Family's"
    FRIEND = "friend", "Friend's"
    ACCOMMODATION = "accommodation", "Where they stay (hostel, hotel, approved premises)"
    WORK = "work", "Work"
    PROFESSIONAL = "professional", "A professional's (support worker, interpreter)"
    OTHER = "other", "Somebody else's"


class Permitted(TextChoices):
    """Whether something may be done, as the person said."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not asked yet"


class AliasKind(TextChoices):
    """What sort of other name it is."""

    KNOWN_AS = "known_as", "Known as, nickname"
    FORMER = "former", "Former name (birth, marriage, deed poll)"
    SPELLING = "spelling", "Another spelling"
    USED = "used", "Name used with others (police, landlord, online)"
    OTHER = "other", "Other name"


class Interpreter(TextChoices):
    """When an interpreter is needed."""

    NONE = "none", "No interpreter is needed"
    IMPORTANT = "important", "For what matters (assessments, conditions, warnings)"
    ALWAYS = "always", "Every time"
    SIGN = "sign", "Sign language, every time"


class Reading(TextChoices):
    """What becomes of letters and texts in English."""

    READS = "reads", "Reads English"
    TRANSLATE = "translate", "Letters are to be translated"
    ALOUD = "aloud", "Does not read: say it in person"


class AdjustmentKind(TextChoices):
    """Why something must be done differently."""

    MOBILITY = "mobility", "Mobility"
    SIGHT = "sight", "Sight"
    HEARING = "hearing", "Hearing"
    SPEECH = "speech", "Speech and communication"
    LEARNING = "learning", "Learning disability or difficulty"
    NEURODIVERSITY = "neurodiversity", "Autism, ADHD and other neurodiversity"
    LITERACY = "literacy", "Reading and writing"
    MEMORY = "memory", "Memory and concentration"
    MENTAL_HEALTH = "mental_health", "Mental health"
    ILLNESS = "illness", "Illness or injury"
    CARING = "caring", "Pregnancy or caring for somebody"
    OTHER = "other", "Something else"


class AdjustmentSource(TextChoices):
    """How it is known."""

    TOLD = "told", "The person said so"
    SEEN = "seen", "Seen when meeting them"
    ASSESSED = "assessed", "An assessment or diagnosis"
    SERVICE = "service", "Another service said so"


class ReachBy(TextChoices):
    """How somebody is best reached."""

    CALL = "call", "A call"
    TEXT = "text", "A text message"
    EMAIL = "email", "E-mail"
    LETTER = "letter", "A letter"
    VISIT = "visit", "At the door"
    THROUGH = "through", "Through somebody else"


class Disposal(TextChoices):
    """NOT-1 to NOT-8: what was done about the offence."""

    LIFE = "life", "Life imprisonment, or imprisonment for public protection"
    IMPRISONMENT = "imprisonment", "Imprisonment or detention for a term, suspended or not"
    RESTRICTED = "restricted", "Hospital order with a restriction order"
    HOSPITAL = "hospital", "Hospital order without a restriction order"
    CONDITIONAL = "conditional", "Conditional discharge"
    CAUTION = "caution", "Caution"
    OTHER = "other", "Anything else (a community order, a fine)"


class EndBasis(TextChoices):
    """Why a registration ends."""

    PERIOD = "period", "The notification period is over"
    REVIEW = "review", "The police ended it on a review"
    SET_ASIDE = "set_aside", "A court set the conviction or the order aside"
    REMOVED = "removed", "What it was for is no longer so"


class FactEnding(TextChoices):
    """Why a fact about a person holds no longer."""

    PAST = "past", "It is no longer so"
    REPLACED = "replaced", "Another took its place"
    ERROR = "error", "It was recorded in error"


class SentenceKind(TextChoices):
    COMMUNITY = "community", "Community order"
    SUSPENDED = "suspended", "Suspended sentence order"
    LICENCE = "licence", "Licence"
    CUSTODY = "custody", "Custody"


# PRO-41: the outcomes of a contact to which somebody came, and of those the one with which they complied.
COMPLIED = "ATTC"
ATTENDED = frozenset({COMPLIED, "AFTC", "ATSH", "ATSS"})


class InformationKind(TextChoices):
    """INF-9: fact and opinion are kept apart."""

    FACT = "fact", "Fact: seen or verified"
    SELF_REPORT = "self_report", "What the person said"
    THIRD_PARTY = "third_party", "What somebody else said"
    OPINION = "opinion", "Professional opinion"


class ContactSource(TextChoices):
    SERVICE = "service", "Recorded here"
    EXTRACT = "extract", "Caseload extract"


class VersionKind(TextChoices):
    """Why a contact has a further version."""

    OUTCOME = "outcome", "Outcome recorded"
    CORRECTION = "correction", "Corrected"
    ACTION = "action", "What was done about it"
    MOVED = "moved", "Moved"
    CANCELLED = "cancelled", "Cancelled"
    VOIDED = "voided", "Voided"


# What counts nowhere any more: an appointment that will not be, a contact that should never have been on this record.
WITHDRAWN = (VersionKind.CANCELLED, VersionKind.VOIDED)
TELLS_PEOPLE = (VersionKind.MOVED, VersionKind.CANCELLED)


class TellingWay(TextChoices):
    """How somebody was told that an appointment is at another time, or will not be."""

    TELEPHONE = "telephone", "By telephone"
    TEXT = "text", "Text message"
    EMAIL = "email", "Email"
    LETTER = "letter", "Letter"
    IN_PERSON = "in_person", "In person"
    THROUGH = "through", "Through somebody else"
    NOBODY = "nobody", "Nobody has been told"


class VoidWhy(TextChoices):
    """Why a contact should not be on this record."""

    WRONG_PERSON = "wrong_person", "It is about somebody else"
    TWICE = "twice", "It is on record twice"
    NEVER = "never", "It never happened"


class Repeat(TextChoices):
    """VOC-1: how often an appointment is arranged again."""

    ONCE = "once", "No, once"
    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnightly", "Every two weeks"
    FOUR_WEEKLY = "four_weekly", "Every four weeks"
    MONTHLY = "monthly", "Every month, on the same day of the month"


class OutcomeRule(TextChoices):
    """VOC-12: whether a contact of this type has an outcome."""

    REQUIRED = "Y", "Needs an outcome"
    NONE = "N", "Has no outcome"
    OPTIONAL = "B", "May have an outcome"


class Severity(TextChoices):
    """How soon a person is needed. Red on screen is for what needs somebody today."""

    CRITICAL = "critical", "Critical"
    HIGH = "high", "High"
    STANDARD = "standard", "Standard"


# The registers of sexual offences: of whoever must notify, and of whoever need not.
SEXUAL_REGISTERS = ("ARSO", "ANSO")


class Need(TextChoices):
    """What must be true of a person before a kind of deadline looks at them; the label says why it does not.

    The first that is not true is the reason that pages give.
    """

    ACTIVE = "active", "the case is closed, or the person has died"
    REGISTERED = "registered", "the person is not a registered sexual offender"
    SEXUAL = "sexual", "the person is on no register of sexual offences"
    SENTENCE = "sentence", "no sentence is in force"
    IN_COMMUNITY = "in_community", "the sentence is not a community or suspended one"
    FROM_PRISON = "from_prison", "the sentence is neither a licence nor custody"
    PROBATION = "probation", "no officer of probation holds the case"
    RUNNING = "running", "clocks stand still"


class WorkGroup(TextChoices):
    """Of which kind of work a deadline is, where a page splits what is overdue; a kind that says nothing is other work."""

    VISITS = "visits", "Visits"
    CONTACTS = "contacts", "Contacts"
    PROGRAMMES = "programmes", "Programmes"
    MAPPA = "mappa", "MAPPA"
    OTHER = "other", "Other"


class DueState(TextChoices):
    """What a number of deadlines counts: one word each, the same on every page and in every CSV.

    In the order in which they are shown; within each the gravest first, then the oldest.
    """

    OVERDUE = "overdue", "Overdue"
    MISSING = "missing", "Information missing"
    SOON = "soon", "Due soon"
    ACCEPTED = "accepted", "Accepted"
    LATER = "later", "Due later"
    BACKLOG = "backlog", "From before"


class KeyDateKind(TextChoices):
    """HND-2, HND-3, HND-18: the dates of a stay in custody that others count from."""

    RELEASE = "release", "Release, as decided"
    CONDITIONAL = "crd", "Conditional release (CRD)"
    AUTOMATIC = "ard", "Automatic release (ARD)"
    PAROLE = "ped", "Parole eligibility (PED)"
    TARIFF = "ted", "Tariff expiry (TED)"
    HEARING = "thd", "Target hearing (THD)"
    RECALLED = "prrd", "Release after recall (PRRD)"
    HANDOVER_STARTS = "handover_start", "Handover starts"
    HANDOVER = "handover", "Handover of responsibility"
