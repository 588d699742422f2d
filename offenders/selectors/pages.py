"""What the case record itself registers of its pages: what its facts are called, and the parts of a case."""

from collections.abc import Callable
from uuid import UUID

from core.addresses import address
from offenders.rules import Act, Part, Reference
from people.choices import Agency, Permission


def _record(anchor: str) -> Callable[[str, UUID], str]:
    def page(key: str, case_uuid: UUID) -> str:
        return f"{address('offenders:record', case_uuid)}#{anchor}-{key}"

    return page


def _contact(key: str, case_uuid: UUID) -> str:
    return address("offenders:contact", key)


def _report(key: str, case_uuid: UUID) -> str:
    return address("offenders:report", key)


def _around(_key: str, case_uuid: UUID) -> str:
    return f"{address('offenders:record', case_uuid)}#around"


def _frequency(_key: str, case_uuid: UUID) -> str:
    return address("offenders:frequency", case_uuid)


REFERENCES = (
    Reference("frequency", "a frequency that was set for this person", _frequency),
    Reference("contact", "a contact that was recorded", _contact),
    Reference(
        "allocation", "an allocation that was recorded", _record("allocation"), starts_clock=True
    ),
    Reference("pause", "a pause that was recorded", _record("pause"), starts_clock=True),
    Reference("registration", "a registration that was recorded", _record("registration")),
    Reference("sentence", "a sentence that was recorded", _record("sentence"), starts_clock=True),
    Reference("report", "a fact that a supervisor confirmed", _report),
    Reference("tier", "a tier that was recorded", _record("tier")),
    Reference("assessment", "an assessment that was recorded", _record("assessment")),
    # Whose page is not for everybody who sees the case.
    Reference("harmassessment", "a risk by group that was recorded", _record("harmassessment")),
    Reference("knownperson", "a person around them who was recorded", _around),
    Reference("intelligence", "a piece of cleared intelligence that was recorded"),
    Reference("key_date", "a release or handover date that was recorded", _record("key_date")),
    Reference("risk", "a risk level that was recorded", _record("risk")),
    # What no single record is the cause of.
    Reference("import", "an extract that was imported"),
    Reference("recomputed", "a change of the record"),
    Reference("standard", "a changed standard"),
)
PARTS = (
    Part(20, "contacts", "Contacts", "offenders:contacts"),
    Part(90, "record", "Record", "offenders:record"),
)
ROSH = Act(
    "Record the RoSH level",
    "offenders:record_risk",
    Permission.RECORD_RISK,
    fact_of=Agency.PROBATION,
)
# What somebody may tell of the person: offered at "facts", on the record and beside the contact that tells it.
FACTS = (
    Act("Custody and release", "offenders:custody", Permission.RECORD_FACT),
    Act("Release and handover dates", "offenders:key_dates", Permission.RECORD_FACT),
    Act("Detained in hospital, and discharge", "offenders:hospital", Permission.RECORD_FACT),
    Act("Unlawfully at large, and found", "offenders:at_large", Permission.RECORD_FACT),
    Act("Where they live", "offenders:address", Permission.RECORD_FACT),
    Act("Registration, and its end", "offenders:registrations", Permission.RECORD_FACT),
    Act("Death", "offenders:death", Permission.RECORD_FACT),
    Act("Add a telephone number", "offenders:telephones", Permission.RECORD_PERSON),
    Act("Say how to reach them", "offenders:reaching", Permission.RECORD_PERSON),
    Act("Language or interpreter", "offenders:language", Permission.RECORD_PERSON),
    Act("Something must be done differently", "offenders:adjustments", Permission.RECORD_PERSON),
    Act("Something about them is to be minded", "offenders:diversity", Permission.RECORD_PERSON),
    Act("Somebody around them", "offenders:around", Permission.RECORD_PERSON),
    Act("Victim contact scheme", "offenders:liaison", Permission.RECORD_PERSON),
    Act("Told to the victim liaison officer", "offenders:notices", Permission.RECORD_PERSON),
    Act("Add another name", "offenders:aliases", Permission.RECORD_PERSON),
    Act("Record a risk level", "offenders:record_risk", Permission.RECORD_RISK),
    Act("Predictors and ARMS", "offenders:assessments", Permission.RECORD_RISK),
    Act("Cleared intelligence", "offenders:intelligence", Permission.RECORD_INTELLIGENCE),
    Act(
        "Work out the tier",
        "offenders:work_out_tier",
        Permission.RECORD_RISK,
        fact_of=Agency.PROBATION,
    ),
    Act(
        "Record a tier",
        "offenders:record_tier",
        Permission.RECORD_RISK,
        fact_of=Agency.PROBATION,
    ),
)
HARM = Act(
    "Record the risk by group",
    "offenders:record_harm",
    Permission.RECORD_RISK,
    fact_of=Agency.PROBATION,
)
OFFERED = (*(("facts", act) for act in (*FACTS, HARM)), ("harm", HARM))
RISK_LEVEL = Act(
    "Record the risk level", "offenders:record_risk", Permission.RECORD_RISK, fact_of=Agency.POLICE
)
