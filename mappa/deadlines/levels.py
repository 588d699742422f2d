"""What a MAPPA level asks for: its review, that it is told, that it is set before a release, and that it ends."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Max, QuerySet

from core.standards import in_force
from mappa.choices import Category, LeadAgency, Level, Outcome
from mappa.deadlines.screening import JOB
from mappa.models import Management, Screening
from mappa.rules.exit import EXIT, Keeping, mappa_exit_due
from mappa.rules.release import (
    BEFORE_RELEASE,
    NOT_TOLD,
    RELEASE_SETTING,
    TOLD_SETTING,
    Releasing,
    Untold,
    level_before_release_due,
    level_not_communicated_due,
)
from mappa.rules.review import REVIEW, Every, Managed, mappa_review_due
from mappa.selectors.pages import SCREEN
from mappa.selectors.standing import (
    NEVER,
    everies,
    last_reviews,
    levels_on,
    screened_on,
    untold_levels,
)
from offenders.choices import Need, PauseKind, WorkGroup
from offenders.deadlines import Act, Kind, Shared
from offenders.models import Registration, Sentence
from offenders.querysets import of_cases
from offenders.rules.clock import Dated, Paused, paused_now
from offenders.selectors.release import releases_beside
from people.choices import Agency, Permission

# What keeps somebody in category 1, and beside a sentence in category 4; who is under MAPPA before anybody screened them.
NOTIFYING, TERRORIST = "ARSO", "RTAO"
UNDER_MAPPA = (NOTIFYING, "ANSO")
INSIDE = frozenset({PauseKind.CUSTODY, PauseKind.HOSPITAL})
AGENCY_OF = {LeadAgency.POLICE: Agency.POLICE, LeadAgency.PROBATION: Agency.PROBATION}


def managed(shared: Shared) -> dict[int, Management]:
    """The level in force of active people, for all kinds; one query."""
    return shared.once(_managed)


def _managed(shared: Shared) -> dict[int, Management]:
    rows = levels_on(case_ids=shared.case_ids, on=shared.on)
    return {row.case_id: row for row in rows if row.case_id in shared.active}


def to_review(shared: Shared) -> dict[int, Managed]:
    """MAP-35: levels in force with their newest review, of an extract or recorded here; two queries more."""
    rows = managed(shared)
    every = everies(shared.on) if rows else {}
    last = last_reviews(list(rows), shared.on) if rows else {}
    return {
        case_id: Managed(
            category=Category(row.category),
            level=Level(row.level),
            lead=row.get_lead_agency_display(),
            set_on=row.starts_on,
            ref=_ref(row),
            every=every.get(Level(row.level), NEVER),
            last=_last(row, last.get(case_id), shared.on),
            pauses=shared.pauses.get(case_id, ()),
            agency=_whose(shared, row),
        )
        for case_id, row in rows.items()
    }


def _ref(row: Management) -> str:
    return f"level:{row.uuid}"


def _last(row: Management, review: tuple[date, str] | None, on: date) -> Dated | None:
    """The later of a review that was recorded here and of one that an extract names; none is of after the day."""
    known = [Dated(review[0], f"mappa_review:{review[1]}", "Last reviewed")] if review else []
    if row.last_review_on and row.last_review_on <= on:
        known.append(Dated(row.last_review_on, _ref(row), "Last reviewed"))
    return max(known, key=lambda fact: fact.on, default=None)


def _whose(shared: Shared, row: Management) -> Agency | None:
    """MAP-9: the lead agency's, where it holds the case here; else of whoever does."""
    agency = AGENCY_OF.get(LeadAgency(row.lead_agency))
    held = shared.leads(agency).get(row.case_id) if agency else None
    return agency if held and held.now else None


def not_told(shared: Shared) -> dict[int, list[Untold]]:
    """R-9: levels in force that were set here, and nobody is told; one query, and one where there are any."""
    rows = [
        row
        for row in untold_levels(case_ids=shared.case_ids, on=shared.on)
        if row.case_id in shared.active
    ]
    standard = in_force(TOLD_SETTING, on=shared.on).get(TOLD_SETTING) if rows else None
    if standard is None:
        return {}
    return {
        row.case_id: [
            Untold(
                key=row.uuid,
                level=Level(row.level),
                set_on=row.starts_on,
                ref=_ref(row),
                days=standard.value,
                since=standard.since,
            )
        ]
        for row in rows
    }


def _not_told_due(facts: Iterable[Untold], on: date) -> list[Any]:
    return [due for row in facts for due in level_not_communicated_due(row, on)]


def to_be_released(shared: Shared) -> dict[int, Releasing]:
    """MAP-27: active people under MAPPA with a release that is known and no level; up to four queries."""
    stays = {pk: _stay_ends(rows, shared.on) for pk, rows in shared.pauses.items()}
    ends = {pk: day for pk, day in stays.items() if day}
    releases = releases_beside(shared.case_ids, ends, on=shared.on)
    levelled = managed(shared) if releases else {}
    asked = [pk for pk in releases if pk in shared.active and pk not in levelled]
    standard = in_force(RELEASE_SETTING, on=shared.on).get(RELEASE_SETTING) if asked else None
    if standard is None:
        return {}
    before = Every(standard.value, standard.unit, standard.since)
    screened = screened_on(asked, shared.on)
    found = {}
    for case_id in asked:
        because = _under_mappa(shared, case_id, screened.get(case_id))
        release = releases[case_id]
        if because:
            found[case_id] = Releasing(
                release=Dated(release.on, "", release.words),
                known_on=release.known_on or date.min,
                because=because,
                before=before,
            )
    return found


def _stay_ends(pauses: Sequence[Paused], on: date) -> date | None:
    """When the stay in custody of the day ends, where that is known."""
    stay = paused_now([row for row in pauses if row.kind == PauseKind.CUSTODY], on=on)
    return stay.ends_on if stay else None


def _under_mappa(shared: Shared, case_id: int, screened: Screening | None) -> Dated | None:
    """Who was screened as eligible; or is on a register and nobody has screened them yet."""
    if screened is not None:
        ref = f"screening:{screened.uuid}"
        is_eligible = screened.outcome == Outcome.ELIGIBLE
        return Dated(screened.screened_on, ref, f"Screened: {screened}") if is_eligible else None
    entries = (shared.registrations(code).get(case_id) for code in UNDER_MAPPA)
    entry = next((row for row in entries if row), None)
    return Dated(entry.on, entry.ref, "Registered, not screened yet") if entry else None


def to_leave(shared: Shared) -> dict[int, Keeping]:
    """MAP-83: levels in force, with what keeps each in its category and what ended last; four queries."""
    rows = managed(shared)
    screened = screened_on(list(rows), shared.on) if rows else {}
    ended = _ended(list(rows), shared.on) if rows else {}
    return {
        case_id: Keeping(
            category=Category(row.category),
            level=Level(row.level),
            set_on=row.starts_on,
            ref=_ref(row),
            registered=_registered(shared, row),
            serving=_serving(shared, case_id),
            ended=ended.get((case_id, row.category == Category.ONE)),
            not_eligible=_not_eligible(row, screened.get(case_id)),
        )
        for case_id, row in rows.items()
    }


def _registered(shared: Shared, row: Management) -> Dated | None:
    codes = (NOTIFYING, TERRORIST) if row.category == Category.FOUR else (NOTIFYING,)
    entries = (shared.registrations(code).get(row.case_id) for code in codes)
    return next((entry for entry in entries if entry), None)


def _serving(shared: Shared, case_id: int) -> Dated | None:
    """A sentence in force, or a stay in custody or in hospital that goes on."""
    sentences = shared.sentences.get(case_id)
    if sentences:
        return Dated(sentences[0].starts_on, sentences[0].ref, "Serving since")
    stays = [row for row in shared.pauses.get(case_id, ()) if row.kind in INSIDE]
    inside = paused_now(stays, on=shared.on)
    return Dated(inside.starts_on, inside.ref, "Inside since") if inside else None


def _not_eligible(row: Management, screened: Screening | None) -> Dated | None:
    """The screening that counts, where it says so after the level was set."""
    if screened is None or screened.outcome != Outcome.NOT_ELIGIBLE:
        return None
    if screened.screened_on < row.starts_on:
        return None
    return Dated(screened.screened_on, f"screening:{screened.uuid}", "Screened on")


def _ended(case_ids: Collection[int], on: date) -> dict[tuple[int, bool], Dated]:
    """The last registration (True) and the last sentence (False) of each that had ended by a day; two queries."""
    found: dict[tuple[int, bool], Dated] = {}
    registers = Registration.objects.filter(register__code=NOTIFYING)
    kept: tuple[tuple[bool, QuerySet[Any], str], ...] = (
        (True, registers, "Registration ended"),
        (False, Sentence.objects.all(), "The last sentence ended"),
    )
    for is_register, rows, words in kept:
        over = rows.filter(of_cases(case_ids), ends_on__lte=on).order_by()
        for case_id, day in over.values_list("case_id").annotate(Max("ends_on")):
            found[case_id, is_register] = Dated(day, "", words)
    return found


_kind: Callable[..., Kind] = partial(
    Kind,
    group=WorkGroup.MAPPA,
    job=JOB,
    area="levels",
    needs=frozenset({Need.ACTIVE}),
)
RECORD_REVIEW = Act("Record the review", "mappa:record_review", Permission.REVIEW_MAPPA)
PROPOSE = Act("Propose a level", "mappa:propose", Permission.PROPOSE_LEVEL)
TELL = Act("Record who was told", "mappa:tell_level", Permission.PROPOSE_LEVEL, takes="subject")
LEAVE = Act("Record that they left MAPPA", "mappa:leave", Permission.PROPOSE_LEVEL)
OF_LEVELS = frozenset({"core.Standard", "mappa.Management", "offenders.Case"})
MAPPA_REVIEW = _kind(
    code=REVIEW,
    label="MAPPA review",
    rule="MAP-35",
    rule_text=(
        "A MAPPA level is reviewed within its interval of the last review, or of the day on which it was set: every "
        "6 months at level 1, every 16 weeks at level 2, every 8 weeks at level 3."
    ),
    clears_when="A review is recorded with what was considered and what came of it, or another level is set.",
    would_not_clear="A visit, a contact about it, a manager's review of the case, the review of a register.",
    models=OF_LEVELS
    | {"mappa.MappaReview", "offenders.Allocation", "offenders.Pause", "people.Officer"},
    standards="mappa.l",
    facts=to_review,
    due=mappa_review_due,
    acts=(RECORD_REVIEW,),
)
LEVEL_NOT_COMMUNICATED = _kind(
    code=NOT_TOLD,
    label="MAPPA level told to nobody",
    rule="R-9",
    rule_text="A level that is set here is told to the agencies within five working days.",
    clears_when="Somebody is recorded as told of this level, or another level is set.",
    would_not_clear="That somebody was told of the screening, a contact about it.",
    models=OF_LEVELS | {"mappa.Telling"},
    standards=TOLD_SETTING,
    facts=not_told,
    due=_not_told_due,
    only_here=True,
    acts=(TELL,),
)
LEVEL_BEFORE_RELEASE = _kind(
    code=BEFORE_RELEASE,
    label="MAPPA level before release",
    rule="MAP-27",
    rule_text="Whoever is under MAPPA has a level six months before a release that is known.",
    clears_when="A level is set, the release is put off, or the person is found not to be eligible.",
    would_not_clear="A proposal that waits, a contact about it.",
    models=OF_LEVELS
    | {
        "mappa.Screening",
        "offenders.KeyDate",
        "offenders.Pause",
        "offenders.RegisterType",
        "offenders.Registration",
    },
    standards=RELEASE_SETTING,
    facts=to_be_released,
    due=level_before_release_due,
    only_here=True,
    acts=(PROPOSE, SCREEN),
)
MAPPA_EXIT = _kind(
    code=EXIT,
    label="Leaving MAPPA",
    rule="MAP-83",
    rule_text="Whoever nothing in force keeps in their MAPPA category leaves MAPPA, or is screened again.",
    clears_when="That they left is recorded, or what keeps them in the category is.",
    would_not_clear="A review, a contact about it.",
    models=OF_LEVELS
    | {
        "mappa.Screening",
        "offenders.Pause",
        "offenders.RegisterType",
        "offenders.Registration",
        "offenders.Sentence",
    },
    standards="",
    facts=to_leave,
    due=mappa_exit_due,
    is_state=True,
    only_here=True,
    acts=(LEAVE, SCREEN),
)
LEVELS: tuple[Kind, ...] = (
    MAPPA_REVIEW,
    LEVEL_NOT_COMMUNICATED,
    LEVEL_BEFORE_RELEASE,
    MAPPA_EXIT,
)
