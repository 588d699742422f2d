"""What a treatment manager sees of a region: the cases that are referred, and where everybody else stands with programmes."""

from offenders.choices import SEXUAL_REGISTERS, CaseStatus
from offenders.rules import Branch, Ground
from people.choices import Permission, Role
from people.rules import RoleKind
from programmes.choices.referral import CLOSED

_IN_FORCE = "{0}.starts_on <= :on AND ({0}.ends_on IS NULL OR {0}.ends_on > :on)"
# Officers of probation in the region of their own team and in those that they were given. Beginning with the role, so that
# for everybody else the database looks no further; behind a fence (OFFSET 0), because a plan of all these tables at once takes
# the planner longer than any of it takes to run, and it is made for every page of everybody.
_OFFICERS = f"""
      SELECT o.id
        FROM people_rolegrant held
        JOIN people_deliveryunit near ON near.region_id = ANY(ARRAY(
             SELECT unit.region_id
               FROM people_officer me
               JOIN people_team mine ON mine.id = me.team_id
               JOIN people_deliveryunit unit ON unit.id = mine.delivery_unit_id
              WHERE me.user_id = :user
              UNION ALL
             SELECT area.region_id FROM people_areagrant area WHERE area.user_id = :user AND {_IN_FORCE.format("area")}
        ))
        JOIN people_team t ON t.delivery_unit_id = near.id AND t.agency = 'probation'
        JOIN people_officer o ON o.team_id = t.id
       WHERE held.user_id = :user AND held.role = '{Role.TREATMENT_MANAGER.value}' AND {_IN_FORCE.format("held")}
      OFFSET 0
"""  # noqa: S608  constant text, every value bound


def _listed(values: frozenset[str] | tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in sorted(values))


def _of_region(whom: str, *, of_one: str = "") -> tuple[Branch]:
    """Cases of these regions, by who leads each for probation; asked of one case, the planner begins with its allocations."""
    led = f"a.officer_id = o.id AND a.role = 'lead' AND {_IN_FORCE.format('a')}"
    officers = f"FROM ({_OFFICERS}) o"
    each = f"(SELECT a.case_id FROM offenders_allocation a WHERE {led} OFFSET 0) a"  # noqa: S608  constant text
    rows = f"{officers} CROSS JOIN LATERAL {each} WHERE {whom}"
    one = f"{officers} JOIN offenders_allocation a ON {led} WHERE {of_one or whom}"
    return (Branch(rows, of_one=one),)


_REFERRED = f"""EXISTS (
    SELECT FROM programmes_referral r WHERE r.case_id = a.case_id AND r.status NOT IN ({_listed(CLOSED)}) OFFSET 0
)"""
# Whoever waits for a programme or is on one: read to place them.
TREATMENT = Ground(
    code="treatment",
    label="Runs the groups of the region",
    strength=47,
    allows=frozenset({Permission.VIEW_CASE, Permission.RUN_GROUPS, Permission.VIEW_PROGRAMMES}),
    branches=_of_region(_REFERRED),
)
_SERVING = f"""EXISTS (
    SELECT FROM offenders_case k
     WHERE k.id = a.case_id AND k.status = '{CaseStatus.ACTIVE.value}' AND (k.died_on IS NULL OR k.died_on > :on) OFFSET 0
)
AND EXISTS (SELECT FROM offenders_sentence s WHERE s.case_id = a.case_id AND {_IN_FORCE.format("s")} OFFSET 0)"""  # noqa: S608  constant text, every value bound
_REGISTERED = f"""
    SELECT g.case_id FROM offenders_registration g JOIN offenders_registertype y ON y.id = g.register_id
     WHERE y.code IN ({_listed(SEXUAL_REGISTERS)}) AND {_IN_FORCE.format("g")}
"""  # noqa: S608  constant text, every value bound
# Whom "Where everyone is" counts beside them, while a sentence is in force: without them nobody sees who of a region
# completed, is worked with one to one, or was passed over. It is not to see the case: a name and a state in the lists of that page, and
# nothing else (docs/adr/0024-where-everyone-is-opens-no-case.md). Registers are read once for a region, and looked up for one case.
PIPELINE = Ground(
    code="pipeline",
    label="Plans the programmes of the region",
    strength=55,
    allows=frozenset({Permission.VIEW_PROGRAMMES}),
    branches=_of_region(
        f"{_SERVING} AND a.case_id IN ({_REGISTERED} OFFSET 0)",
        of_one=f"{_SERVING} AND EXISTS ({_REGISTERED} AND g.case_id = a.case_id OFFSET 0)",
    ),
)
TREATMENT_MANAGER = RoleKind(
    Role.TREATMENT_MANAGER,
    Role.TREATMENT_MANAGER.label,
    "Runs the groups of a region and places people in them",
    frozenset({Permission.VIEW_CASE, Permission.RUN_GROUPS, Permission.VIEW_PROGRAMMES}),
)
