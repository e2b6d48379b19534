"""Every check and every test: the checks, the suite on SQLite and on PostgreSQL, the browser.

The last line is `N passed, N failed, N skipped` over all of it; each check counts as one. The exit
code is 0 only when something ran and nothing failed. Standard library only.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from xml.etree import ElementTree

from chromium import find_chromium
from postgres import PostgresMissing, postgres_address
from run_checks import run_checks

ROOT = Path(__file__).resolve().parent.parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=short")
BOTH_CORES = ["-n", "2", "--dist", "worksteal"]
NO_TESTS_COLLECTED = 5


@dataclass
class Total:
    """What came of a run, or of all runs together."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: Total) -> None:
        """Count another run in."""
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def total_of(report: Path, *, exit_code: int) -> Total:
    """What a JUnit report says. A run that ended badly, or without a report, has failed."""
    total = Total()
    if not report.exists():
        return Total(failed=1)
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314
        tests, failed, skipped = (
            int(suite.get(name, "0")) for name in ("tests", "failures", "skipped")
        )
        failed += int(suite.get("errors", "0"))
        total.add(Total(max(0, tests - failed - skipped), failed, skipped))
    if exit_code not in {0, NO_TESTS_COLLECTED} and not total.failed:
        total.failed = 1
    return total


def run_pytest(title: str, *options: str, database: str = "") -> Total:
    """Run the suite once, in a data folder and with a database of its own."""
    print(f"\n== {title}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="moli-run-") as room:
        report, home = Path(room) / "report.xml", Path(room) / "home"
        home.mkdir()
        environment = {**os.environ, "MOLI_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("DATABASE_URL", None)
        if database:
            environment["DATABASE_URL"] = database
        ended = subprocess.run(
            [*PYTEST, f"--junitxml={report}", *options],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        total = total_of(report, exit_code=ended.returncode)
    print(f"{title}: {total} in {time.monotonic() - began:.0f} s", flush=True)
    return total


def run_on_postgres(*options: str) -> Total:
    """The suite on PostgreSQL. Where none starts, that is a failure and not a skip."""
    try:
        with postgres_address() as address:
            return run_pytest("PostgreSQL", *BOTH_CORES, *options, database=address)
    except PostgresMissing as reason:
        print(
            "PostgreSQL could not be started, so half of the suite did not run. Install "
            f"`postgresql` or give its address in MOLI_TEST_DATABASE. Tried: {reason}",
            file=sys.stderr,
            flush=True,
        )
        return Total(failed=1)


def _interrupted(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit("interrupted")


def main(options: list[str]) -> int:
    """Run everything; options go to pytest, as in `run_tests.py -k refuses`."""
    # A cancelled job must still stop the server and remove its data.
    signal.signal(signal.SIGTERM, _interrupted)
    total = Total()
    print("== Checks", flush=True)
    passed, failed = run_checks()
    total.add(Total(passed, failed))
    suite = [
        run_pytest("SQLite", *BOTH_CORES, "-m", "not browser", *options),
        run_on_postgres("-m", "not browser and not one_database", *options),
        run_pytest("Browser", "-m", "browser", *options),
    ]
    for run in suite:
        total.add(run)
    print()
    if find_chromium() is None:
        print("Browser tests were skipped: there is no chromium on the path.")
    nothing_ran = not (suite[0].passed or suite[0].failed)
    if nothing_ran:
        print("No test ran.")
    print(total, flush=True)
    return 1 if total.failed or nothing_ran else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
