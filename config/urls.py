"""Every URL of the service. A name that is not in config/policy.py stops the service from starting."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
