from django.urls import path

from core import views

app_name = "core"
urlpatterns = [path("health/", views.health, name="health")]
# What a person did there, as the audit log says it.
CALLED = {
    "health": "Health check",
}
