"""Groups with their sessions, seats and registers: a full one under way, one ahead with seats, one cancelled."""

from datetime import date, datetime, time, timedelta
from functools import partial

from config.demonstration.area import moderate
from config.demonstration.attending import SEATS
from config.demonstration.diary import (
    Act,
    Diary,
    case_of,
    holder,
    moment_of,
    referral_of,
    user_of,
    working_day,
)
from config.demonstration.staff import MILO, PRIYA, TESS
from core.calendar import is_working_day, london_date
from offenders.models import Case, Contact, ContactOutcome
from offenders.services.contacts import record_outcome
from people.models import Officer
from programmes.choices.attendance import Came
from programmes.choices.groups import DayPart, Weekday
from programmes.choices.referral import ReferralStatus
from programmes.models import Attendance, Group, Place, Programme, Session
from programmes.rules.schedule import Meeting
from programmes.selectors.register import register_of
from programmes.services.groups import (
    add_facilitator,
    add_place,
    cancel_group,
    make_group,
    move_session,
    record_training,
)
from programmes.services.moves import move
from programmes.services.placing import place
from programmes.services.register import Said, Wanted, arrange_catch_up, keep_register
from programmes.services.wishes import keep_apart, state_availability

EASTMOOR, WESTHAVEN = "Eastmoor, Dock Street", "Westhaven, Chapel House"
UNDER_WAY, AHEAD, DAYTIME, CANCELLED = (
    "Evenings, under way",
    "Evenings, next",
    "Mornings",
    "Saturdays",
)
EVENING, MORNING = time(18), time(10)
WEEK = timedelta(weeks=1)


def add(diary: Diary) -> None:
    """Plan it all."""
    for name in (EASTMOOR, WESTHAVEN):
        diary.add(400, partial(_add_place, name))
    _training(diary)
    first_on = _under_way(diary)
    _start(diary, first_on)
    _registers(diary)
    _ahead(diary)
    _wishes(diary)
    _cancelled(diary)


def _training(diary: Diary) -> None:
    """R-11: Milo is trained for what he runs; Priya's course has run out."""
    for officer, expires_in in ((MILO, 500), (PRIYA, -20)):
        diary.add(
            390,
            partial(_train, diary.on, officer, expires_in),
        )


def _add_place(name: str, at: datetime) -> None:
    add_place(name=name, by=user_of(TESS), at=at)


def _train(on: date, officer: str, expires_in: int, at: datetime) -> None:
    record_training(
        officer=Officer.objects.get(code=officer),
        programme=Programme.objects.get(name=moderate(on)),
        trained_on=london_date(at) - timedelta(days=30),
        expires_on=on + timedelta(days=expires_in),
        by=user_of(TESS),
        at=at,
    )


def _make(
    diary: Diary,
    name: str,
    where: str,
    first_on: date,
    size: int,
    *,
    days: tuple[int, ...],
    at: time,
) -> Act:
    return lambda moment: make_group(
        programme=Programme.objects.get(name=moderate(diary.on)),
        place=Place.objects.get(name=where),
        name=name,
        size=size,
        meetings=[Meeting(day, at) for day in days],
        first_session_on=first_on,
        by=user_of(TESS),
        at=moment,
    )


def group_of(name: str) -> Group:
    return Group.objects.get(name=name)


def _run_by(diary: Diary, name: str, officer: str, *, since: date, planned: date) -> None:
    diary.add_on(
        planned,
        lambda at: add_facilitator(
            group=group_of(name),
            officer=Officer.objects.get(code=officer),
            starts_on=since,
            by=user_of(TESS),
            at=at,
        ),
        hour=11,
    )


def _seat(diary: Diary, key: str, name: str, *, ago: int = 0, on: date | None = None) -> None:
    diary.add_on(
        on or diary.day(ago),
        lambda at: place(referral=referral_of(key), group=group_of(name), by=user_of(TESS), at=at),
        hour=16,
    )


def _under_way(diary: Diary) -> date:
    """The full one: it met yesterday, or on the last weekday, and has met for seven weeks."""
    last = diary.day(1)
    while last.weekday() > Weekday.FRIDAY:
        last -= timedelta(days=1)
    first_on = last - 7 * WEEK
    while not is_working_day(first_on):
        first_on -= WEEK
    made = first_on - timedelta(days=60)
    act = _make(diary, UNDER_WAY, EASTMOOR, first_on, len(SEATS), days=_twice(last), at=EVENING)
    diary.add_on(made, act)
    _run_by(diary, UNDER_WAY, MILO, since=first_on - 5 * WEEK, planned=made)
    for story in SEATS:
        _seat(diary, story.key, UNDER_WAY, on=first_on - timedelta(days=45))
    return first_on


def _twice(day: date) -> tuple[int, int]:
    """Its weekday, and the second one of the week: never two days that follow each other."""
    return day.weekday(), (day.weekday() + 2) % 5


def _start(diary: Diary, first_on: date) -> None:
    for story in SEATS:
        diary.add_on(first_on, partial(_begin, story.key), hour=19)


def _begin(key: str, at: datetime) -> None:
    row = referral_of(key)
    move(
        row,
        to=ReferralStatus.ON_PROGRAMME,
        on=london_date(at),
        by=holder(key),
        at=at,
        version=row.version,
    )


TOOK_PART, AWAY = Said(Came.TOOK_PART), Said(Came.NOT_AGREED)
# Who did not just come: at which of the registers, counted from the last one that was saved.
OTHERWISE = {
    ("seat_3", 1): AWAY,
    ("seat_3", 2): AWAY,
    ("seat_3", 3): AWAY,
    ("seat_5", 6): Said(Came.AGREED, "AAEM", "Sent the rota of his new job."),
    ("seat_7", 4): Said(Came.DID_NOT, note="Talked over others, left after the break."),
    ("seat_9", 2): Said(Came.NOT_AGREED, note="No call. His telephone is off."),
    ("seat_11", 5): Said(Came.AGREED, "AAME", "Dentist; showed the letter."),
}
CAUGHT_UP, BOOKED = ("seat_5", 6), ("seat_9", 2)


def _registers(diary: Diary) -> None:
    """Of every session that is over but the last one: that is for whoever looks at the demonstration to keep."""
    diary.add_on(diary.on, lambda _at: _keep_all(diary))


def _keep_all(diary: Diary) -> None:
    milo = user_of(MILO)
    over = group_of(UNDER_WAY).sessions.filter(starts_at__lt=diary.at - timedelta(hours=3))
    *kept, _left = over.order_by("starts_at")
    keys = {case_of(story.key).pk: story.key for story in SEATS}
    for number, session in enumerate(kept):
        back = len(kept) - number
        at = session.starts_at + timedelta(minutes=session.minutes)
        seen = Case.objects.seen_by(milo)
        said = {
            line.key: OTHERWISE.get((keys[line.case.pk], back), TOOK_PART)
            for line in register_of(session, seen, at=at).open
        }
        keep_register(session=session, version=session.version, said=said, by=milo, at=at)
        if back == CAUGHT_UP[1]:
            _held(_caught_up(CAUGHT_UP[0], session, london_date(at), at))
        if back == BOOKED[1]:
            _caught_up(BOOKED[0], session, diary.on + timedelta(days=3), at)


def _caught_up(key: str, session: Session, after: date, at: datetime) -> Contact:
    """The appointment that makes a missed session good, early on the next working day after a day."""
    missed = Attendance.objects.get(session=session, placement__referral__case=case_of(key))
    starts_at = moment_of(working_day(after + timedelta(days=1)), 8, 10)
    wanted = Wanted(starts_at=starts_at, minutes=60)
    return arrange_catch_up(missed=missed, catch_up=wanted, by=user_of(MILO), at=at)


def _held(contact: Contact) -> None:
    record_outcome(
        contact=contact,
        version=contact.version,
        outcome=ContactOutcome.objects.get(code="ATTC"),
        by=user_of(MILO),
        at=contact.happened_at + timedelta(hours=1),
    )


def _ahead(diary: Diary) -> None:
    """One that begins within four weeks, with five seats free, and a session moved by hand; one of mornings, empty."""
    first_on = working_day(diary.on + timedelta(days=23))
    while not is_working_day(first_on - 3 * WEEK):  # else the work before it would begin earlier
        first_on = working_day(first_on + timedelta(days=1))
    act = _make(diary, AHEAD, EASTMOOR, first_on, 8, days=_twice(first_on), at=EVENING)
    diary.add(45, act)
    _run_by(diary, AHEAD, MILO, since=diary.on, planned=diary.day(45))
    _run_by(diary, AHEAD, PRIYA, since=diary.on, planned=diary.day(44))
    diary.add(43, _moved_by_a_day)
    for key, ago in (("scheduled_open", 30), ("scheduled_done", 32), ("scheduled_evening", 28)):
        _seat(diary, key, AHEAD, ago=ago)
    first_on = working_day(diary.on + timedelta(days=75))
    act = _make(diary, DAYTIME, WESTHAVEN, first_on, 6, days=_twice(first_on), at=MORNING)
    diary.add(20, act)
    _run_by(diary, DAYTIME, PRIYA, since=first_on - 4 * WEEK, planned=diary.day(19))


def _moved_by_a_day(at: datetime) -> None:
    session = group_of(AHEAD).sessions.get(number=6)
    to = working_day(london_date(session.starts_at) + timedelta(days=1))
    move_session(
        session=session, version=session.version, on=to, starts=EVENING, by=user_of(TESS), at=at
    )


EVENINGS: list[tuple[int, DayPart]] = [
    (day, DayPart.EVENING) for day in Weekday if day <= Weekday.FRIDAY
]
MORNINGS: list[tuple[int, DayPart]] = [
    (day, DayPart.MORNING) for day in Weekday if day in {Weekday.MONDAY, Weekday.SUNDAY}
]


def _wishes(diary: Diary) -> None:
    """PRG-33: who can come when, where somebody cannot go, and two who must not meet."""
    for key, available, barred in (
        ("scheduled_evening", EVENINGS, []),
        ("wait_fit", EVENINGS, [WESTHAVEN]),
        ("wait_clash", MORNINGS, []),
        ("wait_barred", [], [EASTMOOR]),
    ):
        diary.add(
            60,
            partial(_can_come, key, available, barred),
        )
    diary.add(
        50,
        lambda at: keep_apart(
            case=case_of("wait_apart"),
            other=case_of("scheduled_done"),
            note="He gave evidence against him.",
            by=holder("wait_apart"),
            at=at,
        ),
    )


def _can_come(
    key: str, available: list[tuple[int, DayPart]], barred: list[str], at: datetime
) -> None:
    state_availability(
        referral=referral_of(key),
        available=available,
        barred=list(Place.objects.filter(name__in=barred)),
        by=holder(key),
        at=at,
    )


def _cancelled(diary: Diary) -> None:
    """Somebody had a seat in it, and waits again."""
    first_on = diary.on + timedelta(days=40)
    while first_on.weekday() != Weekday.SATURDAY or first_on.month == 12:
        first_on += timedelta(days=1)
    weekday = (first_on.weekday(),)
    act = _make(diary, CANCELLED, EASTMOOR, first_on, 10, days=weekday, at=MORNING)
    diary.add(50, act)
    _seat(diary, "cancelled", CANCELLED, ago=30)
    diary.add(8, _cancel)


def _cancel(at: datetime) -> None:
    group = group_of(CANCELLED)
    cancel_group(
        group=group,
        version=group.version,
        reason="Nobody to run it on Saturdays since a facilitator left.",
        by=user_of(TESS),
        at=at,
    )
