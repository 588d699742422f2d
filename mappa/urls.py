from django.urls import path

from mappa.views import areas, levels, lists, page, reviews, screening

app_name = "mappa"
urlpatterns = [
    path("cases/<uuid:case_uuid>/mappa/", page.mappa, name="mappa"),
    path("cases/<uuid:case_uuid>/mappa/screen/", screening.screen, name="screen"),
    path("cases/<uuid:case_uuid>/mappa/mark/", screening.mark_offence, name="mark_offence"),
    path(
        "screenings/<uuid:screening_uuid>/correct/",
        screening.correct_screening,
        name="correct_screening",
    ),
    path("screenings/<uuid:screening_uuid>/tell/", screening.tell_screening, name="tell_screening"),
    path("qualifying/<uuid:qualifyingoffence_uuid>/end/", screening.end_mark, name="end_mark"),
    path(
        "tellings/<uuid:telling_uuid>/take-back/",
        screening.take_back_telling,
        name="take_back_telling",
    ),
    path("cases/<uuid:case_uuid>/mappa/level/propose/", levels.propose, name="propose"),
    path(
        "mappa/proposals/<uuid:levelproposal_uuid>/decide/",
        levels.decide_level,
        name="decide_level",
    ),
    path("mappa/levels/<uuid:management_uuid>/", levels.level, name="level"),
    path("mappa/levels/<uuid:management_uuid>/tell/", levels.tell_level, name="tell_level"),
    path("cases/<uuid:case_uuid>/mappa/review/", reviews.record_review, name="record_review"),
    path(
        "mappa/reviews/<uuid:mappareview_uuid>/take-back/",
        reviews.take_back_review,
        name="take_back_review",
    ),
    path("cases/<uuid:case_uuid>/mappa/leave/", levels.leave, name="leave"),
    path("mappa/unscreened/", lists.unscreened, name="unscreened"),
    path("mappa/unscreened.csv", lists.unscreened_csv, name="unscreened_csv"),
    path("reference/mappa-areas/", areas.areas, name="areas"),
    path("reference/mappa-areas/add/", areas.add_area, name="add_area"),
    path("reference/mappa-areas/<uuid:mappa_area_uuid>/", areas.area, name="area"),
    path("users/<uuid:user_uuid>/mappa-areas/give/", areas.give_posting, name="give_posting"),
    path(
        "users/<uuid:user_uuid>/mappa-areas/<uuid:posting_uuid>/end/",
        areas.end_posting,
        name="end_posting",
    ),
]
# What a person did there, as the audit log says it.
CALLED = {
    "areas": "MAPPA areas",
    "add_area": "Add a MAPPA area",
    "area": "Change a MAPPA area",
    "give_posting": "Give a post in a MAPPA area",
    "end_posting": "End a post in a MAPPA area",
    "mappa": "MAPPA of a case",
    "screen": "Record a screening for MAPPA",
    "mark_offence": "Mark an offence as qualifying for MAPPA",
    "correct_screening": "Correct a screening for MAPPA",
    "tell_screening": "Record who was told of a screening",
    "end_mark": "End a mark on an offence",
    "take_back_telling": "Take back that somebody was told",
    "propose": "Propose a MAPPA level",
    "decide_level": "Decide about a MAPPA level",
    "level": "A MAPPA level",
    "tell_level": "Record who was told of a MAPPA level",
    "record_review": "Record a MAPPA review",
    "take_back_review": "Take back a MAPPA review",
    "leave": "Record that somebody left MAPPA",
    "unscreened": "Who is not screened for MAPPA",
    "unscreened_csv": "Who is not screened for MAPPA, as CSV",
}
