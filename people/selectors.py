"""What the pages about users read."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from core.table import Cells, Column, Table, lines, link, tag
from people.choices import Permission
from people.models import Officer, RoleGrant, User
from people.rules import AGENCY_OF, RoleKind, all_roles, role_label


def users(words: str = "") -> QuerySet[User]:
    """Users whose name, e-mail or officer code has every word, with roles and officer, by name."""
    found = User.objects.select_related("officer__team").prefetch_related("role_grants")
    for word in words.split()[:6]:
        found = found.filter(
            Q(name__icontains=word) | Q(email__icontains=word) | Q(officer__code__iexact=word)
        )
    return found.order_by("name", "email", "id")


def officers_open_to(user: User | None) -> QuerySet[Officer]:
    """Officers without a sign-in, and the one that this user already is."""
    mine = Q(user=user) if user else Q()
    return Officer.objects.filter(Q(user__isnull=True) | mine).select_related("team")


def role_labels(user: User) -> list[str]:
    return sorted(role_label(role) for role in user.roles)


COLUMNS = (
    Column("Name", css="app-break"),
    Column("May"),
    Column("Officer"),
    Column("Sign-in"),
)


def table_of(shown: Iterable[User]) -> Table:
    return Table("Users by name", COLUMNS, [_cells(user) for user in shown])


def _cells(user: User) -> Cells:
    officer = getattr(user, "officer", None)  # read with the user, or absent
    return (
        lines(link(user.get_absolute_url(), user.name), user.email),
        lines(*(role_labels(user) or ["Nothing yet: give a role"])),
        f"{officer.short_name}, {officer.team}" if officer else "None",
        tag("Open", "green") if user.is_active else tag("Closed", "grey"),
    )


# Roles -------------------------------------------------------------------------------------------------

# What needs no role has no place in a table of them.
OPEN = frozenset({Permission.ANYONE, Permission.SIGNED_IN})


def table_of_roles() -> Table:
    """Each role, whom it is for, and how many hold it today."""
    open_accounts = RoleGrant.objects.filter(user__is_active=True)
    held = dict(open_accounts.values_list("role").annotate(Count("user", distinct=True)))
    columns = (
        Column("Role", names_row=True),
        Column("For somebody who"),
        Column("Users with it", is_numeric=True),
    )
    rows = [(kind.label, _for(kind), str(held.get(kind.code, 0))) for kind in all_roles()]
    return Table("Roles", columns, rows)


def table_of_permissions() -> Table:
    """Each act, the roles that allow it, and the agency that alone does it: as the service itself decides."""
    columns = (
        Column("Act", names_row=True),
        *(Column(kind.label) for kind in all_roles()),
        Column("Only"),
    )
    return Table(
        "What each role allows", columns, [_act(each) for each in Permission if each not in OPEN]
    )


def _for(kind: RoleKind) -> str:
    return lines(f"{kind.hint}.", "Held alone." if kind.is_apart else None)


def _act(permission: Permission) -> Cells:
    agency = AGENCY_OF.get(permission)
    may = ("Yes" if permission in kind.allows else "" for kind in all_roles())
    return (permission.label, *may, agency.label if agency else "")
