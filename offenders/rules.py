"""Pure rules of the case record: what a ground allows, when a record is late, how old the needed facts may be."""

from datetime import datetime, timedelta

from offenders.choices import Ground
from people.choices import Permission

_READ = frozenset({Permission.VIEW_CASE})
_ALL_WORK = _READ | {
    Permission.LOG_CONTACT,
    Permission.PLAN_VISIT,
    Permission.RECORD_VISIT,
    Permission.SET_INTERVAL,
    Permission.ACCEPT_FLAG,
}

GROUND_PERMISSIONS: dict[Ground, frozenset[Permission]] = {
    Ground.ALLOCATED: _ALL_WORK,
    Ground.COVER: _ALL_WORK,
    Ground.SUPERVISOR: _READ | {Permission.APPROVE_INTERVAL, Permission.ACCEPT_FLAG},
    # "log contacts and visits": a colleague at the door records what happened there.
    Ground.TEAM: _READ | {Permission.LOG_CONTACT, Permission.RECORD_VISIT},
    Ground.HEAD: _READ,
}


def grounds_allow(grounds: frozenset[Ground], permission: Permission) -> bool:
    """Whether any of a user's grounds on a case allows this act on it. No ground, no access."""
    return any(permission in GROUND_PERMISSIONS[ground] for ground in grounds)


def is_recorded_late(*, happened_at: datetime, recorded_at: datetime, hours: int) -> bool:
    """POL-12, F-14: recorded more than `hours` hours after it happened."""
    return recorded_at - happened_at > timedelta(hours=hours)
