"""Pages of programmes: suitability, groups and the seats in them."""

from django.urls import path

from programmes.views import forward, groups, placing, register, suitability, wishes

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
    "suitability": "Suitability for a programme",
    "record_scores": "Record inputs of suitability",
    "decide_suitability": "Decide otherwise about suitability",
    "end_decision": "End a decision about suitability",
    "not_put_forward": "Who was not put forward for a programme",
    "not_put_forward_csv": "Who was not put forward for a programme, as CSV",
    "take_back_score": "Take an input of suitability off the record",
}
