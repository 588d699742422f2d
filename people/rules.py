"""Which role may do what: the one table. One form for an e-mail address. What an officer is called."""

import unicodedata

from people.choices import Agency, Permission, Role

P = Permission

CASEWORK = frozenset(
    {
        P.VIEW_CASE,
        P.LOG_CONTACT,
        P.PLAN_VISIT,
        P.RECORD_VISIT,
        P.SET_INTERVAL,
        P.RECORD_RISK,
        P.RECORD_ORDER,
        P.ACCEPT_FLAG,
    }
)
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: CASEWORK,
    Role.SUPERVISOR: CASEWORK | {P.VIEW_TEAM, P.APPROVE_INTERVAL, P.REVIEW_VISIT, P.ALLOCATE},
    Role.HEAD: frozenset({P.VIEW_CASE, P.VIEW_TEAM, P.ACCEPT_FLAG, P.ALLOCATE}),
    Role.AUDITOR: frozenset({P.VIEW_AUDIT}),
    Role.ADMINISTRATOR: frozenset({P.MANAGE_USERS, P.MANAGE_REFERENCE}),
}

# What one agency alone does (POL-3, POL-4, POL-11). Any other act is for whoever holds the case, of either.
AGENCY_OF: dict[Permission, Agency] = {
    P.PLAN_VISIT: Agency.POLICE,
    P.RECORD_VISIT: Agency.POLICE,
    P.SET_INTERVAL: Agency.POLICE,
    P.APPROVE_INTERVAL: Agency.POLICE,
    P.REVIEW_VISIT: Agency.POLICE,
}

# What an officer may see and do of what is said about themself (a caseload over its threshold), and whoever leads
# their team: the supervisor and the head of the unit.
OFFICER_MAY = frozenset({P.VIEW_CASE})
LEADER_MAY = frozenset({P.VIEW_CASE, P.VIEW_TEAM, P.ACCEPT_FLAG})
# A supervisor who holds cases does not accept what is said of their own.
NEVER_ABOUT_ONESELF = frozenset({P.ACCEPT_FLAG})

# Whoever keeps the log or the users must not also be able to look at cases (design section 4).
APART = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Everything these roles allow together, and what every signed-in person may do."""
    return frozenset({P.ANYONE, P.SIGNED_IN}).union(*(ROLE_PERMISSIONS[role] for role in roles))


def conflict_of(roles: frozenset[Role]) -> str | None:
    """Why these roles may not be held together; None when they may."""
    apart = sorted(roles & APART)
    if apart and len(roles) > 1:
        return (
            f"{Role(apart[0]).label} cannot be combined with another role: "
            "those who keep the users or the log do not see cases."
        )
    return None


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
