"""Reading the house as text: its files, and how high each room stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "moli"
MAP = ROOT / ".importlinter"


def python_files(folder: Path) -> list[Path]:
    """Our Python files under a folder, in order; migrations are written by Django."""
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def trees(package: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file of a package, as its path inside it and its syntax tree."""
    for path in python_files(package):
        yield path.relative_to(package), ast.parse(path.read_text(encoding="utf-8"))


def model_trees(package: Path) -> Iterator[tuple[Path, ast.Module]]:
    """The files in which rooms declare their rows."""
    for path, tree in trees(package):
        if len(path.parts) > 1 and path.parts[1] in {"models", "models.py"}:
            yield path, tree


def classes(tree: ast.AST) -> Iterator[ast.ClassDef]:
    """All classes of a file, inner ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def base_names(node: ast.ClassDef) -> list[str]:
    """What a class derives from, without modules and type arguments."""
    return [ast.unparse(base).split("[")[0].split(".")[-1] for base in node.bases]


def heights(importlinter: Path) -> dict[str, int]:
    """How high each room stands by the map: 0 is the kernel."""
    reader = ConfigParser()
    reader.read(importlinter, encoding="utf-8")
    layers = reader["importlinter:contract:rooms"]["layers"].split("\n")
    lines = [line.strip() for line in layers if line.strip()]
    return {
        room.strip(" ()"): height
        for height, line in enumerate(reversed(lines))
        for room in line.split("|")
    }
