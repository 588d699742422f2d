"""The standing cast and what every test may ask for.

Amira holds `case` for the police, Farah holds it for probation. Ben, Dee and Eve are in Amira's team; Dee
supervises it; Eve is excluded from the case. Chidi is in another team of the same delivery unit.
Ivy heads the delivery unit, Jack covers Amira, Kit has no role, Lars supervises the other team, Nadia
Farah's. Gwen reads the log, Hal keeps the users, Tess runs the groups of Farah's region. Omar coordinates the MAPPA area of
Amira's team, Pia chairs its panels; neither has a staff record.
"""

from collections.abc import Callable, Iterator

import pgtrigger
import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import Client, TransactionTestCase

from core import jobs
from mappa.choices import Post
from mappa.models import Area
from offenders import deadlines
from offenders.choices import RiskLevel
from offenders.deadlines import Kind
from offenders.models import Case
from offenders.rules import kinds
from people.choices import Agency, Grade, Role
from people.models import DeliveryUnit, Team, User
from tests import factories

# Written by migrations, or by Django itself after them: a test that commits leaves them as they are.
KEPT = frozenset(
    {
        "caseloads_points",
        "caseloads_pointsevent",
        "auth_permission",
        "core_standard",
        "core_standardevent",
        "django_content_type",
        "django_migrations",
        "offenders_assessmenttool",
        "offenders_assessmenttoolevent",
        "offenders_contactoutcome",
        "offenders_contactoutcomeevent",
        "offenders_contacttype",
        "offenders_contacttypeevent",
        "offenders_enforcementaction",
        "offenders_enforcementactionevent",
        "offenders_registertype",
        "offenders_registertypeevent",
        "programmes_module",
        "programmes_moduleevent",
        "programmes_programme",
        "programmes_programmeevent",
        "programmes_terms",
        "programmes_termsevent",
    }
)


# Whole journeys, and the same question put to every page: each of these pages has tests of its own.
UNMEASURED = (
    "tests/journeys/",
    "tests/access/",
    "tests/config/test_demonstration.py::test_every_kind",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Coverage slows a test to half its speed: it is not measured where the same lines run once more.

    So a line that only a journey, or only the second lot of invented people, happens to run counts as not tested.
    """
    for item in items:
        callspec = getattr(item, "callspec", None)
        if item.nodeid.startswith(UNMEASURED) or (callspec and callspec.params.get("seed", 0)):
            item.add_marker(pytest.mark.no_cover)


def _emptied(self: TransactionTestCase) -> None:
    """Leave the database as the migrations made it. Django's own flush is a TRUNCATE, which the
    append-only tables refuse, and would take the reference data with it."""
    tables = set(connection.introspection.table_names()) - KEPT
    if connection.in_atomic_block or connection.needs_rollback:
        connection.close()
    names = [connection.ops.quote_name(name) for name in sorted(tables)]
    # Foreign keys are checked at the end of the transaction, so the order does not matter.
    statements = "; ".join(["BEGIN", *(f"DELETE FROM {name}" for name in names), "COMMIT"])
    try:
        _carry_out(statements)
    except OperationalError:
        # A thread of the server was still storing what a browser sent as it closed: of the two that wait for each
        # other PostgreSQL chose this one.
        _carry_out(statements)


def _carry_out(statements: str) -> None:
    try:
        with pgtrigger.ignore(), connection.cursor() as cursor:
            cursor.execute(statements)
    except DatabaseError:
        # Django knows of no transaction here, so none would be rolled back: every test after this one would find
        # the connection in a transaction that failed.
        connection.close()
        raise


@pytest.fixture(autouse=True, scope="session")
def _flush_that_append_only_tables_survive() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _emptied)
        yield


@pytest.fixture
def a_kind(monkeypatch: pytest.MonkeyPatch) -> Callable[[Kind], Kind]:
    """Declares a kind of deadline for one test, as an app does at start; it is gone afterwards."""
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    monkeypatch.setattr(jobs, "_WATCHED", set(jobs._WATCHED))

    def declare(kind: Kind) -> Kind:
        deadlines.register(kind)
        return kind

    return declare


# Where they belong -------------------------------------------------------------------------------------


@pytest.fixture
def unit(db: None) -> DeliveryUnit:
    return factories.make_unit("Eastmoor", factories.make_region("North"))


@pytest.fixture
def team(unit: DeliveryUnit) -> Team:
    """The police team of the case."""
    return factories.make_team("Public Protection East", unit=unit, code="PPE")


@pytest.fixture
def other_team(unit: DeliveryUnit) -> Team:
    return factories.make_team("Public Protection West", unit=unit, code="PPW")


@pytest.fixture
def probation_team(db: None) -> Team:
    return factories.make_team("Probation Eastmoor", agency=Agency.PROBATION, code="PRE")


# The cast ----------------------------------------------------------------------------------------------


def _officer(name: str, team: Team, grade: Grade, *roles: Role) -> User:
    officer = factories.make_officer(name, team=team, grade=grade, roles=roles)
    assert officer.user
    return officer.user


@pytest.fixture
def amira(team: Team) -> User:
    return _officer("Amira Khan", team, Grade.DC, Role.OFFICER)


@pytest.fixture
def ben(team: Team) -> User:
    return _officer("Ben Mason", team, Grade.PC, Role.OFFICER)


@pytest.fixture
def chidi(other_team: Team) -> User:
    return _officer("Chidi Eze", other_team, Grade.DC, Role.OFFICER)


@pytest.fixture
def dee(team: Team) -> User:
    user = _officer("Dee Walsh", team, Grade.DS, Role.SUPERVISOR)
    factories.make_supervision(user.officer)
    return user


@pytest.fixture
def eve(team: Team) -> User:
    return _officer("Eve Osei", team, Grade.DC, Role.OFFICER)


@pytest.fixture
def farah(probation_team: Team) -> User:
    return _officer("Farah Aziz", probation_team, Grade.PO, Role.OFFICER)


@pytest.fixture
def nadia(probation_team: Team) -> User:
    user = _officer("Nadia Roy", probation_team, Grade.SPO, Role.SUPERVISOR)
    factories.make_supervision(user.officer)
    return user


@pytest.fixture
def tess(probation_team: Team) -> User:
    """Treatment manager of the region of Farah's team, in another unit."""
    unit = factories.make_unit("Northmoor", probation_team.delivery_unit.region)
    team = factories.make_team("Programmes North", agency=Agency.PROBATION, unit=unit, code="PRG")
    return _officer("Tess Marsh", team, Grade.SPO, Role.TREATMENT_MANAGER)


@pytest.fixture
def mappa_area(team: Team) -> Area:
    """The MAPPA area of the police team of the case."""
    return factories.make_mappa_area("Eastmoor", team)


@pytest.fixture
def omar(mappa_area: Area) -> User:
    user = factories.make_user("Omar Haddad", Role.MAPPA_COORDINATOR)
    factories.make_posting(user, mappa_area, Post.COORDINATOR)
    return user


@pytest.fixture
def pia(mappa_area: Area) -> User:
    user = factories.make_user("Pia Lindqvist", Role.MAPPA_CHAIR)
    factories.make_posting(user, mappa_area, Post.CHAIR)
    return user


@pytest.fixture
def gwen(db: None) -> User:
    return factories.make_user("Gwen Pryce", Role.AUDITOR)


@pytest.fixture
def hal(db: None) -> User:
    return factories.make_user("Hal Novak", Role.ADMINISTRATOR)


@pytest.fixture
def ivy(unit: DeliveryUnit) -> User:
    """Head of the delivery unit; her own team is not the team of the case."""
    staff = factories.make_team("Eastmoor command", unit=unit, code="CMD")
    user = _officer("Ivy Brandt", staff, Grade.DI, Role.HEAD)
    factories.make_headship(user.officer)
    return user


@pytest.fixture
def jack(other_team: Team, amira: User) -> User:
    """Of the other team; covers Amira for two weeks."""
    user = _officer("Jack Doyle", other_team, Grade.PC, Role.OFFICER)
    factories.make_cover(user.officer, amira.officer)
    return user


@pytest.fixture
def kit(team: Team) -> User:
    """In the team, but nobody has given a role yet."""
    officer = factories.make_officer(
        "Kit Larsen", team=team, grade=Grade.PC, user=factories.make_user("Kit Larsen")
    )
    assert officer.user
    return officer.user


@pytest.fixture
def lars(other_team: Team) -> User:
    """Supervises the other team."""
    user = _officer("Lars Moen", other_team, Grade.DS, Role.SUPERVISOR)
    factories.make_supervision(user.officer)
    return user


@pytest.fixture
def case(amira: User, farah: User, eve: User) -> Case:
    """A registered sex offender at high police risk, with Amira and Farah; Eve may not see it."""
    case = factories.make_case(
        crn="X107018",
        surname="O'Neill",
        forenames="Gareth",
        police=amira.officer,
        probation=farah.officer,
        registered=True,
        police_risk=RiskLevel.HIGH,
        rosh=RiskLevel.VERY_HIGH,
    )
    factories.make_exclusion(case, eve)
    return case


# Their browsers ----------------------------------------------------------------------------------------


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A client signed in as a user."""

    def client_of(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


def _client_of(name: str) -> Callable[..., Client]:
    @pytest.fixture(name=f"as_{name}")
    def fixture(request: pytest.FixtureRequest, signed_in: Callable[[User], Client]) -> Client:
        return signed_in(request.getfixturevalue(name))

    return fixture


as_amira = _client_of("amira")
as_ben = _client_of("ben")
as_chidi = _client_of("chidi")
as_dee = _client_of("dee")
as_eve = _client_of("eve")
as_farah = _client_of("farah")
as_gwen = _client_of("gwen")
as_hal = _client_of("hal")
as_ivy = _client_of("ivy")
as_jack = _client_of("jack")
as_kit = _client_of("kit")
as_lars = _client_of("lars")
as_nadia = _client_of("nadia")
as_omar = _client_of("omar")
as_pia = _client_of("pia")
as_tess = _client_of("tess")
