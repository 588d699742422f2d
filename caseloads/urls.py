from django.urls import path

from caseloads.views import (
    allocation,
    audit,
    cases,
    home,
    jobs,
    kind_starts,
    officer,
    reference,
    team,
)

app_name = "caseloads"
urlpatterns = [
    path("", home.home, name="home"),
    path("my-day/", home.my_day, name="my_day"),
    path("my-day/older-outcomes/", home.older_outcomes, name="older_outcomes"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<uuid:case_uuid>/", cases.case, name="case"),
    path("cases/<uuid:case_uuid>/allocate/", allocation.allocate, name="allocate"),
    path("audit/", audit.audit, name="audit"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("teams/", team.teams, name="teams"),
    path("teams/<uuid:team_uuid>/", team.team, name="team"),
    path("teams/<uuid:team_uuid>/cases/", team.team_cases, name="team_cases"),
    path("teams/<uuid:team_uuid>/cases.csv", team.team_csv, name="team_csv"),
    path("officers/<uuid:officer_uuid>/", officer.officer, name="officer"),
    path("reference/", reference.reference, name="reference"),
    path("reference/standards/<str:key>/", reference.standard, name="standard"),
    path("reference/contact-types/", reference.contact_types, name="contact_types"),
    path("reference/contact-types/<str:code>/", reference.contact_type, name="contact_type"),
    path("reference/kinds/", kind_starts.kind_starts, name="kind_starts"),
    path("reference/kinds/<str:code>/", kind_starts.kind_start, name="kind_start"),
]
# What a person did there, as the audit log says it.
CALLED = {
    "home": "First page",
    "my_day": "My day",
    "older_outcomes": "Older outcomes to record",
    "cases": "List of cases",
    "case": "Case overview",
    "allocate": "Allocate a case",
    "audit": "Audit log",
    "jobs": "Jobs",
    "teams": "Teams",
    "team": "Team",
    "team_cases": "Cases of a team",
    "team_csv": "Cases of a team as a file",
    "officer": "An officer",
    "reference": "Reference data",
    "standard": "A standard",
    "contact_types": "Contact types",
    "contact_type": "A contact type",
    "kind_starts": "Days from which kinds count",
    "kind_start": "The day from which a kind counts",
}
