"""Chainable filters of the staff: which teams somebody leads, about which officers they may know and do what."""

from datetime import date
from typing import Any, Self

from django.db.models import Q, QuerySet

from core.models import holds_on
from people.choices import Permission
from people.rules import LEADER_MAY, NEVER_ABOUT_ONESELF, OFFICER_MAY, SUPERVISOR_MAY


# The rows' own classes stand on this module, so they cannot be named here.
class TeamQuerySet(QuerySet[Any]):
    def led_by(self, user: Any, *, on: date) -> Self:
        """Teams that this user supervises, and those of the delivery units that they head."""
        supervised = holds_on(on, "supervisions__") & Q(supervisions__officer__user=user)
        headed = holds_on(on, "delivery_unit__headships__") & Q(
            delivery_unit__headships__officer__user=user
        )
        found = self.model._default_manager.filter(supervised | headed)
        return self.filter(pk__in=found.values("pk"))


class OfficerQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any, permission: Permission, *, on: date) -> Self:
        """The officers about whom `user` may do this: oneself, and those of the teams that one leads.

        No role that allows it, or neither: none.
        """
        if not user.has(permission):
            return self.none()
        teams = self.model._meta.get_field("team").related_model
        asked = Q(pk__in=())
        if permission in OFFICER_MAY:
            asked |= Q(user=user)
        if permission in LEADER_MAY:
            asked |= Q(team__in=teams.objects.led_by(user, on=on).values("pk"))
        if permission in SUPERVISOR_MAY:
            asked |= Q(pk__in=self.supervised_by(user, on=on).values("pk"))
        found = self.filter(asked)
        return found.exclude(user=user) if permission in NEVER_ABOUT_ONESELF else found

    def supervised_by(self, user: Any, *, on: date) -> Self:
        """F-2: whose supervision is this user's: a team's by whoever supervises it, a supervisor's by the head of the unit.

        Two who supervise one team do not supervise each other, and nobody themselves.
        """
        everybody = self.model._default_manager.all()
        leads = holds_on(on, "supervisions__")
        theirs = holds_on(on, "team__supervisions__") & Q(team__supervisions__officer__user=user)
        headed = holds_on(on, "team__delivery_unit__headships__") & Q(
            team__delivery_unit__headships__officer__user=user
        )
        leading = everybody.filter(leads).values("pk")
        staff = everybody.filter(theirs).exclude(pk__in=leading)
        above = everybody.filter(headed, pk__in=leading)
        found = self.filter(Q(pk__in=staff.values("pk")) | Q(pk__in=above.values("pk")))
        return found.exclude(user=user)


class SessionQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any, permission: Permission, *, on: date) -> Self:
        """Of the officer and of whoever supervises them today; nobody who did before, nobody above."""
        officers = self.model._meta.get_field("officer").related_model
        seen = officers.objects.visible_to(user, permission, on=on)
        return self.filter(officer__in=seen.values("pk"))
