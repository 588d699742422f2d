"""What a coordinator of a MAPPA area sees: of screened cases the MAPPA part and the plan, and no page of the case."""

from offenders.rules import Branch, Ground
from people.choices import Permission, Role
from people.rules import RoleKind

_IN_FORCE = "{0}.starts_on <= :on AND ({0}.ends_on IS NULL OR {0}.ends_on > :on)"
# Officers of the teams of the areas that are theirs. Beginning with the role, so that for everybody else the database looks
# no further, and behind a fence (OFFSET 0), as for whoever runs the groups of a region (programmes/rules/treatment.py).
_OFFICERS = f"""
      SELECT o.id
        FROM people_rolegrant held
        JOIN mappa_posting p ON p.user_id = held.user_id AND p.post = held.role AND {_IN_FORCE.format("p")}
        JOIN mappa_areateam t ON t.area_id = p.area_id
        JOIN people_officer o ON o.team_id = t.team_id
       WHERE held.user_id = :user AND held.role = '{Role.MAPPA_COORDINATOR.value}' AND {_IN_FORCE.format("held")}
      OFFSET 0
"""  # noqa: S608  constant text, every value bound
_LED = f"a.officer_id = o.id AND a.role = 'lead' AND {_IN_FORCE.format('a')}"
_CASES = f"SELECT a.case_id FROM offenders_allocation a WHERE {_LED}"  # noqa: S608  constant text, every value bound
# MAP-8: whom the screening that counts found eligible, as `selectors.standing.that_stand` says it (ADR 10 has access in SQL). An imported level is no screening: it names nobody to a coordinator.
# MAP-83: until they leave MAPPA, unless they are set a level again.
_SCREENED = """EXISTS (
    SELECT FROM (
        SELECT s.outcome, s.screened_on FROM mappa_screening s
         WHERE s.case_id = a.case_id AND s.screened_on <= :on AND s.outcome <> 'error'
           AND NOT EXISTS (SELECT FROM mappa_screening c WHERE c.corrects_id = s.id)
         ORDER BY s.screened_on DESC, s.id DESC LIMIT 1
    ) s
     WHERE s.outcome = 'eligible'
       AND (NOT EXISTS (
               SELECT FROM mappa_mappaexit x
                WHERE x.case_id = a.case_id AND x.exited_on >= s.screened_on AND x.exited_on <= :on)
            OR EXISTS (
               SELECT FROM mappa_management m
                WHERE m.case_id = a.case_id AND m.starts_on <= :on AND (m.ends_on IS NULL OR m.ends_on > :on)))
)"""
OPENS = frozenset(
    {
        Permission.VIEW_MAPPA,
        Permission.SCREEN_MAPPA,
        Permission.VIEW_MAPPA_AREA,
        Permission.VIEW_PLAN,
    }
)
COORDINATOR = Ground(
    code="coordinator",
    label="Coordinates the MAPPA area",
    strength=60,
    allows=OPENS,
    branches=(
        Branch(
            f"FROM ({_OFFICERS}) o CROSS JOIN LATERAL ({_CASES} OFFSET 0) a WHERE {_SCREENED}",
            of_one=f"FROM ({_OFFICERS}) o JOIN offenders_allocation a ON {_LED} WHERE {_SCREENED}",
        ),
    ),
)
MAPPA_COORDINATOR = RoleKind(
    Role.MAPPA_COORDINATOR,
    Role.MAPPA_COORDINATOR.label,
    "Sees the MAPPA part and the plan of the screened cases of their area, and no other page of a case",
    OPENS,
)
MAPPA_CHAIR = RoleKind(
    Role.MAPPA_CHAIR,
    Role.MAPPA_CHAIR.label,
    "Chairs panels of an area; sees no case until it is on the agenda of a meeting",
    frozenset(),
)
