"""Chainable filters of visits and of what supervisors make of them."""

from datetime import datetime
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from offenders.choices import WITHDRAWN
from visits.choices import CHILD_TOLD, ConditionResult, DevicesExamined, VisitOutcome


# The rows' own classes stand on this module, so they cannot be named here.
class VisitQuerySet(QuerySet[Any]):
    def current(self) -> Self:
        """The visit as it holds: the row of the contact's version that no later one amends, cancels or voids.

        NOT EXISTS for the reason that contacts have: as an outer join the planner expects one row and reads all.
        """
        contacts = self.model._meta.get_field("contact").related_model
        held = self.filter(~Exists(contacts.objects.filter(amends=OuterRef("contact"))))
        return held.exclude(contact__version_kind__in=WITHDRAWN)

    def with_concern(self) -> Self:
        """Records that name a concern: in words of their own, or about a condition or notification (ORD-13)."""
        checks = self.model._meta.get_field("checks").related_model
        found = checks.objects.filter(visit=OuterRef("pk"), result=ConditionResult.CONCERN)
        return self.filter(~Q(concerns="") | Exists(found))

    def to_read(self) -> Self:
        """POL-11: records that a supervisor reads: with a concern, a refusal (entry, a device) or a child.

        POL-15: and those after which somebody decided whether to apply for a warrant.
        """
        checks = self.model._meta.get_field("checks").related_model
        found = checks.objects.filter(visit=OuterRef("pk"), result=ConditionResult.CONCERN)
        contacts = self.model._meta.get_field("contact").related_model
        decisions = contacts._meta.get_field("warrant_decisions").related_model
        decided = decisions.objects.filter(contact=OuterRef("contact"))
        return self.filter(
            ~Q(concerns="")
            | Q(devices_examined=DevicesExamined.REFUSED)
            | Q(outcome=VisitOutcome.ENTRY_REFUSED)
            | Q(children__in=sorted(CHILD_TOLD))
            | Exists(found)
            | Exists(decided)
        )

    def reviewed(self) -> Self:
        """POL-11: versions that a supervisor has read."""
        return self.filter(contact__review__isnull=False)

    def unreviewed(self) -> Self:
        """POL-11: recorded visits whose version that holds no supervisor has read."""
        return self.current().exclude(outcome="").filter(contact__review__isnull=True)


class ReviewQuerySet(QuerySet[Any]):
    def unanswered(self) -> Self:
        """Something was asked, and nobody has said yet what came of it."""
        return self.exclude(asks="").filter(answer="")

    def unanswered_before(self, at: datetime) -> Self:
        """The same just before an instant: what was answered later stood open then."""
        return self.exclude(asks="").filter(Q(answer="") | Q(answered_at__gte=at))
