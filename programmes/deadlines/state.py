"""In which state the work on a sexual offence is, of everybody; and the flags that nobody works on it, or reviewed it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from core.prepared import prepared_for_few
from offenders.choices import SEXUAL_REGISTERS, Need, PauseKind, RiskTool, WorkGroup
from offenders.deadlines.facts import Shared
from offenders.deadlines.supervision import NEEDS, serving
from offenders.querysets import of_cases
from offenders.rules import Kind
from offenders.rules.clock import Dated
from people.choices import Agency
from programmes.choices.referral import COMPLETED, About
from programmes.deadlines.facts import MODELS, Decision, decisions, referred, standards
from programmes.deadlines.start import JOB
from programmes.models import IndividualWork, Referral
from programmes.rules.start import Sentence, referral_of, sentence_of
from programmes.rules.state import (
    ReviewFacts,
    StateFacts,
    no_offending_work_due,
    programme_review_due,
)
from programmes.selectors.pages import NO_WORK, PLAN_WORK, REFER, REVIEW

NO_WORK_DAYS, REVIEW_WEEKS = "prog.no_work", "prog.review_missing"


def state_facts(shared: Shared) -> Mapping[int, StateFacts]:
    """PRG-58: of every active person on a register of sexual offences, whether or not a clock of theirs runs."""
    return shared.once(_read)


def _read(shared: Shared) -> dict[int, StateFacts]:
    """What stands, with what only its flag asks beside it."""
    known = what_stands(shared)
    running = serving(shared) if known else {}
    days = standards(shared).get(NO_WORK_DAYS)
    rosh = shared.assessments(RiskTool.ROSH)
    return {
        case_id: replace(
            row,
            rosh=rosh.get(case_id),
            is_running=case_id in running,
            days=days.value if days else None,
        )
        for case_id, row in known.items()
    }


def what_stands(shared: Shared) -> Mapping[int, StateFacts]:
    """The same as far as the state itself goes by it: for pages, which have no use for the rest."""
    return shared.once(_what_stands)


def _what_stands(shared: Shared) -> dict[int, StateFacts]:
    sexual = registered(shared)
    stands, work, decided = referred(shared), individual(shared), decisions(shared)
    found = {}
    for case_id, register in sexual.items():
        rows = shared.sentences.get(case_id, ())
        if not rows:
            found[case_id] = StateFacts(register, None)
            continue
        sentence = sentence_of(Sentence(*row) for row in rows)
        clock = _clock(shared, case_id, sentence)
        made = decided.get(case_id, ())
        found[case_id] = StateFacts(
            register=register,
            sentence=sentence,
            clock=clock,
            referral=referral_of(stands.get(case_id, ()), since=sentence.starts_on, on=shared.on),
            individual=work.get(case_id),
            unsuitable=_newest(made, About.NOT_SUITABLE, since=sentence.starts_on),
            explained=_newest(made, About.NO_WORK, since=clock.on),
        )
    return found


def _newest(made: Iterable[Decision], about: About, *, since: date) -> Dated | None:
    found = [row for row in made if row.about == about and row.on >= since]
    return Dated(found[-1].on, found[-1].ref) if found else None


def registered(shared: Shared) -> Mapping[int, Dated]:
    """Active people with a sexual offence: since when they are on a register of such offences."""
    return {
        case_id: since
        for register in reversed(SEXUAL_REGISTERS)
        for case_id, since in shared.registrations(register).items()
        if case_id in shared.active
    }


def _clock(shared: Shared, case_id: int, sentence: Sentence) -> Dated:
    """The later of the sentence's first day and the last release, whether or not the clock runs on the day."""
    began = Dated(sentence.starts_on, sentence.ref, "Sentence")
    ends = [
        Dated(row.ends_on, row.ref, "Released from custody")
        for row in shared.pauses.get(case_id, ())
        if row.kind == PauseKind.CUSTODY and row.ends_on and row.ends_on <= shared.on
    ]
    return max([began, *ends], key=lambda row: row.on)


def individual(shared: Shared) -> Mapping[int, Dated]:
    """The individual work that goes on."""
    return shared.once(read_individual)


def read_individual(shared: Shared) -> dict[int, Dated]:
    return going_on(_going_on(case_ids=list(registered(shared)), on=shared.on))


def going_on(rows: Iterable[tuple[Any, ...]]) -> dict[int, Dated]:
    """By case: its UUID and first day."""
    return {case_id: Dated(day, f"individual:{uuid}") for case_id, uuid, day in rows}


def _reviews(shared: Shared) -> dict[int, list[ReviewFacts]]:
    """Programmes completed on a known day, of people whose clocks run, that nobody reviewed by the day."""
    weeks = standards(shared).get(REVIEW_WEEKS)
    running = serving(shared)
    if weeks is None or not running:
        return {}
    rosh = shared.assessments(RiskTool.ROSH)
    found: dict[int, list[ReviewFacts]] = defaultdict(list)
    for case_id, uuid, programme, ended_on in _completed(case_ids=list(running), on=shared.on):
        row = ReviewFacts(
            programme,
            ended_on,
            f"referral:{uuid}",
            str(uuid),
            weeks.value,
            rosh.get(case_id),
        )
        found[case_id].append(row)
    return dict(found)


@prepared_for_few
def _going_on(*, case_ids: list[int], on: date) -> QuerySet[IndividualWork, tuple[Any, ...]]:
    rows = IndividualWork.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on), of_cases(case_ids), starts_on__lte=on
    )
    return rows.values_list("case_id", "uuid", "starts_on")


@prepared_for_few
def _completed(*, case_ids: list[int], on: date) -> QuerySet[Referral, tuple[Any, ...]]:
    rows = Referral.objects.filter(
        Q(review__isnull=True) | Q(review__reviewed_on__gt=on),
        of_cases(case_ids),
        status__in=sorted(COMPLETED),
        ended_on__lte=on,
    ).order_by("ended_on", "id")
    return rows.values_list("case_id", "uuid", "programme_id", "ended_on")


STATE_MODELS = MODELS | {
    "offenders.RegisterType",
    "offenders.Registration",
    "programmes.IndividualWork",
}
NO_OFFENDING_WORK = Kind(
    code="no_offending_work",
    group=WorkGroup.PROGRAMMES,
    label="Work on the offending",
    rule="PRG-58",
    rule_text=(
        "Within 20 working days of the sentence or the release, whoever committed a sexual offence is referred to a "
        "programme, is worked with one to one, or it is recorded why not."
    ),
    clears_when="A referral is made, individual work is planned, or the reason for neither is recorded.",
    would_not_clear="A note, a score, a contact at which nothing of the kind was begun.",
    models=STATE_MODELS,
    standards=NO_WORK_DAYS,
    facts=state_facts,
    due=no_offending_work_due,
    job=JOB,
    agency=Agency.PROBATION,
    area="programmes",
    needs=NEEDS | {Need.SEXUAL},
    only_here=True,
    acts=(REFER, PLAN_WORK, NO_WORK),
)
PROGRAMME_REVIEW = Kind(
    code="programme_review",
    group=WorkGroup.PROGRAMMES,
    label="Post-programme review",
    rule="PRG-49",
    rule_text="A programme that was completed is reviewed within eight weeks.",
    clears_when="The review is recorded: how it went, whether the plan was changed, what is next.",
    would_not_clear="A contact after the programme.",
    models=MODELS | {"programmes.Review"},
    standards=REVIEW_WEEKS,
    facts=_reviews,
    due=programme_review_due,
    job=JOB,
    agency=Agency.PROBATION,
    area="programmes",
    needs=NEEDS,
    only_here=True,
    acts=(REVIEW,),
)
