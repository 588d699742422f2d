from django.urls import path

from orders import views

app_name = "orders"
urlpatterns = [
    path("cases/<uuid:case>/orders/record/", views.record_order, name="record_order"),
    path("orders/<uuid:order>/", views.order, name="order"),
    path("orders/<uuid:order>/conditions/add/", views.add_condition, name="add_condition"),
    path("orders/<uuid:order>/correct/", views.correct_order, name="correct_order"),
    path("orders/<uuid:order>/end/", views.end_order, name="end_order"),
    path("conditions/<uuid:condition>/end/", views.end_condition, name="end_condition"),
]
