"""Files stay small enough to be read in one go."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.architecture.house import ROOT, python_files

LINES_MAX = 400
LINES_MEDIAN = 150
# What is read from top to bottom. Data and translations are not; the one stylesheet is looked up
# by class, and two files would cost a slow phone a second journey.
_READ = ("*.py", "*.html", "*.js", "*.sh")
_FOLDERS = ("src", "tests", "tools")


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def long_files(root: Path) -> list[str]:
    """Files above the limit, with their lines."""
    return [
        f"{path.relative_to(root)}: {_lines(path)} lines"
        for folder in _FOLDERS
        for pattern in _READ
        for path in sorted((root / folder).rglob(pattern))
        if "migrations" not in path.parts and _lines(path) > LINES_MAX
    ]


def test_no_file_is_longer_than_400_lines() -> None:
    assert long_files(ROOT) == []


def test_the_median_file_is_shorter_than_150_lines() -> None:
    written = [lines for path in python_files(ROOT / "src") if (lines := _lines(path)) > 1]

    assert median(written) < LINES_MEDIAN


def test_a_long_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "page.js").write_text("a\n" * 401)
    (tmp_path / "src" / "page.html").write_text("<p>\n" * 400)

    assert long_files(tmp_path) == ["src/page.js: 401 lines"]
