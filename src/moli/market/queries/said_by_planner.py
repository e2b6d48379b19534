"""What the planner says of a plan, in the market's own units and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from moli.kernel.money import LI_PER_FEN
from moli.market.models import Demand, Lot
from moli.market.queries.problem import OpenMarket
from moli.market.rules.unmatched import Unmet
from moli.planner.matching.explain import Reason, explain
from moli.planner.matching.plan import Plan
from moli.planner.matching.prices import LI_PER_KG_PER_FEN_PER_JIN, fair_prices, whole_fen_per_jin
from moli.planner.matching.unmatched import Alone, Obstacle, unmatched

_UNMET_OF = {
    Obstacle.NO_PARTNER: Unmet.NO_LINK_PRODUCT,
    Obstacle.GRADE: Unmet.NO_LINK_GRADE,
    Obstacle.SHELF_LIFE: Unmet.NO_LINK_DATES,
    Obstacle.TOO_LATE: Unmet.NO_LINK_DATES,
    Obstacle.TOO_EARLY: Unmet.NO_LINK_DATES,
    Obstacle.RULED_OUT: Unmet.DECLINED,
    Obstacle.PRICE: Unmet.NO_LINK_PRICE,
    Obstacle.OUTBID: Unmet.OUTBID,
}


@dataclass(frozen=True)
class Suggestion:
    """One flow of a plan, ready to become a proposal. Rows are those of the open market."""

    lot_row: int
    demand_row: int
    grams: int
    fair_fen_per_kg: int
    low_fen_per_kg: int
    high_fen_per_kg: int
    freight_fen_per_kg: int
    road_km: int
    transit_days: int
    days_left: int
    shelf_days_left: int
    value_micro_yuan: int
    runner_up_loss_micro_yuan: int
    runner_up: list[dict[str, int]]


def suggestions_of(market: OpenMarket, plan: Plan) -> list[Suggestion]:
    """Every flow of a plan with its fair price, its reasons and its runner-up.

    The fair price is a whole fen per jin, as people will say it; the range around it is in
    whole fen per kilogram, rounded outwards to hold it.
    """
    prices = fair_prices(market.problem, plan)
    floor = market.problem.lots.floor[plan.lot]
    most = market.problem.demands.ceiling[plan.demand] - plan.freight
    said = whole_fen_per_jin(prices, floor=floor, most=most).tolist()
    rows = zip(
        explain(market.problem, plan), said, prices.low.tolist(), prices.high.tolist(), strict=True
    )
    return [
        _suggestion(market, reason, fair=_fen(fair), low=low, high=high)
        for reason, fair, low, high in rows
    ]


def _suggestion(
    market: OpenMarket, reason: Reason, *, fair: int, low: int, high: int
) -> Suggestion:
    return Suggestion(
        lot_row=reason.lot,
        demand_row=reason.demand,
        grams=reason.grams,
        fair_fen_per_kg=fair,
        low_fen_per_kg=min(fair, low // LI_PER_FEN),
        high_fen_per_kg=max(fair, -(-high // LI_PER_FEN)),
        freight_fen_per_kg=_fen(reason.freight),
        road_km=round(reason.road_km),
        transit_days=reason.transit_days,
        days_left=(market.lots[reason.lot].ready_to_on - market.on).days,
        shelf_days_left=reason.days_left,
        value_micro_yuan=reason.value * reason.grams,
        runner_up_loss_micro_yuan=reason.runner_up.loss,
        runner_up=[
            {
                "lot_id": market.lots[change.lot].pk,
                "demand_id": market.demands[change.demand].pk,
                "grams": change.grams,
            }
            for change in reason.runner_up.changes
        ],
    )


def _fen(li: int) -> int:
    """Li to the nearest fen, halves up."""
    return (li + LI_PER_FEN // 2) // LI_PER_FEN


def unmatched_of(market: OpenMarket, plan: Plan) -> dict[str, list[dict[str, object]]]:
    """Why lots and demands stayed without a match, or with a part of it only."""
    alone = unmatched(market.problem, plan)
    sold, got = _placed(plan, market)
    return {
        "lots": [
            *_lot_lines(market, alone.lots),
            *_part_lines("lot_id", market.lots, sold),
        ],
        "demands": [
            *_demand_lines(market, alone.demands),
            *_part_lines("demand_id", market.demands, got),
        ],
    }


def _placed(plan: Plan, market: OpenMarket) -> tuple[list[int], list[int]]:
    """Grams placed of each lot and demand, by row."""
    sold, got = [0] * len(market.lots), [0] * len(market.demands)
    flows = zip(plan.lot.tolist(), plan.demand.tolist(), plan.grams.tolist(), strict=True)
    for lot, demand, grams in flows:
        sold[lot] += grams
        got[demand] += grams
    return sold, got


def _lot_lines(market: OpenMarket, alone: Iterable[Alone]) -> Iterator[dict[str, object]]:
    for one in alone:
        lot = market.lots[one.row]
        facts = {} if one.partner is None else {"demand_id": market.demands[one.partner].pk}
        if one.short_li_per_kg is not None:
            facts["lower_fen_per_kg"] = _fen_up(one.short_li_per_kg)
        yield _line("lot_id", lot, lot.left_grams, _UNMET_OF[one.obstacle], facts)


def _demand_lines(market: OpenMarket, alone: Iterable[Alone]) -> Iterator[dict[str, object]]:
    for one in alone:
        demand = market.demands[one.row]
        facts = {} if one.partner is None else {"lot_id": market.lots[one.partner].pk}
        if one.short_li_per_kg is not None:
            facts["raise_fen_per_kg"] = _fen_up(one.short_li_per_kg)
        yield _line("demand_id", demand, demand.left_grams, _UNMET_OF[one.obstacle], facts)


def _part_lines(
    key: str, offers: Sequence[Lot | Demand], placed: Sequence[int]
) -> Iterator[dict[str, object]]:
    """Offers of which only a part found a partner."""
    for offer, grams in zip(offers, placed, strict=True):
        if 0 < grams < offer.left_grams:
            yield _line(key, offer, offer.left_grams - grams, Unmet.PART_ONLY, {})


def _line(
    key: str, offer: Lot | Demand, left_grams: int, reason: Unmet, facts: dict[str, int]
) -> dict[str, object]:
    return {key: offer.pk, "left_grams": left_grams, "reason": reason.value, "facts": facts}


def _fen_up(li: int) -> int:
    """Li to whole fen per jin upwards, in fen per kilogram: a step that surely suffices."""
    per_jin = -(-li // LI_PER_KG_PER_FEN_PER_JIN)
    return per_jin * LI_PER_KG_PER_FEN_PER_JIN // LI_PER_FEN
