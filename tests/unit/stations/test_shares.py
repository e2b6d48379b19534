"""Shares make a whole, or they are none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.stations.rules.shares import WHOLE_PER_MILLE, is_whole


@pytest.mark.parametrize(
    "shares", [{}, {"a": 999}, {"a": 1_001}, {"a": 1_000, "b": 0}, {"a": 1_100, "b": -100}]
)
def test_what_makes_no_thousand_or_gives_somebody_nothing_is_no_plan(
    shares: dict[str, int],
) -> None:
    assert not is_whole(shares)


@given(st.sets(st.integers(1, WHOLE_PER_MILLE - 1), max_size=8))
def test_however_a_thousand_is_cut_it_is_whole_and_with_one_more_it_is_not(
    cuts: set[int],
) -> None:
    ends = [0, *sorted(cuts), WHOLE_PER_MILLE]
    shares = {str(place): b - a for place, (a, b) in enumerate(pairwise(ends))}

    assert is_whole(shares)
    assert not is_whole({**shares, "0": shares["0"] + 1})
