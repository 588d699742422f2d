"""The demonstration area: every situation is there, on any day; it never touches real data."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from caseloads.selectors.where.forward import forward
from caseloads.selectors.where.scope import where
from config.demonstration import desks, loading
from config.demonstration.diary import case_of, referral_of
from config.demonstration.staff import ACCOUNTS, AMIRA, PASSWORD
from config.demonstration.stories import STORIES, crn_of
from core.calendar import london_midnight
from core.jobs import last_success
from offenders.deadlines import Shared
from offenders.models import Case, Contact, Deadline, Exclusion, Flag, Restriction
from orders.selectors import live_conditions, orders_of, unrecorded_orders
from people.models import Officer, Team, User
from programmes.choices.referral import CLOSED, STATUSES
from programmes.choices.state import State
from programmes.deadlines.state import state_facts
from programmes.models import Group, Referral, Session
from programmes.rules.forward import Passed
from programmes.rules.placing import fitting
from programmes.rules.state import standing_of
from programmes.selectors.placing import offer_of, running, wanted_of, with_figures
from programmes.selectors.suitability import standing_of as suitability_of
from tests import factories
from visits.models import Review, Visit
from visits.tasks import FLAG_OVERDUE_VISITS

pytestmark = pytest.mark.django_db
# Loading takes many seconds, so what is looked at on a day like any other is looked at in one test.
ORDINARY = date(2026, 11, 21)
DAYS = [
    date(2024, 2, 29),
    date(2026, 3, 31),
    date(2026, 10, 25),
    date(2027, 12, 31),
]


LACKS = {"no_risk": "police_risk_level", "no_officer": "police_officer"}


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Loaded on a day, as the command does: then whoever keeps a register may do so on that day."""

    def load(on: date) -> None:
        if on != ORDINARY:
            monkeypatch.setattr(desks, "NIGHTS", 1)  # each takes a third of a second
        at = london_midnight(on).replace(hour=9)
        with time_machine.travel(at, tick=False):
            loading.load(on=on, at=at)

    return load


def days_to_go(key: str, on: date, *, missing: str = "") -> int | None:
    row = Deadline.objects.filter(case__crn=crn_of(key), kind="home_visit", missing=missing).first()
    return (row.due_on - on).days if row else None


@pytest.mark.parametrize("on", DAYS)
def test_every_kind_of_overdue_is_there_on_any_day(
    loaded: Callable[[date], None], on: date
) -> None:
    loaded(on)
    every_kind_of_overdue(on)


def test_on_a_day_like_any_other(loaded: Callable[[date], None]) -> None:
    loaded(ORDINARY)
    every_kind_of_overdue(ORDINARY)
    who_waits_and_for_what_who_was_passed_over_whom_a_group_would_suit(ORDINARY)
    most_whom_probation_leads_were_seen_in_time(ORDINARY)
    what_else_is_there(ORDINARY)
    orders_live_ended_ending_unserved_and_unrecorded(ORDINARY)


def every_kind_of_overdue(on: date) -> None:
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
    programmes_in_every_state(on)


def programmes_in_every_state(on: date) -> None:
    """PRG-58, PRG-30, PRG-20: each state of the work, and each state of a referral that is not closed."""
    facts = state_facts(Shared(list(Case.objects.values_list("pk", flat=True)), on))
    assert {standing_of(row, on).state for row in facts.values()} == set(State)
    for machine, statuses in STATUSES.items():
        rows = Referral.objects.filter(machine=machine).values_list("status", flat=True)
        assert set(rows) >= statuses - CLOSED, machine
    flagged = set(Flag.objects.filter(cured_at=None).values_list("kind", flat=True))
    assert flagged >= {
        "programme_start",
        "programme_runway",
        "programme_stalled",
        "programme_missed",
        "programme_review",
        "pre_programme_work",
        "no_offending_work",
    }
    runs = with_figures(Group.objects.all())
    assert {(row.taken == row.size, row.cancelled_on is not None) for row in runs} == {
        (True, False),
        (False, False),
        (False, True),
    }
    left = Session.objects.filter(starts_at__date__lt=on, saved_at=None, group__cancelled_on=None)
    assert left.count() == 1, "one register is left to keep"
    assert case_of("seat_3").pk in Flag.objects.filter(kind="programme_missed").values_list(
        "case", flat=True
    )


def who_waits_and_for_what_who_was_passed_over_whom_a_group_would_suit(on: date) -> None:
    flag = Flag.objects.get(case=case_of("stalled"), kind="programme_start", cured_at=None)
    assert flag.because.startswith(
        "Waiting for an assessment since 13 August 2024; not resolved: work pattern (noted on 25 April 2026)."
    )
    found = {
        key: Deadline.objects.get(case=case_of(key), kind="programme_runway").due_on
        for key in ("runway_passed", "runway_ahead")
    }
    assert found["runway_passed"] < on < found["runway_ahead"]
    assert not Deadline.objects.filter(
        case=case_of("runway_decided"), kind="programme_runway"
    ).exists()

    seen = where(User.objects.get(name="Jo St. John"), on=on)
    assert seen
    passed = forward(seen)
    assert case_of("eligible").pk in passed.ways[Passed.NOT_PUT_FORWARD]
    assert case_of("no_work").pk in passed.ways[Passed.NEVER_WORKED_OUT]
    assert suitability_of(case_of("seat_1"), on=on).decision is not None
    assert suitability_of(case_of("await_assessment"), on=on).missing_words
    offers = [offer_of(row) for row in running(on=on)]
    rows = {
        key: referral_of(key) for key in ("wait_fit", "wait_clash", "wait_apart", "wait_barred")
    }
    at = london_midnight(on).replace(hour=9)
    wanted = wanted_of(list(rows.values()), [offer.id for offer in offers], at=at)
    fit = {
        key: {offer.place for offer in fitting(wanted[row.pk], offers, on=on)}
        for key, row in rows.items()
    }
    assert referral_of("wait_fit").preparations.filter(done_on=None).exists()
    assert fit == {
        "wait_fit": {"Eastmoor, Dock Street"},
        "wait_clash": set(),
        "wait_apart": {"Westhaven, Chapel House"},
        "wait_barred": {"Westhaven, Chapel House"},
    }


def most_whom_probation_leads_were_seen_in_time(on: date) -> None:
    rows = Deadline.objects.filter(kind="contact")
    overdue = rows.overdue(on=on).count()
    assert 0.03 < overdue / rows.count() < 0.3


def what_else_is_there(on: date) -> None:
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


def orders_live_ended_ending_unserved_and_unrecorded(on: date) -> None:
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
