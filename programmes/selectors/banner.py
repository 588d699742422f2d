"""What the banner of every page of a case says of programmes."""

from datetime import date
from operator import attrgetter

from core.bundle import Bundle
from offenders.choices import SEXUAL_REGISTERS, CaseStatus
from offenders.models import Case, Registration, Sentence as SentenceRow
from offenders.rules.clock import Dated
from offenders.selectors.dated import in_force
from programmes.choices.referral import About, ReferralStatus
from programmes.choices.state import State
from programmes.models import Decision, IndividualWork, Referral
from programmes.rules.start import Sentence, sentence_of
from programmes.rules.state import StateFacts, standing_of


def said(case: Case, facts: Bundle, on: date) -> str:
    """The newest referral that was not withdrawn, and where it stands; without one the state of the work (PRG-58).

    A referral from before the sentence says nothing of it, where the person is one of those whose work has a state.
    """
    found = _state_facts(case, facts, on)
    since = found.sentence.starts_on if found and found.sentence else date.min
    rows = [row for row in facts.of(Referral) if row.status != ReferralStatus.WITHDRAWN]
    newest = max(rows, key=attrgetter("referred_on", "pk"), default=None)
    if newest and newest.referred_on >= since:
        return f"{newest.programme_id}, {newest.get_status_display().lower()}"
    return _state_words(found, facts, on) if found and found.sentence else ""


def _state_words(found: StateFacts, facts: Bundle, on: date) -> str:
    state = standing_of(found, on).state
    if state == State.INDIVIDUAL:
        names = [row.toolkit_id for row in in_force(facts.of(IndividualWork), on)]
        return f"{state.label}: {', '.join(names)}"
    return state.label


def _state_facts(case: Case, facts: Bundle, on: date) -> StateFacts | None:
    """Of an active person on a register of sexual offences, leaving out their referrals."""
    is_over = case.status != CaseStatus.ACTIVE or (case.died_on is not None and case.died_on <= on)
    registers = [
        row for row in in_force(facts.of(Registration), on) if row.register.code in SEXUAL_REGISTERS
    ]
    if is_over or not registers:
        return None
    serving = in_force(facts.of(SentenceRow), on)
    sentence = sentence_of(map(_sentence, serving)) if serving else None
    work = in_force(facts.of(IndividualWork), on)
    return StateFacts(
        register=Dated(registers[0].starts_on, ""),
        sentence=sentence,
        individual=Dated(work[0].starts_on, "") if work else None,
        unsuitable=_unsuitable(facts, sentence, on) if sentence else None,
    )


def _sentence(row: SentenceRow) -> Sentence:
    return Sentence(
        row.kind, row.starts_on, row.ends_on, row.programme_requirement, f"sentence:{row.pk}"
    )


def _unsuitable(facts: Bundle, sentence: Sentence, on: date) -> Dated | None:
    """Why no programme, and what is done instead, since the sentence began."""
    days = [
        row.decided_on
        for row in facts.of(Decision)
        if row.about == About.NOT_SUITABLE and sentence.starts_on <= row.decided_on <= on
    ]
    return Dated(max(days), "") if days else None
