from django.urls import path

from people import views

app_name = "people"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("session/stay/", views.stay, name="stay"),
    path("password/", views.password, name="password"),
    path("users/", views.users, name="users"),
    path("users/roles/", views.roles, name="roles"),
    path("users/add/", views.add_user, name="add_user"),
    path("users/<uuid:user_uuid>/", views.user, name="user"),
    path("users/<uuid:user_uuid>/password/", views.new_password, name="new_password"),
]
# What a person did there, as the audit log says it.
CALLED = {
    "sign_in": "Sign in",
    "sign_out": "Sign out",
    "stay": "Stay signed in",
    "password": "Change one's own password",
    "users": "Users",
    "roles": "Roles and permissions",
    "add_user": "Add a user",
    "user": "A user",
    "new_password": "Give a user a new password",
}
