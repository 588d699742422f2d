"""The demonstration area: every situation is there, on any day; it never touches real data."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from config.demonstration import loading
from config.demonstration.staff import ACCOUNTS, AMIRA, PASSWORD
from config.demonstration.stories import STORIES, crn_of
from core.calendar import london_midnight
from core.jobs import last_success
from offenders.models import Case, Contact, Deadline, Exclusion, Flag, Restriction
from orders.selectors import live_conditions, orders_of, unrecorded_orders
from people.models import Officer, Team, User
from tests import factories
from visits.models import Review, Visit
from visits.tasks import FLAG_OVERDUE_VISITS

pytestmark = pytest.mark.django_db
DAYS = [
    date(2026, 11, 21),
    date(2024, 2, 29),
    date(2026, 3, 31),
    date(2026, 10, 25),
    date(2027, 12, 31),
]


LACKS = {"no_risk": "police_risk_level", "no_officer": "police_officer"}


@pytest.fixture
def loaded() -> Callable[[date], None]:
    return lambda on: loading.load(on=on, at=london_midnight(on).replace(hour=9))


def days_to_go(key: str, on: date, *, missing: str = "") -> int | None:
    row = Deadline.objects.filter(case__crn=crn_of(key), kind="home_visit", missing=missing).first()
    return (row.due_on - on).days if row else None


@pytest.mark.parametrize("on", DAYS)
def test_every_kind_of_overdue_is_there_on_any_day(
    loaded: Callable[[date], None], on: date
) -> None:
    loaded(on)
    assert 250 <= Case.objects.count() <= 350
    for story in STORIES:
        if story.key in {"died", "terminated", "transferred", "hospital", "at_large", "inside"}:
            assert days_to_go(story.key, on) is None, story.key
        elif story.key in LACKS:
            assert days_to_go(story.key, on, missing=LACKS[story.key]) is not None, story.key
        elif story.key != "shorter":
            found = days_to_go(story.key, on)
            assert found is not None
            # Months clamp: the day before the end of a month can be out of reach.
            assert -3 <= found - (story.due or 0) <= 0, (story.key, found)
            is_flagged = Flag.objects.filter(
                case__crn=crn_of(story.key), kind="home_visit", cured_at=None
            ).exists()
            assert is_flagged == (found < 0), story.key
    assert Flag.objects.filter(kind="at_large", cured_at=None).count() == 1
    assert Flag.objects.exclude(accepted_at=None).count() == 1


def test_most_whom_probation_leads_were_seen_in_time(loaded: Callable[[date], None]) -> None:
    on = date(2026, 11, 21)
    loaded(on)
    rows = Deadline.objects.filter(kind="contact")
    overdue = rows.overdue(on=on).count()
    assert 0.03 < overdue / rows.count() < 0.3


def test_what_else_is_there(loaded: Callable[[date], None]) -> None:
    on = date(2026, 11, 21)
    loaded(on)
    assert days_to_go("very_high", on) == -3
    assert days_to_go("today", on) == 0
    assert days_to_go("in_7_days", on) == 7
    assert Contact.objects.filter(case__crn=crn_of("many_contacts")).count() >= 2_000
    assert Contact.objects.filter(notes__contains="<script>").exists()
    assert Restriction.objects.exists()
    assert Exclusion.objects.exists()
    assert not Case.objects.get(crn=crn_of("unheld")).allocations.filter(ends_on=None).exists()
    assert Flag.objects.filter(
        case__crn=crn_of("unheld"), missing="police_officer", cured_at=None
    ).exists()
    assert Visit.objects.filter(outcome="", contact__happened_at__date=on).exists()
    assert Contact.objects.without_outcome(at=datetime(2026, 11, 21, 12, tzinfo=UTC)).count() > 2
    assert Visit.objects.with_concern().unreviewed().count() == 1
    assert Review.objects.unanswered().get().reviewed_by.name == "Dee Walsh"
    asked = Deadline.objects.get(kind="review_answer")
    assert asked.because.startswith("Dee Walsh asks about the visit of")
    late = Flag.objects.get(kind="contact_outcome", case__crn=crn_of("low"), cured_at=None)
    assert late.asked_of.code == AMIRA
    assert Officer.objects.filter(allocations=None, grade="PC").exists()
    assert Team.objects.filter(officers=None).exists()
    assert set(Officer.objects.values_list("agency", flat=True)) == {"police", "probation"}
    outcomes = set(Visit.objects.values_list("outcome", flat=True))
    assert {"not_in", "entry_refused", "seen_at_door", "moved_away", "seen_inside"} <= outcomes


def test_orders_are_there_live_ended_ending_unserved_and_unrecorded(
    loaded: Callable[[date], None],
) -> None:
    on = date(2026, 11, 21)
    loaded(on)
    named = {key: Case.objects.get(crn=crn_of(key)) for key in ("very_high", "medium", "tomorrow")}
    assert len(live_conditions(named["very_high"], on=on)) == 5
    said = {
        key: [remark.label for row in orders_of(case, on=on) for remark in row.remarks]
        for key, case in named.items()
    }
    assert said == {
        "very_high": [],
        "medium": ["Ends in 20 days"],
        "tomorrow": ["Order made but not served"],
    }
    assert [row.is_over for row in orders_of(named["very_high"], on=on)] == [False, True]
    (unrecorded,) = unrecorded_orders(Case.objects.get(crn=crn_of("refused_once")), on=on)
    assert unrecorded.startswith("The register says SHPO or SRO since")


def test_the_command_prints_accounts_that_sign_in_and_says_so_again(
    capsys: pytest.CaptureFixture[str], rf: RequestFactory
) -> None:
    call_command("load_demonstration")
    first = capsys.readouterr().out
    call_command("load_demonstration")
    second = capsys.readouterr().out
    assert second.startswith("The demonstration is already loaded.")
    assert first.splitlines()[1:] == second.splitlines()[1:]
    for account in ACCOUNTS:
        assert account.email in first
        user = authenticate(rf.post("/"), username=account.email, password=PASSWORD)
        assert user is not None, account.email
    assert PASSWORD in first
    assert last_success(FLAG_OVERDUE_VISITS)


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (factories.make_case, "1 cases"),
        (lambda: factories.make_user("Gwen Real"), "1 users"),
        (lambda: factories.make_team("Somewhere"), "1 teams"),
    ],
    ids=["case", "user", "team"],
)
def test_a_database_with_anything_else_in_it_is_left_as_it_is(
    make: Callable[[], object], named: str
) -> None:
    make()
    with pytest.raises(CommandError, match=f"^This database holds .*{named}.* left as it is"):
        call_command("load_demonstration")
    assert not Case.objects.filter(crn__startswith="D9").exists()
    assert not User.objects.filter(email__in=[account.email for account in ACCOUNTS]).exists()


def test_a_start_on_real_data_goes_on_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    factories.make_case()
    call_command("load_demonstration", "--if-empty")
    assert "no demonstration was loaded" in capsys.readouterr().out
    assert Case.objects.count() == 1
