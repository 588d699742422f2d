"""The tables of what if: bars today and with the scenario, the twelve weeks, and several scenarios side by side."""

from decimal import Decimal

from django.utils.safestring import SafeString

from caseloads.rules.crossings import KINDS, band_on
from caseloads.rules.thresholds import GRAVEST
from caseloads.rules.whatif import Course, Turn, away_in, weeks_of
from caseloads.selectors.whatif.page import ScenarioPage
from core.calendar import in_full
from core.markup import markup
from core.table import Column, Table, beside, lines, tag
from people.choices import Agency

COLOURS = {"amber": "orange", "red": "red", "critical": "red"}
FULL = 150  # percent, or cases of which 60 are 100: where a bar ends


def officers_table(page: ScenarioPage) -> Table:
    """Each officer today, what is tried with them, and what they would carry; who is touched stands first."""
    columns = [
        Column("Officer", names_row=True),
        Column("Today"),
        Column("What is tried"),
        Column("With this scenario"),
        Column("Most in twelve weeks"),
    ]
    keys = sorted(page.keys, key=lambda key: key not in page.moved)
    return Table(
        "Officers today and with this scenario", columns, [_row(page, key) for key in keys]
    )


def _row(page: ScenarioPage, key: int) -> list[str]:
    base, course = page.outcome.base.get(key), page.outcome.course[key]
    name, on = page.outcome.tried.names[key], page.scope.on
    return [
        name,
        figure(base.at(on)) if base else "Not on record",
        page.moved.get(key, ""),
        figure(course.at(on)),
        lines(_most(course), away_words(page, course)),
    ]


def figure(turn: Turn | None) -> str:
    """A bar, the figure that it stands for, and the cases; of nobody who has not begun."""
    if turn is None:
        return "Not there yet"
    cases = f"{turn.measures.cases} case{'' if turn.measures.cases == 1 else 's'}"
    return markup("{}{}", bar(turn), beside(_said(turn), cases))


def _said(turn: Turn) -> str:
    capacity = turn.measures.capacity
    words = "" if capacity is None else f"{capacity}%"
    if capacity is not None and capacity.is_without_hours:
        words = "No hours left"
    if turn.desk.agency == Agency.POLICE:
        words = f"{turn.measures.counts['registered']} registered"
    colour = colour_of(turn)
    return tag(words, colour) if colour else markup("<strong>{}</strong>", words)


def colour_of(turn: Turn) -> str:
    """Of the gravest threshold that is reached; empty below all of them."""
    bands = [band for kind in KINDS if (band := band_on(kind, turn))]
    return COLOURS[min(bands, key=GRAVEST.index)] if bands else ""


def bar(turn: Turn) -> SafeString:
    """Drawn beside its figure, so it is not read out: 100% of the hours, or of the police the first threshold, is the mark."""
    percent = _percent(turn)
    colour = colour_of(turn) or "none"
    return markup(
        '<svg class="app-bar app-bar--{}" viewBox="0 0 {} 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="app-bar__whole" width="{}" height="8"/><rect class="app-bar__part" width="{}" height="8"/>'
        '<rect class="app-bar__mark" x="99.5" width="1" height="8"/></svg>',
        colour,
        FULL,
        FULL,
        min(percent, Decimal(FULL)),
    )


def _percent(turn: Turn) -> Decimal:
    capacity = turn.measures.capacity
    if capacity is not None and turn.desk.agency == Agency.PROBATION:
        return Decimal(FULL) if capacity.is_without_hours else capacity.percent
    steps = turn.steps.get("caseload_count")
    return Decimal(turn.measures.cases * 100) / steps.amber if steps else Decimal(0)


def _most(course: Course) -> str:
    """The gravest turn of the weeks, with its day."""
    most = max(course.turns, key=_percent, default=None)
    if most is None or not most.held:
        return ""
    return beside(_said(most), f"from {in_full(most.on)}")


def away_words(page: ScenarioPage, course: Course) -> str:
    """CAS-11: in how many weeks they are away, and how many cases nobody covers then."""
    found = [away_in(course, *week) for week in weeks_of(page.outcome.tried)]
    weeks = [bare for bare in found if bare is not None]
    if not weeks:
        return ""
    words = f"Away in {len(weeks)} week{'' if len(weeks) == 1 else 's'}"
    bare = max(weeks)
    return (
        f"{words}, {bare} case{'' if bare == 1 else 's'} without cover"
        if bare
        else f"{words}, covered"
    )


def weeks_table(page: ScenarioPage) -> Table:
    """What each would carry today and on each Monday: the numbers behind the crossings."""
    days, weeks = page.outcome.tried.days, weeks_of(page.outcome.tried)
    columns = [Column("Officer", names_row=True)]
    columns += [Column("Today" if day == page.scope.on else f"{day:%-d %b}") for day in days]
    rows = []
    for key in page.keys:
        course = page.outcome.course[key]
        cells = [
            _short(course.at(day), away_in(course, *week))
            for day, week in zip(days, weeks, strict=True)
        ]
        rows.append([page.outcome.tried.names[key], *cells])
    return Table("Twelve weeks, each from its Monday", columns, rows, css="app-weeks")


def _short(turn: Turn | None, bare: int | None) -> str:
    if turn is None:
        return "–"
    away = None if bare is None else "away"
    capacity = turn.measures.capacity
    if capacity is None:
        return lines(str(turn.measures.cases), away)
    words = "no hours" if capacity.is_without_hours else f"{capacity}%"
    colour = colour_of(turn)
    return lines(tag(words, colour) if colour else words, away)


def compare_table(pages: list[ScenarioPage]) -> Table:
    """Each officer today and with each scenario: now, and the most in twelve weeks."""
    columns = [Column("Officer", names_row=True), Column("Today")]
    columns += [Column(page.scope.scenario.name) for page in pages]
    names = {key: page.outcome.tried.names[key] for page in pages for key in page.keys}
    touched = {key for page in pages for key in page.moved}
    rows = [
        [names[key], _today(pages[0], key), *(_of(page, key) for page in pages)]
        for key in sorted(names, key=lambda key: key not in touched)
    ]
    return Table("Officers today and with each scenario", columns, rows)


def _today(page: ScenarioPage, key: int) -> str:
    base = page.outcome.base.get(key)
    return figure(base.at(page.scope.on)) if base else "Not on record"


def _of(page: ScenarioPage, key: int) -> str:
    course = page.outcome.course.get(key)
    if course is None:
        return "–"
    return lines(figure(course.at(page.scope.on)), beside("Most:", _most(course)))
