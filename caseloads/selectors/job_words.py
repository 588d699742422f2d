"""What jobs and their figures are called on pages: by what they do, not by their names in the code."""

from collections.abc import Iterable, Mapping

from core.templatetags.core import counted
from offenders.rules import all_kinds, label_of
from people.models import Officer, Team

JOBS = {
    "visits.flag_overdue_visits": "Flags of home visits and of what they ask for",
    "orders.flag_overdue": "Flags of orders that end or ask for something",
    "plans.flag_overdue": "Flags of what plans leave out, and of plans to be written or looked at again",
    "offenders.flag_overdue": "Flags of outcomes, of people at large and of cases without an officer",
    "programmes.flag_stalled_starts": "Flags of programmes that do not start, no longer fit or stand still",
    "mappa.flag_reviews": "Flags of screenings, levels and reviews under MAPPA",
    "caseloads.snapshot": "Every night: what officers carry, kept for the trend lines",
    "caseloads.flag_oversight": "Flags of what waits for a manager, and of what a manager asked for",
    "caseloads.draw_quality_samples": "Once a month: the records that each manager reads and scores",
    "caseloads.flag_caseloads_over_threshold": "Flags of officers who carry too much",
    "programmes.recompute_waiting": "What is said of the groups in reach to those who wait for one",
    "offenders.flag_supervision": "Flags of who has not been seen by probation",
    "offenders.flag_enforcement": "Flags of what is to be done about failures to comply",
    "offenders.recompute_deadlines": "Every night: all deadlines worked out again, handed out by team",
    "offenders.forget_drafts": "Old drafts removed",
    "people.forget_expired": "Old sessions and counts of failed sign-ins removed",
    "caseloads.import_extract": "An extract taken in",
    "config.load_demonstration": "The demonstration loaded",
    "audit.seal": "The log of who looked at what, sealed",
}
# Jobs that are about one team, kind or officer: their names end in its number or code.
ABOUT = {
    "offenders.recompute_team": "All deadlines of a team worked out again",
    "offenders.recompute_kind": "A kind of deadline worked out again",
    "caseloads.preview_number": "What a change of a number would do, worked out before it is made",
    "offenders.recompute_officer": "What depends on an officer's team worked out again",
}
FIGURES = {
    "raised": "flag raised,flags raised",
    "changed": "flag changed,flags changed",
    "cured": "flag cured,flags cured",
    "teams": "team",
    "cases": "case",
    "officers": "officer",
    "drawn": "record drawn,records drawn",
    "kept": "officer,officers",
    "moved": "date moved with the calendar,dates moved with the calendar",
    "drift": "deadline that did not follow from the facts,deadlines that did not follow from the facts",
    "forgotten": "draft removed,drafts removed",
    "sessions": "session removed,sessions removed",
    "forms": "key of a saved form removed,keys of saved forms removed",
    "attempts": "count of failed sign-ins removed,counts of failed sign-ins removed",
    "rows": "row",
    "read": "row read,rows read",
    "seals": "seal",
}


def job_words(names: Iterable[str]) -> dict[str, str]:
    """Each name with its words; a job that has none yet by its own name. Two queries at most."""
    shown = list(names)
    teams = dict(Team.objects.filter(pk__in=_numbers(shown, "team")).values_list("pk", "name"))
    officers = {
        row.pk: row.name for row in Officer.objects.filter(pk__in=_numbers(shown, "officer"))
    }
    kinds = {kind.code for kind in all_kinds()}
    found = {}
    for name in shown:
        job, _, about = name.rpartition(".")
        of = ""
        if job == "offenders.recompute_team":
            of = teams.get(_number(about), "cases without a team")
        elif job == "offenders.recompute_officer":
            of = officers.get(_number(about), about)
        elif job == "offenders.recompute_kind":
            of = label_of(about, "") if about in kinds else about
        elif job == "caseloads.preview_number":
            of = f"number {about}"
        found[name] = f"{ABOUT[job]}: {of}" if of else JOBS.get(name, name)
    return found


def figures_words(figures: Mapping[str, object]) -> str:
    """ "3 flags raised, 1 flag cured; folder: march": what there is none of is left out."""
    numbers = [
        counted(value, FIGURES.get(name, name))
        for name, value in figures.items()
        if isinstance(value, int) and value
    ]
    texts = [
        f"{name}: {value}" for name, value in figures.items() if isinstance(value, str) and value
    ]
    return "; ".join(filter(None, (", ".join(numbers), *texts)))


def _numbers(names: Iterable[str], what: str) -> list[int]:
    start = f"offenders.recompute_{what}."
    return [_number(name.removeprefix(start)) for name in names if name.startswith(start)]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
