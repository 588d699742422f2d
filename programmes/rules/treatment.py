"""A treatment manager may read the cases of the region that are referred to a programme, to place them in groups."""

from offenders.rules import Branch, Ground
from people.choices import Permission, Role
from people.rules import RoleKind
from programmes.choices.referral import CLOSED

_IN_FORCE = "{0}.starts_on <= :on AND ({0}.ends_on IS NULL OR {0}.ends_on > :on)"
# A treatment manager reads the cases of the region that wait for a programme or are on one, to place them: of the region
# of their own team, and of those that they were given. Beginning with the role, so that for everybody else the database
# looks no further.
_MANAGES = f"""
      FROM people_rolegrant held
      {{0}}
      JOIN people_team t ON t.delivery_unit_id = near.id AND t.agency = 'probation'
      JOIN people_officer o ON o.team_id = t.id
      JOIN offenders_allocation a ON a.officer_id = o.id AND a.role = 'lead' AND {_IN_FORCE.format("a")}
      JOIN programmes_referral r ON r.case_id = a.case_id
       AND r.status NOT IN ({", ".join(f"'{status}'" for status in sorted(CLOSED))})
     WHERE held.user_id = :user AND held.role = '{Role.TREATMENT_MANAGER.value}' AND {_IN_FORCE.format("held")}
"""
_OWN_REGION = """JOIN people_officer me ON me.user_id = held.user_id
      JOIN people_team mine ON mine.id = me.team_id
      JOIN people_deliveryunit unit ON unit.id = mine.delivery_unit_id
      JOIN people_deliveryunit near ON near.region_id = unit.region_id"""
_GIVEN = f"""JOIN people_areagrant area ON area.user_id = held.user_id AND {_IN_FORCE.format("area")}
      JOIN people_deliveryunit near ON near.region_id = area.region_id"""
TREATMENT = Ground(
    code="treatment",
    label="Runs the groups of the region",
    strength=47,
    allows=frozenset({Permission.VIEW_CASE, Permission.RUN_GROUPS}),
    branches=(Branch(_MANAGES.format(_OWN_REGION)), Branch(_MANAGES.format(_GIVEN))),
)
# That a role may see where everyone is opens no case: the page has those whom its reader sees anyway.
TREATMENT_MANAGER = RoleKind(
    Role.TREATMENT_MANAGER,
    Role.TREATMENT_MANAGER.label,
    "Runs the groups of a region and places people in them",
    frozenset({Permission.VIEW_CASE, Permission.RUN_GROUPS, Permission.VIEW_PROGRAMMES}),
)
