"""Contracts from which something can still be called off, and how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from moli.market.models import Contract
from moli.market.queries.proposals import contracts_visible_to
from moli.market.queries.reach import MarketReach
from moli.orders.queries.bulk_parts import taken_of_contracts
from moli.orders.queries.bulk_sight import BulkSight
from moli.places.queries.directory import inside_areas


@dataclass(frozen=True)
class OpenContract:
    """A contract with what was called off of it in the season that runs; the first is 1."""

    contract: Contract
    season: int
    called_grams: int

    @property
    def left_grams(self) -> int:
        """What can still be called off in this season."""
        return self.contract.grams - self.called_grams

    def year_of(self, season: int) -> int:
        """The year of one of its seasons."""
        return int(self.contract.first_season) + season - 1


def contracts_to_call_off(
    reach: MarketReach, sight: BulkSight, *, on: date, together_with: Contract | None = None
) -> list[OpenContract]:
    """Contracts that the person may call off from, for the buyer or as the office.

    With one given: those that can stand in one order with it, that one first. A query for all
    of them, and one for each season.
    """
    found = contracts_visible_to(reach)
    own = found.filter(
        inside_areas(sight.office_areas, field="proposal__lot__village__code")
    ) | found.filter(proposal__demand__enterprise__uid__in=sight.buys_for_keys)
    rows = list(own)
    if together_with is not None:
        rows = [row for row in rows if _terms(row) == _terms(together_with)]
        rows = _one_of_each_lot(sorted(rows, key=lambda row: row.pk != together_with.pk))
    opened = _opened(rows, on=on)
    return [each for each in opened if each.left_grams > 0 or each.contract == together_with]


def _terms(row: Contract) -> tuple[Any, ...]:
    """What all parts of one order share."""
    demand = row.proposal.demand
    return demand.enterprise_id, demand.lowest_grade_id, demand.destination_id


def _one_of_each_lot(rows: Sequence[Contract]) -> list[Contract]:
    """The first contract of each lot: a lot stands once in an order."""
    found: dict[int, Contract] = {}
    for row in rows:
        found.setdefault(row.proposal.lot_id, row)
    return list(found.values())


def _opened(rows: Sequence[Contract], *, on: date) -> list[OpenContract]:
    """Each contract in the season that runs on a day."""
    seasons = {row.pk: season_of(row, on=on) for row in rows}
    taken = {
        season: taken_of_contracts((row.pk for row in rows), season=season)
        for season in set(seasons.values())
    }
    return [OpenContract(row, seasons[row.pk], taken[seasons[row.pk]][row.pk]) for row in rows]


def season_of(row: Contract, *, on: date) -> int:
    """The season of a contract that runs on a day, from 1; before and after, the nearest."""
    return min(max(on.year - int(row.first_season) + 1, 1), row.seasons)
