"""What the page of today shows to each role; whoever holds several roles sees all their parts.

Every list starts from a reach, so a part can only hold what its person may see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from moli.accounts.rules import Role
from moli.audit.queries import trail_in_areas
from moli.interfaces.design.parts import BarRow, Fill
from moli.interfaces.web.lots.rows import LotRow, lot_row
from moli.interfaces.web.naming import enterprise_name, name_of
from moli.interfaces.web.plans.figures import FigureShown
from moli.interfaces.web.plans.headlines import plan_headlines
from moli.interfaces.web.public.rows import DemandRow, demand_row
from moli.interfaces.web.today.acts import TrailRow, trail_rows
from moli.interfaces.web.today.cards import (
    Card,
    FittingDemand,
    demand_card,
    fitting,
    lot_card,
)
from moli.interfaces.web.today.lines import Day
from moli.interfaces.words.amounts import is_english, percent_of, wan_jin
from moli.market.queries import overview, work
from moli.market.queries.figures import newest_round
from moli.market.queries.proposals import contracts_visible_to
from moli.market.queries.reach import market_reach
from moli.stations.queries import coverage

# Enough for a phone's screen or two; the links above each list lead to all of it.
CARDS_SHOWN = 12
DEMANDS_SHOWN = 6
CONTRACTS_SHOWN = 5
POSTS_SHOWN = 8
TRAIL_SHOWN = 12
PRODUCTS_SHOWN = 8


@dataclass(frozen=True)
class Seller:
    """A village's own goods and who might want them."""

    cards: list[Card]
    demands: list[FittingDemand]
    can_post: bool = True


@dataclass(frozen=True)
class Buyer:
    """An enterprise's demands and its contracts."""

    cards: list[Card]
    contracts: list[Any]


@dataclass(frozen=True)
class Organiser:
    """The newest round as an organiser reads it."""

    round: Any
    is_proved_best: bool
    better_than_first_come: str
    better_than_greedy: str


@dataclass(frozen=True)
class Office:
    """What was posted today, and how far stations reach."""

    lots: list[LotRow]
    lots_count: int
    demands: list[DemandRow]
    demands_count: int
    stations: Any


@dataclass(frozen=True)
class Leader:
    """The county's figures, to read only."""

    lots_on_offer: Any
    last_days: Any
    newest_round: Any
    dealt: Any
    stations: Any
    plans: list[FigureShown]
    surplus: list[BarRow]
    shortage: list[BarRow]


def seller_of(day: Day) -> Seller | None:
    """The part of somebody who speaks for villages."""
    if not day.reach.sells_for_areas:
        return None
    lots = work.lots_with_progress(day.reach, on=day.on, at_most=CARDS_SHOWN)
    demands = work.demands_for_own_products(day.reach, on=day.on)[:DEMANDS_SHOWN]
    return Seller(
        cards=[lot_card(one, on=day.on) for one in lots], demands=fitting(list(demands), lots)
    )


def buyer_of(day: Day) -> Buyer | None:
    """The part of somebody who buys for an enterprise."""
    if not day.reach.buys_for_keys:
        return None
    demands = work.demands_with_progress(day.reach, on=day.on, at_most=CARDS_SHOWN)
    return Buyer(
        cards=[demand_card(one) for one in demands],
        contracts=list(contracts_visible_to(day.reach)[:CONTRACTS_SHOWN]),
    )


def organiser_of(day: Day) -> Organiser | None:
    """The part of an organiser: the newest round against the two simpler ways."""
    if not day.standing.holds(Role.ORGANISER):
        return None
    newest = newest_round()
    if newest is None:
        return Organiser(
            None, is_proved_best=False, better_than_first_come="", better_than_greedy=""
        )
    return Organiser(
        round=newest,
        is_proved_best=newest.value_micro_yuan == newest.bound_micro_yuan,
        better_than_first_come=_better(newest.value_micro_yuan, newest.first_come_micro_yuan),
        better_than_greedy=_better(newest.value_micro_yuan, newest.greedy_micro_yuan),
    )


def _better(value: int, other: int) -> str:
    return percent_of(value - other, other)


def office_of(day: Day) -> Office | None:
    """The part of the county office: what came in today."""
    if not day.standing.holds(Role.OFFICE):
        return None
    county = market_reach(day.standing, on=day.on)
    lots = work.lots_posted(county, on=day.on)
    demands = work.demands_posted(county, on=day.on)
    return Office(
        lots=[lot_row(row, on=day.on) for row in lots[:POSTS_SHOWN]],
        lots_count=lots.count(),
        demands=[demand_row(row) for row in demands[:POSTS_SHOWN]],
        demands_count=demands.count(),
        stations=coverage(county_code=settings.MOLI_COUNTY_CODE, on=day.on),
    )


def leader_of(day: Day) -> Leader | None:
    """The part of a county leader: figures, and which products are too many or too few."""
    if not day.standing.holds(Role.LEADER):
        return None
    rows = overview.balance_by_product(on=day.on)
    return Leader(
        lots_on_offer=overview.lots_on_offer(on=day.on),
        last_days=overview.lots_in_their_last_days(on=day.on),
        newest_round=newest_round(),
        dealt=overview.dealt(),
        stations=coverage(county_code=settings.MOLI_COUNTY_CODE, on=day.on),
        plans=plan_headlines(on=day.on),
        surplus=_bars(rows, sign=1, fill=Fill.WARN),
        shortage=_bars(rows[::-1], sign=-1, fill=Fill.PALE),
    )


def _bars(rows: Sequence[overview.ProductBalance], *, sign: int, fill: Fill) -> list[BarRow]:
    """Products whose goods exceed (1) or miss (-1) what is wanted, the largest difference first."""
    differences = [(row, sign * (row.lot_grams - row.demand_grams)) for row in rows]
    return [
        BarRow(label=name_of(row), amount=grams, text=wan_jin(grams), fill=fill)
        for row, grams in differences
        if grams > 0
    ][:PRODUCTS_SHOWN]


def newest_trail(day: Day) -> list[TrailRow] | None:
    """The part of an auditor: the last things that happened in its areas."""
    if not day.standing.holds(Role.AUDITOR):
        return None
    areas = day.standing.area_codes([Role.AUDITOR])
    return trail_rows(trail_in_areas(area_codes=areas)[:TRAIL_SHOWN])


def contract_line(contract: Any) -> str:
    """A contract in one line: goods, village and buyer."""
    lot = contract.proposal.lot
    village = (lot.village.name_en if is_english() else "") or lot.village.short_name
    return gettext("%(village)s %(product)s · %(buyer)s") % {
        "village": village,
        "product": name_of(lot.product),
        "buyer": enterprise_name(contract.proposal.demand.enterprise),
    }
