"""How long a counter remembers for whom something was, after it ended."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Kept(StrEnum):
    """What holds names, numbers or faces for a time. The values are those of the data."""

    PARCELS = "parcels"
    BUY_FOR = "buy_for"
    BILLS = "bills"
    PHOTOS = "photos"


@dataclass(frozen=True)
class Retention:
    """For how many days after the end, by which law, and for what."""

    days: int
    basis: str
    purpose: str


@cache
def counter_retention() -> Mapping[Kept, Retention]:
    """What the package brings (`data/retention.toml`)."""
    text = files("moli.counter").joinpath("data", "retention.toml").read_text(encoding="utf-8")
    return {Kept(kind): Retention(**terms) for kind, terms in tomllib.loads(text).items()}
