"""Closed lists of what courts and boards ask: orders, requirements of sentences, licence conditions."""

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


class RequirementCategory(TextChoices):
    """What a community order or a suspended sentence order can require (Sentencing Act 2020, schedule 9)."""

    UNPAID_WORK = "unpaid_work", "Unpaid work"
    REHABILITATION = "rehabilitation", "Rehabilitation activity (RAR)"
    PROGRAMME = "programme", "Programme"
    PROHIBITED = "prohibited", "Prohibited activity"
    CURFEW = "curfew", "Curfew"
    EXCLUSION = "exclusion", "Exclusion"
    RESIDENCE = "residence", "Residence"
    TRAVEL = "travel", "Foreign travel prohibition"
    MENTAL_HEALTH = "mental_health", "Mental health treatment"
    DRUGS = "drugs", "Drug rehabilitation"
    ALCOHOL = "alcohol", "Alcohol treatment"
    ABSTINENCE = "abstinence", "Alcohol abstinence and monitoring"
    ATTENDANCE = "attendance", "Attendance centre"
    MONITORING = "monitoring", "Electronic monitoring"
    OTHER = "other", "Another requirement"


class LicenceCategory(TextChoices):
    """PRO-81, PRO-81b: what a licence condition is about; the standard ones first, each once on every licence."""

    GOOD_BEHAVIOUR = "good_behaviour", "Good behaviour"
    NO_OFFENCE = "no_offence", "No offence"
    KEEP_IN_TOUCH = "keep_in_touch", "Keeping in touch"
    OFFICER_VISIT = "officer_visit", "Visits by the supervising officer"
    ADDRESS_APPROVED = "address_approved", "Address as approved"
    NO_WORK = "no_work", "Work only as approved"
    NO_TRAVEL = "no_travel", "Travel outside the United Kingdom"
    NAME_CHANGE = "name_change", "Change of name"
    CONTACT_DETAILS = "contact_details", "Change of contact details"

    RESIDENCE = "residence", "Residence at a place"
    RESIDENCY = "residency", "Restriction of residency"
    CONTACT = "contact", "Contact with a person"
    PROGRAMME = "programme", "Programme or activities"
    POSSESSION = "possession", "Possession, control or inspection of items"
    DISCLOSURE = "disclosure", "Disclosure of information"
    CURFEW = "curfew", "Curfew"
    MOVEMENT = "movement", "Freedom of movement"
    SUPERVISION = "supervision", "Supervision"
    CONDUCT = "conduct", "Restriction of conduct"
    EXTREMISM = "extremism", "Extremism"
    POLYGRAPH = "polygraph", "Polygraph"
    SUBSTANCES = "substances", "Drugs or alcohol"
    MONITORING = "monitoring", "Electronic monitoring"
    TERRORIST_SEARCH = "terrorist_search", "Terrorist personal search"
    ORGANISED_CRIME = "organised_crime", "Serious organised crime"

    @property
    def is_standard(self) -> bool:
        return self in STANDARD


class AskedEnding(TextChoices):
    """Why a requirement or a licence condition ended, or never was."""

    DONE = "done", "Completed"
    REMOVED = "removed", "Removed by the court or the board"
    REPLACED = "replaced", "Varied or replaced"
    ERROR = "error", "Recorded here in error"

    @classmethod
    def ends(cls) -> list[str]:
        """Those of something that held."""
        return [each.value for each in cls if each != cls.ERROR]


# PRO-81: the conditions of every licence, in substance as policy has them since 2026.
STANDARD: dict[LicenceCategory, str] = {
    LicenceCategory.GOOD_BEHAVIOUR: "Be of good behaviour and do nothing that undermines the purpose of the licence.",
    LicenceCategory.NO_OFFENCE: "Commit no offence.",
    LicenceCategory.KEEP_IN_TOUCH: "Keep in touch with the supervising officer as they say.",
    LicenceCategory.OFFICER_VISIT: "Receive visits from the supervising officer, also at home, as they say.",
    LicenceCategory.ADDRESS_APPROVED: (
        "Live at an address that the supervising officer approves, and ask before staying a night anywhere else."
    ),
    LicenceCategory.NO_WORK: (
        "Do no work, paid or unpaid, that the supervising officer has not approved, and tell them before it changes."
    ),
    LicenceCategory.NO_TRAVEL: (
        "Do not leave the United Kingdom, the Channel Islands or the Isle of Man without permission."
    ),
    LicenceCategory.NAME_CHANGE: "Tell the supervising officer of any other name that is used.",
    LicenceCategory.CONTACT_DETAILS: "Tell the supervising officer when a telephone number or e-mail address changes.",
}
