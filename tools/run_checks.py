"""Checks that need no test: format, lint, arrows, types, templates, migrations, translations.

All of them run, two at a time; each prints a line, and what it found when it failed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHOWN_LINES = 60
BIN = Path(sys.executable).parent


def commands() -> dict[str, list[str]]:
    """Each check by its name; a check passes when its command ends with 0."""
    python = sys.executable
    templates = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("src/**/*.html"))
    found = {
        "types": [python, "-m", "mypy"],
        "format": [str(BIN / "ruff"), "format", "--check", "."],
        "lint": [str(BIN / "ruff"), "check", "."],
        "arrows": [str(BIN / "lint-imports")],
        "dependencies": [str(BIN / "deptry"), "src"],
        "spelling": [str(BIN / "codespell"), "src", "tests", "tools", "docs", *_papers()],
        "migrations": [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        "translations": [python, "tools/messages.py", "check"],
    }
    if templates:
        found["templates"] = [str(BIN / "djade"), "--check", "--target-version", "5.2", *templates]
    return found


def _papers() -> list[str]:
    return sorted(path.name for path in ROOT.glob("*.md"))


def _run(command: list[str], environment: dict[str, str]) -> tuple[int, str, float]:
    began = time.monotonic()
    ended = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr, time.monotonic() - began


def _first_lines(output: str) -> str:
    lines = output.rstrip().split("\n")
    rest = [f"… and {len(lines) - SHOWN_LINES} more lines"] if len(lines) > SHOWN_LINES else []
    return "\n".join(lines[:SHOWN_LINES] + rest)


def run_checks() -> tuple[int, int]:
    """Run all checks; returns how many passed and how many failed."""
    failed = 0
    checks = commands()
    with tempfile.TemporaryDirectory(prefix="moli-check-") as home, ThreadPoolExecutor(2) as pool:
        # Types and migrations load the settings, which keep a secret key in their data folder.
        environment = {**os.environ, "MOLI_HOME": home}
        environment.pop("DATABASE_URL", None)
        running = {name: pool.submit(_run, each, environment) for name, each in checks.items()}
        for name, result in running.items():
            exit_code, output, seconds = result.result()
            failed += bool(exit_code)
            print(f"{name:<14}{'FAILED' if exit_code else 'ok':<8}{seconds:5.1f} s", flush=True)
            if exit_code:
                print(_first_lines(output), flush=True)
    return len(checks) - failed, failed


if __name__ == "__main__":
    sys.exit(1 if run_checks()[1] else 0)
