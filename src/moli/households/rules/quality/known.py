"""Reading the rules of data quality that the package brings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from moli.households.rules.quality.kinds import Mender, Severity


@dataclass(frozen=True)
class KnownRule:
    """One rule as the data file says it. `text` may ask for its limits: `%(age_min)s`."""

    code: str
    text: str
    text_en: str
    severity: Severity
    mender: Mender
    from_on: date
    to_on: date | None
    limits: Mapping[str, Any]
    source: str


def known_rules() -> Iterator[KnownRule]:
    """All rules that the package brings, in the order of the file."""
    path = files("moli.households").joinpath("data", "quality_rules.toml")
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["rule"]:
        yield KnownRule(
            code=row["code"],
            text=row["text"],
            text_en=row["text_en"],
            severity=Severity(row["severity"]),
            mender=Mender(row["mender"]),
            from_on=row["from_on"],
            to_on=row.get("to_on"),
            limits=row.get("limits", {}),
            source=row["source"],
        )
