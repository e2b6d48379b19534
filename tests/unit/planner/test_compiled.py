"""Where compiled passes are kept follows from all that a pass may call."""

from __future__ import annotations

from pathlib import Path

import pytest

from moli.planner.compiled import digest_of


@pytest.mark.parametrize("changed", ["pairing/layout.py", "matching/formula.py", "columns.py"])
def test_a_change_in_any_source_of_the_planner_has_a_folder_of_its_own(
    tmp_path: Path, changed: str
) -> None:
    for name in ("pairing/layout.py", "matching/formula.py", "columns.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("NOBODY = -1\n")
    before = digest_of(tmp_path)
    assert digest_of(tmp_path) == before

    (tmp_path / changed).write_text("NOBODY = -2\n")

    assert digest_of(tmp_path) != before
