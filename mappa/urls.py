from django.urls import path

from mappa.views import lists, page, screening

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
    path("mappa/unscreened/", lists.unscreened, name="unscreened"),
    path("mappa/unscreened.csv", lists.unscreened_csv, name="unscreened_csv"),
]
# What a person did there, as the audit log says it.
CALLED = {
    "mappa": "MAPPA of a case",
    "screen": "Record a screening for MAPPA",
    "mark_offence": "Mark an offence as qualifying for MAPPA",
    "correct_screening": "Correct a screening for MAPPA",
    "tell_screening": "Record who was told of a screening",
    "end_mark": "End a mark on an offence",
    "take_back_telling": "Take back that somebody was told",
    "unscreened": "Who is not screened for MAPPA",
    "unscreened_csv": "Who is not screened for MAPPA, as CSV",
}
