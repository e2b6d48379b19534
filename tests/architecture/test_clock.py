"""Only the doors read the clock; everything under them takes the moment as an argument."""

from __future__ import annotations

import ast
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.house import MAP, PACKAGE, ROOT, heights, trees

_CLOCKS = {"now", "today", "utcnow", "localtime", "localdate"}
_READERS = {"datetime", "date", "timezone", "time"}


def clock_readings(package: Path) -> list[str]:
    """Calls below the doors that ask what time it is.

    `timezone.localdate(at)` is not one: with an argument it translates a moment. Neither is
    `time.monotonic()`, with which the planner counts its seconds.
    """
    height = heights(MAP)
    doors = height["interfaces"]
    return [
        f"{path}:{node.lineno} {ast.unparse(node.func)}"
        for path, tree in trees(package)
        if height.get(path.parts[0], doors) < doors
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if not (node.args or node.keywords)
        if node.func.attr in {*_CLOCKS, "time"}
        if ast.unparse(node.func.value).split(".")[-1] in _READERS
    ]


def test_nothing_below_the_doors_reads_the_clock() -> None:
    assert clock_readings(PACKAGE) == []


@pytest.mark.parametrize(
    "reading", ["datetime.now()", "date.today()", "timezone.now()", "timezone.localdate()"]
)
def test_a_reading_is_found(tmp_path: Path, reading: str) -> None:
    (tmp_path / "market").mkdir()
    (tmp_path / "market" / "rules.py").write_text(f"def judge(at):\n    return {reading}\n")
    (tmp_path / "interfaces").mkdir()
    (tmp_path / "interfaces" / "clock.py").write_text(f"def moment():\n    return {reading}\n")

    assert clock_readings(tmp_path) == [f"market/rules.py:2 {reading.removesuffix('()')}"]


@pytest.mark.parametrize(
    ("reading", "imported"),
    [
        ("datetime.now(UTC)", "from datetime import UTC, datetime"),
        ("date.today()", "from datetime import date"),
        ("timezone.now()", "from django.utils import timezone"),
    ],
)
def test_the_linter_bans_the_clock_below_the_doors_only(reading: str, imported: str) -> None:
    ruff = shutil.which("ruff", path=str(ROOT / ".venv" / "bin")) or shutil.which("ruff")
    if ruff is None:
        pytest.skip("ruff is not installed")
    planted = f'"""Planted."""\n\n{imported}\n\nmoment = {reading}\n'

    def banned(path: str) -> bool:
        command = [ruff, "check", "--no-cache", "--select", "TID251", "--stdin-filename", path, "-"]
        told = subprocess.run(
            command, cwd=ROOT, input=planted, capture_output=True, text=True, check=False
        )
        return "TID251" in told.stdout

    assert banned("src/moli/market/rules/planted.py")
    assert not banned("src/moli/interfaces/planted.py")
