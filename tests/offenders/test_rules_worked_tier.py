"""PRO-1 to PRO-8: tables of the tier of version 3, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, strategies as st

from offenders.choices import RiskLevel
from offenders.choices.assessed import Basis
from offenders.rules.worked_tier import (
    Outcome,
    Scored,
    TierFacts,
    Worked,
    from_direct_contact,
    from_mappa,
    from_matrix,
    from_release,
    work_out,
)

ON = date(2026, 9, 15)
VERY_HIGH, HIGH, MEDIUM, LOW = RiskLevel


def scored(score: str | float | None, band: str = "", basis: str = Basis.DYNAMIC) -> Scored:
    return Scored(None if score is None else Decimal(str(score)), band, basis)


def facts(arp: float | None = 60, csrp: float | None = 2.5, **given: Any) -> TierFacts:
    known = {
        "arp": None if arp is None else scored(arp),
        "csrp": None if csrp is None else scored(csrp),
        "rosh": LOW,
    }
    return TierFacts(on=ON, is_supervised=True, **(known | given))


def fired(worked: Worked) -> list[tuple[str, str]]:
    return [(step.rule, step.tier) for step in worked.steps]


def test_the_matrix_with_both_sides_of_every_bound() -> None:
    rows = {
        ("6.9", "100"): "AABBBB",
        ("3.0", "6.89"): "ABCCCC",
        ("1.0", "2.99"): "BCDEEE",
        ("0.5", "0.99"): "CDEEFF",
        ("0", "0.49"): "DDEFFG",
    }
    columns = [
        ("90", "100"),
        ("75", "89.99"),
        ("50", "74.99"),
        ("25", "49.99"),
        ("15", "24.99"),
        ("0", "14.99"),
    ]
    for csrps, letters in rows.items():
        for arps, letter in zip(columns, letters, strict=True):
            for csrp in csrps:
                for arp in arps:
                    given = from_matrix(arp=Decimal(arp), csrp=Decimal(csrp))
                    assert given == letter, (arp, csrp)


def test_direct_contact_is_five_ranges_and_not_a_slope() -> None:
    bands = {VERY_HIGH: "A", HIGH: "B", LOW: "E", "": ""}
    for band, tier in bands.items():
        assert from_direct_contact(scored("9", band)) == tier
    ranges = {
        "3.36": "C",
        "9": "C",
        "3.35": "D",
        "2.11": "D",
        "2.10": "C",
        "1.12": "C",
        "1.11": "D",
        "0.60": "D",
        "0.59": "",
    }
    for score, tier in ranges.items():
        assert from_direct_contact(scored(score, MEDIUM)) == tier, score
    assert from_direct_contact(None) == ""


def test_mappa_and_serious_harm() -> None:
    managed = {VERY_HIGH: "A", HIGH: "C", MEDIUM: "D", LOW: "E", None: "E"}
    alone = {VERY_HIGH: "C", HIGH: "D", MEDIUM: "", LOW: "", None: ""}
    for rosh, tier in managed.items():
        assert [from_mappa(mappa=category, rosh=rosh) for category in (1, 2, 3, 4)] == [tier] * 4
    for rosh, tier in alone.items():
        assert from_mappa(mappa=None, rosh=rosh) == tier


def test_lifers_by_the_day_of_release() -> None:
    lifer = facts(registers=frozenset({"INLL"}))
    released = {
        date(2026, 9, 15): "B",
        date(2025, 9, 16): "B",
        date(2025, 9, 15): "D",
        date(2021, 9, 16): "D",
        date(2021, 9, 15): "E",
        None: "E",
    }
    for day, tier in released.items():
        assert from_release(replace(lifer, released_on=day)) == tier, day
    assert from_release(replace(lifer, is_in_custody=True)) == ""
    assert from_release(facts(released_on=date(2026, 9, 1))) == ""


def test_leap_day_release() -> None:
    lifer = facts(registers=frozenset({"INLL"}), released_on=date(2024, 2, 29))
    assert from_release(replace(lifer, on=date(2025, 2, 27))) == "B"
    assert from_release(replace(lifer, on=date(2025, 2, 28))) == "D"


def test_the_example_step_by_step() -> None:
    """PRO-8, as the rule has it."""
    plain = facts(rosh=LOW)
    high = replace(plain, mappa=1, rosh=HIGH)
    contact = replace(high, direct_contact=scored(None, HIGH))
    assert [work_out(each).tier for each in (plain, high, contact)] == ["D", "C", "B"]
    assert work_out(replace(contact, rosh=VERY_HIGH)).tier == "A"
    assert fired(work_out(contact)) == [("PRO-3", "B"), ("PRO-4", "C"), ("PRO-2", "D")]


def test_floors_and_what_nothing_gives() -> None:
    lowest = facts(1, 0.1)
    assert (work_out(lowest).tier, fired(work_out(lowest))) == ("G", [("PRO-2", "G")])
    floors = {"ADVP": "E", "REG30": "E", "SPO": "F", "RCPR": "F", "ARSO": "G", "MAPP": "G"}
    for register, tier in floors.items():
        assert work_out(replace(lowest, registers=frozenset({register}))).tier == tier, register
    for register, tier in {"ARSO": "E", "ANSO": "E", "ADVP": "G"}.items():
        assert work_out(replace(lowest, registers_ever=frozenset({register}))).tier == tier, (
            register
        )


def test_what_cannot_be_worked_out_has_no_letter() -> None:
    grave = {"mappa": 1, "rosh": VERY_HIGH}
    for lacking, said in (
        (facts(None, 2.5, **grave), ("ARP is not on record.",)),
        (facts(60, None, **grave), ("CSRP is not on record.",)),
        (facts(None, None, **grave), ("ARP is not on record.", "CSRP is not on record.")),
        (facts(arp=None, csrp=2.5), ("ARP is not on record.",)),
    ):
        worked = work_out(lacking)
        assert (worked.outcome, worked.tier, worked.open) == (Outcome.MISSING, "", said)
        assert not worked.is_provisional
    ended = work_out(replace(facts(**grave), is_supervised=False))
    assert (ended.outcome, ended.tier, ended.says) == (
        Outcome.NOT_SUPERVISED,
        "",
        "Not supervised: no sentence is in force",
    )
    for unfit in (scored("0.59", MEDIUM), scored(None, MEDIUM)):
        worked = work_out(facts(direct_contact=unfit, **grave))
        assert (worked.outcome, worked.tier) == (Outcome.UNFIT, "")
        assert "DC-SRP is medium" in worked.open[0]


def test_provisional_until_others_reach_what_a_static_score_could_give() -> None:
    static_arp, static_csrp = scored(60, basis=Basis.STATIC), scored(2.5, basis=Basis.STATIC)
    contact = {"direct_contact": scored(None, HIGH)}
    gravest = {"direct_contact": scored(None, VERY_HIGH)}
    cases = [
        (facts(), False),
        (facts(arp=60, csrp=2.5, **contact), False),
        (replace(facts(), arp=static_arp), True),  # CSRP 2.5 lets ARP give B at most
        (replace(facts(**contact), arp=static_arp), False),
        (replace(facts(**contact), csrp=static_csrp), False),  # ARP 60 lets CSRP give B at most
        (replace(facts(), csrp=static_csrp), True),
        (replace(facts(**contact), arp=static_arp, csrp=static_csrp), True),
        (replace(facts(**gravest), arp=static_arp, csrp=static_csrp), False),
        (replace(facts(), arp=scored(60, basis="")), True),  # it does not say that it is dynamic
        (facts(rosh=None), True),
        (facts(rosh=None, **gravest), True),
    ]
    for known, is_provisional in cases:
        assert work_out(known).is_provisional is is_provisional, known
    both = work_out(replace(facts(), arp=static_arp))
    assert both.says == "D, provisional"
    assert both.open == ("ARP from the record alone: an assessment may give up to B.",)


percents = st.decimals(0, 100, places=2)


@given(arp=percents, csrp=percents, more=percents)
def test_a_higher_score_never_gives_a_lower_tier(
    arp: Decimal, csrp: Decimal, more: Decimal
) -> None:
    higher = max(arp, more), max(csrp, more)
    assert from_matrix(arp=higher[0], csrp=csrp) <= from_matrix(arp=arp, csrp=csrp)
    assert from_matrix(arp=arp, csrp=higher[1]) <= from_matrix(arp=arp, csrp=csrp)
