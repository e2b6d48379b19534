"""Only services change rows: pages, queries, rules and commands ask a service by name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house import PACKAGE, base_names, trees

_WRITES = {
    *("save", "create", "delete", "bulk_create", "bulk_update"),
    *("get_or_create", "update_or_create"),
}
_WRITES |= {f"a{name}" for name in _WRITES}
# Plain Python, held apart from Django by the import linter: `numpy.delete` is no write.
_KNOWS_NO_ROWS = {"kernel", "planner"}
# Things that are kept elsewhere than in rows.
_NO_ROWS = {"session", "cache", "storage"}


def _is_write(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    keeper = ast.unparse(call.func.value).split(".")[-1]
    if call.func.attr in {"update", "aupdate"}:
        # Rows are updated by keyword; dict.update and set.update take what they take by place.
        return bool(call.keywords) and not call.args and keeper not in _NO_ROWS
    return call.func.attr in _WRITES and keeper not in _NO_ROWS


def _calls_outside_managers(node: ast.AST) -> Iterator[ast.Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef) and any(
            name.endswith(("Manager", "QuerySet")) for name in base_names(child)
        ):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from _calls_outside_managers(child)


def stray_writes(package: Path) -> list[str]:
    """Calls that change rows in files that are no service."""
    return [
        f"{path}:{call.lineno} .{call.func.attr}(…)"
        for path, tree in trees(package)
        if not {"services", "services.py"} & set(path.parts) and path.parts[0] not in _KNOWS_NO_ROWS
        for call in _calls_outside_managers(tree)
        if _is_write(call) and isinstance(call.func, ast.Attribute)
    ]


def test_only_services_write() -> None:
    assert stray_writes(PACKAGE) == []


@pytest.mark.parametrize(
    "line",
    [
        "Lot.objects.create(grams=1)",
        "lot.save()",
        "lot.save(update_fields=['state'])",
        "Lot.objects.filter(pk=1).update(state='OPEN')",
        "rows.update(**changes)",
        "row.delete()",
        "Lot.objects.bulk_create([lot])",
        "Lot.objects.get_or_create(pk=1)",
        "Lot.objects.update_or_create(pk=1)",
    ],
)
def test_a_write_in_a_query_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "market" / "services").mkdir(parents=True)
    (tmp_path / "market" / "queries.py").write_text(f"def answer(lot, rows):\n    {line}\n")
    (tmp_path / "market" / "services" / "posting.py").write_text(f"def post(lot):\n    {line}\n")

    assert [found.split(" ")[0] for found in stray_writes(tmp_path)] == ["market/queries.py:2"]


@pytest.mark.parametrize(
    "line",
    [
        "facts.update({'a': 1})",
        "seen.update(codes)",
        "digest.update(b'x')",
        "request.session.save()",
        "request.session.update(a=1)",
        "lots.filter(pk=1).order_by('pk')",
    ],
)
def test_what_changes_no_rows_is_let_pass(tmp_path: Path, line: str) -> None:
    (tmp_path / "market").mkdir()
    (tmp_path / "market" / "queries.py").write_text(f"def answer():\n    {line}\n")

    assert stray_writes(tmp_path) == []
