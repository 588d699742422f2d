"""Who may see which case, and on what ground (design section 4). One answer: it opens pages and fills the log.

Only `offenders.querysets` reads this module. It is written in SQL: the same rule said through the ORM took
three times as long to compile as to run, on every page (docs/adr/0010-access-in-sql.md).
"""

import re
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, CharField, F, Func, Q

from people.choices import Permission
from people.rules import ROLE_PERMISSIONS

VIEWING_ROLES = [
    role.value
    for role, permissions in ROLE_PERMISSIONS.items()
    if Permission.VIEW_CASE in permissions
]

_IN_FORCE = "{0}.starts_on <= :on AND ({0}.ends_on IS NULL OR {0}.ends_on > :on)"
_HELD_BY = f"JOIN offenders_allocation a ON {_IN_FORCE.format('a')} AND a.officer_id ="

# An active case that nobody of the agency leads now, by the one who led it last (docs/adr/0014). What is planned for
# later counts only from its day. An officer who went over to the other agency does not take the old one's cases along.
_LAST_HELD = """
    a.role = 'lead' AND a.agency = o.agency AND a.ends_on <= :on
    AND NOT EXISTS (
        SELECT FROM offenders_allocation n
         WHERE n.case_id = a.case_id AND n.agency = a.agency AND n.role = 'lead'
           AND n.starts_on > a.starts_on AND n.starts_on <= :on
    )
"""
# The police have nothing more to do with somebody who is neither registered nor under an order: their access ends.
_NEEDS_ONE = f"""
    (SELECT k.status FROM offenders_case k WHERE k.id = a.case_id) = 'active'
    AND (o.agency <> 'police' OR EXISTS (
        SELECT FROM offenders_registration g JOIN offenders_registertype y ON y.id = g.register_id
         WHERE g.case_id = a.case_id AND y.code IN ('ARSO', 'SOPS') AND {_IN_FORCE.format("g")}
    ))
"""  # noqa: S608  constant text, every value bound
_SUPERVISED = f"""
      FROM people_officer me
      JOIN people_supervision s ON s.officer_id = me.id AND {_IN_FORCE.format("s")}
      JOIN people_officer o ON o.team_id = s.team_id
"""
_HEADED = f"""
      FROM people_officer me
      JOIN people_headship h ON h.officer_id = me.id AND {_IN_FORCE.format("h")}
      JOIN people_team t ON t.delivery_unit_id = h.delivery_unit_id
      JOIN people_officer o ON o.team_id = t.id
"""

# The cases on which this user has a ground, once for each ground. What a co-worker holds is not the team's:
# a co-worker's team, supervisor and head gain nothing by it (need to know).
_HOLDING = f"""
    SELECT a.case_id, 'supervisor' AS ground, 1 AS strength
      {_SUPERVISED}
      {_HELD_BY} o.id AND a.role = 'lead'
     WHERE me.user_id = :user
    UNION ALL
    SELECT a.case_id, 'allocated', 2
      FROM people_officer me
      {_HELD_BY} me.id
     WHERE me.user_id = :user
    UNION ALL
    SELECT a.case_id, 'cover', 3
      FROM people_officer me
      JOIN people_cover c ON c.covering_id = me.id AND {_IN_FORCE.format("c")}
      {_HELD_BY} c.absent_id
     WHERE me.user_id = :user
    UNION ALL
    SELECT a.case_id, 'team', 4
      FROM people_officer me
      JOIN people_officer o ON o.team_id = me.team_id
      {_HELD_BY} o.id AND a.role = 'lead'
     WHERE me.user_id = :user
    UNION ALL
    SELECT a.case_id, 'head', 5
      {_HEADED}
      {_HELD_BY} o.id AND a.role = 'lead'
     WHERE me.user_id = :user
"""  # noqa: S608  constant text, every value bound

# A case without an officer stays with the supervisors and the head of the team that led it last, until it is
# allocated. Said twice, once for the cases of a user and once for one case: the planner cannot know how rare such
# a case is. OFFSET 0 makes it start from the user's officers where else it would read every case, in parallel; for
# one case that would read all that those officers ever led.
_LEFT_TO = """
    UNION ALL
    SELECT a.case_id, 'supervisor', 1 {supervised}
    UNION ALL
    SELECT a.case_id, 'head', 5 {headed}
"""
_ALL_OF = f"""
      FROM (SELECT o.id, o.agency {{0}} WHERE me.user_id = :user OFFSET 0) o
     CROSS JOIN LATERAL (
        SELECT a.case_id FROM offenders_allocation a WHERE a.officer_id = o.id AND {_LAST_HELD} OFFSET 0
      ) a
     WHERE {_NEEDS_ONE}
"""  # noqa: S608  constant text, every value bound
_EACH_OF = f"""
    {{0}} JOIN offenders_allocation a ON a.officer_id = o.id AND {_LAST_HELD}
     WHERE me.user_id = :user AND {_NEEDS_ONE}
"""
GROUNDS = _HOLDING + _LEFT_TO.format(
    supervised=_ALL_OF.format(_SUPERVISED), headed=_ALL_OF.format(_HEADED)
)
GROUNDS_OF_ONE = _HOLDING + _LEFT_TO.format(
    supervised=_EACH_OF.format(_SUPERVISED), headed=_EACH_OF.format(_HEADED)
)
# Active cases on which no user at all has a ground. Limits of access are not asked: those are decided case by case.
_ANY_USER = """me.user_id IN (
    SELECT u.id FROM people_user u JOIN people_rolegrant g ON g.user_id = u.id
     WHERE u.is_active AND g.role = ANY(:roles)
)"""
NOBODYS = f"""
    SELECT k.id FROM offenders_case k
     WHERE k.status = 'active'
       AND k.id NOT IN (
        SELECT held.case_id FROM ({GROUNDS_OF_ONE.replace("me.user_id = :user", _ANY_USER)}) held
     )
"""  # noqa: S608  constant text, every value bound
LAST_HELD_IN = f"""
    SELECT a.case_id
      FROM people_officer o
      JOIN offenders_allocation a ON a.officer_id = o.id AND {_LAST_HELD}
     WHERE o.team_id = :team AND {_NEEDS_ONE}
"""  # noqa: S608  constant text, every value bound

# INF-30: an exclusion beats every ground, and a restricted case admits only those of its grounds who are named,
# or supervise a named.
EXCLUDED = """
    SELECT x.case_id FROM offenders_exclusion x
     WHERE x.user_id = :user AND x.starts_at <= :at AND (x.ends_at IS NULL OR x.ends_at > :at)
"""
SHUT_OUT = f"""
    SELECT r.case_id FROM offenders_restriction r
     WHERE r.starts_at <= :at AND (r.ends_at IS NULL OR r.ends_at > :at)
     GROUP BY r.case_id
    HAVING NOT bool_or(r.user_id = :user OR r.user_id IN (
        SELECT o.user_id
          FROM people_officer me
          JOIN people_supervision s ON s.officer_id = me.id AND {_IN_FORCE.format("s")}
          JOIN people_officer o ON o.team_id = s.team_id
         WHERE me.user_id = :user AND o.user_id IS NOT NULL
    ))
"""  # noqa: S608  constant text, every value bound

# Nobody sees a case without a role that may, or after the account is closed.
VISIBLE = f"""
    SELECT held.case_id FROM ({GROUNDS}) held
     WHERE EXISTS (
        SELECT 1 FROM people_user u JOIN people_rolegrant g ON g.user_id = u.id
         WHERE u.id = :user AND u.is_active AND g.role = ANY(:roles)
     )
       AND held.case_id NOT IN ({EXCLUDED})
       AND held.case_id NOT IN ({SHUT_OUT})
"""  # noqa: S608  constant text, every value bound


def holds_on(on: date, prefix: str = "") -> Q:
    """Dated rows in force on a day; the end is exclusive."""
    return Q(**{f"{prefix}starts_on__lte": on}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": on})
    )


def _bound(sql: str, **values: object) -> tuple[str, list[object]]:
    """The statement with a placeholder for each :name, and their values in order."""
    names = re.findall(r"(?<!:):(\w+)", sql)
    return re.sub(r"(?<!:):(\w+)", "%s", sql), [values[name] for name in names]


class Among(Func):
    """Whether the row's case is among those of a statement, which runs once and before anything else.

    As `IN` the planner may walk all cases by name in the hope of soon meeting some of these.
    """

    def __init__(self, statement: str, **values: object) -> None:
        super().__init__(F("pk"), output_field=BooleanField())
        self.statement, self.values = statement, values

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> tuple[str, Any]:
        case, params = compiler.compile(self.source_expressions[0])
        sql, values = _bound(self.statement, **self.values)
        return f"{case} = ANY(ARRAY({sql}))", (*params, *values)


def visible(user: Any, *, on: date, at: datetime) -> Among:
    """The cases that this user may see. No role, no ground, or a limit in the way: none."""
    return Among(VISIBLE, user=user.pk, on=on, at=at, roles=VIEWING_ROLES)


def closed(user: Any, *, on: date, at: datetime) -> Among:
    """The cases that a limit closes to this user, whatever the ground: not even their number may show."""
    return Among(f"{EXCLUDED} UNION ALL {SHUT_OUT}", user=user.pk, on=on, at=at)


def nobodys(*, on: date) -> Among:
    """Active cases that no user can open: no officer with a sign-in, nobody to whom they are left."""
    return Among(NOBODYS, on=on, roles=VIEWING_ROLES)


def last_held_in(team_id: int, *, on: date) -> Among:
    """Active cases without an officer now whose last one is of this team."""
    return Among(LAST_HELD_IN, team=team_id, on=on)


class Grounds(Func):
    """Every ground that a user has on the row's case, strongest first."""

    def __init__(self, user_id: int, on: date) -> None:
        super().__init__(F("pk"), output_field=ArrayField(CharField()))
        self.user_id, self.on = user_id, on

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> tuple[str, Any]:
        case, params = compiler.compile(self.source_expressions[0])
        sql, values = _bound(GROUNDS_OF_ONE, user=self.user_id, on=self.on)
        found = f"""
            ARRAY(SELECT found.ground::varchar FROM ({sql}) found WHERE found.case_id = {case}
                   GROUP BY found.ground, found.strength ORDER BY found.strength)
        """  # noqa: S608  constant text of this module, every value bound
        return found, (*values, *params)


def grounds(user: Any, *, on: date) -> Grounds:
    """An annotation for cases that `visible` has let through."""
    return Grounds(user.pk, on)
