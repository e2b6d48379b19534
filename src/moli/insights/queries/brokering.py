"""What branches brought together, and what followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from moli.insights.rules.periods import Period
from moli.market.queries.naming import Name


@dataclass(frozen=True)
class Brokered:
    """What came of introductions made in a period, until a day: grams and fen are theirs alone.

    `household_fen` is what households got of their deliveries: settled shares less corrections.
    """

    introductions: int = 0
    agreed: int = 0
    received_grams: int = 0
    household_fen: int = 0


@dataclass(frozen=True)
class BranchBrokering:
    """One branch's work in a period. `key` is empty for introductions without a branch."""

    key: str
    names: Name
    stations_led: int
    activities_held: int
    brokered: Brokered


def brokering(*, county_code: str, period: Period, on: date) -> tuple[BranchBrokering, ...]:
    """Every branch there is, the county's first, and last what belongs to none, if anything.

    An introduction belongs to one branch, so the sums are the county's.
    """
    raise NotImplementedError
