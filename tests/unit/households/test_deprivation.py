"""Poverty in many dimensions: the example of docs/deprivation.md, edges, and what always holds."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.households.rules.deprivation import (
    Deprivation,
    DeprivationStandard,
    Dimension,
    Indicator,
    Profile,
    Tally,
    deprivation_standard,
    tally,
)
from moli.households.rules.reference import known_standards
from moli.households.rules.standards import StandardKind
from tests.architecture.house import ROOT

D = Deprivation
STANDARD = next(
    deprivation_standard(known.content)
    for known in known_standards()
    if known.kind is StandardKind.DEPRIVATION
)
A = (
    Profile(4, frozenset({D.INCOME, D.HOUSE, D.WATER})),
    Profile(3, frozenset({D.INCOME})),
    Profile(2),
)
B = (
    Profile(5, frozenset({D.INCOME, D.LABOUR})),
    Profile(6, frozenset({D.MEDICAL, D.SCHOOL, D.ROAD})),
)
WHOLE = tally([*A, *B], STANDARD)


def of(code: Deprivation) -> Indicator:
    """The indicator of a code in the standard of the example."""
    return next(each for each in STANDARD.indicators if each.code is code)


def test_the_standard_of_the_package_is_the_one_on_paper() -> None:
    assert STANDARD.total == 120
    assert STANDARD.cut == 40
    by_dimension = dict.fromkeys(Dimension, 0)
    for indicator in STANDARD.indicators:
        by_dimension[indicator.dimension] += indicator.weight
    assert set(by_dimension.values()) == {30}
    assert {each.code for each in STANDARD.indicators} == set(Deprivation)


def test_the_table_on_paper_has_the_weights_of_the_standard() -> None:
    paper = (Path(ROOT) / "docs" / "deprivation.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\|[^|]*\| ([A-Z]+) \| (\d+) \|", paper, re.MULTILINE)

    assert {code: int(weight) for code, weight in rows} == {
        str(each.code): each.weight for each in STANDARD.indicators
    }


def test_the_example_on_paper() -> None:
    assert WHOLE.people == 20
    assert WHOLE.score == 368
    assert WHOLE.headcount == Fraction(9, 20)
    assert WHOLE.intensity == Fraction(46, 135)
    assert WHOLE.adjusted == Fraction(23, 150)


def test_the_indicators_of_the_example() -> None:
    assert WHOLE.censored_headcount(D.INCOME) == Fraction(9, 20)
    assert WHOLE.censored_headcount(D.SCHOOL) == 0
    assert WHOLE.deprived[D.SCHOOL] == 6
    assert WHOLE.contribution(of(D.INCOME)) == Fraction(135, 184)
    assert WHOLE.contribution(of(D.HOUSE)) == Fraction(3, 46)
    assert WHOLE.contribution(of(D.WATER)) == Fraction(3, 46)
    assert WHOLE.contribution(of(D.LABOUR)) == Fraction(25, 184)
    assert WHOLE.contribution(of(D.MEDICAL)) == 0


def test_the_villages_of_the_example() -> None:
    first, second = tally(A, STANDARD), tally(B, STANDARD)

    assert (first.adjusted, second.adjusted) == (Fraction(7, 45), Fraction(5, 33))
    assert (first.share_in(WHOLE), second.share_in(WHOLE)) == (Fraction(21, 46), Fraction(25, 46))
    assert first + second == WHOLE


def test_a_household_exactly_at_the_cut_is_poor() -> None:
    at_cut = frozenset({D.INCOME, D.LABOUR})
    below = frozenset({D.INCOME, D.HOUSE})

    assert STANDARD.score(at_cut) == STANDARD.cut
    assert tally([Profile(1, at_cut)], STANDARD).poor == 1
    assert tally([Profile(1, below)], STANDARD).poor == 0


def test_thirds_do_not_fall_beside_the_cut() -> None:
    # In floats 0.1 + 0.2 is not 0.3: with whole numbers one of ten and two of ten are three.
    indicators = tuple(
        Indicator(code, Dimension.LIVING, weight)
        for code, weight in ((D.WATER, 1), (D.POWER, 2), (D.ROAD, 7))
    )
    standard = DeprivationStandard(indicators, cut=3)

    assert tally([Profile(1, frozenset({D.WATER, D.POWER}))], standard).headcount == 1


@pytest.mark.parametrize("profiles", [[], [Profile(0, frozenset({D.INCOME, D.LABOUR}))]])
def test_nobody_there_has_figures_of_nought(profiles: list[Profile]) -> None:
    nobody = tally(profiles, STANDARD)

    assert (nobody.headcount, nobody.intensity, nobody.adjusted) == (0, 0, 0)
    assert nobody.censored_headcount(D.INCOME) == 0
    assert nobody.share_in(nobody) == 0


def test_nobody_poor_has_an_intensity_of_nought() -> None:
    nobody_poor = tally([Profile(7, frozenset({D.INCOME}))], STANDARD)

    assert (nobody_poor.people, nobody_poor.poor) == (7, 0)
    assert (nobody_poor.headcount, nobody_poor.intensity, nobody_poor.adjusted) == (0, 0, 0)
    assert nobody_poor.contribution(of(D.INCOME)) == 0
    assert nobody_poor.deprived == {D.INCOME: 7}


def test_everybody_deprived_of_everything_has_figures_of_one() -> None:
    all_poor = tally([Profile(3, frozenset(Deprivation))], STANDARD)

    assert (all_poor.headcount, all_poor.intensity, all_poor.adjusted) == (1, 1, 1)


def test_what_was_not_asked_is_counted_apart_and_is_no_deprivation() -> None:
    found = tally([Profile(4, unknown=frozenset({D.WATER}))], STANDARD)

    assert found.unknown == {D.WATER: 4}
    assert found.deprived == {}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ({"cut": 0}, "the cut lies above 0"),
        ({"cut": 121}, "the cut lies above 0"),
        ({"indicators": [{"code": "WATER", "dimension": "LIVING", "weight": 0}]}, "weighs"),
        ({"indicators": [{"code": "WATER", "dimension": "LIVING", "weight": 50}] * 2}, "twice"),
        ({"indicators": [{"code": "CAR", "dimension": "LIVING", "weight": 50}]}, "CAR"),
    ],
)
def test_a_standard_that_cannot_be_counted_is_refused(
    content: dict[str, object], fault: str
) -> None:
    known = {
        "cut": STANDARD.cut,
        "indicators": [vars(each) for each in STANDARD.indicators],
    }

    with pytest.raises(ValueError, match=fault):
        deprivation_standard(json.loads(json.dumps(known | content)))


def test_tallies_by_different_standards_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="different standards"):
        WHOLE + Tally(replace(STANDARD, cut=41))


PROFILES = st.builds(
    Profile,
    people=st.integers(0, 12),
    deprived=st.frozensets(st.sampled_from(Deprivation)),
    unknown=st.frozensets(st.sampled_from(Deprivation)),
)
STANDARDS = st.builds(
    lambda weights, permille: DeprivationStandard(
        tuple(
            Indicator(code, Dimension.LIVING, weight)
            for code, weight in zip(Deprivation, weights, strict=True)
        ),
        cut=max(1, sum(weights) * permille // 1000),
    ),
    st.lists(st.integers(1, 50), min_size=len(Deprivation), max_size=len(Deprivation)),
    st.integers(1, 1000),
)


@given(st.lists(PROFILES, max_size=20), STANDARDS)
def test_adjusted_is_headcount_times_intensity(
    profiles: list[Profile], standard: DeprivationStandard
) -> None:
    found = tally(profiles, standard)

    assert found.adjusted == found.headcount * found.intensity
    assert 0 <= found.adjusted <= found.headcount <= 1
    if found.poor:
        assert Fraction(standard.cut, standard.total) <= found.intensity <= 1


@given(st.lists(PROFILES, max_size=20), STANDARDS)
def test_weights_times_censored_headcounts_are_the_whole_and_contributions_add_up_to_one(
    profiles: list[Profile], standard: DeprivationStandard
) -> None:
    found = tally(profiles, standard)
    weighted = sum(
        each.weight * found.censored_headcount(each.code) for each in standard.indicators
    )

    assert weighted == found.adjusted * standard.total
    shares = sum(found.contribution(each) for each in standard.indicators)
    assert shares == (1 if found.score else 0)


@given(st.lists(st.lists(PROFILES, max_size=6), max_size=6), STANDARDS)
def test_the_parts_add_up_to_the_whole_exactly(
    groups: list[list[Profile]], standard: DeprivationStandard
) -> None:
    whole = tally([profile for group in groups for profile in group], standard)
    parts = [tally(group, standard) for group in groups]

    assert sum(parts, start=Tally(standard)) == whole
    if whole.people:
        weighted = sum(Fraction(part.people, whole.people) * part.adjusted for part in parts)
        assert weighted == whole.adjusted
    assert sum(part.share_in(whole) for part in parts) == (1 if whole.score else 0)


@given(st.lists(PROFILES, min_size=1, max_size=20), st.sampled_from(Deprivation), STANDARDS)
def test_to_lack_one_thing_more_never_lowers_the_figure(
    profiles: list[Profile], more: Deprivation, standard: DeprivationStandard
) -> None:
    first = replace(profiles[0], deprived=profiles[0].deprived | {more})
    before, after = tally(profiles, standard), tally([first, *profiles[1:]], standard)

    assert after.headcount >= before.headcount
    assert after.adjusted >= before.adjusted


@given(st.lists(PROFILES, max_size=20), STANDARDS)
def test_a_higher_cut_never_makes_more_people_poor(
    profiles: list[Profile], standard: DeprivationStandard
) -> None:
    higher = replace(standard, cut=min(standard.cut + 1, standard.total))

    assert tally(profiles, higher).poor <= tally(profiles, standard).poor
