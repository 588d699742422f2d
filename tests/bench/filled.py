"""A country in the database, written by set statements: as many people as asked for, each as busy at any size."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pgtrigger
from django.db import connection, transaction
from django.db.models import Model
from psycopg2 import sql

from core.extract.staging import columns, fetch, run
from core.extract.storing import defaults
from mappa.models import Management
from offenders.models import (
    Address,
    Allocation,
    Case,
    Contact,
    Pause,
    Registration,
    RiskAssessment,
    Sentence,
    Tier,
)
from people.models import DeliveryUnit, Officer, Reduction, Region, Team
from programmes.models import Referral
from visits.models import Visit

HELD = 40  # cases of one officer
TEAM = 8  # officers of one team
REGISTERED = 4  # one person in so many is on the register, and so with the police
# What one person had: a few contacts, and now and then hundreds.
CONTACTS = "least(1 + floor(-ln((mod(abs(hashint4(p.n)), 1000) + 1) / 1001.0) * 27)::int, 250)"
SURNAMES = (
    "ARRAY['O''Neill', 'Novák', 'Khan', 'Smith', 'Featherstonehaugh', 'Jones', 'Akhtar', 'Brandt']"
)
FORENAMES = "ARRAY['Zoltán', 'Gareth', 'José', 'Barry', 'Sian', 'Ibrahim', 'Leo', 'Harry']"
TIERS = "ARRAY['A1', 'B2', 'B3S', 'C2', 'C3', 'D1', 'D2', 'D3']"
LEVELS = (
    "ARRAY['low', 'low', 'low', 'medium', 'medium', 'medium', 'high', 'high', 'high', 'very_high']"
)


def fill_country(cases: int, *, on: date, held: int = HELD, has_contacts: bool = True) -> None:
    """Store so many cases with everything that an extract brings of them, as they stand on `on`; `held` an officer."""
    with pgtrigger.ignore(), transaction.atomic():
        _staff(cases, held)
        _people(cases, on, held)
        _facts()
        _loads()
    if has_contacts:
        with pgtrigger.ignore(), _bare(Contact), _bare(Visit), transaction.atomic():
            _contacts()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _fill(model: type[Model], values: dict[str, str], source: str) -> None:
    """INSERT ... SELECT, with the model's own default where no value is given.

    mod() and not the percent sign: pgtrigger hands every statement on with parameters.
    """
    chosen = {name: value for name, value in defaults(model).items() if name not in values} | {
        name: sql.SQL(value) for name, value in values.items()
    }
    run(
        "INSERT INTO {table} ({into}) SELECT {values} FROM {source}",
        {
            "table": model._meta.db_table,
            "into": columns(chosen),
            "values": sql.SQL(", ").join(chosen.values()),
            "source": sql.SQL(source),
        },
    )


def _pick(choices: str, salt: int) -> str:
    return f"({choices})[1 + mod(abs(hashint4(p.n + {salt})), array_length({choices}, 1))]"


def _staff(cases: int, held: int) -> None:
    _fill(Region, {"name": "'Area ' || g"}, "generate_series(1, 12) g")
    _fill(DeliveryUnit, {"name": "'Unit ' || r.name", "region_id": "r.id"}, "people_region r")
    officers = {"probation": cases // held + 1, "police": cases // REGISTERED // held + 1}
    for agency, number in officers.items():
        team = {
            "code": f"'{agency}-' || g",
            "name": f"'{agency.capitalize()} team ' || g",
            "agency": f"'{agency}'",
            "delivery_unit_id": "(SELECT min(id) FROM people_deliveryunit) + mod(g, 12)",
        }
        _fill(Team, team, f"generate_series(0, {number // TEAM}) g")
        grade = "PO" if agency == "probation" else "DC"
        officer = {
            "code": f"'{agency[:2].upper()}' || lpad(p.n::text, 6, '0')",
            "forenames": _pick(FORENAMES, 1),
            "surname": _pick(SURNAMES, 2),
            "agency": f"'{agency}'",
            "grade": f"'{grade}'",
            "contracted_hours": "37",
            "team_id": "t.id",
        }
        source = f"generate_series(0, {number - 1}) p(n) JOIN people_team t ON t.code = '{agency}-' || p.n / {TEAM}"
        _fill(Officer, officer, source)


def _people(cases: int, on: date, held: int) -> None:
    person = {
        "crn": "'X' || lpad(p.n::text, 6, '0')",
        "pnc": "'1983/' || lpad(p.n::text, 7, '0') || 'M'",
        "surname": _pick(SURNAMES, 3),
        "forenames": _pick(FORENAMES, 4),
        "date_of_birth": "date '1955-01-01' + mod(abs(hashint4(p.n)), 18000)",
        "sex": "'M'",
        "status": "'active'",
    }
    _fill(Case, person, f"generate_series(0, {cases - 1}) p(n)")
    run(
        "CREATE TEMP TABLE bench_person AS SELECT c.id, p.n, {on}::date AS today,"
        " {on}::date - (30 + mod(abs(hashint4(p.n + 5)), 1500)) AS starts_on, o.id AS officer_id,"
        " CASE WHEN mod(p.n, {each}) = 0 THEN d.id END AS police_id"
        " FROM offenders_case c CROSS JOIN LATERAL (SELECT substr(c.crn, 2)::int AS n) p"
        " JOIN people_officer o ON o.code = 'PR' || lpad((p.n / {held})::text, 6, '0')"
        " JOIN people_officer d ON d.code = 'PO' || lpad((p.n / {each} / {held})::text, 6, '0')",
        {"on": sql.Literal(on), "each": sql.Literal(REGISTERED), "held": sql.Literal(held)},
    )
    run("ANALYZE bench_person")


def _facts() -> None:
    people, registered = "bench_person p", "bench_person p WHERE p.police_id IS NOT NULL"
    begun = {"case_id": "p.id", "starts_on": "p.starts_on"}
    for agency, source in (("probation", people), ("police", registered)):
        officer = "officer_id" if agency == "probation" else "police_id"
        held = {"agency": f"'{agency}'", "role": "'lead'", "officer_id": f"p.{officer}"}
        _fill(Allocation, begun | held, source)
        tool = "rosh" if agency == "probation" else "police"
        assessed = {"case_id": "p.id", "tool": f"'{tool}'", "assessed_on": "p.starts_on + 10"}
        _fill(RiskAssessment, assessed | {"level": _pick(LEVELS, 6)}, source)
    for register, source in (("RMRH", people), ("ARSO", registered)):
        code = f"(SELECT id FROM offenders_registertype WHERE code = '{register}')"
        _fill(Registration, begun | {"register_id": code}, source)
    home = {
        "line_1": "p.n || ' Ivy Court'",
        "town": "'Eastmoor'",
        "postcode": "'ZZ15 3AP'",
        "kind": "'rental_social'",
    }
    _fill(Address, begun | home, people)
    term = {"kind": "'licence'", "offence": "'Sexual offence'", "sentenced_on": "p.starts_on",
            "term_months": "36", "ends_on": "p.starts_on + 1100"}  # fmt: skip
    _fill(Sentence, begun | term, people)
    custody = {"kind": "'custody'", "ends_on": "p.starts_on + 20"}
    _fill(Pause, begun | custody, f"{people} WHERE mod(p.n, 16) = 3")
    level = {"category": "1", "level": "1 + mod(p.n, 8) / 4", "lead_agency": "'police'"}
    _fill(Management, begun | level, registered)
    referral = {"case_id": "p.id", "programme": "'Horizon'", "referred_on": "p.starts_on + 5",
                "status": "'scheduled'", "pre_programme_done": "false"}  # fmt: skip
    _fill(Referral, referral, f"{people} WHERE mod(p.n, 10) = 4")


def _loads() -> None:
    """A tier of nine in ten cases, and hours that one officer in eight has less."""
    tier = {
        "case_id": "p.id",
        "scheme": "'v2'",
        "tier": _pick(TIERS, 7),
        "calculated_on": "p.starts_on + 5",
    }
    _fill(Tier, tier, "bench_person p WHERE mod(p.n, 10) <> 7")
    less = {
        "officer_id": "o.id",
        "reason": "'trade_union'",
        "hours": "3.7",
        "starts_on": "date '2026-01-05'",
    }
    _fill(Reduction, less, "people_officer o WHERE mod(o.id, 8) = 0")


def _contacts() -> None:
    happened = "(p.today - (p.today - p.starts_on) * k / {0})::timestamp + interval '9 hours' + mod(k, 30) * interval '15 min'"
    one = {
        "case_id": "p.id",
        "recorded_at": "at.at + interval '1 hour'",
        "source": "'extract'",
        "happened_at": "at.at",
    }
    kind = "(SELECT id FROM offenders_contacttype WHERE code = '{}')"
    outcome = "(SELECT id FROM offenders_contactoutcome WHERE code = '{}')"
    reported = {
        "type_id": kind.format("COAP"),
        "officer_id": "p.officer_id",
        "agency": "'probation'",
        "outcome_id": f"CASE WHEN mod(k, 33) <> 0 THEN {outcome.format('ATTC')} END",
        "notes": "'Discussed work and the curfew. Says that he has stopped drinking in the week.'",
    }
    each = "bench_person p CROSS JOIN LATERAL generate_series(1, {0}) k CROSS JOIN LATERAL (SELECT {1} AS at) at"
    _fill(Contact, one | reported, each.format(CONTACTS, happened.format(CONTACTS)))
    visited = {
        "type_id": kind.format("C253"),
        "officer_id": "p.police_id",
        "agency": "'police'",
        "outcome_id": outcome.format("seen_inside"),
        "notes": "'Lives alone. Phone and tablet seen; history checked.'",
    }
    source = each.format("6", happened.format("6")) + " WHERE p.police_id IS NOT NULL"
    _fill(Contact, one | visited, source)
    visit = {"contact_id": "c.id", "case_id": "c.case_id", "purposes": "ARRAY['residence']",
             "outcome": "'seen_inside'", "is_announced": "false"}  # fmt: skip
    _fill(Visit, visit, f"offenders_contact c WHERE c.type_id = {kind.format('C253')}")


@contextmanager
def _bare(model: type[Model]) -> Iterator[None]:
    """The table without its references and indexes while millions of rows go in; all of them checked afterwards."""
    table = model._meta.db_table
    constraints = fetch(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype IN ('f', 'u')",
        params=[table],
    )
    for name, _ in constraints:
        run("ALTER TABLE {table} DROP CONSTRAINT {name}", {"table": table, "name": name})
    indexes = fetch(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass)",
        params=[table, table],
    )
    for name, _ in indexes:
        run("DROP INDEX {name}", {"name": name})
    yield
    run("SET maintenance_work_mem = '256MB'")
    for _, definition in indexes:
        run("{definition}", {"definition": sql.SQL(definition)})
    for name, definition in constraints:
        run(
            "ALTER TABLE {table} ADD CONSTRAINT {name} {definition}",
            {"table": table, "name": name, "definition": sql.SQL(definition)},
        )
