from django.urls import path

from orders.views import asked, notification, order as views

app_name = "orders"
urlpatterns = [
    path("cases/<uuid:case_uuid>/orders/record/", views.record_order, name="record_order"),
    path("orders/<uuid:order_uuid>/", views.order, name="order"),
    path("orders/<uuid:order_uuid>/conditions/add/", views.add_condition, name="add_condition"),
    path("orders/<uuid:order_uuid>/correct/", views.correct_order, name="correct_order"),
    path("orders/<uuid:order_uuid>/end/", views.end_order, name="end_order"),
    path("orders/<uuid:order_uuid>/renewal/", views.decide_renewal, name="decide_renewal"),
    path("cases/<uuid:case_uuid>/requirements/", asked.requirements, name="requirements"),
    path(
        "requirements/<uuid:requirement_uuid>/",
        asked.change_requirement,
        name="change_requirement",
    ),
    path("cases/<uuid:case_uuid>/licence/", asked.licence, name="licence"),
    path(
        "cases/<uuid:case_uuid>/licence/standard/",
        asked.standard_conditions,
        name="standard_conditions",
    ),
    path(
        "licence-conditions/<uuid:licence_condition_uuid>/",
        asked.change_licence_condition,
        name="change_licence_condition",
    ),
    path("cases/<uuid:case_uuid>/notification/", notification.notification, name="notification"),
    path(
        "cases/<uuid:case_uuid>/notification/annual/",
        notification.annual_notification,
        name="annual_notification",
    ),
    path("conditions/<uuid:condition_uuid>/end/", views.end_condition, name="end_condition"),
    path(
        "conditions/<uuid:condition_uuid>/renewal/",
        views.decide_condition_renewal,
        name="decide_condition_renewal",
    ),
]
# What a person did there, as the audit log says it.
CALLED = {
    "record_order": "Record an order",
    "order": "An order",
    "add_condition": "Add a prohibition or requirement",
    "correct_order": "Correct an order",
    "end_order": "End an order",
    "end_condition": "End a prohibition or requirement",
    "decide_renewal": "Decide on the renewal of an order",
    "decide_condition_renewal": "Decide on the renewal of a prohibition",
    "requirements": "Record a requirement of a sentence",
    "change_requirement": "End or put right a requirement of a sentence",
    "licence": "Record a licence condition",
    "standard_conditions": "Record the standard licence conditions",
    "change_licence_condition": "End or put right a licence condition",
    "notification": "Record until when they are subject to notification",
    "annual_notification": "Record the next annual notification",
}
