"""Who may see which case, and on what ground (design section 4). One answer: it opens pages and fills the log.

Only `offenders.querysets` reads this module. It is written in SQL: the same rule said through the ORM took
three times as long to compile as to run, on every page (docs/adr/0010-access-in-sql.md). An upper floor adds a
branch of the statement by registering a ground of its own (docs/adr/0017-grounds-are-registered.md).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, CharField, F, Func

from core.prepared import Statement, fetch, named
from offenders.rules.grounds import (
    SUPERVISES,
    Answer,
    Asker,
    Branch,
    Ground,
    all_grounds,
    decide,
    in_order,
)
from people.choices import Permission
from people.rules import roles_with

P = Permission

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

# A case without an officer stays with the supervisors and the head of the team that led it last, until it is
# allocated. Said twice, once for the cases of a user and once for one case: the planner cannot know how rare such
# a case is. OFFSET 0 makes it start from the user's officers where else it would read every case, in parallel; for
# one case that would read all that those officers ever led.
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


def _led_by(officers: str) -> tuple[Branch, Branch]:
    """The cases that these officers lead, and those that one of them led last and nobody leads now.

    What a co-worker holds is not the team's: its team, supervisor and head gain nothing by it (need to know).
    """
    held = f"{officers} {_HELD_BY} o.id AND a.role = 'lead' WHERE me.user_id = :user"
    return Branch(held), Branch(_ALL_OF.format(officers), of_one=_EACH_OF.format(officers))


# Whoever may see a case is told where it stands with programmes, on the page of all of them too.
READ = frozenset({P.VIEW_CASE, P.VIEW_PROGRAMMES, P.VIEW_MAPPA, P.VIEW_PLAN})
ALL_WORK = READ | {
    P.LOG_CONTACT,
    P.VOID_CONTACT,
    P.PLAN_VISIT,
    P.RECORD_VISIT,
    P.SET_INTERVAL,
    P.RECORD_RISK,
    P.RECORD_PERSON,
    P.RECORD_FACT,
    P.RECORD_ORDER,
    P.REFER,
    P.SET_FREQUENCY,
    P.ENFORCE,
    P.RECORD_ENQUIRY,
    P.ACCEPT_FLAG,
    P.HAND_OVER,
    P.SCREEN_MAPPA,
    P.PROPOSE_LEVEL,
    P.REVIEW_MAPPA,
    P.RECORD_SURVEILLANCE,
    P.WRITE_PLAN,
    P.RECORD_INTELLIGENCE,
}
SUPERVISOR = Ground(
    code=SUPERVISES,
    label="Supervises the team",
    strength=10,
    allows=READ
    | {
        P.APPROVE_INTERVAL,
        P.APPROVE_FREQUENCY,
        P.RECORD_FACT,
        P.CONFIRM_FACT,
        P.ACCEPT_FLAG,
        P.ACCEPT_CRITICAL,
        P.REVIEW_VISIT,
        P.OVERSEE,
        P.REFER,
        P.DECIDE_PROGRAMME,
        P.ALLOCATE,
        P.HAND_OVER,
        P.ENFORCE,
        P.VOID_CONTACT,
        P.SCREEN_MAPPA,
        P.PROPOSE_LEVEL,
        P.APPROVE_LEVEL,
        P.REVIEW_MAPPA,
        P.RECORD_SURVEILLANCE,
        P.RECORD_INTELLIGENCE,
        # A child cannot wait for whoever holds the case.
        P.RECORD_ENQUIRY,
        P.DECIDE_CHILD,
    },
    branches=_led_by(_SUPERVISED),
)
ALLOCATED = Ground(
    code="allocated",
    label="Holds the case",
    strength=20,
    allows=ALL_WORK,
    branches=(Branch(f"FROM people_officer me {_HELD_BY} me.id WHERE me.user_id = :user"),),
)
COVER = Ground(
    code="cover",
    label="Covers an absence",
    strength=30,
    allows=ALL_WORK,
    branches=(
        Branch(f"""
      FROM people_officer me
      JOIN people_cover c ON c.covering_id = me.id AND {_IN_FORCE.format("c")}
      {_HELD_BY} c.absent_id
     WHERE me.user_id = :user
"""),
    ),
)
TEAM = Ground(
    code="team",
    label="Same team",
    strength=40,
    # "log contacts and visits": a colleague at the door records what happened there.
    allows=READ
    | {P.LOG_CONTACT, P.VOID_CONTACT, P.RECORD_PERSON, P.RECORD_VISIT, P.RECORD_ENQUIRY},
    branches=_led_by("FROM people_officer me JOIN people_officer o ON o.team_id = me.team_id")[:1],
)
HEAD = Ground(
    code="head",
    label="Heads the delivery unit",
    strength=50,
    allows=READ | {P.ACCEPT_FLAG, P.ACCEPT_CRITICAL, P.ALLOCATE, P.HAND_OVER, P.OVERSEE},
    branches=_led_by(_HEADED),
)
GROUNDS = (SUPERVISOR, ALLOCATED, COVER, TEAM, HEAD)


def _statement(grounds: Sequence[Ground], *, of_one: bool = False) -> str:
    """(case_id, ground, strength), a row for each way in which a user has one of these grounds on a case."""
    return "\n UNION ALL ".join(
        f"SELECT {branch.case} AS case_id, '{ground.code}'::varchar AS ground, {ground.strength} AS strength "
        + (branch.of_one if of_one and branch.of_one else branch.rows)
        for ground in grounds
        for branch in ground.branches
    )


# Active cases on which no user at all has a ground of the case record. What an upper floor opens to somebody for
# a purpose is nobody's holding of the case. Limits of access are not asked: those are decided case by case.
_ANY_USER = f"""me.user_id IN (
    SELECT u.id FROM people_user u JOIN people_rolegrant g ON g.user_id = u.id AND {_IN_FORCE.format("g")}
     WHERE u.is_active AND g.role = ANY(:roles)
)"""  # noqa: S608  constant text, every value bound
NOBODYS = f"""
    SELECT k.id FROM offenders_case k
     WHERE k.status = 'active'
       AND k.id NOT IN (
        SELECT held.case_id
          FROM ({_statement(GROUNDS, of_one=True).replace("me.user_id = :user", _ANY_USER)}) held
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

# Nobody sees a case after the account is closed; what the roles allow is decided with the grounds (rules.grounds).
_ACTIVE = "EXISTS (SELECT FROM people_user u WHERE u.id = :user AND u.is_active)"


@cache
def _seen_by(grounds: tuple[Ground, ...]) -> Statement:
    """The cases on which a user has a ground and no limit in the way, by ground."""
    text = f"""
    SELECT held.ground, array_agg(DISTINCT held.case_id) FROM ({_statement(grounds)}) held
     WHERE {_ACTIVE}
       AND held.case_id NOT IN ({EXCLUDED})
       AND held.case_id NOT IN ({SHUT_OUT})
     GROUP BY held.ground
"""  # noqa: S608  constant text of apps, every value bound
    return named(text, "sight", user=int, on=date, at=datetime)


@cache
def _on_one(grounds: tuple[Ground, ...]) -> str:
    """The grounds that a user has on the case {case}, strongest first; none where a limit is in the way."""
    return f"""
    ARRAY(
        SELECT held.ground FROM ({_statement(grounds, of_one=True)}) held
         WHERE held.case_id = {{case}} AND {_ACTIVE}
           AND NOT EXISTS (SELECT FROM ({EXCLUDED}) x WHERE x.case_id = {{case}})
           AND NOT EXISTS (SELECT FROM ({SHUT_OUT}) r WHERE r.case_id = {{case}})
         GROUP BY held.ground, held.strength ORDER BY held.strength
    )
"""  # noqa: S608  constant text of apps, every value bound


@cache
def _placed(sql: str) -> tuple[str, list[str]]:
    return re.sub(r"(?<!:):(\w+)", "%s", sql), re.findall(r"(?<!:):(\w+)", sql)


def _bound(sql: str, **values: Any) -> tuple[str, list[Any]]:
    """The statement with a placeholder for each :name, and their values in order."""
    text, names = _placed(sql)
    return text, [values[name] for name in names]


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


@dataclass(frozen=True, slots=True)
class Sight:
    """What a user has a ground on at an instant: the cases by ground, limits applied."""

    user: Asker
    cases: Mapping[str, frozenset[int]]

    def opened(self, permission: Permission) -> frozenset[int]:
        """The cases on which this user may do this act."""
        opened = [
            cases
            for ground, cases in self.cases.items()
            if decide(self.user, permission, [ground]) is Answer.YES
        ]
        return frozenset[int]().union(*opened)

    def grounds_on(self, case_id: int, permission: Permission) -> list[str]:
        """Why the user may see the case; what allows the act comes first."""
        held = [ground for ground, cases in self.cases.items() if case_id in cases]
        return in_order(held, permission)


_sights: ContextVar[dict[tuple[Any, ...], Sight] | None] = ContextVar(
    "caseload_sights", default=None
)


@contextmanager
def decided_once() -> Iterator[None]:
    """Until it ends, what a user may see is asked of the database once. Only where nothing is written meanwhile."""
    token = _sights.set({})
    try:
        yield
    finally:
        _sights.reset(token)


def sight(user: Any, *, on: date, at: datetime, moment: datetime | None) -> Sight:
    """What `user` may see. `moment` tells apart what was asked as at one instant and as at another."""
    known = _sights.get()
    key = (user.pk, moment, all_grounds())
    if known is not None and key in known:
        return known[key]
    rows = fetch(_seen_by(all_grounds()), user=user.pk, on=on, at=at)
    found = Sight(user, {ground: frozenset(cases) for ground, cases in rows})
    if known is not None:
        known[key] = found
    return found


class GroundsOnOne(Func):
    """Every ground that a user has on the row's case, strongest first; none where a limit is in the way."""

    def __init__(self, grounds: tuple[Ground, ...], **values: object) -> None:
        super().__init__(F("pk"), output_field=ArrayField(CharField()))
        self.grounds, self.values = grounds, values

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> tuple[str, Any]:
        case, _none = compiler.compile(self.source_expressions[0])
        sql, values = _bound(_on_one(self.grounds), **self.values)
        return sql.format(case=case), values


def closed(user: Any, *, on: date, at: datetime) -> Among:
    """The cases that a limit closes to this user, whatever the ground: not even their number may show."""
    return Among(f"{EXCLUDED} UNION ALL {SHUT_OUT}", user=user.pk, on=on, at=at)


def nobodys(*, on: date) -> Among:
    """Active cases that no user can open: no officer with a sign-in, nobody to whom they are left."""
    return Among(NOBODYS, on=on, roles=roles_with(P.VIEW_CASE))


_LAST_HELD_IN = named(LAST_HELD_IN, "last_held_in", team=int, on=date)


def last_held_ids(team_id: int, *, on: date) -> frozenset[int]:
    return frozenset(case_id for (case_id,) in fetch(_LAST_HELD_IN, team=team_id, on=on))


def last_held_in(team_id: int, *, on: date) -> Among:
    """Active cases without an officer now whose last one is of this team."""
    return Among(LAST_HELD_IN, team=team_id, on=on)
