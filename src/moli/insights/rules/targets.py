"""Targets of indicators that the package brings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from moli.insights.rules.plans import Indicator

PER_MILLE_MAX = 1_000


@dataclass(frozen=True)
class KnownTarget:
    """What an indicator should reach from a day on, and who says so."""

    indicator: Indicator
    target_per_mille: int
    source: str
    from_on: date


def known_targets() -> Iterator[KnownTarget]:
    """The targets that the package brings, in the order of their file."""
    text = files("moli.insights").joinpath("data", "targets.toml").read_text("utf-8")
    for row in tomllib.loads(text)["target"]:
        yield KnownTarget(
            indicator=Indicator(row["indicator"]),
            target_per_mille=row["target_per_mille"],
            source=row["source"],
            from_on=row["from_on"],
        )
