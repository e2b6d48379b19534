"""Reading the reference data that the package brings: lines and standards from TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from moli.households.rules.lines import NATION, LineKind
from moli.households.rules.standards import StandardKind
from moli.kernel.certainty import Certainty
from moli.kernel.money import FEN_PER_YUAN


@dataclass(frozen=True)
class KnownLine:
    """One line as the data file says it."""

    region: str
    year: int
    kind: LineKind
    fen: int
    source: str
    certainty: Certainty


@dataclass(frozen=True)
class KnownStandard:
    """One version of a standard as the data file says it."""

    kind: StandardKind
    version: str
    from_on: date
    content: Mapping[str, Any]
    source: str
    certainty: Certainty


def known_lines() -> Iterator[KnownLine]:
    """All lines that the package brings, in the order of the file."""
    for row in _table("lines.toml")["line"]:
        yield KnownLine(
            region=row.get("region", NATION),
            year=row["year"],
            kind=LineKind(row["kind"]),
            fen=row["yuan"] * FEN_PER_YUAN,
            source=row["source"],
            certainty=Certainty(row["certainty"]),
        )


def known_standards() -> Iterator[KnownStandard]:
    """All versions of standards that the package brings, in the order of the file."""
    for row in _table("standards.toml")["standard"]:
        yield KnownStandard(
            kind=StandardKind(row["kind"]),
            version=row["version"],
            from_on=row["from_on"],
            content=row["content"],
            source=row["source"],
            certainty=Certainty(row["certainty"]),
        )


def _table(name: str) -> dict[str, Any]:
    text = files("moli.households").joinpath("data", name).read_text(encoding="utf-8")
    return tomllib.loads(text)
