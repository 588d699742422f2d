from django.urls import path

from orders import views

app_name = "orders"
urlpatterns = [
    path("cases/<uuid:case_uuid>/orders/record/", views.record_order, name="record_order"),
    path("orders/<uuid:order_uuid>/", views.order, name="order"),
    path("orders/<uuid:order_uuid>/conditions/add/", views.add_condition, name="add_condition"),
    path("orders/<uuid:order_uuid>/correct/", views.correct_order, name="correct_order"),
    path("orders/<uuid:order_uuid>/end/", views.end_order, name="end_order"),
    path("conditions/<uuid:condition_uuid>/end/", views.end_condition, name="end_condition"),
]
