"""Every room with rows has its migrations, and constraints are named by what they promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.architecture.house import PACKAGE, ROOT, model_trees


def rooms_without_migrations(package: Path) -> list[str]:
    """Rooms whose rows have no migration. Django's own check passes over such a room in silence."""
    rooms = {path.parts[0] for path, _ in model_trees(package)}
    return sorted(
        room
        for room in rooms
        if not (package / room / "migrations" / "__init__.py").exists()
        or not list((package / room / "migrations").glob("0001_*.py"))
    )


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _constraint_names() -> list[tuple[str, str]]:
    """Each constraint of our models: the model as it is written in names, and the name."""
    return [
        (f"{model._meta.app_label}_{_snake(model.__name__)}", constraint.name)
        for model in apps.get_models()
        if model.__module__.startswith("moli.")
        for constraint in model._meta.constraints
    ]


def test_every_room_with_rows_has_migrations() -> None:
    assert rooms_without_migrations(PACKAGE) == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_constraints_say_what_they_promise() -> None:
    names = _constraint_names()

    assert len(names) > 25
    for model, name in names:
        promise = name.replace(model.replace("_", ""), model).replace(
            f"{model.split('_')[0]}_{model.split('_', 1)[1].replace('_', '')}", model
        )
        assert promise.startswith(f"{model}_"), name
        assert len(promise.removeprefix(f"{model}_").split("_")) >= 2, name
        assert len(name) <= 63, f"{name} is cut by PostgreSQL"


def test_constraint_names_are_unique() -> None:
    names = [name for _, name in _constraint_names()]

    assert sorted(names) == sorted(set(names))


def test_requirement_files_name_no_host() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"https?://|index-url|find-links|@ git", text) == []
        assert "--hash=sha256:" in text


def test_a_room_without_migrations_is_found(tmp_path: Path) -> None:
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders" / "models.py").write_text('"""Rows."""\n')

    assert rooms_without_migrations(tmp_path) == ["orders"]
