"""Which role may do what: the one table. One form for an e-mail address. What an officer is called."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from people.choices import Agency, Permission, Role

P = Permission
LONGEST_CODE = 20  # the column of a grant
LONGEST_COVER = 92  # days: an absence that lasts longer is a change of who holds the cases


@dataclass(frozen=True, slots=True)
class RoleKind:
    """A role that can be given: what it is called, whom it is for, what it allows at all.

    Which case is another question (offenders/access.py). One that stands apart is held alone: those who keep the log
    or the users must not also be able to look at cases (design section 4).
    """

    code: str
    label: str
    hint: str
    allows: frozenset[Permission]
    is_apart: bool = False


class RoleError(Exception):
    """A role that cannot be registered, or acts for a role that there is not."""


CASEWORK = frozenset(
    {
        P.VIEW_CASE,
        P.LOG_CONTACT,
        P.VOID_CONTACT,
        P.RECORD_RISK,
        P.RECORD_PERSON,
        P.RECORD_FACT,
        P.SET_FREQUENCY,
        P.ENFORCE,
        P.ACCEPT_FLAG,
        P.VIEW_SUPERVISION,
        P.HAND_OVER,
        P.STATE_TRAINING,
        P.RECORD_INTELLIGENCE,
    }
)
OWN = (
    RoleKind(
        Role.OFFICER,
        Role.OFFICER.label,
        "Works on the cases that they hold, cover or share with their team",
        CASEWORK | {P.RECORD_ABSENCE},
    ),
    RoleKind(
        Role.SUPERVISOR,
        Role.SUPERVISOR.label,
        "Sees the cases of the teams that they supervise, approves and accepts",
        CASEWORK
        | {
            P.VIEW_TEAM,
            P.ACCEPT_CRITICAL,
            P.ALLOCATE,
            P.MAKE_SCENARIO,
            P.APPROVE_FREQUENCY,
            P.CONFIRM_FACT,
            P.OVERSEE,
            P.SET_HOURS,
            P.SUPERVISE,
            P.RECORD_ABSENCE,
            P.ARRANGE_COVER,
            P.RECORD_TRAINING,
        },
    ),
    RoleKind(
        Role.HEAD,
        Role.HEAD.label,
        "Sees the cases and figures of their delivery unit, accepts and allocates",
        frozenset(
            {
                P.VIEW_CASE,
                P.VIEW_TEAM,
                P.VIEW_AREA,
                P.ACCEPT_FLAG,
                P.ACCEPT_CRITICAL,
                P.ALLOCATE,
                P.HAND_OVER,
                P.MAKE_SCENARIO,
                P.OVERSEE,
                P.SET_HOURS,
                P.VIEW_SUPERVISION,
                P.SUPERVISE,
                P.RECORD_ABSENCE,
                P.ARRANGE_COVER,
                P.STATE_TRAINING,
                P.RECORD_TRAINING,
            }
        ),
    ),
    RoleKind(
        Role.AUDITOR,
        Role.AUDITOR.label,
        "Reads the log, and sees no case",
        frozenset({P.VIEW_AUDIT}),
        is_apart=True,
    ),
    RoleKind(
        Role.ADMINISTRATOR,
        Role.ADMINISTRATOR.label,
        "Manages users and reference data, and sees no case",
        frozenset({P.MANAGE_USERS, P.MANAGE_REFERENCE}),
        is_apart=True,
    ),
)
# The database holds these to it too (people_rolegrant_apart), so an upper floor declares none.
APART = frozenset(kind.code for kind in OWN if kind.is_apart)
_ROLES: dict[str, RoleKind] = {kind.code: kind for kind in OWN}


def register_role(kind: RoleKind) -> None:
    """Declare a role of an upper floor. Raises RoleError when it cannot stand beside those that there are."""
    if _ROLES.get(kind.code, kind) != kind:
        raise RoleError(f"There is another role called {kind.code}")
    if not re.fullmatch("[a-z_]+", kind.code) or len(kind.code) > LONGEST_CODE:
        raise RoleError(f"A role is called in up to {LONGEST_CODE} small letters: {kind.code!r}")
    if kind.is_apart and kind.code not in APART:
        raise RoleError(
            f"The database knows nothing of {kind.code} standing apart: see people_rolegrant_apart"
        )
    _ROLES[kind.code] = kind


def allow(role: str, *permissions: Permission) -> None:
    """Let a role do acts of an upper floor, whatever it may do already."""
    if role not in _ROLES:
        raise RoleError(f"There is no role {role!r}")
    kind = _ROLES[role]
    _ROLES[role] = replace(kind, allows=kind.allows.union(permissions))


def all_roles() -> tuple[RoleKind, ...]:
    """Every role that an app has declared, in the order of declaration."""
    return tuple(_ROLES.values())


def roles_with(permission: Permission) -> list[str]:
    """The codes of the roles that allow this act at all."""
    return [kind.code for kind in all_roles() if permission in kind.allows]


def role_label(code: str) -> str:
    """What a role is called on screen; one that is not declared any more is shown by its code."""
    return _ROLES[code].label if code in _ROLES else code


# What one agency alone does (POL-3, POL-4, POL-11, PRO-70, PRG-43). Any other act is for whoever holds the case, of either.
AGENCY_OF: dict[Permission, Agency] = {
    P.PLAN_VISIT: Agency.POLICE,
    P.RECORD_VISIT: Agency.POLICE,
    P.SET_INTERVAL: Agency.POLICE,
    P.APPROVE_INTERVAL: Agency.POLICE,
    P.REVIEW_VISIT: Agency.POLICE,
    P.SET_FREQUENCY: Agency.PROBATION,
    P.APPROVE_FREQUENCY: Agency.PROBATION,
    P.ENFORCE: Agency.PROBATION,
    P.DECIDE_CHILD: Agency.POLICE,
    P.REFER: Agency.PROBATION,
    P.DECIDE_PROGRAMME: Agency.PROBATION,
    P.KEEP_REGISTER: Agency.PROBATION,
    P.RUN_GROUPS: Agency.PROBATION,
}

# What an officer may see and do of what is said about themself (a caseload over its threshold), and whoever leads
# their team: the supervisor and the head of the unit.
OFFICER_MAY = frozenset({P.VIEW_CASE, P.VIEW_SUPERVISION, P.RECORD_ABSENCE, P.STATE_TRAINING})
LEADER_MAY = frozenset(
    {
        P.VIEW_CASE,
        P.VIEW_TEAM,
        P.ACCEPT_FLAG,
        P.ACCEPT_CRITICAL,
        P.SET_HOURS,
        P.ALLOCATE,
        P.RECORD_ABSENCE,
        P.ARRANGE_COVER,
        P.RECORD_TRAINING,
    }
)
# Of whoever supervises the officer, and of nobody above: what is said in supervision stays between the two of them.
SUPERVISOR_MAY = frozenset({P.VIEW_SUPERVISION, P.SUPERVISE})
# A supervisor who holds cases does not accept what is said of their own, nor set their own hours, who covers them or
# what they were trained in.
NEVER_ABOUT_ONESELF = frozenset(
    {P.ACCEPT_FLAG, P.ACCEPT_CRITICAL, P.SET_HOURS, P.ARRANGE_COVER, P.RECORD_TRAINING}
)


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """Everything these roles allow together, and what every signed-in person may do.

    A role that no app declares, of a floor that was taken out, allows nothing.
    """
    held = (_ROLES[role].allows for role in roles if role in _ROLES)
    return frozenset({P.ANYONE, P.SIGNED_IN}).union(*held)


def conflict_of(roles: Iterable[str]) -> str | None:
    """Why these roles may not be held together; None when they may."""
    held = set(roles)
    apart = [kind for kind in all_roles() if kind.is_apart and kind.code in held]
    if apart and len(held) > 1:
        return (
            f"{apart[0].label} cannot be combined with another role: "
            "those who keep the users or the log do not see cases."
        )
    return None


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody has today, as far as one thing is of no use without another."""

    roles: frozenset[str]
    has_record: bool
    supervises: bool
    heads: bool


def gaps(standing: Standing) -> list[str]:
    """What is missing before what somebody was given opens a case; empty where nothing is."""
    allowed, found = permissions_of(standing.roles), []
    if not standing.roles:
        found.append("They have no role, so they can do nothing.")
    if P.VIEW_CASE in allowed and not standing.has_record:
        found.append("They have no staff record, so their roles open no case.")
    if standing.has_record and P.VIEW_CASE not in allowed and standing.roles:
        found.append("None of their roles opens a case, whatever their staff record holds.")
    for role, does, what in (
        (Role.SUPERVISOR, standing.supervises, "supervise no team"),
        (Role.HEAD, standing.heads, "head no delivery unit"),
    ):
        if role in standing.roles and standing.has_record and not does:
            found.append(f"They {what}, so the role {role_label(role)} opens none.")
        if does and role not in standing.roles:
            found.append(
                f"Without the role {role_label(role)} they cannot use what they are in charge of."
            )
    return found


def short_name(agency: str, grade: str, forenames: str, surname: str) -> str:
    """An officer as banners and sentences show them: A. Khan, DC B. Mason."""
    rank = f"{grade} " if agency == Agency.POLICE else ""
    return f"{rank}{forenames[:1]}. {surname}"


def canonical_email(typed: str) -> str:
    """The one form in which addresses are compared, counted and unique, whatever was typed.

    NFKC, case folded, and NFKC again, as Unicode compares identifiers: full-width letters, ligatures and the Kelvin
    sign are the plain letters, ß is ss. A dotless i stays one: it is another letter, and so another address.
    What cannot be seen (joiners, soft hyphens) is left out, and so are spaces around it and a dot at its end.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", typed).casefold())
    seen = "".join(char for char in folded if unicodedata.category(char) != "Cf")
    return seen.strip().rstrip(".").strip()
