"""What public pages show of demands, coverage and the newest contract.

A public row has no field for a ceiling price, and none for a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from moli.interfaces.web.naming import enterprise_name, name_of, village_name
from moli.interfaces.words.amounts import is_english
from moli.stations.queries import TownCoverage, Uncovered


@dataclass(frozen=True)
class DemandRow:
    """The public facts of a demand."""

    url: str
    buyer: str
    product: str
    lowest_grade: str
    destination: str
    left_grams: int
    deliver_to: date


@dataclass(frozen=True)
class TownRow:
    """One town: its villages, and how many of them have a station."""

    name: str
    villages: int
    covered: int

    @property
    def gap(self) -> int:
        """Villages that have none."""
        return self.villages - self.covered


@dataclass(frozen=True)
class GapRow:
    """One village without a station and the way to the nearest village that has one."""

    village: str
    nearest: str
    metres: int | None


@dataclass(frozen=True)
class Story:
    """One contract as the public may read it: between whom and for what, at no price.

    What two sides agreed to pay is theirs; publishing it is for a person to decide.
    """

    village: str
    product: str
    buyer: str
    at: date
    weight_grams: int
    seasons: int


def demand_row(demand: Any) -> DemandRow:
    """The public facts of a demand whose product, grade, enterprise and place are loaded."""
    return DemandRow(
        url=reverse("web:demand", args=[demand.uid]),
        buyer=enterprise_name(demand.enterprise),
        product=name_of(demand.product),
        lowest_grade=name_of(demand.lowest_grade),
        destination=name_of(demand.destination),
        left_grams=demand.left_grams,
        deliver_to=demand.deliver_to_on,
    )


def town_row(row: TownCoverage) -> TownRow:
    """A town's coverage with its name in the reader's language."""
    return TownRow(
        name=name_of(row.town), villages=row.coverage.villages, covered=row.coverage.covered
    )


def gap_row(row: Uncovered) -> GapRow:
    """A village without a station, in the reader's language."""
    return GapRow(
        village=village_name(row.village),
        nearest=village_name(row.nearest) if row.nearest else "",
        metres=row.metres,
    )


def story_of(contract: Any) -> Story:
    """The public facts of a contract whose proposal, lot, village and buyer are loaded."""
    lot, demand = contract.proposal.lot, contract.proposal.demand
    return Story(
        village=(lot.village.name_en if is_english() else "") or lot.village.short_name,
        product=name_of(lot.product),
        buyer=(demand.enterprise.name_en if is_english() else "") or demand.enterprise.name,
        at=contract.at,
        weight_grams=contract.grams,
        seasons=contract.seasons,
    )
