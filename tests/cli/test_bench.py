"""`moli bench`: one JSON object on stdout, whatever the engines print about themselves."""

from __future__ import annotations

import json

import pytest

from moli.interfaces.cli.dispatch import dispatch

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
