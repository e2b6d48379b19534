"""The tools that run the tests: what they count, and what they leave behind."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from postgres import PostgresMissing, binary_folders, postgres_address
from run_checks import commands
from run_tests import Total, total_of
from tests.architecture.house import ROOT


def _report(folder: Path, suites: str) -> Path:
    path = folder / "report.xml"
    path.write_text(f"<testsuites>{suites}</testsuites>", encoding="utf-8")
    return path


def test_a_run_is_counted_from_its_report(tmp_path: Path) -> None:
    report = _report(tmp_path, '<testsuite tests="10" failures="1" errors="2" skipped="3"/>')

    assert total_of(report, exit_code=1) == Total(passed=4, failed=3, skipped=3)


def test_a_run_without_a_report_has_failed(tmp_path: Path) -> None:
    assert total_of(tmp_path / "none.xml", exit_code=0) == Total(failed=1)


def test_a_run_that_broke_off_has_failed_whatever_it_reports(tmp_path: Path) -> None:
    report = _report(tmp_path, '<testsuite tests="2" failures="0" errors="0" skipped="0"/>')

    assert total_of(report, exit_code=3) == Total(passed=2, failed=1)


def test_a_run_in_which_nothing_was_chosen_has_not_failed(tmp_path: Path) -> None:
    report = _report(tmp_path, '<testsuite tests="0" failures="0" errors="0" skipped="0"/>')

    assert total_of(report, exit_code=5) == Total()


def test_totals_are_written_in_one_line() -> None:
    total = Total(passed=1, failed=0, skipped=2)
    total.add(Total(passed=3, failed=1, skipped=0))

    assert str(total) == "4 passed, 1 failed, 2 skipped"


def test_all_checks_are_run() -> None:
    assert set(commands()) == {
        *("format", "lint", "types", "arrows", "templates"),
        *("dependencies", "spelling", "migrations", "translations"),
    }


def test_a_machine_without_postgresql_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MOLI_TEST_DATABASE", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)

    with (
        pytest.raises(PostgresMissing, match="no-binaries"),
        postgres_address([tmp_path / "no-binaries"]),
    ):
        pytest.fail("nothing can have started")


def test_an_address_in_the_environment_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOLI_TEST_DATABASE", "postgres://somewhere/moli")

    with postgres_address([]) as address:
        assert address == "postgres://somewhere/moli"


@pytest.mark.slow
def test_a_server_is_stopped_and_its_data_are_gone_after_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("MOLI_TEST_DATABASE", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    seen: list[str] = []

    def fail_with_a_server() -> None:
        with postgres_address(binary_folders()) as address:
            room = Path(address.split("host=")[1])
            seen.extend([str(room), (room / "data" / "postmaster.pid").read_text().split("\n")[0]])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_with_a_server()

    room, server = seen
    assert not Path(room).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(server), 0)


def test_the_entry_of_continuous_integration_can_be_run() -> None:
    entry = ROOT / ".ci" / "run"

    assert os.access(entry, os.X_OK)
    subprocess.run(["bash", "-n", str(entry)], check=True)
