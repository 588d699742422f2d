"""Chainable filters of visits."""

from typing import Any, Self

from django.db.models import QuerySet


class VisitQuerySet(QuerySet[Any]):
    def current(self) -> Self:
        """The visit as it holds: the row of the contact's version that no later one amends."""
        return self.filter(contact__amended_by__isnull=True)
