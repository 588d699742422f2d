"""The roles that there are and what each allows: the page draws what the decision is made from."""

from datetime import date

from django.db.models import Count

from core.models import holds_on
from core.table import Cells, Column, Table, lines
from people.choices import Permission
from people.models import RoleGrant
from people.rules import AGENCY_OF, RoleKind, all_roles

# What needs no role has no place in a table of them.
OPEN = frozenset({Permission.ANYONE, Permission.SIGNED_IN})


def table_of_roles(*, on: date) -> Table:
    """Each role, whom it is for, and how many hold it today."""
    holding = RoleGrant.objects.filter(holds_on(on), user__is_active=True)
    held = dict(holding.values_list("role").annotate(Count("user", distinct=True)))
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
