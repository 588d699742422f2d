"""What suitability rests on, work one to one, why there is none, and what came of a programme."""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from config.demonstration.diary import (
    Diary,
    case_of,
    holder,
    moment_of,
    referral_of,
    working_day,
)
from core.calendar import london_date
from offenders.choices import InformationKind
from offenders.models import ContactOutcome, ContactType
from offenders.services.contacts import log_contact
from programmes.choices.suitability import Pathway, ScoreInput, ScoreLevel, ScoreSource
from programmes.models import Programme
from programmes.services.suitability import Value, decide_suitability, record_scores
from programmes.services.work import (
    end_individual_work,
    plan_individual_work,
    record_review,
    say_why_no_work,
)

C = ScoreInput


def add(diary: Diary) -> None:
    """Plan it all."""
    _suitability(diary)
    _other_work(diary)
    _review(diary)


RISK = {C.OGRS3: 62, C.OVP: 34, C.RSR: Decimal("2.10")}
OSP = {C.OSP_DC: ScoreLevel.MEDIUM, C.OSP_IIC: ScoreLevel.LOW, C.SARA: ScoreLevel.NOT_APPLICABLE}
NEEDS = {C.SEX: 1, C.THINKING: 1, C.RELATIONSHIPS: 2, C.SELF_MANAGEMENT: 1}
GRAVE = {C.OSP_DC: ScoreLevel.HIGH, C.SEX: 2, C.THINKING: 2}
FEW = (C.RELATIONSHIPS, C.SELF_MANAGEMENT)
SCORED: dict[str, dict[ScoreInput, Any]] = {
    "eligible": {},
    "wait_fit": {},
    "scheduled_done": {},
    "no_referral": {},
    "runway_ahead": {},
    **dict.fromkeys(("eligible_high", "wait_high", "stalled"), GRAVE),
    "seat_1": {C.LEARNING: ScoreLevel.NO, C.AGAINST_MINORS: 2},
    "seat_2": GRAVE,
    "individual": dict.fromkeys((C.SEX, C.THINKING, *FEW), 0),
    "await_assessment": dict.fromkeys(FEW),
    "westhaven": {},
}


def _suitability(diary: Diary) -> None:
    """Complete, with something missing, decided otherwise; of everybody else never worked out."""
    for key, other in SCORED.items():
        diary.add(150, partial(_score, key, other), hour=9)
    diary.add(
        90,
        lambda at: decide_suitability(
            case=case_of("seat_1"),
            decided=Pathway.HIGH,
            reason="Two allegations since the assessment; the psychologist asks for the longer one.",
            version=0,
            by=holder("seat_1"),
            at=at,
        ),
    )


def _score(key: str, other: dict[ScoreInput, Any], at: datetime) -> None:
    said: dict[ScoreInput, Any] = RISK | OSP | NEEDS | other
    values = {
        code: Value(level=value) if isinstance(value, ScoreLevel) else Value(value=Decimal(value))
        for code, value in said.items()
        if value is not None
    }
    record_scores(
        case=case_of(key),
        values=values,
        assessed_on=london_date(at) - timedelta(days=5),
        source=ScoreSource.PNI,
        by=holder(key),
        at=at,
    )


def _other_work(diary: Diary) -> None:
    """One to one, to come, ended; none that suits; none at all and why."""
    for key, days, ahead in (
        ("individual", 70, 0),
        ("individual_ahead", 5, 12),
        ("individual_over", 300, 0),
    ):
        diary.add(days, partial(_plan, key, ahead))
    diary.add(60, lambda at: _end("individual_over", at))
    for number in range(4):
        diary.add_on(
            working_day(diary.day(60 - 14 * number)),
            lambda at: _session("individual", at, came=True),
            hour=8,
        )
    diary.add_on(diary.on, lambda at: _session("individual", at, came=False))
    for key, days, is_suitable, why in (
        (
            "not_suitable",
            200,
            False,
            "Severe hearing loss and no interpreter for a group. One to one with the speech therapist instead.",
        ),
        ("inside_not_suitable", 55, False, "Treatment on the ward first; reviewed in six months."),
        ("no_work_told", 40, True, "In hospital until the new year; begun when he is back."),
    ):
        diary.add(
            days,
            partial(_say_why, key, is_suitable, why),
        )


def _say_why(key: str, is_suitable: bool, why: str, at: datetime) -> None:
    say_why_no_work(case=case_of(key), is_suitable=is_suitable, reason=why, by=holder(key), at=at)


def _plan(key: str, ahead: int, at: datetime) -> None:
    plan_individual_work(
        case=case_of(key),
        toolkit=Programme.objects.get(name="Maps for Change"),
        sessions=8,
        note="Say what led to the offence, and what to do when it comes again.",
        starts_on=london_date(at) + timedelta(days=ahead),
        by=holder(key),
        at=at,
    )


def _end(key: str, at: datetime) -> None:
    row = case_of(key).individual_work.get()
    end_individual_work(
        work=row,
        ends_on=london_date(at),
        came_of_it="All eight sessions held. Can name what comes before an offence; the rest is for his plan.",
        version=row.version,
        by=holder(key),
        at=at,
    )


def _session(key: str, at: datetime, *, came: bool) -> None:
    """One to one: held, or the next one."""
    by = holder(key)
    day = working_day(london_date(at) + timedelta(days=6))
    log_contact(
        case=case_of(key),
        type=ContactType.objects.get(code="C107"),
        happened_at=at if came else moment_of(day, 8),
        officer=by.officer,
        outcome=ContactOutcome.objects.get(code="ATTC") if came else None,
        notes="Maps for Change.",
        information_kind=InformationKind.FACT,
        is_another=True,
        by=by,
        at=at,
    )


def _review(diary: Diary) -> None:
    """The review of one of the two who have completed."""
    diary.add(
        40,
        lambda at: record_review(
            referral=referral_of("reviewed"),
            reviewed_on=london_date(at),
            progress="Two of three targets met; still avoids talking about the internet.",
            is_plan_updated=True,
            next_work="New Me MOT, once a month with his officer.",
            by=holder("reviewed"),
            at=at,
        ),
    )
