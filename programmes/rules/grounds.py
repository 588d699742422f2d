"""Whoever runs a group may read the cases of the people in it, and keeps its registers (design, section 4)."""

from offenders.rules import Branch, Ground
from people.choices import Permission

DAYS_AFTER = 28

# From the day on which somebody has a seat until so many London days after they left it, or after the last session of the
# group; for whoever runs the group on the day.
FACILITATOR = Ground(
    code="facilitator",
    label="Runs the group",
    strength=42,
    # Whoever puts a line on the timeline of the wrong person takes it back.
    allows=frozenset(
        {
            Permission.VIEW_CASE,
            Permission.VIEW_PROGRAMMES,
            Permission.LOG_CONTACT,
            Permission.VOID_CONTACT,
            Permission.KEEP_REGISTER,
        }
    ),
    branches=(
        Branch(
            f"""
      FROM people_officer me
      JOIN programmes_facilitation f ON f.officer_id = me.id
       AND f.starts_on <= :on AND (f.ends_on IS NULL OR f.ends_on > :on)
      JOIN programmes_placement p ON p.group_id = f.group_id
       AND p.placed_on <= :on AND (p.left_on IS NULL OR p.left_on >= :on - {DAYS_AFTER})
       AND EXISTS (
           SELECT FROM programmes_session s
            WHERE s.group_id = f.group_id
              AND (s.starts_at AT TIME ZONE 'Europe/London')::date >= :on - {DAYS_AFTER})
      JOIN programmes_referral r ON r.id = p.referral_id
     WHERE me.user_id = :user
""",
            case="r.case_id",
        ),
    ),
)
