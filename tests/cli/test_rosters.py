"""`moli import households`, `moli export households`: whole, masked, killed and run on."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from moli.audit.models import Event
from moli.households.models import Batch, Household
from moli.interfaces.cli.dispatch import dispatch
from moli.interfaces.cli.management.commands import export_sheet, import_sheet
from moli.interfaces.sheets import read_table
from moli.interfaces.sheets.rosters import HEADINGS
from moli.kernel.report import SheetRefused
from moli.places.services.placing import PlaceUnknown
from tests.factories import SHITANG, YAOBU, county, family, household, person_facts, village_rows
from tests.factories.rosters import head, roster_rows, roster_workbook, spouse
from tests.unchanged import refused, unchanged


def _import(path: Path, **options: bool) -> dict[str, object]:
    out = StringIO()
    call_command(import_sheet.Command(), "households", str(path), json=True, stdout=out, **options)
    told: dict[str, object] = json.loads(out.getvalue())
    return told


def _export(path: Path, **area: str) -> list[dict[str, object]]:
    options = [word for name, code in area.items() for word in (f"--{name}", code)]
    call_command(export_sheet.Command(), "households", *options, str(path), stdout=StringIO())
    return [dict(row) for row in read_table(path, filename=path.name)]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(roster_workbook(head(1), spouse(1), head(2), spouse(2)))
    return path


@pytest.mark.django_db
def test_a_roster_is_imported_once(roster: Path) -> None:
    county()

    first, again = _import(roster), _import(roster)

    assert (first["rows"], first["households"], first["people"]) == (4, 2, 4)
    assert (first["created"], first["is_known"]) == (2, False)
    assert (again["created"], again["unchanged"], again["is_known"]) == (0, 2, True)
    assert first["batch"] == again["batch"] == Batch.objects.get().key


@pytest.mark.django_db
def test_a_dry_run_stores_nothing_and_says_so(roster: Path) -> None:
    county()
    out = StringIO()

    with unchanged():
        call_command(import_sheet.Command(), "households", str(roster), dry_run=True, stdout=out)

    assert out.getvalue() == "试跑：2 户 4 人，新增 2 户，已在册 0 户。\n"


@pytest.mark.django_db
def test_what_differs_and_what_nobody_reads_is_told(roster: Path, tmp_path: Path) -> None:
    county()
    _import(roster)
    other = tmp_path / "另一份.xlsx"
    other.write_bytes(roster_workbook(head(1, GROUP="第九组"), spouse(1)))

    out = StringIO()
    call_command(import_sheet.Command(), "households", str(other), stdout=out)

    assert out.getvalue().splitlines() == [
        "第 2 行“村民小组”：这一户已经在册，在册的和表里不一样，没有改动。",
        "1 户 2 人，新增 0 户，已在册 1 户。",
    ]


@pytest.mark.django_db
def test_a_fault_is_refused_by_row_and_column(tmp_path: Path) -> None:
    county()
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(roster_workbook(head(1, SEX="?"), spouse(1)))

    with unchanged(), pytest.raises(SheetRefused):
        _import(path)


@pytest.mark.django_db
def test_an_export_holds_names_and_masks_and_nothing_of_health(tmp_path: Path) -> None:
    people = family()
    household(people=people, national_code="0001", phone="13712344410")

    rows = _export(tmp_path / "瑶埠.xlsx", village=YAOBU)

    assert list(rows[0]) == list(HEADINGS)
    first = rows[0]
    assert (first["姓名"], first["与户主关系"], first["户编号"]) == ("韦永生", "户主", "0001")
    assert first["联系电话（隐去中间）"] == "137****4410"
    text = str(rows)
    assert len(rows) == 4
    for person in people:
        assert person.id_number not in text
        assert person.id_number[6:14] not in text
    assert "健康" not in text
    assert "低保" not in text
    (event,) = Event.objects.filter(verb="households.export")
    assert (event.area_code, event.facts) == (YAOBU, {"people": 4, "households": 1})


@pytest.mark.django_db
def test_a_name_like_a_formula_goes_out_harmless_and_comes_back(tmp_path: Path) -> None:
    names = ["-", "=HYPERLINK(1)", "'=x", "@韦"]
    for name in names:
        household(people=[person_facts(name=name)])
    path = tmp_path / "瑶埠.xlsx"

    rows = _export(path, town=SHITANG)

    assert [row["姓名"] for row in rows] == names
    content = path.read_bytes()
    assert b"<f>" not in content
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_an_export_leaves_out_other_villages_and_what_is_in_review(
    roster: Path, tmp_path: Path
) -> None:
    county()
    _import(roster)
    household(people=[person_facts(name="在册")])

    assert [row["姓名"] for row in _export(tmp_path / "a.xlsx", town=SHITANG)] == ["在册"]
    assert Household.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("area", [{"village": SHITANG}, {"town": YAOBU}, {"village": "x"}])
def test_an_area_that_is_not_there_is_refused(tmp_path: Path, area: dict[str, str]) -> None:
    county()
    (code,) = area.values()

    with refused(PlaceUnknown, field="area", value=code):
        _export(tmp_path / "a.xlsx", **area)
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_import_bench_prints_one_object_with_the_agreed_keys(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """In a process of its own, for it makes and drops a database."""
    answer = subprocess.run(
        [sys.executable, "-c", _MAIN, "bench", "import", "--size", "40", "--json"],
        env=_environ(Path(os.environ["MOLI_HOME"])),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    measured = json.loads(answer.stdout)
    assert list(measured) == [
        *("members", "households", "read_seconds", "check_seconds", "store_seconds"),
        *("seconds", "per_second", "database"),
    ]
    assert (measured["members"], measured["households"]) == (40, 10)


def test_the_bench_refuses_a_size_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["bench", "import", "--size", "many"], language="zh-hans") == 2
    assert dispatch(["bench", "matching", "--size", "40"], language="zh-hans") == 2
    assert "--size" in capsys.readouterr().err


_MAIN = "import sys; from moli.interfaces.cli.main import run; sys.exit(run(sys.argv[1:]))"
_PEOPLE = 4_000


def _environ(home: Path) -> dict[str, str]:
    """A data folder of its own, on SQLite whatever the other tests run on."""
    ours = ("DATABASE_URL", "MOLI_SECRET_KEY", "LANG", "LC_ALL")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"MOLI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "moli.config.settings"}


def _moli(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _MAIN, *arguments],
        env=_environ(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _stored(home: Path) -> int:
    with closing(sqlite3.connect(home / "moli.sqlite3", timeout=20)) as database:
        (count,) = database.execute("SELECT count(*) FROM households_household").fetchone()
    return int(count)


@pytest.mark.slow
def test_an_import_that_is_killed_leaves_whole_households_and_is_carried_on(tmp_path: Path) -> None:
    home = tmp_path / "home"
    sheet, divisions = tmp_path / "花名册.xlsx", tmp_path / "区划.csv"
    rows = village_rows([YAOBU])
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    divisions.write_text("\n".join(lines), encoding="utf-8")
    sheet.write_bytes(roster_workbook(*(row for _, row in roster_rows(_PEOPLE // 2))))
    for arguments in (("migrate",), ("import", "divisions", str(divisions))):
        setting_up = _moli(home, *arguments)
        _, complaint = setting_up.communicate(timeout=120)
        assert setting_up.returncode == 0, complaint

    process = _moli(home, "import", "households", str(sheet), "--json")
    until = time.monotonic() + 60
    while not _stored(home) and time.monotonic() < until:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)

    stored = _stored(home)
    assert 0 < stored < _PEOPLE // 2
    with closing(sqlite3.connect(home / "moli.sqlite3")) as database:
        whole = database.execute(
            "SELECT count(*) FROM households_household h WHERE"
            " (SELECT count(*) FROM households_familymember WHERE household_id = h.id) = 2 AND"
            " (SELECT count(*) FROM households_status WHERE household_id = h.id) = 2 AND"
            " (SELECT count(*) FROM households_incomeyear WHERE household_id = h.id) = 1"
        ).fetchone()
        assert whole == (stored,)
        assert database.execute("SELECT state FROM households_batch").fetchall() == [("LOADING",)]

    process = _moli(home, "import", "households", str(sheet), "--json")
    told, complaint = process.communicate(timeout=120)
    assert process.returncode == 0, complaint
    report = json.loads(told)
    assert (report["created"], report["unchanged"]) == (_PEOPLE // 2 - stored, stored)
    assert _stored(home) == _PEOPLE // 2
