"""Who is around a person, the victim contact scheme, diversity and risk by group, as an extract may bring them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from offenders.models import Case, DiversityNeed, HarmAssessment, KnownPerson, Liaison
from people.models import User
from tests.extracts import CLEAN as WHOLE, Outcome, take_in, write_only

pytestmark = pytest.mark.django_db

FILES = ("known_people", "victim_contact", "diversity_needs", "risk_by_group")
HEADS = {name: WHOLE[name].splitlines()[0] for name in FILES}
CLEAN = {name: WHOLE[name].splitlines()[1:] for name in FILES}


def extract(folder: Path, rows: Mapping[str, list[str]]) -> Outcome:
    files = {name: "\n".join([HEADS[name], *lines]) + "\n" for name, lines in rows.items()}
    return take_in(write_only(folder / "x", **files))


def test_what_it_brings_is_stored_corrected_and_never_brought_back(
    tmp_path: Path, amira: User
) -> None:
    outcome = extract(tmp_path, CLEAN)
    assert not outcome.report.rejected
    case = Case.objects.get(crn="X100001")
    kira = KnownPerson.objects.get(name="Kira")
    assert (kira.case, kira.recorded_by, kira.risk_on) == (case, None, date(2026, 11, 1))
    assert kira.is_at_risk
    assert Liaison.objects.get().requested == "Not to enter Leeds"
    assert DiversityNeed.objects.get().what == "No visit on a Friday"
    harm = HarmAssessment.objects.get()
    assert harm.levels == {"children": "high", "public": "low", "staff": "low"}
    assert harm.assessor is not None
    assert not case.risk_assessments.filter(assessed_on=harm.assessed_on).exists(), "its own file"

    KnownPerson.objects.filter(pk=kira.pk).update(recorded_by=amira)
    HarmAssessment.objects.update(
        recorded_by=amira, known_adult="low", nature="N", greatest="G", increases="I"
    )
    later = {
        "known_people": [CLEAN["known_people"][0].replace("Alone with her", "")],
        "risk_by_group": [CLEAN["risk_by_group"][0].replace("Girls under 13", "")],
        "diversity_needs": [CLEAN["diversity_needs"][0].replace("Friday", "Sunday")],
        "victim_contact": CLEAN["victim_contact"],
    }
    outcome = extract(tmp_path, later)
    assert [outcome.counts(name) for name in HEADS] == [
        (0, 1, 0, 0),
        (0, 0, 1, 0),
        (0, 1, 0, 0),
        (0, 1, 0, 0),
    ]
    kira.refresh_from_db()
    assert (kira.risk, kira.version) == ("", 2)

    KnownPerson.objects.filter(pk=kira.pk).update(
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 11, 19),
        ended_because="past",
        ended_note="Moved away",
    )
    assert extract(tmp_path, later).counts("known_people") == (0, 0, 1, 0)
    assert KnownPerson.objects.filter(ended_because="").get().name == "Jo"


WRONG = {
    "known_people": [
        ("X100001,,child,child,,yes,no,,2026-11-01,", "name", "is missing"),
        ("X100001,A,cat,child,,yes,no,,2026-11-01,", "relation", "is not a known code"),
        ("X100001,B,child,child,,yes,no,The Victim,2026-11-01,", "risk", "has the word victim"),
        ("X100001,victim of 2019,child,child,,yes,no,,2026-11-01,", "name", "has the word victim"),
        ("X100001,C,child,child,,yes,no,,2026-11-01,victims' unit", "involved", "has the word"),
        ("X100001,Kira,child,child,,yes,no,,2026-11-01,", "relation", "contradicts line 2"),
    ],
    "victim_contact": [
        ("X100002,open,,,,,", "scheme", "is not a known code"),
        ("X100002,active,,,Not to enter Leeds,,", "requested", "is kept only with who cleared it"),
        ("X100002,active,,,,Noor,2026-10-01", "requested", "is kept only with who cleared it"),
        ("X100001,declined,,,,,", "scheme", "contradicts line 2"),
    ],
    "diversity_needs": [
        ("X100002,belief,,told", "what", "is missing"),
        ("X100002,belief,Halal,gossip", "source", "is not a known code"),
        ("X100001,belief,Halal,told", "what", "contradicts line 2"),
    ],
    "risk_by_group": [
        ("X100002,2026-10-01,,,,,,Girls,,,,,", "children", "has no level for any group"),
        ("X100002,2026-10-01,severe,,,,,,,,,,", "children", "is not a known code"),
        ("X100002,,high,,,,,,,,,,", "assessed_on", "is missing"),
        ("X100001,2026-10-01,low,low,,low,,Girls under 13,,,,,N1F", "children", "contradicts"),
    ],
}


def test_what_is_rejected_and_why(tmp_path: Path) -> None:
    rows = {name: [*CLEAN[name], *(row for row, *_ in WRONG[name])] for name in HEADS}
    outcome = extract(tmp_path, rows)
    for name, wrong in WRONG.items():
        found = outcome.reasons(name)
        first = len(CLEAN[name]) + 2
        assert [line for line, *_ in found] == list(range(first, first + len(wrong))), name
        for (_, column, reason), (_, told, _, why) in zip(wrong, found, strict=True):
            assert told == column, (name, why)
            assert reason in why, (name, why)
        assert outcome.counts(name) == (len(CLEAN[name]), 0, 0, len(wrong))


def test_they_may_be_missing(tmp_path: Path) -> None:
    outcome = take_in(write_only(tmp_path / "x"))
    assert not [line for line in outcome.report.warnings if line.split(".")[0] in HEADS]
