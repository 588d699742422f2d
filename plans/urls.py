from django.urls import path

from plans import views

app_name = "plans"
urlpatterns = [
    path("cases/<uuid:case_uuid>/plan/", views.plan, name="plan"),
    path("cases/<uuid:case_uuid>/plan/write/", views.write, name="write"),
    path("cases/<uuid:case_uuid>/plan/add/", views.add, name="add"),
    path("plans/<uuid:plan_uuid>/", views.version, name="version"),
    path("plans/<uuid:plan_uuid>/items/add/", views.add_item, name="add_item"),
    path("plans/<uuid:plan_uuid>/sign/", views.sign, name="sign"),
    path("plans/<uuid:plan_uuid>/discard/", views.discard, name="discard"),
    path("plan-items/<uuid:item_uuid>/", views.item, name="item"),
    path("plan-items/<uuid:item_uuid>/remove/", views.remove_item, name="remove_item"),
]
# What a person did there, as the audit log says it.
CALLED = {
    "plan": "The risk management plan",
    "write": "Write a risk management plan",
    "add": "Add to a plan what it did not name",
    "version": "A version of a risk management plan",
    "add_item": "Add an item to a plan",
    "sign": "Sign a risk management plan",
    "discard": "Throw away the draft of a plan",
    "item": "Change an item of a plan",
    "remove_item": "Remove an item of a plan",
}
