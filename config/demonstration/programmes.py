"""Programmes in every state: what was done about each of the people of `attending`, by whoever would have done it."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from config.demonstration import groups, individual
from config.demonstration.area import BUILDING_CHOICES_FROM, high, moderate
from config.demonstration.attending import PEOPLE, crn_of
from config.demonstration.diary import (
    Diary,
    case_of,
    holder,
    referral_of,
    user_of,
)
from config.demonstration.staff import JO
from core.calendar import london_date
from offenders.models import Case, Deadline, Flag
from people.models import Team
from programmes.choices.referral import (
    Answer,
    BarrierCode,
    Decided,
    ReferralStatus,
    Source,
    Withdrawal,
)
from programmes.deadlines.runway import runway
from programmes.models import Barrier, Programme
from programmes.services.barriers import change_barrier, note_barrier
from programmes.services.decisions import decide_runway
from programmes.services.moves import move
from programmes.services.preparing import add_item, change_item, complete_work
from programmes.services.referrals import Asked, go_on_in_community, refer

S = ReferralStatus
KNOWN_SINCE = timedelta(days=420)  # so long the service has been in use in Eastmoor
# Who was referred here, how many days ago, and what the referral said beside the usual.
REFERRED: dict[str, tuple[int, dict[str, Any]]] = {
    "stalled": (830, {"evening_offered": Answer.NO}),
    "await_assessment": (30, {}),
    "wait_fit": (180, {"evening_offered": Answer.YES}),
    "wait_clash": (170, {"barriers": [BarrierCode.WORK_PATTERN]}),
    "wait_apart": (165, {"maintains_innocence": Answer.YES}),
    "wait_barred": (160, {"barriers": [BarrierCode.DISTANCE]}),
    "wait_high": (150, {}),
    "scheduled_open": (140, {}),
    "scheduled_done": (135, {}),
    "runway_passed": (120, {}),
    "runway_decided": (115, {}),
    "runway_ahead": (60, {}),
    "withdrawn": (140, {"source": Source.NO_ORDER, "maintains_innocence": Answer.YES}),
    "submitted": (25, {}),
    "inside_awaiting": (60, {}),
    "inside_assessing": (80, {}),
    "inside_suitable": (120, {}),
    "inside_not_ready": (125, {}),
    "inside_on": (200, {}),
    "hold_submitted": (50, {}),
    "hold_awaiting": (90, {}),
    "hold_assessing": (95, {}),
    "inside_not_suitable": (130, {}),
    "released": (190, {}),
}
ASSESSED = "Assessed by the programmes team; suitable."
# Where each went from there: how many days ago, where to, why.
MOVED: dict[str, tuple[tuple[int, ReferralStatus, str], ...]] = {
    **{
        key: ((days, S.AWAITING_ALLOCATION, ASSESSED),)
        for key, days in {
            "wait_fit": 140,
            "wait_clash": 130,
            "wait_apart": 125,
            "wait_barred": 120,
            "wait_high": 110,
            "scheduled_open": 100,
            "scheduled_done": 95,
            "runway_passed": 80,
            "runway_decided": 75,
            "runway_ahead": 40,
        }.items()
    },
    "not_ready": ((60, S.SUITABLE_NOT_READY, "In a detoxification unit until the spring."),),
    "deprioritised": ((70, S.DEPRIORITISED, "Others with less of their sentence left go first."),),
    "deferred": (
        (90, S.RETURN_TO_COURT, "Asked for the requirement to be removed."),
        (50, S.DEFERRED, "The court adjourned for a report."),
    ),
    "paused": ((100, S.AWAITING_ALLOCATION, "Operation on his back; cannot sit for two hours."),),
    "complete": ((75, S.COMPLETE, ""),),
    "reviewed": ((80, S.COMPLETE, ""),),
    "breach": ((20, S.BREACH, "Two absences that were not accepted; returned to court."),),
    "recall": ((35, S.RECALL, "Recalled after moving house without permission."),),
    "court": ((15, S.RETURN_TO_COURT, "New offence; the order is before the court again."),),
    "inside_awaiting": ((40, S.AWAITING_ASSESSMENT, ""),),
    "inside_assessing": ((60, S.AWAITING_ASSESSMENT, ""), (30, S.ASSESSMENT_STARTED, "")),
    "inside_suitable": (
        (100, S.AWAITING_ASSESSMENT, ""),
        (80, S.ASSESSMENT_STARTED, ""),
        (55, S.ASSESSED_SUITABLE, ""),
    ),
    "inside_not_ready": (
        (100, S.AWAITING_ASSESSMENT, ""),
        (85, S.ASSESSMENT_STARTED, ""),
        (50, S.SUITABLE_NOT_READY, "Wants to wait for the move to another prison."),
    ),
    "inside_on": (
        (170, S.AWAITING_ASSESSMENT, ""),
        (150, S.ASSESSMENT_STARTED, ""),
        (120, S.ASSESSED_SUITABLE, ""),
        (12, S.ON_PROGRAMME, "Disclosure is dealt with in the first weeks."),
    ),
    "hold_submitted": ((20, S.HOLD_SUBMITTED, "Appeal against conviction."),),
    "hold_awaiting": ((70, S.AWAITING_ASSESSMENT, ""), (30, S.HOLD_AWAITING, "In hospital.")),
    "hold_assessing": (
        (70, S.AWAITING_ASSESSMENT, ""),
        (50, S.ASSESSMENT_STARTED, ""),
        (25, S.HOLD_ASSESSMENT, "The psychologist's report is awaited."),
    ),
    "inside_not_suitable": (
        (100, S.AWAITING_ASSESSMENT, ""),
        (80, S.ASSESSMENT_STARTED, ""),
        (60, S.NOT_SUITABLE, "Acute psychosis."),
    ),
    "released": (
        (150, S.AWAITING_ASSESSMENT, ""),
        (120, S.ASSESSMENT_STARTED, ""),
        (80, S.ASSESSED_SUITABLE, ""),
    ),
}


def add(diary: Diary) -> None:
    """Plan everything, then have it happen. What the import raised of these people a moment ago is raised anew."""
    people = Case.objects.filter(crn__in=[crn_of(story.key) for story in PEOPLE])
    Flag.objects.filter(case__in=people).delete()
    Deadline.objects.filter(case__in=people).delete()
    people.update(created_on=diary.on - KNOWN_SINCE)
    Team.objects.filter(agency="probation").update(created_on=diary.on - KNOWN_SINCE)
    _referrals(diary)
    _barriers(diary)
    _preparing(diary)
    individual.add(diary)
    groups.add(diary)
    diary.play()
    _runway(diary)


def _referrals(diary: Diary) -> None:
    for key, (days, said) in REFERRED.items():
        diary.add(days, partial(_refer, diary, key, said))
    for key, steps in MOVED.items():
        for days, to, why in steps:
            diary.add(days, partial(_move, key, to, why), hour=14)
    diary.add(110, lambda at: _move("withdrawn", S.WITHDRAWN, "", at, reason=Withdrawal.DUPLICATE))
    diary.add(
        25,
        lambda at: go_on_in_community(
            row := referral_of("released"),
            on=london_date(at),
            is_parole=True,
            by=holder("released"),
            at=at,
            version=row.version,
        ),
    )


def _refer(diary: Diary, key: str, said: dict[str, Any], at: datetime) -> None:
    on = london_date(at)
    name = high(diary.on) if key == "wait_high" else moderate(diary.on)
    if on < diary.day(220):
        name = "Building Choices: moderate" if on >= BUILDING_CHOICES_FROM else "Horizon"
    usual = {"source": Source.REQUIREMENT, "maintains_innocence": Answer.NO}
    asked = Asked(programme=Programme.objects.get(name=name), referred_on=on, **usual | said)
    refer(case=case_of(key), asked=asked, by=holder(key), at=at)


def _move(key: str, to: ReferralStatus, why: str, at: datetime, *, reason: str = "") -> None:
    row = referral_of(key)
    move(
        row,
        to=to,
        on=london_date(at),
        details=why,
        reason=reason,
        by=holder(key),
        at=at,
        version=row.version,
    )


def _barriers(diary: Diary) -> None:
    """One that nobody has resolved for two years, one that is, and those of the referrals."""

    def note(key: str, days: int, code: BarrierCode, done: str = "") -> None:
        diary.add(
            days,
            lambda at: note_barrier(
                case=case_of(key),
                code=code,
                starts_on=london_date(at),
                referral=referral_of(key),
                done=done,
                by=holder(key),
                at=at,
            ),
            hour=11,
        )

    note("stalled", 210, BarrierCode.WORK_PATTERN, "Asked the employer for earlies; no answer yet.")
    note("stalled", 400, BarrierCode.COST, "")
    note("wait_fit", 170, BarrierCode.CARING)
    diary.add(390, lambda at: _resolve("stalled", "Fares are paid in advance.", at))
    diary.add(100, lambda at: _resolve("wait_fit", "His sister has the children on Tuesdays.", at))


def _resolve(key: str, done: str, at: datetime) -> None:
    row = Barrier.objects.filter(case=case_of(key), ends_on=None).earliest("starts_on")
    change_barrier(
        row, done=done, ends_on=london_date(at), version=row.version, by=holder(key), at=at
    )


def _preparing(diary: Diary) -> None:
    """Work before the start: all of it done, some, and an item of the team's own."""
    for key, done in (("scheduled_open", 2), ("scheduled_done", 5), ("wait_fit", 3)):
        for number in range(done):
            diary.add(
                60 - 3 * number,
                partial(_done, key, number),
                hour=15,
            )
    diary.add(20, lambda at: _all_done("scheduled_done", at))
    diary.add(30, lambda at: _own_item("scheduled_open", at))


def _done(key: str, number: int, at: datetime) -> None:
    row = referral_of(key).preparations.order_by("id")[number]
    change_item(
        row,
        owner=row.owner,
        by_on=None,
        done_on=london_date(at),
        came=number == 0,
        note="Went through it with the sheets of the programme." if number == 0 else "",
        version=row.version,
        by=holder(key),
        at=at,
    )


def _all_done(key: str, at: datetime) -> None:
    row = referral_of(key)
    complete_work(row, version=row.version, by=holder(key), at=at)


def _own_item(key: str, at: datetime) -> None:
    row, by = referral_of(key), holder(key)
    add_item(
        row,
        title="Reading glasses for the worksheets",
        owner=by.officer_or_none,
        by_on=london_date(at) + timedelta(days=40),
        version=row.version,
        by=by,
        at=at,
    )


def _runway(diary: Diary) -> None:
    """Where it no longer fits: one is decided about, one is not. As at today, because the day must be the one worked out."""
    case = case_of("runway_decided")
    found = runway(case, on=diary.on)
    if found is None:
        raise AssertionError("The demonstration has nobody whose programme no longer fits")
    decide_runway(
        case=case,
        decided=Decided.VARIATION,
        reason="The court is asked to extend the order by six months; hearing next month.",
        due_on=found.last,
        by=user_of(JO),
        at=diary.at,
    )
