from django.urls import path

from caseloads.views import audit, cases, home, jobs

app_name = "caseloads"
urlpatterns = [
    path("", home.home, name="home"),
    path("my-day/", home.my_day, name="my_day"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<uuid:case>/", cases.case, name="case"),
    path("audit/", audit.audit, name="audit"),
    path("jobs/", jobs.jobs, name="jobs"),
]
