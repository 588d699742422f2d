"""The teams and the officers of a caseload extract, and the hours that officers have less."""

from datetime import date

from psycopg2 import sql

from core.extract import (
    Extract,
    Layout,
    Reference,
    Run,
    Spans,
    Stage,
    Target,
    choice,
    day,
    ends_after_start,
    number,
    postcode,
    text,
)
from core.extract.staging import run
from people.choices import SUPERVISING_GRADES, Agency, Grade, ReductionReason, TrainingKind
from people.models import DeliveryUnit, Officer, Reduction, Team

# The extract names supervisors by grade and gives no date, so they are taken to have supervised from before any
# fact of the record.
SUPERVISING_FROM = date(2000, 1, 1)


def _units_and_offices(stage: Stage, run_: Run) -> None:
    """Make the regions and delivery units that the teams name, and note their ids; a file that says no postcode of an
    office leaves the one that is on record.
    """
    names = {"stage": stage.table}
    run(
        "UPDATE {stage} s SET postcode = t.postcode FROM people_team t WHERE t.code = s.code AND s.postcode = ''",
        names,
    )
    run(
        "INSERT INTO people_region (name) SELECT DISTINCT region FROM {stage} ON CONFLICT DO NOTHING",
        names,
    )
    run(
        "INSERT INTO people_deliveryunit (name, region_id) SELECT DISTINCT s.delivery_unit, r.id FROM {stage} s"
        " JOIN people_region r ON r.name = s.region ON CONFLICT DO NOTHING",
        names,
    )
    run("ALTER TABLE {stage} ADD COLUMN delivery_unit_id bigint", names)
    run(
        "UPDATE {stage} s SET delivery_unit_id = u.id FROM people_deliveryunit u JOIN people_region r"
        " ON r.id = u.region_id WHERE u.name = s.delivery_unit AND r.name = s.region",
        names,
    )


TEAMS = Extract(
    Layout(
        "teams",
        (
            text("team_code", 20, field="code"),
            text("team_name", 120, field="name"),
            choice("agency", Agency.values),
            text("delivery_unit", 120),
            text("region", 120),
            postcode("postcode"),
        ),
        key="team_code",
    ),
    Target(Team, key=("code",), values=("name", "agency", "delivery_unit_id", "postcode")),
    named=(Reference("delivery_unit", "delivery_unit_id", DeliveryUnit, "name", "delivery unit"),),
    prepare=_units_and_offices,
)


def _same_agency_as_team(stage: Stage, run_: Run) -> None:
    stage.reject(
        "agency",
        sql.SQL("s.agency <> s.team_agency"),
        sql.SQL("'contradicts its team ' || s.team_code || ', which is of ' || s.team_agency"),
    )


def _trained(stage: Stage, run_: Run) -> None:
    """A changed day of training is a change of the officer, though it is kept beside them."""
    run(
        "INSERT INTO extract_change SELECT %s, s.line, 'specialist_trained_on', coalesce(t.trained_on::text, ''),"
        " coalesce(s.specialist_trained_on::text, '') FROM {stage} s"
        " LEFT JOIN people_training t ON t.officer_id = s.id AND t.kind = %s"
        " WHERE s.id IS NOT NULL AND t.trained_on IS DISTINCT FROM s.specialist_trained_on",
        {"stage": stage.table},
        [stage.file, TrainingKind.SPECIALIST],
    )
    # Who was of a supervising grade in this team before: what an administrator ended since is not given again.
    run(
        "ALTER TABLE {stage} ADD COLUMN takes_up boolean NOT NULL DEFAULT true",
        {"stage": stage.table},
    )
    run(
        "UPDATE {stage} s SET takes_up = false FROM people_officer o"
        " WHERE o.id = s.id AND o.team_id = s.team_id AND o.grade = ANY(%s)",
        {"stage": stage.table},
        [sorted(SUPERVISING_GRADES)],
    )
    # Whoever leaves a team, or is no longer of a supervising grade, supervises it until today.
    run(
        "UPDATE people_supervision v SET ends_on = %s, version = v.version + 1 FROM {stage} s JOIN people_officer o ON o.id = s.id"
        " WHERE v.officer_id = o.id AND v.team_id = o.team_id AND v.starts_on < %s"
        " AND (v.ends_on IS NULL OR v.ends_on > %s) AND o.grade = ANY(%s)"
        " AND (s.team_id <> o.team_id OR s.grade <> ALL(%s))",
        {"stage": stage.table},
        [run_.on, run_.on, run_.on, sorted(SUPERVISING_GRADES), sorted(SUPERVISING_GRADES)],
    )


def _training_and_supervision(stage: Stage, run_: Run) -> None:
    """The one specialist training that the extract states, and the teams that supervising grades supervise."""
    names = {"stage": stage.table}
    run(
        "DELETE FROM people_training t USING {stage} s WHERE t.officer_id = s.id AND t.kind = %s"
        " AND t.trained_on IS DISTINCT FROM s.specialist_trained_on",
        names,
        [TrainingKind.SPECIALIST],
    )
    run(
        "INSERT INTO people_training (officer_id, kind, trained_on) SELECT s.id, %s, s.specialist_trained_on"
        " FROM {stage} s WHERE s.specialist_trained_on IS NOT NULL ORDER BY s.line ON CONFLICT DO NOTHING",
        names,
        [TrainingKind.SPECIALIST],
    )
    run(
        "INSERT INTO people_supervision (officer_id, team_id, starts_on) SELECT s.id, s.team_id,"
        " CASE WHEN EXISTS (SELECT 1 FROM people_supervision v WHERE v.officer_id = s.id) THEN %s ELSE %s END"
        " FROM {stage} s WHERE s.grade = ANY(%s) AND NOT EXISTS (SELECT 1 FROM people_supervision v"
        " WHERE v.officer_id = s.id AND v.team_id = s.team_id AND (v.ends_on IS NULL OR v.ends_on > %s))"
        " AND (s.takes_up OR NOT EXISTS (SELECT 1 FROM people_supervision v"
        " WHERE v.officer_id = s.id AND v.team_id = s.team_id)) ORDER BY s.line",
        names,
        [run_.on, SUPERVISING_FROM, sorted(SUPERVISING_GRADES), run_.on],
    )


TEAM = Reference(
    "team_code", "team_id", Team, "code", "team", "teams", also={"team_agency": "agency"}
)

OFFICERS = Extract(
    Layout(
        "officers",
        (
            text("officer_code", 20, field="code"),
            text("forenames", 80),
            text("surname", 80),
            text("email", 254, required=False),
            choice("agency", Agency.values),
            text("team_code", 20),
            choice("grade", Grade.values),
            number("contracted_hours", most=60, places=1),
            day("specialist_trained_on", required=False),
        ),
        key="officer_code",
    ),
    Target(
        Officer,
        key=("code",),
        values=(
            "forenames",
            "surname",
            "email",
            "agency",
            "team_id",
            "grade",
            "contracted_hours",
        ),
    ),
    references=(TEAM,),
    weigh=_same_agency_as_team,
    compare=_trained,
    follow=_training_and_supervision,
)


def officer(column: str, into: str, **also: str) -> Reference:
    """A column that names an officer."""
    return Reference(column, into, Officer, "code", "officer", "officers", also=also)


REDUCTIONS = Extract(
    Layout(
        "reductions",
        (
            text("officer_code", 20),
            choice("reason", ReductionReason.values),
            number("hours", most=60, places=1),
            day("starts_on"),
            day("ends_on", required=False),
        ),
        (ends_after_start,),
    ),
    # Those of several reasons add up; of one reason there is one at a time.
    Target(
        Reduction,
        key=("officer_id", "reason", "starts_on"),
        values=("hours", "ends_on"),
        spans=Spans(within=("officer_id", "reason"), same=("hours",)),
    ),
    references=(officer("officer_code", "officer_id"),),
    may_be_missing=True,
)
