"""Lots and demands as the demo plans them, before anybody posts them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from moli.market.rules.offers import Window


@dataclass(frozen=True)
class PlannedLot:
    """One lot to post: grade by rank, prices in fen per jin as villagers say them."""

    name: str
    product: str
    village_code: str
    grade_rank: int
    grams: int
    floor_fen_per_jin: int
    window: Window
    households: int
    poor_households: int
    posted_at: datetime
    words: str = ""


@dataclass(frozen=True)
class PlannedDemand:
    """One demand to post: buyer by short name, destination by code."""

    name: str
    product: str
    buyer: str
    destination: str
    lowest_grade_rank: int
    grams: int
    ceiling_fen_per_jin: int
    window: Window
    posted_at: datetime
    words: str = ""
