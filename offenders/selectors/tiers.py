"""The tiers of a case."""

from django.db.models import Sum

from offenders.models import Case, Tier


def newest_tier(case: Case) -> Tier | None:
    """The one that was worked out last; of one day that of the newer scheme."""
    return Tier.objects.filter(case=case).order_by("-calculated_on", "-scheme").first()


def version_of(case: Case) -> int:
    """Of all tiers of the case together: it changes with each that is recorded or put right."""
    found = Tier.objects.filter(case=case).aggregate(versions=Sum("version"))
    return found["versions"] or 0
