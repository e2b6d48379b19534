"""How long the buyer of an order stays named after it ended."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class BuyerRetention:
    """For how many months, by which law, and for what."""

    months: int
    basis: str
    purpose: str


@cache
def buyer_retention() -> BuyerRetention:
    """What the package brings (`data/retention.toml`)."""
    text = files("moli.orders").joinpath("data", "retention.toml").read_text(encoding="utf-8")
    return BuyerRetention(**tomllib.loads(text)["buyer"])
