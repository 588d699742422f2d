"""PRG-10 to PRG-13: the pathway by what is on record, and what is said where something is not."""

import inspect
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given as generated, settings, strategies as st

from programmes.choices.suitability import (
    LEVELS,
    NEED_INPUTS,
    PNI_INPUTS,
    RANGES,
    RISK_INPUTS,
    WHOLE,
    Band,
    Pathway,
    ScoreInput,
    ScoreLevel,
)
from programmes.rules.suitability import Given, score_problem, suitability

C, P = ScoreInput, Pathway
ON = date(2026, 11, 2)
LOW_RISK = {"ogrs3": 10, "ovp": 5, "osp_dc": "low", "osp_iic": "low", "sara": "not_applicable"}
LOW_RISK_WOMAN = {"ogrs3": 10, "ovp": 5, "rsr": "0.5", "sara": "not_applicable"}


def needs(total: int) -> dict[str, int]:
    """The four parts of a need of so much altogether, the first ones as high as they can be."""
    parts = [min(2, max(0, total - 2 * place)) for place in range(4)]
    return dict(zip((one.value for one in NEED_INPUTS), parts, strict=True))


def inputs(**values: object) -> list[Given]:
    rows = []
    for code, value in values.items():
        if value is None:
            continue
        is_level = ScoreInput(code) in LEVELS
        rows.append(
            Given(
                ScoreInput(code),
                ON,
                "OASys",
                value=None if is_level else Decimal(str(value)),
                level=ScoreLevel(value) if is_level else None,
            )
        )
    return rows


def of(who: str = "M", **values: object):
    return suitability(inputs(**values), who)


@pytest.mark.parametrize(
    ("values", "pathway"),
    [
        ({"ogrs3": 40, "osp_dc": "high", **needs(6)}, P.HIGH),
        ({"ovp": 35, **needs(4)}, P.MODERATE),
        ({"osp_iic": "very_high", **needs(2)}, P.ALTERNATIVE),
        ({**LOW_RISK, **needs(8)}, P.ALTERNATIVE),
        ({**LOW_RISK, "osp_dc": "medium", **needs(8)}, P.MODERATE),
        ({**LOW_RISK, "ovp": 30, **needs(3)}, P.MODERATE),
        ({**LOW_RISK, "sara": "high", **needs(5)}, P.MODERATE),
        ({**LOW_RISK, "sara": "high", **needs(6)}, P.HIGH),
    ],
)
def test_the_pathway(values, pathway):
    """PRG-12, PRG-13."""
    assert of(**values).pathway == pathway


@pytest.mark.parametrize(
    ("code", "value", "band"),
    [
        ("ogrs3", "49.99", Band.LOW),
        ("ogrs3", "50", Band.MEDIUM),
        ("ogrs3", "74", Band.MEDIUM),
        ("ogrs3", "74.5", Band.MEDIUM),
        ("ogrs3", "74.99", Band.MEDIUM),
        ("ogrs3", "75", Band.HIGH),
        ("ovp", "29.99", Band.LOW),
        ("ovp", "30", Band.MEDIUM),
        ("ovp", "59", Band.MEDIUM),
        ("ovp", "59.5", Band.MEDIUM),
        ("ovp", "60", Band.HIGH),
    ],
)
def test_what_is_below_the_high_threshold_is_medium(code, value, band):
    """PRG-10: the closed ranges of the Ministry's service would let 74.5 and 59.5 fall to low."""
    assert of(**LOW_RISK | {code: value}, **needs(0)).risk == (band,)
    assert of("F", **LOW_RISK_WOMAN | {code: value}, **needs(0)).risk == (band,)


@pytest.mark.parametrize(
    ("value", "band"),
    [("0.99", Band.LOW), ("1", Band.MEDIUM), ("2.99", Band.MEDIUM), ("3.0", Band.HIGH)],
)
def test_rsr_counts_for_women_and_for_men_without_an_osp_score(value, band):
    """PRG-13: a woman with 3.0 is high; a man with 3.0 and OSP low is not."""
    without = {"ogrs3": 10, "ovp": 5, "rsr": value, "sara": "low"}
    none = {"osp_dc": "not_applicable", "osp_iic": "not_applicable"}
    assert of("F", **without).risk == (band,)
    assert of("M", **without, **none).risk == (band,)
    assert of("M", **without, osp_dc="low", osp_iic="low").risk == (Band.LOW,)
    assert of("M", **without, osp_dc="not_applicable", osp_iic="low").risk == (Band.LOW,)
    assert of("F", **without, osp_dc="high").risk == (band,), "OSP is of men only"


def test_a_man_whose_osp_nobody_recorded_is_high_on_rsr_and_that_is_said():
    """Absent, OSP leaves RSR to count; what is recorded later may change it, so nothing says it stands."""
    found = of(rsr="3.0", ogrs3=10, ovp=5, sara="low", **needs(6))
    assert (found.pathway, found.risk) == (P.HIGH, (Band.HIGH,))
    assert found.missing == (C.OSP_DC, C.OSP_IIC)
    assert found.because == (
        "Risk high, need high: high intensity. RSR counts as long as no OSP score is on record: one may change this."
    )
    stands = of(rsr="3.0", ogrs3=80, ovp=5, sara="low", **needs(6))
    assert stands.because.endswith("It is the same whatever the missing inputs are.")


@pytest.mark.parametrize(("total", "band"), [(0, 0), (2, 0), (3, 1), (5, 1), (6, 2), (8, 2)])
def test_need(total, band):
    """PRG-11."""
    assert of(**needs(total)).need == ((Band.LOW, Band.MEDIUM, Band.HIGH)[band],)


def test_a_missing_input_is_named_and_never_scored():
    found = of(ogrs3=40, **needs(6))
    assert found.pathway == P.INCOMPLETE
    assert found.missing == (C.OVP, C.OSP_DC, C.OSP_IIC, C.RSR, C.SARA)
    assert found.risk_words == "not known"
    assert found.because == (
        "Risk not known, need high: what is missing decides between more than one pathway."
    )
    lines = {line.input: line.says for line in found.lines}
    assert lines[C.OVP] == "Not on record, so it is not scored"
    assert lines[C.OGRS3] == "Low risk: below 50"


def test_nothing_on_record_names_everything():
    found = suitability([], "")
    assert (found.pathway, found.is_sex_missing) == (P.INCOMPLETE, True)
    assert found.missing == PNI_INPUTS
    assert len(found.lines) == len(PNI_INPUTS)


@pytest.mark.parametrize(
    ("values", "pathway"),
    [
        ({"sex": 2, "thinking": 2, "relationships": 2, "osp_dc": "high"}, P.HIGH),
        ({"sex": 2, "thinking": 2, "osp_dc": "high"}, P.INCOMPLETE),
        ({"sex": 1, "thinking": 2, "osp_dc": "high"}, P.INCOMPLETE),
        ({"sex": 0, "thinking": 0, "relationships": 0}, P.ALTERNATIVE),
        (needs(2), P.ALTERNATIVE),
        ({"ovp": 30, **needs(6)}, P.INCOMPLETE),
    ],
)
def test_where_the_answer_stands_whatever_is_missing(values, pathway):
    assert of(**values).pathway == pathway


def test_without_the_sex_it_stands_where_it_is_the_same_for_both():
    same = suitability(inputs(ogrs3=80, **needs(7)), "")
    assert (same.pathway, same.is_sex_missing) == (P.HIGH, True)
    other = suitability(
        inputs(**LOW_RISK_WOMAN | {"rsr": 4}, **needs(7), osp_dc="low", osp_iic="low"), ""
    )
    assert other.pathway == P.INCOMPLETE
    assert other.missing == ()
    says = {line.input: line.says for line in other.lines}
    assert says[C.RSR] == "High risk: 3.00 or more, if it counts: the sex is not on record"


def test_what_does_not_count_is_shown_and_not_missed():
    man = {line.input: line for line in of(**LOW_RISK, rsr=4).lines}
    assert (man[C.RSR].says, man[C.RSR].counts) == (
        "Does not count: an OSP score is on record",
        False,
    )
    woman = {line.input: line for line in of("F").lines}
    assert woman[C.OSP_DC].says == "Does not count: is of men only"
    assert C.OSP_DC not in of("F").missing
    assert C.RSR not in of(**LOW_RISK).missing


def test_denial_is_no_input():
    """PRG-6: nothing that the rule is given could say that somebody maintains their innocence."""
    assert set(inspect.signature(suitability).parameters) == {"given", "sex"}
    assert not [one for one in ScoreInput if "innoc" in one or "denial" in one]


BY_BAND = {
    C.OGRS3: (10, 60, 80),
    C.OVP: (10, 40, 80),
    C.RSR: ("0.1", "2", "9"),
    C.OSP_DC: ("low", "medium", "high", "not_applicable"),
    C.OSP_IIC: ("low", "medium", "high", "not_applicable"),
    C.SARA: ("low", "medium", "high", "not_applicable"),
    **dict.fromkeys(NEED_INPUTS, (0, 1, 2)),
}


@st.composite
def partly_known(draw):
    """Some inputs of a woman, or of a man with both OSP scores, so that what counts is settled; five missing at most."""
    sex = draw(st.sampled_from("MF"))
    codes = [one for one in PNI_INPUTS if sex == "M" or one not in {C.OSP_DC, C.OSP_IIC}]
    missing = draw(st.sets(st.sampled_from(codes), max_size=5))
    if sex == "M":
        missing -= {C.OSP_DC, C.OSP_IIC}
    known = {one.value: draw(st.sampled_from(BY_BAND[one])) for one in codes if one not in missing}
    return sex, known, sorted(missing)


@settings(max_examples=150, deadline=None)
@generated(partly_known())
def test_it_stands_exactly_where_every_completion_agrees(case):
    sex, known, missing = case
    ends = {
        of(sex, **known, **dict(zip(missing, values, strict=True))).pathway
        for values in product(*(BY_BAND[ScoreInput(one)] for one in missing))
    }
    assert P.INCOMPLETE not in ends, "with everything on record there is always an answer"
    found = of(sex, **known).pathway
    assert found == (ends.pop() if len(ends) == 1 else P.INCOMPLETE)


@pytest.mark.parametrize("code", [one for one in ScoreInput if one in RANGES])
def test_a_number_outside_its_range_is_refused(code):
    lowest, highest = RANGES[code]
    for value in (lowest, highest):
        assert score_problem(code, Decimal(value), "") is None
    for value in (Decimal(lowest) - Decimal("0.01"), Decimal(highest) + Decimal("0.01")):
        assert score_problem(code, value, "").about == code
    assert score_problem(code, None, "")
    assert score_problem(code, Decimal(lowest), "low")
    assert bool(score_problem(code, Decimal("1.5"), "")) == (code in WHOLE)


@pytest.mark.parametrize("code", LEVELS)
def test_a_level_of_another_list_is_refused(code):
    for level in ScoreLevel:
        assert (score_problem(code, None, level) is None) == (level in LEVELS[code])
    assert score_problem(code, Decimal(1), LEVELS[code][0])


def test_each_input_is_a_number_or_a_level():
    assert set(RANGES) | set(LEVELS) == set(ScoreInput)
    assert not set(RANGES) & set(LEVELS)
    assert {one.value for one in RISK_INPUTS} == {
        "ogrs3",
        "ovp",
        "osp_dc",
        "osp_iic",
        "rsr",
        "sara",
    }
