from django.urls import path

from orders import views

app_name = "orders"
urlpatterns = [
    path("cases/<uuid:case_uuid>/orders/record/", views.record_order, name="record_order"),
    path("orders/<uuid:order_uuid>/", views.order, name="order"),
    path("orders/<uuid:order_uuid>/conditions/add/", views.add_condition, name="add_condition"),
    path("orders/<uuid:order_uuid>/correct/", views.correct_order, name="correct_order"),
    path("orders/<uuid:order_uuid>/end/", views.end_order, name="end_order"),
    path("orders/<uuid:order_uuid>/renewal/", views.decide_renewal, name="decide_renewal"),
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
}
