"""Roles as apps declare them, and the page that shows them all."""

import re
from html import unescape

import pytest
from django.test import Client

from people import rules
from people.choices import Agency, Permission, Role
from people.models import User
from people.rules import (
    AGENCY_OF,
    RoleError,
    RoleKind,
    all_roles,
    allow,
    conflict_of,
    permissions_of,
    register_role,
    role_label,
    roles_with,
)
from tests.queries import asked_by

P = Permission
COORDINATOR = RoleKind("coordinator", "Coordinator", "Arranges panels", frozenset({P.VIEW_TEAM}))


@pytest.fixture(autouse=True)
def _only_for_this_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_ROLES", dict(rules._ROLES))


# Declared ----------------------------------------------------------------------------------------------


def test_an_upper_floor_declares_a_role() -> None:
    register_role(COORDINATOR)
    assert all_roles()[-1] == COORDINATOR
    assert permissions_of(["coordinator"]) == {P.ANYONE, P.SIGNED_IN, P.VIEW_TEAM}
    assert "coordinator" in roles_with(P.VIEW_TEAM)
    assert role_label("coordinator") == "Coordinator"
    assert conflict_of(["coordinator", Role.OFFICER]) is None
    assert "Auditor cannot be combined" in str(conflict_of(["coordinator", Role.AUDITOR]))


def test_an_upper_floor_lets_a_role_do_more() -> None:
    assert P.VIEW_AUDIT not in permissions_of([Role.HEAD])
    allow(Role.HEAD, P.VIEW_AUDIT)
    assert P.VIEW_AUDIT in permissions_of([Role.HEAD])
    assert P.VIEW_AUDIT not in permissions_of([Role.OFFICER])


def test_a_role_that_no_app_declares_allows_nothing() -> None:
    assert permissions_of(["emperor"]) == {P.ANYONE, P.SIGNED_IN}
    assert role_label("emperor") == "emperor"
    with pytest.raises(RoleError, match="no role 'emperor'"):
        allow("emperor", P.VIEW_CASE)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (Role.OFFICER, "another role called officer"),
        ("Coordinator", "small letters"),
        ("x" * 21, "20 small letters"),
    ],
)
def test_a_role_that_cannot_stand_is_refused(code: str, words: str) -> None:
    with pytest.raises(RoleError, match=words):
        register_role(RoleKind(code, "Another", "", frozenset()))


def test_heads_accept_and_allocate() -> None:
    assert {P.ACCEPT_FLAG, P.ALLOCATE} <= permissions_of([Role.HEAD])


# The page ----------------------------------------------------------------------------------------------


def cells_of(page: str, act: str) -> dict[str, str]:
    """The cells of one row of the table, by column."""
    row = re.search(
        rf'<th scope="row"[^>]*>{re.escape(act)}</th>(.*?)</tr>', unescape(page), re.DOTALL
    )
    assert row, act
    return dict(re.findall(r'data-label="([^"]*)">([^<]*)<', row[1]))


@pytest.mark.django_db
def test_the_page_says_what_the_service_decides(as_hal: Client) -> None:
    page = as_hal.get("/users/roles/").content.decode()
    for permission in Permission:
        if permission in {P.ANYONE, P.SIGNED_IN}:
            assert permission.label not in page
            continue
        cells = cells_of(page, permission.label)
        for role in all_roles():
            assert cells[role.label] == ("Yes" if permission in role.allows else "")
        only: Agency | None = AGENCY_OF.get(permission)
        assert cells["Only"] == (only.label if only else "")


@pytest.mark.django_db
def test_a_declared_role_is_a_column_and_a_line(as_hal: Client) -> None:
    register_role(COORDINATOR)
    page = as_hal.get("/users/roles/").content.decode()
    assert "Arranges panels." in page
    assert cells_of(page, P.VIEW_TEAM.label)["Coordinator"] == "Yes"
    assert cells_of(page, P.VIEW_CASE.label)["Coordinator"] == ""


@pytest.mark.django_db
def test_how_many_hold_a_role(as_hal: Client, amira: User, ben: User, eve: User) -> None:
    User.objects.filter(pk=eve.pk).update(is_active=False)
    page = as_hal.get("/users/roles/").content.decode()
    assert cells_of(page, "Officer")["Users with it"] == "2"
    assert cells_of(page, "Head of delivery unit")["Users with it"] == "0"
    one = asked_by(as_hal, "/users/roles/")
    User.objects.filter(pk=ben.pk).delete()
    assert asked_by(as_hal, "/users/roles/") == one
