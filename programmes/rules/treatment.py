"""What a treatment manager sees of a region: the cases that are referred, and where everybody else stands with programmes."""

from offenders.choices import SEXUAL_REGISTERS, CaseStatus
from offenders.rules import Branch, Ground
from people.choices import Permission, Role
from people.rules import RoleKind
from programmes.choices.referral import CLOSED

_IN_FORCE = "{0}.starts_on <= :on AND ({0}.ends_on IS NULL OR {0}.ends_on > :on)"
# Cases of the region of their own team, and of those that they were given, by who of probation leads each. Beginning with
# the role, so that for everybody else the database looks no further.
_OF_REGION = f"""
      FROM people_rolegrant held
      {{0}}
      JOIN people_team t ON t.delivery_unit_id = near.id AND t.agency = 'probation'
      JOIN people_officer o ON o.team_id = t.id
      JOIN offenders_allocation a ON a.officer_id = o.id AND a.role = 'lead' AND {_IN_FORCE.format("a")}
      {{1}}
     WHERE held.user_id = :user AND held.role = '{Role.TREATMENT_MANAGER.value}' AND {_IN_FORCE.format("held")}
"""
_OWN_REGION = """JOIN people_officer me ON me.user_id = held.user_id
      JOIN people_team mine ON mine.id = me.team_id
      JOIN people_deliveryunit unit ON unit.id = mine.delivery_unit_id
      JOIN people_deliveryunit near ON near.region_id = unit.region_id"""
_GIVEN = f"""JOIN people_areagrant area ON area.user_id = held.user_id AND {_IN_FORCE.format("area")}
      JOIN people_deliveryunit near ON near.region_id = area.region_id"""


def _of_region(whom: str) -> tuple[Branch, ...]:
    return tuple(Branch(_OF_REGION.format(region, whom)) for region in (_OWN_REGION, _GIVEN))


def _listed(values: frozenset[str] | tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in sorted(values))


# Whoever waits for a programme or is on one: read to place them.
TREATMENT = Ground(
    code="treatment",
    label="Runs the groups of the region",
    strength=47,
    allows=frozenset({Permission.VIEW_CASE, Permission.RUN_GROUPS, Permission.VIEW_PROGRAMMES}),
    branches=_of_region(f"""JOIN programmes_referral r ON r.case_id = a.case_id
       AND r.status NOT IN ({_listed(CLOSED)})"""),
)
# Whom "Where everyone is" counts beside them, while a sentence is in force: without them nobody sees who of a region
# completed, is worked with one to one, or was passed over. It is not to see the case: a name and a state in the lists of that page, and
# nothing else (docs/adr/0024-where-everyone-is-opens-no-case.md).
PIPELINE = Ground(
    code="pipeline",
    label="Plans the programmes of the region",
    strength=55,
    allows=frozenset({Permission.VIEW_PROGRAMMES}),
    branches=_of_region(f"""JOIN offenders_case k ON k.id = a.case_id AND k.status = '{CaseStatus.ACTIVE.value}'
       AND (k.died_on IS NULL OR k.died_on > :on)
       AND EXISTS (SELECT FROM offenders_sentence s WHERE s.case_id = a.case_id AND {_IN_FORCE.format("s")})
       AND EXISTS (
           SELECT FROM offenders_registration g JOIN offenders_registertype y ON y.id = g.register_id
            WHERE g.case_id = a.case_id AND y.code IN ({_listed(SEXUAL_REGISTERS)}) AND {_IN_FORCE.format("g")}
       )"""),  # noqa: S608  constant text, every value bound
)
TREATMENT_MANAGER = RoleKind(
    Role.TREATMENT_MANAGER,
    Role.TREATMENT_MANAGER.label,
    "Runs the groups of a region and places people in them",
    frozenset({Permission.VIEW_CASE, Permission.RUN_GROUPS, Permission.VIEW_PROGRAMMES}),
)
