"""The benchmark tells the truth in the agreed words."""

from __future__ import annotations

import pytest

from moli.interfaces.cli.benches.matching import run


@pytest.mark.slow
def test_a_county_is_measured_beside_its_peers():
    figures = run("county")

    assert list(figures) == [
        "size",
        "lots",
        "demands",
        "links",
        "build_seconds",
        "solve_seconds",
        "peak_mb",
        "value",
        "bound",
        "gap",
        "peers",
    ]
    assert (figures["lots"], figures["demands"], figures["links"]) == (2_000, 300, 9_407)
    assert (figures["value"], figures["bound"], figures["gap"]) == (
        3_945_043_754_000,
        3_945_043_754_000,
        0.0,
    )
    assert {peer["name"]: peer["value"] for peer in figures["peers"]} == {
        "OR-Tools min-cost flow": 3_945_043_754_000,
        "HiGHS LP": 3_945_043_754_000,
        "greedy by value": 3_808_314_354_000,
    }
    assert figures["peak_mb"] < 500


def test_an_unknown_size_is_refused():
    with pytest.raises(ValueError, match="size must be one of county, province, not 'moon'"):
        run("moon")
