"""What orders register of their pages: what an order is called, and where it is."""

from uuid import UUID

from django.urls import reverse

from offenders.rules import Reference


def _order(key: str, case_uuid: UUID) -> str:
    return reverse("orders:order", args=[key])


ORDER = Reference("order", "a change of an order", _order)
