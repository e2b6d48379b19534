"""Contracts from which something can still be called off, and how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from moli.market.models import Contract
from moli.market.queries.proposals import contracts_visible_to
from moli.market.queries.reach import MarketReach
from moli.orders.queries.bulk_parts import taken_of_contracts
from moli.orders.queries.bulk_sight import BulkSight
from moli.places.queries.directory import inside_areas


@dataclass(frozen=True)
class OpenContract:
    """A contract with what was called off of it in one of its seasons; the first is 1."""

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


def contracts_to_call_off(reach: MarketReach, sight: BulkSight, *, on: date) -> list[OpenContract]:
    """Contracts with something left that the person may call off from, as buyer or as office.

    A query for all of them, and one for each season.
    """
    return [each for each in _opened(list(_own(reach, sight)), on=on) if each.left_grams > 0]


def contracts_for_one_order(
    reach: MarketReach, sight: BulkSight, *, uid: UUID, season: int | None, on: date
) -> list[OpenContract]:
    """One such contract and those that can stand in one order with it, whatever is left of them.

    That one comes first; where the person may not call off from it, there are none. Without a
    season it is the one that runs for the first of them; those that do not cover it are left out.
    """
    rows = list(_own(reach, sight))
    asked = next((row for row in rows if row.uid == uid), None)
    if asked is None:
        return []
    fitting = [row for row in rows if _terms(row) == _terms(asked)]
    fitting.sort(key=lambda row: row.pk != asked.pk)
    chosen = season or season_of(asked, on=on)
    covering = [row for row in _one_of_each_lot(fitting) if 1 <= chosen <= row.seasons]
    taken = taken_of_contracts((row.pk for row in covering), season=chosen)
    return [OpenContract(row, chosen, taken[row.pk]) for row in covering]


def _own(reach: MarketReach, sight: BulkSight) -> QuerySet[Contract]:
    found = contracts_visible_to(reach)
    return found.filter(
        inside_areas(sight.office_areas, field="proposal__lot__village__code")
        | Q(proposal__demand__enterprise__uid__in=sight.buys_for_keys)
    )


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
