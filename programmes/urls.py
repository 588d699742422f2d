from django.urls import path

from programmes.views import forward, register, suitability

app_name = "programmes"
urlpatterns = [
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
    "suitability": "Suitability for a programme",
    "record_scores": "Record inputs of suitability",
    "decide_suitability": "Decide otherwise about suitability",
    "end_decision": "End a decision about suitability",
    "not_put_forward": "Who was not put forward for a programme",
    "not_put_forward_csv": "Who was not put forward for a programme, as CSV",
    "take_back_score": "Take an input of suitability off the record",
}
