"""Who may see which case, and on what ground (design section 4). One answer: it opens pages and fills the log.

Only `offenders.querysets` reads this module. Everything is said to the database in one query; models are
looked up by name because they stand on this module.
"""

from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Case as Choose
from django.db.models import CharField, Exists, Func, OuterRef, Q, QuerySet, Value, When
from django.contrib.postgres.fields import ArrayField

from offenders.choices import Ground
from people.choices import Permission
from people.rules import ROLE_PERMISSIONS

VIEWING_ROLES = [
    role for role, permissions in ROLE_PERMISSIONS.items() if Permission.VIEW_CASE in permissions
]


def holds_on(on: date, prefix: str = "") -> Q:
    """Dated rows in force on a day; the end is exclusive."""
    return Q(**{f"{prefix}starts_on__lte": on}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": on})
    )


def holds_at(at: datetime) -> Q:
    return Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def _model(name: str) -> Any:
    return apps.get_model(name)


def _officers(user: Any) -> QuerySet[Any]:
    return _model("people.Officer").objects.filter(user=user)


def _supervised_teams(user: Any, on: date) -> QuerySet[Any]:
    rows = _model("people.Supervision").objects.filter(holds_on(on), officer__user=user)
    return rows.values("team")


def _cases_by_ground(user: Any, on: date) -> dict[Ground, QuerySet[Any]]:
    """For each ground, the cases on which this user has it."""
    current = _model("offenders.Allocation").objects.filter(holds_on(on))
    covered = _model("people.Cover").objects.filter(holds_on(on), covering__user=user)
    headed = _model("people.Headship").objects.filter(holds_on(on), officer__user=user)
    holding = {
        Ground.SUPERVISOR: Q(officer__team__in=_supervised_teams(user, on)),
        Ground.ALLOCATED: Q(officer__in=_officers(user)),
        Ground.COVER: Q(officer__in=covered.values("absent")),
        Ground.TEAM: Q(officer__team__in=_officers(user).values("team")),
        Ground.HEAD: Q(officer__team__delivery_unit__in=headed.values("delivery_unit")),
    }
    return {ground: current.filter(held).values("case") for ground, held in holding.items()}


def _is_viewer(user: Any) -> Exists:
    grants = _model("people.RoleGrant").objects.filter(user=user, role__in=VIEWING_ROLES)
    return Exists(grants)


def _limited_access(user: Any, on: date, at: datetime) -> Q:
    """INF-30: exclusions beat every ground; a restricted case admits the named and their supervisors."""
    excluded = _model("offenders.Exclusion").objects.filter(
        holds_at(at), case=OuterRef("pk"), user=user
    )
    restrictions = _model("offenders.Restriction").objects.filter(
        holds_at(at), case=OuterRef("pk")
    )
    named = restrictions.filter(
        Q(user=user) | Q(user__officer__team__in=_supervised_teams(user, on))
    )
    return ~Exists(excluded) & (~Exists(restrictions) | Exists(named))


def visible(user: Any, *, on: date, at: datetime) -> Q:
    """The cases that this user may see. No role, no ground, or a limit in the way: none."""
    has_ground = Q()
    for cases in _cases_by_ground(user, on).values():
        has_ground |= Q(pk__in=cases)
    return Q(_is_viewer(user)) & has_ground & _limited_access(user, on, at)


def grounds(user: Any, *, on: date) -> Func:
    """An expression: every ground that this user has on the row's case, strongest first."""
    found = [
        Choose(When(pk__in=cases, then=Value(ground.value)), output_field=CharField())
        for ground, cases in _cases_by_ground(user, on).items()
    ]
    return Func(
        *found,
        template="array_remove(ARRAY[%(expressions)s]::varchar[], NULL)",
        output_field=ArrayField(CharField()),
    )
