"""Groups: made with their sessions, moved, run, cancelled. The write door."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q

from core.calendar import LONDON, in_full, london_date
from core.editing import held, hold, lock
from core.errors import Problem, RefusedError, StaleError, refuse
from core.history import changes_of
from core.models import holds_on
from offenders import deadlines
from offenders.models import Case
from people.models import Officer, Region, User
from programmes.models import (
    Facilitation,
    FacilitatorTraining,
    Group,
    Meeting,
    Place,
    Placement,
    Programme,
    Session,
)
from programmes.rules import placing as placing_rules, schedule
from programmes.rules.leaving import size_problem
from programmes.selectors.groups import ends_on, leads, planned, regions_of, template_of
from programmes.selectors.placing import may_run
from programmes.services.placing import leave
from programmes.services.waiting import tell_who_waits


@transaction.atomic
def add_place(
    *, name: str, by: User, at: datetime, region: Region | None = None, postcode: str = ""
) -> Place:
    """In a region of whoever adds it. Raises RefusedError where they have none, or there is one of that name."""
    name, on = " ".join(name.split()), london_date(at)
    mine = regions_of(by, on=on)
    found = mine.filter(pk=region.pk).first() if region else mine.first()
    if found is None:
        refuse(Problem("name", "You have no region, so a place cannot be in it."))
    there = Place.objects.filter(name__iexact=name).first()
    if there is not None:
        where = "" if there.region == found else " in another region: add the town to its name"
        refuse(Problem("name", f"There is a place called {name} already{where}."))
    return Place.objects.create(name=name, region=found, postcode=postcode, starts_on=on)


@transaction.atomic
def end_place(*, place: Place, by: User, at: datetime) -> None:
    """No more groups are made there. Raises RefusedError while one is still to end there."""
    stored, on = lock(place), london_date(at)
    ahead = Group.objects.filter(place=stored, cancelled_on__isnull=True)
    if ahead.filter(Q(sessions__starts_at__gte=at)).exists():
        refuse(Problem("place", f"Groups still meet at {place.name}. Cancel or move them first."))
    if stored.ends_on is None:
        stored.ends_on = on
        stored.save(update_fields=["ends_on"])


@transaction.atomic
def make_group(
    *,
    programme: Programme,
    place: Place,
    name: str,
    size: int,
    meetings: Sequence[schedule.Meeting],
    first_session_on: date,
    by: User,
    at: datetime,
) -> Group:
    """PRG-40, PRG-41: a group and all its sessions.

    Raises RefusedError for a programme without a template of sessions, or a first session on a day that will not do.
    """
    on = london_date(at)
    modules, weeks = template_of(programme.name), leads(on=on)
    if not modules:
        refuse(Problem("programme", f"{programme.name} has no template of sessions."))
    if not meetings:
        refuse(Problem("meetings", "Say on which day the group meets."))
    refuse(schedule.first_day_problem(first_session_on, modules, meetings, weeks, today=on))
    group = Group.objects.create(
        programme=programme,
        place=place,
        name=name,
        size=size,
        first_session_on=first_session_on,
        recorded_by=by,
        recorded_on=on,
    )
    Meeting.objects.bulk_create(
        Meeting(group=group, weekday=each.weekday, at=each.at) for each in sorted(set(meetings))
    )
    _plan(group, schedule.sessions_of(modules, meetings, first_session_on, weeks))
    tell_who_waits(programme.name)
    return group


@transaction.atomic
def change_group(
    *, group: Group, version: int, name: str, size: int, by: User, at: datetime
) -> Group:
    """What a group is called, and for how many it is.

    Raises StaleError when somebody changed it meanwhile, RefusedError for fewer than the people in it, and for one that
    is over.
    """
    stored = held(Group.objects.filter(pk=group.pk), version=version, stale=changed_meanwhile)
    still_runs(stored)
    taken = Placement.objects.filter(group=stored, left_on__isnull=True).count()
    refuse(size_problem(size, taken))
    was_full, is_full = taken >= stored.size, taken >= size
    stored.name, stored.size = name, size
    stored.version += 1
    stored.save()
    if was_full != is_full:
        tell_who_waits(stored.programme_id)
    return stored


@transaction.atomic
def move_session(
    *, session: Session, version: int, on: date, starts: time, by: User, at: datetime
) -> Session:
    """By hand, to any day but a bank holiday that keeps the leads of PRG-41.

    Raises StaleError when somebody moved it meanwhile, RefusedError for a day that will not do.
    """
    group = lock(session.group)
    stored = held(
        Session.objects.filter(pk=session.pk),
        version=version,
        stale=_moved_meanwhile,
        behind=group,
    )
    still_runs(group)
    if stored.starts_at <= at:
        refuse(Problem("on", "This session has begun: it is not moved any more."))
    today, others = london_date(at), list(group.sessions.all())
    refuse(
        schedule.move_problem(
            stored.number, on, starts, planned(others), leads(on=today), today=today
        )
    )
    stored.starts_at, stored.moved = _instant(on, starts), True
    stored.version += 1
    stored.save()
    _follow_first_day(group)
    _refresh(group, at=at)
    return stored


@transaction.atomic
def add_facilitator(
    *, group: Group, officer: Officer, starts_on: date, by: User, at: datetime
) -> Facilitation:
    """They see the people in the group from that day.

    Raises RefusedError for who runs it already, for a group that is over, and for whom the case of somebody in it is
    closed to: that is said without saying whose.
    """
    stored = lock(group)
    still_runs(stored)
    rows = Facilitation.objects.filter(group=stored, officer=officer)
    if rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on)).exists():
        refuse(Problem("officer", f"{officer.name} runs this group already."))
    last = ends_on(stored)
    if last is not None and starts_on > last:
        refuse(Problem("starts_on", f"The group ends on {in_full(last)}."))
    if not may_run(stored, officer.user, at=at):
        refuse(Problem("officer", placing_rules.NOT_RUN_BY))
    return Facilitation.objects.create(group=stored, officer=officer, starts_on=starts_on)


@transaction.atomic
def end_facilitation(*, facilitation: Facilitation, by: User, at: datetime) -> None:
    """From today they see the people in the group no more. Nothing where it has ended already."""
    stored, on = lock(facilitation), london_date(at)
    if stored.ends_on is None or stored.ends_on > on:
        stored.ends_on = max(on, stored.starts_on)
        stored.save(update_fields=["ends_on"])


@transaction.atomic
def cancel_group(*, group: Group, version: int, reason: str, by: User, at: datetime) -> Group:
    """Nobody has a seat in it any more: each waits for a group again, with the reason.

    Raises StaleError when somebody changed it meanwhile, RefusedError where it is over already, or somebody was
    placed in it while it was being cancelled.
    """
    seated = Placement.objects.filter(group=group, left_on__isnull=True)
    hold(Case, case_ids := sorted(seated.values_list("referral__case", flat=True)))
    stored = held(Group.objects.filter(pk=group.pk), version=version, stale=changed_meanwhile)
    still_runs(stored)
    now = list(seated.select_related("referral"))
    if {row.referral.case_id for row in now} - set(case_ids):
        raise RefusedError("Somebody was placed in the group meanwhile. Look again.")
    for placement in now:
        leave(placement, because=f"The group was cancelled: {reason}", by=by, at=at)
    stored.cancelled_on, stored.cancelled_because = london_date(at), reason
    stored.version += 1
    stored.save()
    tell_who_waits(stored.programme_id)
    return stored


@transaction.atomic
def record_training(
    *,
    officer: Officer,
    programme: Programme,
    trained_on: date,
    expires_on: date | None,
    by: User,
    at: datetime,
) -> FacilitatorTraining:
    """R-11: a course for a programme. It takes the place of an earlier one from its day on.

    Raises RefusedError where a later one is on record, or it expires before it was done.
    """
    lock(officer)
    if expires_on is not None and expires_on <= trained_on:
        refuse(Problem("expires_on", "It cannot expire before it was done."))
    rows = FacilitatorTraining.objects.filter(officer=officer, programme=programme)
    if rows.filter(starts_on__gte=trained_on).exists():
        refuse(Problem("trained_on", "A course on that day or later is on record."))
    rows.filter(holds_on(trained_on)).update(ends_on=trained_on)
    return FacilitatorTraining.objects.create(
        officer=officer, programme=programme, starts_on=trained_on, ends_on=expires_on
    )


def _plan(group: Group, sessions: Sequence[schedule.Planned]) -> None:
    Session.objects.bulk_create(
        Session(
            group=group,
            number=each.number,
            module=each.module,
            kind=each.kind,
            starts_at=_instant(each.on, each.at),
            minutes=each.minutes,
        )
        for each in sessions
    )


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=LONDON)


def still_runs(group: Group) -> None:
    if group.cancelled_on is not None:
        refuse(Problem("", f"This group was cancelled on {in_full(group.cancelled_on)}."))
    if group.ended_on is not None:
        refuse(Problem("", f"This group ended on {in_full(group.ended_on)}."))


def _follow_first_day(group: Group) -> None:
    """The day on which a group is said to begin is that of its first session together."""
    first = group.sessions.filter(kind="group").order_by("starts_at").first()
    if first and london_date(first.starts_at) != group.first_session_on:
        Group.objects.filter(pk=group.pk).update(first_session_on=london_date(first.starts_at))
        tell_who_waits(group.programme_id)


def _refresh(group: Group, *, at: datetime) -> None:
    """What is due for the people in the group may follow from its sessions."""
    seated = Placement.objects.filter(group=group, left_on__isnull=True)
    case_ids = sorted(seated.values_list("referral__case", flat=True))
    if case_ids:
        deadlines.refresh(case_ids, changed={Session, Group}, on=london_date(at), at=at)


def _moved_meanwhile(now: Session) -> StaleError:
    last = changes_of(Session, pgh_obj_id=now.pk)[0]
    starts = now.starts_at.astimezone(LONDON)
    theirs = [("Session", f"{now.number}"), ("Starts", f"{in_full(starts.date())} {starts:%H:%M}")]
    return StaleError(saved_by=last.who or "Somebody", saved_at=last.at, theirs=theirs)


def changed_meanwhile(now: Group) -> StaleError:
    last = changes_of(Group, pgh_obj_id=now.pk)[0]
    over = now.cancelled_on or now.ended_on
    theirs = [
        ("Group", str(now)),
        ("How many people at most?", str(now.size)),
        ("Cancelled or ended", in_full(over) if over else "No"),
    ]
    return StaleError(saved_by=last.who or "Somebody", saved_at=last.at, theirs=theirs)
