from django.urls import path

from people.views import accounts, grants, support

app_name = "people"
urlpatterns = [
    path("sign-in/", accounts.sign_in, name="sign_in"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
    path("session/stay/", accounts.stay, name="stay"),
    path("session/keys/", accounts.keys, name="keys"),
    path("password/", accounts.password, name="password"),
    path("support/", support.support, name="support"),
    path("support/shared/", support.shared_support, name="shared_support"),
    path("users/", accounts.users, name="users"),
    path("users/roles/", grants.roles, name="roles"),
    path("users/add/", accounts.add_user, name="add_user"),
    path("users/<uuid:user_uuid>/", grants.user, name="user"),
    path("users/<uuid:user_uuid>/change/", accounts.change_user, name="change_user"),
    path("users/<uuid:user_uuid>/password/", accounts.new_password, name="new_password"),
    path("users/<uuid:user_uuid>/roles/give/", grants.give_role, name="give_role"),
    path("users/<uuid:user_uuid>/roles/<uuid:role_uuid>/end/", grants.end_role, name="end_role"),
    path("users/<uuid:user_uuid>/areas/give/", grants.give_area, name="give_area"),
    path("users/<uuid:user_uuid>/areas/<uuid:area_uuid>/end/", grants.end_area, name="end_area"),
    path(
        "users/<uuid:user_uuid>/staff-record/give/",
        grants.give_staff_record,
        name="give_staff_record",
    ),
    path(
        "users/<uuid:user_uuid>/staff-record/end/", grants.end_staff_record, name="end_staff_record"
    ),
    path("users/<uuid:user_uuid>/staff-record/team/", grants.move_to_team, name="move_to_team"),
    path(
        "users/<uuid:user_uuid>/supervision/give/", grants.give_supervision, name="give_supervision"
    ),
    path(
        "users/<uuid:user_uuid>/supervision/<uuid:supervision_uuid>/end/",
        grants.end_supervision,
        name="end_supervision",
    ),
    path("users/<uuid:user_uuid>/headship/give/", grants.give_headship, name="give_headship"),
    path(
        "users/<uuid:user_uuid>/headship/<uuid:headship_uuid>/end/",
        grants.end_headship,
        name="end_headship",
    ),
    path("users/<uuid:user_uuid>/cover/give/", grants.give_cover, name="give_cover"),
    path("users/<uuid:user_uuid>/cover/<uuid:cover_uuid>/end/", grants.end_cover, name="end_cover"),
]
# What a person did there, as the audit log says it.
CALLED = {
    "sign_in": "Sign in",
    "sign_out": "Sign out",
    "stay": "Stay signed in",
    "keys": "Keys of what a device keeps without a signal",
    "password": "Change one's own password",
    "support": "Support",
    "shared_support": "Support that is shared",
    "users": "Users",
    "roles": "Roles and permissions",
    "add_user": "Add a user",
    "user": "A user",
    "change_user": "Change a user",
    "new_password": "Give a user a new password",
    "give_role": "Give a role",
    "end_role": "End a role",
    "give_area": "Give an area",
    "end_area": "End an area",
    "give_staff_record": "Give a staff record",
    "end_staff_record": "End whose staff record it is",
    "move_to_team": "Move an officer to another team",
    "give_supervision": "Give a team to supervise",
    "end_supervision": "End a supervision",
    "give_headship": "Give a delivery unit to head",
    "end_headship": "End a headship",
    "give_cover": "Give cover of an absence",
    "end_cover": "End a cover",
}
