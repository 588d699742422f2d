"""Pages of programmes: suitability, groups and the seats in them."""

from django.urls import path

from programmes.views import (
    forward,
    groups,
    placing,
    preparing,
    read,
    referrals,
    register,
    suitability,
    wishes,
)

app_name = "programmes"
urlpatterns = [
    path("groups/", groups.groups, name="groups"),
    path("groups/add/", groups.make_group, name="make_group"),
    path("groups/places/add/", groups.add_place, name="add_place"),
    path("groups/seats/", groups.seats, name="seats"),
    path("groups/<uuid:group_uuid>/", groups.group, name="group"),
    path("groups/<uuid:group_uuid>/cancel/", groups.cancel_group, name="cancel_group"),
    path("groups/<uuid:group_uuid>/run-by/", groups.add_facilitator, name="add_facilitator"),
    path(
        "groups/run-by/<uuid:facilitation_uuid>/end/",
        groups.end_facilitator,
        name="end_facilitator",
    ),
    path("groups/run-by/<uuid:facilitation_uuid>/training/", groups.training, name="training"),
    path("groups/sessions/<uuid:session_uuid>/move/", groups.move_session, name="move_session"),
    path("groups/seats/<uuid:placement_uuid>/leave/", placing.take_out, name="take_out"),
    path("programmes/referrals/<uuid:referral_uuid>/place/", placing.place, name="place"),
    path(
        "programmes/referrals/<uuid:referral_uuid>/availability/",
        wishes.availability,
        name="availability",
    ),
    path("cases/<uuid:case_uuid>/programmes/apart/", wishes.apart, name="apart"),
    path(
        "cases/<uuid:case_uuid>/programmes/apart/<uuid:apart_uuid>/end/",
        wishes.end_apart,
        name="end_apart",
    ),
    path("cases/<uuid:case_uuid>/programmes/", read.programmes, name="programmes"),
    path("cases/<uuid:case_uuid>/programmes/refer/", referrals.refer, name="refer"),
    path(
        "cases/<uuid:case_uuid>/programmes/barriers/add/",
        preparing.note_barrier,
        name="note_barrier",
    ),
    path(
        "cases/<uuid:case_uuid>/programmes/runway/", preparing.decide_runway, name="decide_runway"
    ),
    path(
        "cases/<uuid:case_uuid>/programmes/runway/none/",
        preparing.decide_none,
        name="decide_none",
    ),
    path("programmes/referrals/<uuid:referral_uuid>/move/", referrals.move, name="move"),
    path("programmes/referrals/<uuid:referral_uuid>/go-on/", referrals.go_on, name="go_on"),
    path(
        "programmes/referrals/<uuid:referral_uuid>/work/add/", preparing.add_item, name="add_item"
    ),
    path(
        "programmes/referrals/<uuid:referral_uuid>/work/complete/",
        preparing.complete,
        name="complete",
    ),
    path("programmes/work/<uuid:preparation_uuid>/", preparing.item, name="item"),
    path("programmes/barriers/<uuid:barrier_uuid>/", preparing.barrier, name="barrier"),
    path(
        "cases/<uuid:case_uuid>/programmes/suitability/",
        suitability.suitability,
        name="suitability",
    ),
    path(
        "cases/<uuid:case_uuid>/programmes/suitability/inputs/",
        suitability.record_scores,
        name="record_scores",
    ),
    path(
        "cases/<uuid:case_uuid>/programmes/suitability/decide/",
        suitability.decide_suitability,
        name="decide_suitability",
    ),
    path(
        "cases/<uuid:case_uuid>/programmes/suitability/end/",
        suitability.end_decision,
        name="end_decision",
    ),
    path("programmes/registers/<uuid:register_uuid>/", register.register, name="register"),
    path("cases/<uuid:case_uuid>/programmes/missed/", register.decide_missed, name="decide_missed"),
    path("programmes/missed/<uuid:attendance_uuid>/", register.catch_up, name="catch_up"),
    path("programmes/not-put-forward/", forward.not_put_forward, name="not_put_forward"),
    path("programmes/not-put-forward.csv", forward.not_put_forward_csv, name="not_put_forward_csv"),
    path(
        "programmes/inputs/<uuid:score_uuid>/take-back/",
        suitability.take_back_score,
        name="take_back_score",
    ),
]
# What a person did there, as the audit log says it.
CALLED = {
    "register": "The register of a session",
    "catch_up": "Arrange a catch-up",
    "groups": "Groups of programmes",
    "make_group": "Make a group",
    "add_place": "Add a place for groups",
    "seats": "Free seats and who waits",
    "group": "A group",
    "cancel_group": "Cancel a group",
    "add_facilitator": "Add who runs a group",
    "end_facilitator": "End that somebody runs a group",
    "training": "Record a training for a programme",
    "move_session": "Move a session of a group",
    "take_out": "Take somebody out of a group",
    "place": "Place somebody in a group",
    "availability": "When somebody can come to a group",
    "apart": "Whom somebody must not meet in a group",
    "end_apart": "End that two people are kept apart",
    "decide_missed": "Decide about missed sessions",
    "programmes": "Programmes of a case",
    "refer": "Refer to a programme",
    "note_barrier": "Note what stands in the way of a programme",
    "decide_runway": "Decide what is done where a programme no longer fits",
    "decide_none": "Decide that nothing is done instead of a programme",
    "move": "Move a referral to a programme",
    "go_on": "Go on with a referral in the community",
    "add_item": "Add work before a programme",
    "complete": "Complete the work before a programme",
    "item": "Record work before a programme",
    "barrier": "Say what was done about a barrier to a programme",
    "suitability": "Suitability for a programme",
    "record_scores": "Record inputs of suitability",
    "decide_suitability": "Decide otherwise about suitability",
    "end_decision": "End a decision about suitability",
    "not_put_forward": "Who was not put forward for a programme",
    "not_put_forward_csv": "Who was not put forward for a programme, as CSV",
    "take_back_score": "Take an input of suitability off the record",
}
