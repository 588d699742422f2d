"""What an extract cannot say: deaths, other pauses, limits of access, plans, intervals, an accepted flag."""

from datetime import date, datetime, time, timedelta
from typing import Any

from config.demonstration import around, orders
from config.demonstration.staff import ACCOUNTS, AMIRA, BEN, CHIDI, DEE
from config.demonstration.stories import crn_of
from core.calendar import LONDON
from offenders.choices import (
    AdjustmentKind,
    AdjustmentSource,
    ContactSource,
    InformationKind,
    PauseKind,
    Permitted,
    PhoneOwner,
)
from offenders.models import (
    Address,
    Adjustment,
    Alias,
    Allocation,
    Case,
    Contact,
    ContactType,
    Exclusion,
    Flag,
    Pause,
    Restriction,
    Telephone,
)
from offenders.services.flags import accept_flag
from people.choices import Agency, TrainingKind
from people.models import Officer, Training, User
from visits.choices import VisitOutcome
from visits.services import (
    VisitPlan,
    VisitRecord,
    plan_visit,
    record_visit,
    review_visit,
    set_interval,
)


def add(*, on: date, at: datetime) -> None:
    """Everything at once; the deadlines are worked out afterwards."""
    _pauses(on)
    _limits(at)
    _plans(on=on, at=at)
    _appointments(on=on, at=at)
    _intervals(at)
    _training(on)
    _nobody_holds(on)
    _reviews(at)
    orders.add(on=on, at=at, by=_user(AMIRA))
    Alias.objects.create(case=_case("very_high"), surname="Neill", forenames="Gary")
    _how_to_meet(on)
    around.add(case=_case("very_high"), by=_user(AMIRA), on=on)


def _how_to_meet(on: date) -> None:
    case = _case("very_high")
    common: dict[str, Any] = {"recorded_by": _user(AMIRA), "starts_on": on - timedelta(days=40)}
    Telephone.objects.create(
        case=case,
        number="07700900123",
        whose=PhoneOwner.OWN,
        may_leave_message=Permitted.NO,
        may_text=Permitted.YES,
        **common,
    )
    Adjustment.objects.create(
        case=case,
        kind=AdjustmentKind.HEARING,
        what="Hard of hearing on the left: face him and speak slowly; knock loudly",
        source=AdjustmentSource.TOLD,
        **common,
    )


def _case(key: str) -> Case:
    return Case.objects.get(crn=crn_of(key))


def _user(officer: str) -> User:
    name = next(account.email for account in ACCOUNTS if account.officer == officer)
    return User.objects.get(email=name)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)


def _pauses(on: date) -> None:
    Case.objects.filter(crn=crn_of("died")).update(died_on=on - timedelta(days=33))
    for key, kind, days in (
        ("transferred", PauseKind.TRANSFERRED, 50),
        ("hospital", PauseKind.HOSPITAL, 25),
        ("at_large", PauseKind.UNLAWFULLY_AT_LARGE, 4),
    ):
        Pause.objects.create(case=_case(key), kind=kind, starts_on=on - timedelta(days=days))


def _limits(at: datetime) -> None:
    """INF-30: one case that only Ben and his supervisor may open, one that Ben may not."""
    since = at - timedelta(days=90)
    Restriction.objects.create(
        case=_case("restricted"),
        user=_user(BEN),
        starts_at=since,
        reason="Known to staff of the team",
    )
    Exclusion.objects.create(
        case=_case("excluded"), user=_user(BEN), starts_at=since, reason="Lives in the same street"
    )


def _plans(*, on: date, at: datetime) -> None:
    """Visits in Amira's diary: later today, and two this week."""
    amira, second = _user(AMIRA), Officer.objects.get(code=BEN)
    for key, happens_at in (
        ("planned_today", _at(on, 15, 30)),
        ("planned_soon", _at(on + timedelta(days=2), 18)),
        ("weeks_over", _at(on + timedelta(days=1), 8, 15)),
    ):
        case = _case(key)
        plan = VisitPlan(
            purposes=("residence", "devices"),
            happens_at=happens_at,
            address=Address.objects.filter(case=case).first(),
            premises="",
            second_officer=second,
        )
        plan_visit(case=case, plan=plan, by=amira, at=min(at, happens_at) - timedelta(hours=1))


def _appointments(*, on: date, at: datetime) -> None:
    """Appointments to come, and two past ones whose outcome nobody has recorded (VOC-12)."""
    kind = ContactType.objects.get(code="COAP")
    officer = Officer.objects.get(code=AMIRA)
    for key, days, hour in (
        ("weeks_over", 0, 11),
        ("tomorrow", 1, 14),
        ("medium", 4, 10),
        ("low", -6, 10),
        ("at_the_door", -1, 16),
    ):
        happens_at = _at(on + timedelta(days=days), hour)
        Contact.objects.create(
            case=_case(key),
            type=kind,
            happened_at=happens_at,
            recorded_at=min(at, happens_at) - timedelta(days=3),
            officer=officer,
            agency=Agency.POLICE,
            author=officer.user,
            source=ContactSource.SERVICE,
            notes="Bring the letter about the new job.",
            information_kind=InformationKind.SELF_REPORT,
        )


def _intervals(at: datetime) -> None:
    """POL-4: one shorter than the standard, which holds; one longer, which waits for Dee."""
    set_interval(
        case=_case("shorter"),
        months=3,
        reason="New relationship with a woman who has a child; closer visits until checks are back.",
        version=0,
        by=_user(AMIRA),
        at=at,
    )
    set_interval(
        case=_case("longer"),
        months=18,
        reason="Bed-bound since the stroke; the care home reports monthly.",
        version=0,
        by=_user(AMIRA),
        at=at,
    )


def _reviews(at: datetime) -> None:
    """POL-11: a concern that waits for Dee, and a record that she has read and asked Amira about."""
    _seen_at_the_door(
        "shorter",
        at=at - timedelta(days=2),
        concerns="A child's coat and school bag in the hall. He said they are a friend's; he would not say whose.",
    )
    read = _seen_at_the_door(
        "medium",
        at=at - timedelta(days=5),
        concerns="A second phone on the hall table, put away when he saw me look.",
    )
    review_visit(
        contact=read,
        version=read.version,
        words="Clear about what was seen. It does not say whether the second phone has been notified.",
        asks="Go back unannounced with the digital media team, and put in an intelligence report on the phone.",
        by=_user(DEE),
        at=at - timedelta(days=3),
    )


def _seen_at_the_door(key: str, *, at: datetime, concerns: str) -> Contact:
    case = _case(key)
    record = VisitRecord(
        purposes=("devices", "household"),
        happens_at=at - timedelta(minutes=40),
        address=Address.objects.filter(case=case).first(),
        premises="",
        second_officer=Officer.objects.get(code=BEN),
        outcome=VisitOutcome.SEEN_AT_DOOR,
        notes="Spoke at the door. He had visitors and did not want us in.",
        concerns=concerns,
    )
    return record_visit(case=case, record=record, by=_user(AMIRA), at=at)


def _training(on: date) -> None:
    """POL-22: Amira is trained for high risk; Ben's ARMS has run out, Grace has done no course yet."""
    for code, expires in ((AMIRA, 400), (CHIDI, 120), (BEN, -20)):
        Training.objects.create(
            officer=Officer.objects.get(code=code),
            kind=TrainingKind.ARMS,
            trained_on=on - timedelta(days=700),
            expires_on=on + timedelta(days=expires),
        )


def _nobody_holds(on: date) -> None:
    """A case that Amira gave up nine days ago and that nobody has been given since: for Dee to allocate."""
    held = Allocation.objects.get(case=_case("unheld"), agency=Agency.POLICE)
    held.ends_on = on - timedelta(days=9)
    held.save(update_fields=["ends_on"])


def accept_a_flag(*, on: date, at: datetime) -> None:
    """One overdue visit that the supervisor has accepted for two weeks; it stays on every list."""
    flag = Flag.objects.get(case__crn=crn_of("accepted"), kind="home_visit", cured_at=None)
    accept_flag(
        flag=flag,
        until=on + timedelta(days=14),
        reason="In hospital for an operation until next week; the ward confirmed by telephone.",
        version=flag.version,
        by=_user(DEE),
        at=at,
    )
