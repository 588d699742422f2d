"""Who is to be screened for MAPPA, and by when. No extract carries screenings, so it counts from the day it is switched on."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from core.prepared import prepared_for_few
from core.standards import in_force
from mappa.choices import Basis, Outcome
from mappa.models import QualifyingOffence
from mappa.rules import (
    ASKED_OF,
    Ground,
    Screened,
    ScreeningFacts,
    mappa_screening_due,
    marked,
    registered,
)
from mappa.selectors.pages import SCREEN
from mappa.selectors.standing import screened_on
from offenders.choices import Need, WorkGroup
from offenders.deadlines import Kind, Shared
from offenders.querysets import holds_on, of_cases
from people.choices import Agency

JOB = "mappa.flag_reviews"
STANDARD = "mappa.screening"


def facts(shared: Shared) -> Mapping[int, ScreeningFacts]:
    """Of active people on a register of sexual offences, or with an offence that somebody marked; two queries beside."""
    grounds = _grounds(shared)
    standard = in_force(STANDARD, on=shared.on).get(STANDARD) if grounds else None
    if standard is None:
        return {}
    newest = screened_on(list(grounds), shared.on)
    since = shared.counting_since(MAPPA_SCREENING, grounds)
    return {
        case_id: ScreeningFacts(
            grounds=tuple(rows),
            held_since=_held_since(shared, case_id),
            screened=_screened(newest.get(case_id)),
            days=standard.value,
            standard_since=standard.since,
            counts_from=since[case_id],
            agency=_whose(shared, case_id),
        )
        for case_id, rows in grounds.items()
    }


def _grounds(shared: Shared) -> dict[int, list[Ground]]:
    found: dict[int, list[Ground]] = defaultdict(list)
    for code in ASKED_OF:
        for case_id, entry in shared.registrations(code).items():
            found[case_id].append(registered(code, entry.on, entry.ref))
    for case_id, basis, uuid, marked_on, offence, sentenced_on in _marked(
        case_ids=shared.case_ids, on=shared.on
    ):
        ground = marked(Basis(basis), offence, sentenced_on, marked_on, f"qualifying:{uuid}")
        found[case_id].append(ground)
    return {case_id: rows for case_id, rows in found.items() if case_id in shared.active}


def _held_since(shared: Shared, case_id: int) -> date | None:
    """The first day on which an officer of either agency held the case; None while nobody ever did."""
    firsts = [
        held.first.starts_on
        for agency in Agency
        if (held := shared.leads(agency).get(case_id)) and held.first
    ]
    return min(firsts, default=None)


def _whose(shared: Shared, case_id: int) -> Agency | None:
    """MAP-9: probation's while a sentence is in force and it holds the case, else of the police where they do."""
    holding = {
        agency for agency in Agency if (held := shared.leads(agency).get(case_id)) and held.now
    }
    if Agency.PROBATION in holding and case_id in shared.sentences:
        return Agency.PROBATION
    return Agency.POLICE if Agency.POLICE in holding else next(iter(holding), None)


def _screened(row: Any) -> Screened | None:
    if row is None:
        return None
    return Screened(row.outcome == Outcome.ELIGIBLE, row.screened_on, f"screening:{row.uuid}")


@prepared_for_few
def _marked(*, case_ids: list[int], on: date) -> QuerySet[QualifyingOffence, tuple[Any, ...]]:
    rows = QualifyingOffence.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=on),
        holds_on(on, "sentence__"),
        of_cases(case_ids, key="sentence__case_id"),
        marked_on__lte=on,
    )
    of_sentence = ("sentence__offence", "sentence__sentenced_on")
    return rows.order_by("id").values_list(
        "sentence__case_id", "basis", "uuid", "marked_on", *of_sentence
    )


MAPPA_SCREENING = Kind(
    code="mappa_screening",
    group=WorkGroup.MAPPA,
    label="Screening for MAPPA",
    rule="MAP-13",
    rule_text=(
        "A registered person, and whoever has an offence marked as qualifying, is screened for MAPPA within ten working "
        "days of the registration, the sentence or the first allocation to an officer."
    ),
    clears_when="A screening is recorded: eligible with its category, or not eligible with its reason.",
    would_not_clear="A level that came with an extract, a contact about it, the acceptance of a flag.",
    models=frozenset(
        {
            "core.Standard",
            "mappa.QualifyingOffence",
            "mappa.Screening",
            "offenders.Allocation",
            "offenders.Case",
            "offenders.KindStart",
            "offenders.Registration",
            "offenders.Sentence",
            "people.Officer",
            "people.Team",
        }
    ),
    standards=STANDARD,
    facts=facts,
    due=mappa_screening_due,
    job=JOB,
    only_here=True,
    area="screening",
    needs=frozenset({Need.ACTIVE}),
    acts=(SCREEN,),
)
