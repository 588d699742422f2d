"""Pages of home visits. `contact` is the contact that a visit is: every version of it answers to one address."""

from django.urls import path

from visits.views import changes, child, interval, read, review, warrant, write

app_name = "visits"
urlpatterns = [
    path("cases/<uuid:case_uuid>/visits/", read.visits, name="visits"),
    path("cases/<uuid:case_uuid>/visits/plan/", write.plan, name="plan"),
    path("cases/<uuid:case_uuid>/visits/record/", write.record_new, name="record_new"),
    path("cases/<uuid:case_uuid>/visits/interval/", interval.interval, name="interval"),
    path("cases/<uuid:case_uuid>/visits/interval/end/", interval.end_interval, name="end_interval"),
    path(
        "visits/intervals/<uuid:interval_uuid>/decide/",
        interval.decide_interval,
        name="decide_interval",
    ),
    path("visits/<uuid:contact_uuid>/", read.visit, name="visit"),
    path("visits/<uuid:contact_uuid>/record/", write.record, name="record"),
    path("visits/<uuid:contact_uuid>/amend/", write.amend, name="amend"),
    path("visits/<uuid:contact_uuid>/move/", changes.move, name="move"),
    path("visits/<uuid:contact_uuid>/cancel/", changes.cancel, name="cancel"),
    path("visits/<uuid:contact_uuid>/void/", changes.void, name="void"),
    path("visits/<uuid:contact_uuid>/review/", review.review, name="review"),
    path("visits/<uuid:contact_uuid>/enquiry/", child.enquire, name="enquire"),
    path("visits/<uuid:contact_uuid>/no-enquiry/", child.decide, name="decide_child"),
    path("visits/<uuid:contact_uuid>/warrant/", warrant.decide, name="decide_warrant"),
    path("visits/enquiries/<uuid:enquiry_uuid>/", child.enquiry, name="enquiry"),
    path("visits/enquiries/<uuid:enquiry_uuid>/answer/", child.answer, name="answer_enquiry"),
    path("visits/reviews/<uuid:review_uuid>/answer/", review.answer, name="answer"),
]
# What a person did there, as the audit log says it.
CALLED = {
    "visits": "Visits of a case",
    "plan": "Plan a visit",
    "record_new": "Record a visit",
    "interval": "Visit interval",
    "end_interval": "End a visit interval",
    "decide_interval": "Decide about a visit interval",
    "visit": "A visit",
    "record": "Record a visit",
    "amend": "Correct a visit",
    "move": "Move a visit",
    "cancel": "Cancel a visit",
    "void": "Void a visit",
    "review": "Review a visit",
    "answer": "Answer a review",
    "decide_warrant": "Decide on a warrant",
    "enquire": "Record an enquiry about a child",
    "decide_child": "Decide that a child needs no enquiry",
    "enquiry": "An enquiry about a child",
    "answer_enquiry": "Record the answer to an enquiry",
}
