"""What four readers ask apart, in one statement: for the page of all people, which asks all four.

The kinds go on asking each by itself, because each names the models that it reads. A test holds the two together.
"""

from collections import defaultdict
from typing import Any

from django.db.models import CharField, DateField, F, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from offenders.deadlines.facts import Shared, paused
from offenders.models import Pause
from offenders.querysets import of_cases
from programmes.choices.referral import About
from programmes.deadlines.facts import (
    Hindrances,
    decided,
    read_decisions,
    read_hindrances,
)
from programmes.deadlines.state import going_on, read_individual
from programmes.models import Barrier, Decision, IndividualWork

PAUSE, BARRIER, DECISION, WORK = "pause", "barrier", "decision", "work"


def read_together(shared: Shared) -> None:
    """Of whoever serves a sentence, from now on known; of anybody else no state goes by any of it."""
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for what, *row, _number in _rows(shared) if shared.sentences else ():
        rows[what].append(tuple(row))
    shared.pauses = paused(rows[PAUSE])
    shared.know(read_decisions, decided(rows[DECISION]))
    shared.know(read_hindrances, Hindrances(shared, (row[:4] for row in rows[BARRIER])))
    work = ((case_id, ref, first) for case_id, _, first, _, ref in rows[WORK])
    shared.know(read_individual, going_on(work))


def _rows(shared: Shared) -> QuerySet[Any, tuple[Any, ...]]:
    """Which table, case, code, first day, end, name; in each table the oldest first."""
    mine, on = of_cases(list(shared.sentences)), shared.on
    pauses = Pause.objects.filter(mine, starts_on__lte=on)
    barriers = Barrier.objects.filter(mine, starts_on__lte=on)
    decisions = Decision.objects.filter(mine, decided_on__lte=on).exclude(about=About.MISSED)
    goes_on = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    work = IndividualWork.objects.filter(goes_on, mine, starts_on__lte=on)
    no_day = Value(None, output_field=DateField())
    return (
        _said(pauses, PAUSE, word=F("kind"), first="starts_on", last=F("ends_on"), ref="id")
        .union(
            _said(
                barriers, BARRIER, word=F("code"), first="starts_on", last=F("ends_on"), ref="id"
            ),
            _said(
                decisions,
                DECISION,
                word=F("about"),
                first="decided_on",
                last=F("due_on"),
                ref="uuid",
            ),
            _said(work, WORK, word=Value(""), first="starts_on", last=no_day, ref="uuid"),
            all=True,
        )
        .order_by("first_day", "number")
    )


def _said(
    rows: QuerySet[Any], what: str, *, word: Combinable, first: str, last: Combinable, ref: str
) -> QuerySet[Any, tuple[Any, ...]]:
    """The same columns of each table, in one order."""
    return (
        rows.order_by()
        .annotate(
            what=Value(what),
            word=Cast(word, CharField()),
            first_day=F(first),
            last_day=last,
            ref=Cast(ref, TextField()),
            number=F("id"),
        )
        .values_list("what", "case_id", "word", "first_day", "last_day", "ref", "number")
    )
