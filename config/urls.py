"""Every URL of the service. A name that is not in config/policy.py stops the service from starting."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("core.urls")),
    path("", include("people.urls")),
    path("", include("caseloads.urls")),
    path("", include("offenders.urls")),
    path("", include("orders.urls")),
    path("", include("plans.urls")),
    path("", include("visits.urls")),
    path("", include("programmes.urls")),
    path("", include("mappa.urls")),
]

handler400 = "core.http.bad_request"
handler403 = "core.http.permission_denied"
handler404 = "core.http.not_found"
handler500 = "core.http.server_error"
