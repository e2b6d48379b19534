"""Platforms that run stations, and what coverage means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Platform(StrEnum):
    """Who a station belongs to."""

    RURAL_TAOBAO = "RURAL_TAOBAO"
    POST = "POST"
    SUPPLY_MARKETING = "SUPPLY_MARKETING"
    JD = "JD"
    OTHER = "OTHER"


@dataclass(frozen=True)
class Coverage:
    """How far stations reach: villages with at least one open station, of all villages.

    Never stations divided by villages: a county with 343 stations for 311 villages would then
    be covered by 110 % while some villages have none.
    """

    stations: int
    villages: int
    covered: int
