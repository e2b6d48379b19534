"""`moli demo` as a process: killed and run again, run twice, and kept away from real data."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from moli.interfaces.cli.demo.moment import TODAY

pytestmark = [pytest.mark.slow, pytest.mark.one_database]

YAOBU_FOUND = {
    "village_code": "450181110206",
    "product": "百香果",
    "buyer": "南宁君桥电子商务有限公司",
    "kg": 40_000,
    "price_fen_per_jin": 320,
    "sold_kg": 39_200,
    "paid_fen": 23_108_328,
    "paid_households": 62,
    "crossed_households": 3,
}
HOUSEHOLDS = 300
DEMO = ("demo", "--no-serve", "--json", "--households", str(HOUSEHOLDS))
KEYS = [
    "divisions",
    "stations",
    "branches",
    "enterprises",
    "households",
    "people",
    "poor_households",
    "poor_people",
    "exited_households",
    "relapsed_households",
    "open_procedures",
    "lots",
    "demands",
    "matched_kg",
    "value_fen",
    "bound_fen",
    "gap",
    "greedy_value_fen",
    "fcfs_value_fen",
    "pairings",
    "seconds",
    "yaobu",
]


def _start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start `moli` on a data folder of its own, on SQLite whatever the other tests run on."""
    ours = ("DATABASE_URL", "MOLI_SECRET_KEY", "LANG", "LC_ALL")
    environ = {name: value for name, value in os.environ.items() if name not in ours}
    environ |= {"MOLI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "moli.config.settings"}
    code = "import sys; from moli.interfaces.cli.main import run; sys.exit(run(sys.argv[1:]))"
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _run(home: Path, *arguments: str) -> tuple[int, str, str]:
    process = _start(home, *arguments)
    told, complaint = process.communicate(timeout=120)
    return process.returncode, told, complaint


def _rows(home: Path, table: str) -> int:
    """How many rows a table has; none while the file or the table is not there yet."""
    address = f"file:{home / 'moli.sqlite3'}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            found: int = database.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608
            return found
    except sqlite3.OperationalError:
        return 0


@pytest.mark.parametrize(
    ("table", "rows"), [("stations_station", 343), ("households_household", HOUSEHOLDS)]
)
def test_a_demo_killed_half_way_completes_and_a_second_one_changes_nothing(
    tmp_path: Path, table: str, rows: int
) -> None:
    killed = _start(tmp_path, *DEMO)
    until = time.monotonic() + 60
    while not _rows(tmp_path, table) and time.monotonic() < until:
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    assert _rows(tmp_path, table) == rows
    assert _rows(tmp_path, "market_round") == 0

    code, told, complaint = _run(tmp_path, *DEMO)
    figures = json.loads(told)
    assert (code, complaint) == (0, "")
    assert list(figures) == KEYS
    assert (figures["yaobu"], figures["gap"]) == (YAOBU_FOUND, 0)
    assert (tmp_path / "demo-day").read_text() == TODAY.isoformat()

    events = _rows(tmp_path, "audit_event")
    again = json.loads(_run(tmp_path, *DEMO)[1])
    assert {**again, "seconds": 0} == {**figures, "seconds": 0}
    assert again["seconds"] < 5
    assert _rows(tmp_path, "audit_event") == events

    code, told, _ = _run(tmp_path, "check", "--json")
    assert code == 0
    assert json.loads(told)["ok"] is True


def test_a_demo_is_never_mixed_with_real_data(tmp_path: Path) -> None:
    sheet = tmp_path / "list.csv"
    sheet.write_text(
        "code,name,short_name,kind,town_code,town,county_code,county\n"
        "450181110206,瑶埠村委会,瑶埠村,village,450181110,石塘镇,450181,横州市\n"
    )
    assert _run(tmp_path, "migrate", "-v0")[0] == 0
    assert _run(tmp_path, "import", "divisions", str(sheet))[0] == 0
    before = _rows(tmp_path, "audit_event")

    code, told, complaint = _run(tmp_path, "demo", "--no-serve", "--fresh")

    assert (code, told, complaint.count("\n")) == (2, "", 1)
    assert complaint.startswith("这个数据库里已有正式数据")
    assert _rows(tmp_path, "audit_event") == before
    assert not (tmp_path / "demo-day").exists()


def test_a_command_before_the_tables_are_made_says_what_to_do(tmp_path: Path) -> None:
    code, told, complaint = _run(tmp_path, "match")

    assert (code, told, complaint.count("\n")) == (2, "", 1)
    assert complaint.startswith("数据库连不上或还没建表")
    assert "moli migrate" in complaint


def test_a_data_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    code, told, complaint = _run(tmp_path / "file" / "home", "match")

    assert (code, told, complaint.count("\n")) == (2, "", 1)
    assert "MOLI_HOME" in complaint
