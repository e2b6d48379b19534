"""Lines by which incomes are judged, and whose lines hold for a place."""

from __future__ import annotations

from enum import StrEnum


class LineKind(StrEnum):
    """Which series a line belongs to. Two series of poverty lines exist and differ (B2)."""

    POVERTY = "POVERTY"  # 现价国家扶贫标准, price-adjusted
    PLANNING = "PLANNING"  # 2800 × 1.06ⁿ, the planning reference
    EXIT = "EXIT"  # a province's own exit line
    MONITORING = "MONITORING"  # 防返贫监测线


# The whole country, in the place of a region's code.
NATION = ""


def regions_of(code: str) -> tuple[str, ...]:
    """The regions whose lines may hold for a place, the nearest first: county, city, province."""
    return (code[:6], code[:4], code[:2], NATION)
