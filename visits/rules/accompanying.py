"""The second officer of a visit may read the case for it (design, section 4)."""

from offenders.choices import WITHDRAWN
from offenders.rules import Branch, Ground
from people.choices import Permission

DAYS_AFTER = 28

# From planning until so many London days after the visit, in the version that holds: who is taken off the visit by a
# correction, or whose visit is cancelled or voided, has no more to do with the case.
ACCOMPANYING = Ground(
    code="accompanying",
    label="Second officer of a visit",
    strength=45,
    allows=frozenset(
        {
            Permission.VIEW_CASE,
            Permission.VIEW_PROGRAMMES,
            Permission.LOG_CONTACT,
            Permission.VOID_CONTACT,
            Permission.RECORD_PERSON,
            Permission.RECORD_ENQUIRY,
        }
    ),
    branches=(
        Branch(
            f"""
      FROM people_officer me
      JOIN visits_visit v ON v.second_officer_id = me.id
      JOIN offenders_contact c ON c.id = v.contact_id
       AND (c.happened_at AT TIME ZONE 'Europe/London')::date >= :on - {DAYS_AFTER}
       AND NOT EXISTS (SELECT FROM offenders_contact n WHERE n.amends_id = c.id)
       AND c.version_kind NOT IN ({", ".join(f"'{kind}'" for kind in WITHDRAWN)})
     WHERE me.user_id = :user
""",
            case="v.case_id",
        ),
    ),
)
