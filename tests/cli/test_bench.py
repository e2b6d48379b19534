"""`moli bench`: one JSON object on stdout, whatever the engines print about themselves."""

from __future__ import annotations

import json

import pytest

from moli.interfaces.cli.dispatch import dispatch
from moli.ledger.models import Transfer

pytestmark = pytest.mark.slow


def test_the_county_bench_prints_one_object_with_the_agreed_keys(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert dispatch(["bench", "matching", "--size", "county", "--json"], language="zh-hans") == 0

    measured = json.loads(capfd.readouterr().out)
    assert list(measured) == [
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
    assert (measured["size"], measured["lots"], measured["demands"]) == ("county", 2000, 300)
    assert measured["value"] == measured["bound"]
    assert all(measured["value"] >= peer["value"] for peer in measured["peers"] if peer["value"])


def test_the_bench_of_the_books_measures_both_ways_and_leaves_nothing(
    capfd: pytest.CaptureFixture[str], transactional_db: None
) -> None:
    assert dispatch(["bench", "ledger", "--size", "20", "--json"], language="zh-hans") == 0

    measured = json.loads(capfd.readouterr().out)
    assert list(measured) == ["database", "transfers", "post", "bare", "ratio", "wide"]
    assert measured["transfers"] == 20
    for way in ("post", "bare", "wide"):
        assert measured[way]["per_second"] > 0
    assert not Transfer.objects.exists()
