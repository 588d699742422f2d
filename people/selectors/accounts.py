"""Users, as they are listed and found."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from core.table import Cells, Column, Table, lines, link, tag
from people.models import Officer, User
from people.rules import role_label


def users(words: str = "") -> QuerySet[User]:
    """Users whose name, e-mail or officer code has every word, with roles and officer, by name."""
    found = User.objects.select_related("officer__team").prefetch_related("role_grants")
    for word in words.split()[:6]:
        found = found.filter(
            Q(name__icontains=word) | Q(email__icontains=word) | Q(officer__code__iexact=word)
        )
    return found.order_by("name", "email", "id")


def officers_without_sign_in() -> QuerySet[Officer]:
    """The staff records that are nobody's yet."""
    return Officer.objects.filter(user__isnull=True).select_related("team")


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
