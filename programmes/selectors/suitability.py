"""What suitability is worked out from, what it comes to, and what was decided against it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from core.addresses import address
from core.calendar import in_full
from core.history import Change, changes_of
from core.prepared import prepared_for_few
from core.table import Column, Table, lines, link, small, tag
from offenders.models import Case
from offenders.querysets import of_cases
from programmes.choices.suitability import (
    OFFENCE_INPUTS,
    PNI_INPUTS,
    Pathway,
    ScoreInput,
    ScoreLevel,
    ScoreSource,
)
from programmes.models import Override, Score
from programmes.rules.suitability import Given, Line, Suitability, suitability

SOURCES = {source.value: source.label for source in ScoreSource}
COLOURS = {
    Pathway.HIGH: "purple",
    Pathway.MODERATE: "blue",
    Pathway.ALTERNATIVE: "grey",
    Pathway.INCOMPLETE: "orange",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the history, in words."""

    at: datetime
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands: what its inputs lead to, and what somebody decided instead, if anybody has."""

    worked_out: Suitability
    decision: Override | None = None

    @property
    def pathway(self) -> Pathway:
        """PRG-14: what was decided holds, else what was worked out."""
        return Pathway(self.decision.decided) if self.decision else self.worked_out.pathway

    @property
    def is_suitable(self) -> bool:
        return self.pathway in {Pathway.HIGH, Pathway.MODERATE}

    @property
    def is_worked_out(self) -> bool:
        """Whether anybody can say which pathway it is."""
        return self.pathway != Pathway.INCOMPLETE

    @property
    def has_moved_on(self) -> bool:
        """Whether the inputs lead elsewhere now than when it was decided against them."""
        return self.decision is not None and self.decision.worked_out != self.worked_out.pathway

    @property
    def tag(self) -> str:
        return tag(self.pathway.label, COLOURS[self.pathway])

    @property
    def missing_words(self) -> str:
        """What is not on record, by name; empty where nothing is missing."""
        sex = ["the person's sex"] if self.worked_out.is_sex_missing else []
        return ", ".join([*sex, *(one.label for one in self.worked_out.missing)])

    @property
    def version(self) -> int:
        return self.decision.version if self.decision else 0


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a case: where it stands, the working, what stands beside it (PRG-15, PRG-16), what was before."""

    standing: Standing
    working: Table
    beside: list[SafeString]
    history: list[Step]


def standings(cases: Iterable[Case], *, on: date) -> dict[int, Standing]:
    """Each of these cases as at a day; two queries however many they are."""
    return standings_of({case.pk: case.sex for case in cases}, on=on)


def standings_of(sexes: Mapping[int, str], *, on: date) -> dict[int, Standing]:
    """The same by number, with the sex on record of each."""
    given: defaultdict[int, list[Given]] = defaultdict(list)
    for case_id, *row in _newest(case_ids=list(sexes), on=on):
        given[case_id].append(_given(row))
    decided = decisions_of(list(sexes), on=on)
    return {
        pk: Standing(suitability(given.get(pk, ()), sex), decided.get(pk))
        for pk, sex in sexes.items()
    }


def standing_of(case: Case, *, on: date) -> Standing:
    """One case as at a day; two queries."""
    return standings([case], on=on)[case.pk]


def on_record(case: Case, on: date) -> Standing:
    """The same for the record page."""
    return standing_of(case, on=on)


def newest_scores(
    case_ids: Collection[int], *, on: date
) -> defaultdict[int, dict[ScoreInput, Score]]:
    """The newest of each input by its day, on or before `on`; one query."""
    rows = Score.objects.filter(of_cases(case_ids), assessed_on__lte=on)
    by_day = rows.select_related("recorded_by").order_by("case_id", "input", "-assessed_on")
    newest = by_day.distinct("case_id", "input")
    found: defaultdict[int, dict[ScoreInput, Score]] = defaultdict(dict)
    for row in newest:
        found[row.case_id][ScoreInput(row.input)] = row
    return found


@prepared_for_few
def _newest(*, case_ids: list[int], on: date) -> QuerySet[Score, tuple[Any, ...]]:
    """The same as far as the rule asks: whole rows were a third of the time of a list of thousands."""
    rows = Score.objects.filter(of_cases(case_ids), assessed_on__lte=on)
    newest = rows.order_by("case_id", "input", "-assessed_on").distinct("case_id", "input")
    return newest.values_list("case_id", "input", "assessed_on", "source", "value", "level", "uuid")


def decisions_of(case_ids: Collection[int], *, on: date) -> dict[int, Override]:
    """What was decided in each of these cases and held on a day, for at least that day; one query."""
    rows = Override.objects.filter(of_cases(case_ids), decided_on__lte=on)
    held = rows.exclude(ended_on__lte=on).select_related("recorded_by").order_by("pk")
    return {row.case_id: row for row in held}


def as_given(row: Score) -> Given:
    """A row as the rule takes it."""
    return _given((row.input, row.assessed_on, row.source, row.value, row.level, row.uuid))


def _given(row: Sequence[Any]) -> Given:
    code, on, source, value, level, uuid = row
    return Given(
        ScoreInput(code),
        on,
        SOURCES[source],
        value,
        ScoreLevel(level) if level else None,
        f"score:{uuid}",
    )


def suitability_page(case: Case, *, on: date, may_take_back: bool) -> Page:
    """The page as at a day; four queries."""
    rows = newest_scores([case.pk], on=on)[case.pk]
    decision = decisions_of([case.pk], on=on).get(case.pk)
    standing = Standing(suitability(map(as_given, rows.values()), case.sex), decision)
    return Page(
        standing=standing,
        working=_working(standing.worked_out, rows, may_take_back=may_take_back),
        beside=[
            lines(score_words(rows[code]), rows[code].note, _take_back(rows[code], may_take_back))
            for code in ScoreInput
            if code in rows and code not in PNI_INPUTS
        ],
        history=_history(case),
    )


COLUMNS = (
    Column("Input", names_row=True),
    Column("On record"),
    Column("Source and day"),
    Column("What it says"),
)


def _working(found: Suitability, rows: Mapping[ScoreInput, Score], *, may_take_back: bool) -> Table:
    return Table(
        "How suitability is worked out",
        COLUMNS,
        [_cells(line, rows.get(line.input), may_take_back) for line in found.lines],
    )


def _cells(line: Line, row: Score | None, may_take_back: bool) -> list[str]:
    if line.given is None or row is None:
        absent = tag("Missing", "orange") if line.is_missing else "Not on record"
        return [line.input.label, absent, "", line.says]
    source = lines(
        f"{line.given.source}, {in_full(line.given.on)}",
        row.note,
        small(f"Recorded by {row.recorded_by}") if row.recorded_by else None,
        _take_back(row, may_take_back),
    )
    return [line.input.label, line.given.words, source, line.says]


def _take_back(row: Score, is_offered: bool) -> SafeString | None:
    if not is_offered:
        return None
    label = ScoreInput(row.input).label
    return link(address("programmes:take_back_score", row.uuid), "Take back", unseen=f" {label}")


def value_words(row: Score) -> str:
    """A value with what it is out of, for the lists beside the working."""
    words = as_given(row).words
    return f"{words} of 3" if row.input in OFFENCE_INPUTS else words


def score_words(row: Score) -> str:
    """ "OGRS3: 40, OASys, 2 November 2026"."""
    source = ScoreSource(row.source).label
    return (
        f"{ScoreInput(row.input).label}: {value_words(row)}, {source}, {in_full(row.assessed_on)}"
    )


def score_lines(row: Score) -> list[tuple[str, str]]:
    """As it stands on record, for the page that shows both texts."""
    return [
        (ScoreInput(row.input).label, value_words(row)),
        ("Day", in_full(row.assessed_on)),
        ("Source", ScoreSource(row.source).label),
        ("Note", row.note),
    ]


def decision_lines(row: Override | None) -> list[tuple[str, str]]:
    """As somebody else left it, for the page that shows both texts."""
    if row is None:
        return [("Suitability", "What is worked out holds")]
    return [
        ("Suitability", f"{row.get_decided_display()}, decided on {in_full(row.decided_on)}"),
        ("Reason", row.note),
        ("Decided by", str(row.recorded_by)),
    ]


def scores() -> QuerySet[Score]:
    """With what a page of one needs."""
    return Score.objects.select_related("case", "recorded_by")


def current_decision(case: Case) -> Override | None:
    """What holds now, whoever reads it; one query."""
    rows = Override.objects.filter(case=case, ended_on=None)
    return rows.select_related("recorded_by").first()


def _history(case: Case) -> list[Step]:
    """Every input and decision as it was recorded, put right or taken back, the newest first; two queries."""
    told = [
        *((change, _score_step(change)) for change in changes_of(Score, case=case)),
        *((change, _decision_step(change)) for change in changes_of(Override, case=case)),
    ]
    found = [Step(change.at, change.who, words) for change, words in told if words]
    return sorted(found, key=lambda step: step.at, reverse=True)


def _score_step(change: Change) -> str:
    if change.is_removal:
        return f"Taken off the record: {score_words(change.row)}"
    if change.row.version == 1:
        return score_words(change.row)
    why = f": {change.row.note}" if change.row.note else ""
    return f"Put right{why}. {score_words(change.row)}"


def _decision_step(change: Change) -> str:
    row = change.row
    if row.ended_on:
        return f"No longer decided: {row.get_decided_display().lower()}"
    return f"Decided: {row.get_decided_display().lower()}, {row.note}"
