"""`moli bench`: one JSON object on stdout, whatever the engines print about themselves."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from django.db import connection

from moli.interfaces.cli.benches.serving import moli_program
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


def test_the_bench_of_pairing_prints_one_object_with_the_agreed_keys(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert dispatch(["bench", "pairing", "--size", "villages", "--json"], language="zh-hans") == 0

    measured = json.loads(capfd.readouterr().out)
    assert list(measured) == [
        *("helpers", "helped", "solve_seconds", "cpu_seconds"),
        *("pairs", "cost", "bound", "gap", "changed", "engine"),
    ]
    assert (measured["helpers"], measured["helped"], measured["pairs"]) == (340, 300, 300)
    assert (measured["gap"], measured["cost"]) == (0.0, measured["bound"])


def test_the_bench_of_pairing_knows_its_sizes(capfd: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["bench", "pairing", "--size", "county", "--json"], language="zh-hans") == 2
    assert capfd.readouterr().out == ""


def test_the_bench_of_siting_prints_one_object_with_the_agreed_keys(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert dispatch(["bench", "siting", "--json"], language="zh-hans") == 0

    measured = json.loads(capfd.readouterr().out)
    assert list(measured) == [
        *("villages", "stations", "solve_seconds", "cpu_seconds"),
        *("opened", "value", "bound", "gap", "proved_best"),
    ]
    assert (measured["villages"], measured["opened"]) == (311, 20)
    assert measured["proved_best"] is True


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


def test_the_bench_of_orders_serves_sells_and_leaves_nothing(tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environ |= {"MOLI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "moli.config.settings"}
    told = subprocess.run(
        [*moli_program(), "bench", "orders", "--database", "sqlite", "--size", "1", "--json"],
        env=environ
        | {"MOLI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "moli.config.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    measured = json.loads(told.stdout)
    assert list(measured) == ["spread", "hot", "limit_per_second", "ratio"]
    keys = ["orders_per_second", "p50_ms", "p95_ms", "p99_ms", "errors", "oversold"]
    assert list(measured["spread"]) == keys
    assert list(measured["hot"]) == [*keys, "stock", "sold"]
    for run in (measured["spread"], measured["hot"]):
        assert (run["errors"], run["oversold"]) == (0, 0)
        assert 0 < run["p50_ms"] <= run["p95_ms"] <= run["p99_ms"]
    assert measured["hot"]["stock"] == measured["hot"]["sold"] == 2_000
    assert measured["ratio"] > 0
    assert not (tmp_path / "moli.sqlite3").exists()


def test_the_bench_of_devices_serves_them_and_loses_and_doubles_nothing(tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    told = subprocess.run(
        [*moli_program(), "bench", "sync", "--database", "sqlite", "--size", "3", "--json"],
        env=environ
        | {"MOLI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "moli.config.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    measured = json.loads(told.stdout)
    assert (measured["devices"], measured["operations"]) == (3, 150)
    assert (measured["applied"], measured["lost"], measured["doubled"]) == (150, 0, 0)
    # The first hears no answer, and sends all again.
    assert measured["told"] == {"APPLIED": 100, "DUPLICATE": 50}
    assert measured["refusals"] == {}
    assert 0 < measured["p50_ms"] <= measured["p95_ms"]
    assert measured["ratio"] > 0
    assert not (tmp_path / "moli.sqlite3").exists()


def test_the_bench_of_postgresql_needs_one(capsys: pytest.CaptureFixture[str], db: None) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("there is one")
    command = ["bench", "orders", "--database", "postgresql"]
    assert dispatch(command, language="zh-hans") == 2

    assert capsys.readouterr().err == (
        "要测 PostgreSQL，请先把 DATABASE_URL 指到一个 PostgreSQL 数据库。\n"
    )
