"""What a ground on a case allows (design section 4)."""

from offenders.choices import Ground
from people.choices import Permission

_READ = frozenset({Permission.VIEW_CASE})
_ALL_WORK = _READ | {
    Permission.LOG_CONTACT,
    Permission.PLAN_VISIT,
    Permission.RECORD_VISIT,
    Permission.SET_INTERVAL,
    Permission.RECORD_RISK,
    Permission.RECORD_ORDER,
    Permission.ACCEPT_FLAG,
}

GROUND_PERMISSIONS: dict[Ground, frozenset[Permission]] = {
    Ground.ALLOCATED: _ALL_WORK,
    Ground.COVER: _ALL_WORK,
    Ground.SUPERVISOR: _READ
    | {
        Permission.APPROVE_INTERVAL,
        Permission.ACCEPT_FLAG,
        Permission.REVIEW_VISIT,
        Permission.ALLOCATE,
    },
    # "log contacts and visits": a colleague at the door records what happened there.
    Ground.TEAM: _READ | {Permission.LOG_CONTACT, Permission.RECORD_VISIT},
    Ground.HEAD: _READ,
}


def grounds_allow(grounds: frozenset[Ground], permission: Permission) -> bool:
    """Whether any of a user's grounds on a case allows this act on it. No ground, no access."""
    return any(permission in GROUND_PERMISSIONS[ground] for ground in grounds)
