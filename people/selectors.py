"""What the pages about users read."""

from django.db.models import Q, QuerySet

from people.models import Officer, User


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
    return sorted(grant.get_role_display() for grant in user.role_grants.all())
