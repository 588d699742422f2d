from django.urls import path

from offenders.choices import PauseKind
from offenders.selectors.person import SORTS
from offenders.views import (
    addresses,
    appointments,
    contacts,
    drafts,
    enforcement,
    flags,
    frequency,
    moving,
    pauses,
    person,
    record,
    registration,
    reports,
    risk,
    voiding,
)

app_name = "offenders"
urlpatterns = [
    path("cases/<uuid:case_uuid>/contacts/", contacts.contacts, name="contacts"),
    path("cases/<uuid:case_uuid>/contacts/log/", contacts.log_contact, name="log_contact"),
    path("cases/<uuid:case_uuid>/appointments/arrange/", appointments.arrange, name="arrange"),
    path("appointments/arrange/", appointments.arrange_for_several, name="arrange_for_several"),
    path("contacts/<uuid:contact_uuid>/", contacts.contact, name="contact"),
    path("contacts/<uuid:contact_uuid>/amend/", contacts.amend_contact, name="amend_contact"),
    path("contacts/<uuid:contact_uuid>/outcome/", contacts.record_outcome, name="record_outcome"),
    path("contacts/<uuid:contact_uuid>/move/", moving.move_appointment, name="move_appointment"),
    path(
        "contacts/<uuid:contact_uuid>/cancel/",
        moving.cancel_appointment,
        name="cancel_appointment",
    ),
    path("contacts/<uuid:contact_uuid>/void/", voiding.void_contact, name="void_contact"),
    path("contacts/<uuid:contact_uuid>/again/", voiding.start_again, name="start_again"),
    path(
        "contacts/<uuid:contact_uuid>/outcome/correct/",
        contacts.correct_outcome,
        name="correct_outcome",
    ),
    path("contacts/<uuid:contact_uuid>/action/", enforcement.record_action, name="record_action"),
    path("contacts/<uuid:contact_uuid>/letter/", enforcement.send_letter, name="send_letter"),
    path("cases/<uuid:case_uuid>/record/", record.record, name="record"),
    path("cases/<uuid:case_uuid>/risk/", risk.record_risk, name="record_risk"),
    path(
        "cases/<uuid:case_uuid>/custody/",
        pauses.begin_pause,
        {"kind": PauseKind.CUSTODY},
        name="custody",
    ),
    path(
        "cases/<uuid:case_uuid>/hospital/",
        pauses.begin_pause,
        {"kind": PauseKind.HOSPITAL},
        name="hospital",
    ),
    path(
        "cases/<uuid:case_uuid>/at-large/",
        pauses.begin_pause,
        {"kind": PauseKind.UNLAWFULLY_AT_LARGE},
        name="at_large",
    ),
    path("cases/<uuid:case_uuid>/address/", addresses.record_address, name="address"),
    path(
        "addresses/<uuid:address_uuid>/correct/", addresses.correct_address, name="correct_address"
    ),
    path("cases/<uuid:case_uuid>/registrations/", registration.registrations, name="registrations"),
    path(
        "registrations/<uuid:registration_uuid>/end/",
        registration.end_registration,
        name="end_registration",
    ),
    path("cases/<uuid:case_uuid>/death/", reports.record_death, name="death"),
    path("reports/<uuid:report_uuid>/", reports.report, name="report"),
    path("reports/<uuid:report_uuid>/decide/", reports.decide_report, name="decide_report"),
    path(
        "reports/<uuid:report_uuid>/take-back/", reports.take_back_report, name="take_back_report"
    ),
    path("pauses/<uuid:pause_uuid>/end/", pauses.end_pause, name="end_pause"),
    path("pauses/<uuid:pause_uuid>/correct/", pauses.correct_pause, name="correct_pause"),
    path("cases/<uuid:case_uuid>/frequency/", frequency.frequency, name="frequency"),
    path("cases/<uuid:case_uuid>/frequency/end/", frequency.end_frequency, name="end_frequency"),
    path(
        "frequencies/<uuid:frequency_uuid>/decide/",
        frequency.decide_frequency,
        name="decide_frequency",
    ),
    *(
        path(f"cases/<uuid:case_uuid>/{sort}/", person.facts, {"sort": sort}, name=sort)
        for sort in SORTS
    ),
    *(
        path(
            f"{sort.code}/<uuid:{sort.name}_uuid>/end/",
            person.end_fact,
            {"sort": sort.code},
            name=f"end_{sort.name}",
        )
        for sort in SORTS.values()
    ),
    path("cases/<uuid:case_uuid>/drafts/<slug:form>/", drafts.save_draft, name="save_draft"),
    path("flags/<uuid:flag_uuid>/", flags.flag, name="flag"),
    path("flags/<uuid:flag_uuid>/accept/", flags.accept_flag, name="accept_flag"),
    path("flags/<uuid:flag_uuid>/seen/", flags.see_acceptance, name="see_acceptance"),
]
# What a person did there, as the audit log says it.
CALLED = {
    "contacts": "Contacts of a case",
    "log_contact": "Log a contact",
    "arrange": "Arrange an appointment",
    "arrange_for_several": "Arrange appointments for several people",
    "contact": "A contact",
    "amend_contact": "Correct a contact",
    "record_outcome": "Record an outcome",
    "move_appointment": "Move an appointment",
    "cancel_appointment": "Cancel an appointment",
    "void_contact": "Void a contact",
    "start_again": "Start a voided contact again on another case",
    "correct_outcome": "Correct an outcome",
    "record_action": "Record what was done about a failure to comply",
    "send_letter": "Record that a letter was sent",
    "record": "Record of a case",
    "record_risk": "Record a risk level",
    "custody": "Record custody",
    "hospital": "Record a stay in hospital",
    "at_large": "Record that somebody is at large",
    "address": "Record where somebody lives",
    "correct_address": "Put an address right",
    "registrations": "Record a registration",
    "end_registration": "Tell the end of a registration",
    "death": "Record a death",
    "report": "A fact that was told",
    "decide_report": "Confirm or refuse a fact that was told",
    "take_back_report": "Take back a fact that was told",
    "end_pause": "Record a release, a discharge, or that somebody was found",
    "correct_pause": "Put custody, hospital or a time at large right",
    "frequency": "How often a person is seen",
    "end_frequency": "End how often a person is seen",
    "decide_frequency": "Decide how often a person is seen",
    "telephones": "Telephone numbers of a person",
    "end_telephone": "End a telephone number",
    "reaching": "How to reach a person",
    "end_contactpreference": "End how to reach a person",
    "language": "Language of a person",
    "end_language": "End a language",
    "adjustments": "Adjustments for a person",
    "end_adjustment": "End an adjustment",
    "aliases": "Other names of a person",
    "end_alias": "End another name",
    "save_draft": "Keep a draft",
    "flag": "A flag",
    "accept_flag": "Accept a flag",
    "see_acceptance": "See that a flag was accepted",
}
