"""PRG-18, PRG-32, PRG-48, PRG-55, PRG-56: somebody is referred to a programme; released, they go on in the community."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import lock
from core.errors import Problem, RefusedError, refuse
from offenders.models import Case
from people.choices import Permission
from people.models import User
from people.services import only_its_agency
from programmes.choices.referral import (
    Answer,
    BarrierCode,
    Deselection,
    Machine,
    PreparationKind,
    ReferralStatus,
    Source,
    Withdrawal,
)
from programmes.models import Barrier, Preparation, Programme, Referral
from programmes.rules.referring import (
    FIRST,
    day_problem,
    programme_problem,
    source_problem,
)
from programmes.selectors.referring import catalogue, in_custody, serving
from programmes.services.moves import held_referral, move, refresh
from programmes.services.timeline import REFERRED, tell

S = ReferralStatus
# PRG-48: what is to be done before everybody's start; a team adds its own.
USUAL = tuple(kind for kind in PreparationKind if kind != PreparationKind.OWN)
# Assessed in custody, nobody is assessed anew on release.
ASSESSED = frozenset({S.ASSESSED_SUITABLE, S.ON_PROGRAMME})


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody who refers says. `hindered_since` is the day of the barriers, the referral's where none is said."""

    programme: Programme
    referred_on: date
    source: Source
    maintains_innocence: Answer = Answer.UNKNOWN
    evening_offered: Answer = Answer.UNKNOWN
    barriers: Collection[str] = ()
    hindered_since: date | None = None


@transaction.atomic
def refer(*, case: Case, asked: Asked, by: User, at: datetime) -> Referral:
    """Refer somebody to a programme, in custody or in the community as they are on that day.

    That they maintain their innocence is recorded and never a bar (PRG-6). Raises RefusedError where the programme is not
    offered on the day, no sentence is in force, the ground is none, or there is the same referral already.
    """
    only_its_agency(by, Permission.REFER)
    stored, on = lock(case), asked.referred_on
    known = serving(stored)
    refuse(_problem(stored, asked, today=london_date(at)))
    machine = known.machine_on(on)
    row = Referral.objects.create(
        case=stored,
        programme=asked.programme,
        machine=machine,
        referred_on=on,
        source=asked.source,
        status=FIRST[machine],
        maintains_innocence=asked.maintains_innocence,
        evening_offered=asked.evening_offered,
        made_by=by,
    )
    _note_barriers(row, asked, by=by, at=at)
    _ask_for_work(row, by=by, at=at)
    notes = f"Referred to {row.programme_id}, {Machine(machine).label.lower()}: {Source(row.source).label.lower()}."
    tell(stored, REFERRED, on=on, notes=notes, by=by, at=at)
    refresh(row, at=at)
    return row


@transaction.atomic
def go_on_in_community(
    referral: Referral, *, on: date, is_parole: bool, by: User, at: datetime, version: int
) -> Referral:
    """Released: the referral of custody is closed, and a linked one in the community takes its place on that day.

    Whoever was assessed as suitable waits for a group, anybody else for an assessment. Raises RefusedError where it is
    closed, is not one of custody, or the person is still inside; StaleError when somebody changed it meanwhile.
    """
    only_its_agency(by, Permission.REFER)
    row = held_referral(referral, version)
    was = ReferralStatus(row.status)
    if row.machine != Machine.CUSTODY:
        raise RefusedError("It is a referral in the community already.")
    if in_custody(row.case, on=on):
        raise RefusedError("They are in custody on that day. Record the release first.", about="on")
    _refuse_the_same(row.case, row.programme, on)
    to, reason = _closing(was, is_parole=is_parole)
    move(row, to=to, reason=reason, on=on, by=by, at=at, version=version)
    return _followed(row, was, on=on, by=by, at=at)


def _closing(was: ReferralStatus, *, is_parole: bool) -> tuple[ReferralStatus, str]:
    """PRG-22, PRG-23: on a programme they are deselected; what was begun and not submitted takes the only reason it can."""
    if was == S.ON_PROGRAMME:
        return S.DESELECTED, Deselection.PAROLE if is_parole else Deselection.OTHER_RELEASE
    if was == S.REFERRAL_STARTED:
        return S.WITHDRAWN, Withdrawal.SENTENCE_ENDED
    return S.WITHDRAWN, Withdrawal.PAROLE if is_parole else Withdrawal.OTHER_RELEASE


def _followed(row: Referral, was: ReferralStatus, *, on: date, by: User, at: datetime) -> Referral:
    new = Referral.objects.create(
        case=row.case,
        programme=row.programme,
        machine=Machine.COMMUNITY,
        referred_on=on,
        source=row.source,
        status=S.AWAITING_ALLOCATION if was in ASSESSED else S.AWAITING_ASSESSMENT,
        maintains_innocence=row.maintains_innocence,
        evening_offered=row.evening_offered,
        pre_programme_done=row.pre_programme_done,
        goes_on_from=row,
        made_by=by,
    )
    Barrier.objects.filter(referral=row, ends_on=None).update(referral=new)
    if not new.pre_programme_done:
        _ask_for_work(new, by=by, at=at)
    notes = f"Goes on in the community with {new.programme_id}, referred in custody on {in_full(row.referred_on)}."
    tell(row.case, REFERRED, on=on, notes=notes, by=by, at=at)
    refresh(new, at=at)
    return new


def _problem(case: Case, asked: Asked, *, today: date) -> Problem | None:
    on, known = asked.referred_on, serving(case)
    ground = known.ground_on(on)
    wrong = day_problem(on, ground, began_after=known.began_after(on), today=today)
    if wrong or ground is None:
        return wrong
    return (
        programme_problem(catalogue().offer(asked.programme, on))
        or source_problem(asked.source, ground)
        or _same_problem(case, asked.programme, on)
        or _since_problem(asked, today=today)
    )


def _since_problem(asked: Asked, *, today: date) -> Problem | None:
    if asked.hindered_since and asked.hindered_since > today:
        return Problem("hindered_since", f"The day must be today, {in_full(today)}, or in the past")
    return None


def _same_problem(case: Case, programme: Programme, on: date) -> Problem | None:
    if Referral.objects.filter(case=case, programme=programme, referred_on=on).exists():
        return Problem(
            "programme",
            f"There is a referral to {programme.name} of {in_full(on)} already: go on with that one",
        )
    return None


def _refuse_the_same(case: Case, programme: Programme, on: date) -> None:
    wrong = _same_problem(case, programme, on)
    if wrong:
        raise RefusedError(wrong.words, about="on")


def _note_barriers(row: Referral, asked: Asked, *, by: User, at: datetime) -> None:
    """Those that are open already go on as they are, with the day since when they are."""
    is_open = Barrier.objects.filter(case=row.case, ends_on=None)
    known = set(is_open.values_list("code", flat=True))
    Barrier.objects.bulk_create(
        Barrier(
            case=row.case,
            referral=row,
            code=BarrierCode(code),
            starts_on=asked.hindered_since or row.referred_on,
            recorded_by=by,
            recorded_on=london_date(at),
        )
        for code in asked.barriers
        if code not in known
    )


def _ask_for_work(row: Referral, *, by: User, at: datetime) -> None:
    Preparation.objects.bulk_create(
        Preparation(
            referral=row,
            kind=kind,
            owner=by.officer_or_none,
            recorded_by=by,
            recorded_on=london_date(at),
        )
        for kind in USUAL
    )
