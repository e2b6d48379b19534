"""Models say what personal data they hold, and do nothing behind the reader's back."""

from __future__ import annotations

import ast
from pathlib import Path

from django.apps import apps

from tests.architecture.house import PACKAGE, base_names, classes, model_trees, trees

_ROW_BASES = {"Model", "DatedRow", "AbstractBaseUser"}
_ACTS = {"save", "delete", "save_base", "asave", "adelete"}
_SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals")


def _is_abstract(node: ast.ClassDef) -> bool:
    return any("abstract = True" in ast.unparse(inner) for inner in node.body)


def silent_models(package: Path) -> list[str]:
    """Models whose docstring has no line `Personal data: …`."""
    return [
        f"{path}: {node.name}"
        for path, tree in model_trees(package)
        for node in classes(tree)
        if _ROW_BASES & set(base_names(node)) and not _is_abstract(node)
        if "\nPersonal data: " not in (ast.get_docstring(node) or "")
    ]


def hidden_acts(package: Path) -> list[str]:
    """Overrides of save and delete, and imports of signals."""
    overridden = [
        f"{path}:{act.lineno} {node.name}.{act.name}"
        for path, tree in model_trees(package)
        for node in classes(tree)
        for act in node.body
        if isinstance(act, ast.FunctionDef | ast.AsyncFunctionDef) and act.name in _ACTS
    ]
    signals = [
        f"{path}:{node.lineno} imports {node.module}"
        for path, tree in trees(package)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_SIGNALS)
    ]
    return overridden + signals


def test_every_model_says_what_personal_data_it_holds() -> None:
    assert silent_models(PACKAGE) == []


def test_django_knows_no_other_models() -> None:
    ours = [each for each in apps.get_models() if each.__module__.startswith("moli.")]

    assert len(ours) >= 20
    assert [each for each in ours if "Personal data: " not in (each.__doc__ or "")] == []


def test_no_model_acts_behind_the_readers_back() -> None:
    assert hidden_acts(PACKAGE) == []


def test_a_silent_model_is_found(tmp_path: Path) -> None:
    (tmp_path / "market" / "models").mkdir(parents=True)
    (tmp_path / "market" / "models" / "lot.py").write_text(
        '"""Lots."""\n'
        "class Lot(models.Model):\n"
        '    """One lot.\n\n    Personal data: none.\n    """\n'
        "class Note(DatedRow):\n"
        '    """One note about personal data: it holds some."""\n'
    )

    assert silent_models(tmp_path) == ["market/models/lot.py: Note"]


def test_a_hidden_act_is_found(tmp_path: Path) -> None:
    (tmp_path / "market").mkdir()
    (tmp_path / "market" / "models.py").write_text(
        "from django.db.models.signals import post_save\n"
        "class Lot(models.Model):\n"
        "    def save(self, *args, **kwargs):\n        pass\n"
    )

    assert hidden_acts(tmp_path) == [
        "market/models.py:3 Lot.save",
        "market/models.py:1 imports django.db.models.signals",
    ]
