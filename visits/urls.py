"""Pages of home visits. `contact` is the contact that a visit is: every version of it answers to one address."""

from django.urls import path

from visits import views

app_name = "visits"
urlpatterns = [
    path("cases/<uuid:case>/visits/", views.visits, name="visits"),
    path("cases/<uuid:case>/visits/plan/", views.plan, name="plan"),
    path("cases/<uuid:case>/visits/record/", views.record_new, name="record_new"),
    path("cases/<uuid:case>/visits/interval/", views.interval, name="interval"),
    path("cases/<uuid:case>/visits/interval/end/", views.end_interval, name="end_interval"),
    path(
        "visits/intervals/<uuid:interval>/approve/",
        views.approve_interval,
        name="approve_interval",
    ),
    path("visits/<uuid:contact>/", views.visit, name="visit"),
    path("visits/<uuid:contact>/record/", views.record, name="record"),
    path("visits/<uuid:contact>/amend/", views.amend, name="amend"),
    path("visits/<uuid:contact>/review/", views.review, name="review"),
    path("visits/reviews/<uuid:review>/answer/", views.answer, name="answer"),
]
