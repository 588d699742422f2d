"""PRG-12, PRG-18, PRG-55: who is suitable and nobody put forward, and of whom nobody knows whether they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from programmes.choices.referral import About
from programmes.rules.start import Referred, Sentence, referral_of, sentence_of

# A decision about one of these says why somebody is not put forward.
REASONS = frozenset({About.NO_WORK, About.NOT_SUITABLE})


class Passed(Enum):
    """How somebody was passed over."""

    NOT_PUT_FORWARD = "eligible"
    NEVER_WORKED_OUT = "unworked"


@dataclass(frozen=True, slots=True)
class PutForward:
    """What is known of one of the share: an active case with a sexual offence and a sentence in force.

    `reasons` are the days on which it was decided, with the reason, that no programme work is done.
    """

    sentences: tuple[Sentence, ...]
    referrals: tuple[Referred, ...]
    reasons: tuple[date, ...]
    is_suitable: bool
    is_worked_out: bool


def passed_over(facts: PutForward, on: date) -> Passed | None:
    """Suitable by the inputs, and no order, no referral and no reason since the sentence began; or nobody worked it out.

    A sentence in force with a requirement is an order. The sentence and the referral that count are those of the
    start (PRG-46): a referral that is withdrawn is none. A barrier that is noted is no reason: it is to be worked on.
    """
    if not facts.is_worked_out:
        return Passed.NEVER_WORKED_OUT
    if not facts.is_suitable or any(row.has_requirement for row in facts.sentences):
        return None
    since = sentence_of(facts.sentences).starts_on
    has_reason = any(since <= day <= on for day in facts.reasons)
    if has_reason or referral_of(facts.referrals, since=since, on=on):
        return None
    return Passed.NOT_PUT_FORWARD


def share_words(number: int, whole: int) -> str:
    """ "3 of 40 (8%)"; of none, no share."""
    return f"{number} of {whole} ({round(100 * number / whole)}%)" if whole else "0 of 0"


def by_way(found: Iterable[tuple[int, Passed | None]]) -> dict[Passed, list[int]]:
    """The cases of each list, in the order in which they come."""
    ways: dict[Passed, list[int]] = {way: [] for way in Passed}
    for case_id, way in found:
        if way:
            ways[way].append(case_id)
    return ways
