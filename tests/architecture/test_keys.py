"""Keys between rooms run downhill, and a lower room never gets a name for what stands above it.

`ForeignKey("orders.Order")` needs no import, and neither does `household.offers`: the arrows of
the import linter cannot see them.
"""

from __future__ import annotations

import ast
from pathlib import Path

from django.apps import apps

from tests.architecture.house import MAP, PACKAGE, heights, model_trees

_KEYS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def _imported_rooms(tree: ast.Module) -> dict[str, str]:
    """The room from which each imported name of a file comes."""
    return {
        alias.asname or alias.name: node.module.split(".")[1]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("moli.")
        for alias in node.names
    }


def _target_room(call: ast.Call, *, own: str, imported: dict[str, str]) -> str:
    named = {each.arg: each.value for each in call.keywords}
    target = call.args[0] if call.args else named["to"]
    if isinstance(target, ast.Constant):
        return str(target.value).split(".")[0] if "." in str(target.value) else own
    return imported.get(ast.unparse(target), own)


def _is_closed(call: ast.Call) -> bool:
    names = [each.value for each in call.keywords if each.arg == "related_name"]
    return any(isinstance(name, ast.Constant) and str(name.value).endswith("+") for name in names)


def stray_keys(package: Path, *, importlinter: Path) -> list[str]:
    """Keys that leave their room upwards or sideways, or open a reverse name across rooms."""
    height = heights(importlinter)
    found = []
    for path, tree in model_trees(package):
        own, imported = path.parts[0], _imported_rooms(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr not in _KEYS:
                continue
            target = _target_room(node, own=own, imported=imported)
            where = f"{path}:{node.lineno} {own} → {target}"
            if target != own and height[target] >= height[own]:
                found.append(f"{where}: the key runs uphill")
            elif target != own and not _is_closed(node):
                found.append(f'{where}: the key needs related_name="+"')
    return found


def test_keys_run_downhill_and_open_no_reverse_name() -> None:
    assert stray_keys(PACKAGE, importlinter=MAP) == []


def test_django_sees_the_same_keys() -> None:
    height = heights(MAP)
    crossing = [
        (model._meta.app_label, field.related_model._meta.app_label, field.remote_field.hidden)
        for model in apps.get_models()
        if model._meta.app_label in height
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation
    ]

    for own, target, is_hidden in crossing:
        assert own == target or (height[target] < height[own] and is_hidden)
    assert ("market", "catalogue", True) in crossing


def test_an_uphill_key_is_found(tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "models.py").write_text(
        "from django.db import models\n"
        "class Village(models.Model):\n"
        "    lot = models.ForeignKey('market.Lot', models.PROTECT, related_name='+')\n"
    )

    assert stray_keys(tmp_path, importlinter=MAP) == [
        "places/models.py:3 places → market: the key runs uphill"
    ]


def test_a_key_to_a_neighbour_is_found(tmp_path: Path) -> None:
    (tmp_path / "stations").mkdir()
    (tmp_path / "stations" / "models.py").write_text(
        "from django.db import models\n"
        "from moli.enterprises.models import Enterprise\n"
        "class Station(models.Model):\n"
        "    owner = models.ForeignKey(Enterprise, models.PROTECT, related_name='+')\n"
    )

    assert stray_keys(tmp_path, importlinter=MAP) == [
        "stations/models.py:4 stations → enterprises: the key runs uphill"
    ]


def test_a_reverse_name_across_rooms_is_found_and_one_inside_is_not(tmp_path: Path) -> None:
    (tmp_path / "market" / "models").mkdir(parents=True)
    (tmp_path / "market" / "models" / "lot.py").write_text(
        "from django.db import models\n"
        "from moli.places.models import Division\n"
        "from moli.market.models.round import Round\n"
        "class Lot(models.Model):\n"
        "    village = models.ForeignKey(Division, models.PROTECT, related_name='lots')\n"
        "    round = models.ForeignKey(Round, models.PROTECT, related_name='lots')\n"
    )

    assert stray_keys(tmp_path, importlinter=MAP) == [
        'market/models/lot.py:5 market → places: the key needs related_name="+"'
    ]
