"""Lots and demands of a round that stayed without a match, and what would change that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from moli.catalogue.models import Product
from moli.market.models import Demand, Lot, Round
from moli.market.queries.naming import Name, division_name, enterprise_name, grade_name
from moli.market.queries.offers import demands_visible_to, lots_visible_to
from moli.market.queries.sight import Viewer
from moli.market.rules.unmatched import Unmet


@dataclass(frozen=True)
class UnmatchedOffer:
    """One lot or demand with something left.

    `limit_fen_per_kg` is the floor or ceiling, None for who may
    not see it; `step_fen_per_kg` how far it would have to move, None when price is not the cause.
    """

    uid: UUID
    name: Name
    grade: Name
    left_grams: int
    reason: Unmet
    limit_fen_per_kg: int | None
    step_fen_per_kg: int | None


@dataclass(frozen=True)
class Unmatched:
    """What stayed without a match: rows within the viewer's reach, sums of the whole round."""

    lots: tuple[UnmatchedOffer, ...]
    demands: tuple[UnmatchedOffer, ...]
    left_grams: int
    short_grams: int


def unmatched_of_round(row: Round, *, product: Product, viewer: Viewer) -> Unmatched:
    """One product's unmatched lots and demands, the largest first: four queries."""
    lot_rows = {entry["lot_id"]: entry for entry in row.unmatched.get("lots", [])}
    demand_rows = {entry["demand_id"]: entry for entry in row.unmatched.get("demands", [])}
    of_product_lots = Lot.objects.filter(pk__in=lot_rows, product=product)
    of_product_demands = Demand.objects.filter(pk__in=demand_rows, product=product)
    lot_ids = set(of_product_lots.order_by().values_list("pk", flat=True))
    demand_ids = set(of_product_demands.order_by().values_list("pk", flat=True))
    lots = lots_visible_to(viewer.reach).filter(pk__in=lot_ids)
    demands = demands_visible_to(viewer.reach).filter(pk__in=demand_ids)
    return Unmatched(
        lots=_largest_first([_lot(lot, lot_rows[lot.pk], viewer=viewer) for lot in lots]),
        demands=_largest_first(
            [_demand(demand, demand_rows[demand.pk], viewer=viewer) for demand in demands]
        ),
        left_grams=sum(lot_rows[pk]["left_grams"] for pk in lot_ids),
        short_grams=sum(demand_rows[pk]["left_grams"] for pk in demand_ids),
    )


def left_by_product(row: Round) -> dict[int, tuple[int, int]]:
    """Grams that lots kept and demands lack in a round, by product: two queries."""
    left: defaultdict[int, int] = defaultdict(int)
    short: defaultdict[int, int] = defaultdict(int)
    lots = {entry["lot_id"]: entry["left_grams"] for entry in row.unmatched.get("lots", [])}
    demands = {
        entry["demand_id"]: entry["left_grams"] for entry in row.unmatched.get("demands", [])
    }
    for pk, product in Lot.objects.filter(pk__in=lots).values_list("pk", "product"):
        left[product] += lots[pk]
    for pk, product in Demand.objects.filter(pk__in=demands).values_list("pk", "product"):
        short[product] += demands[pk]
    return {product: (left[product], short[product]) for product in {*left, *short}}


def _largest_first(rows: list[UnmatchedOffer]) -> tuple[UnmatchedOffer, ...]:
    return tuple(sorted(rows, key=lambda row: -row.left_grams))


def _lot(lot: Lot, entry: Mapping[str, Any], *, viewer: Viewer) -> UnmatchedOffer:
    own = viewer.own
    may_see = lot.village.code.startswith((*own.sells_for_areas, *own.leads_areas))
    return UnmatchedOffer(
        uid=lot.uid,
        name=division_name(lot.village),
        grade=grade_name(lot.grade),
        left_grams=entry["left_grams"],
        reason=Unmet(entry["reason"]),
        limit_fen_per_kg=lot.floor_fen_per_kg if may_see else None,
        step_fen_per_kg=entry.get("facts", {}).get("lower_fen_per_kg"),
    )


def _demand(demand: Demand, entry: Mapping[str, Any], *, viewer: Viewer) -> UnmatchedOffer:
    may_see = demand.enterprise.key in {*viewer.own.buys_for_keys, *viewer.own.leads_keys}
    return UnmatchedOffer(
        uid=demand.uid,
        name=enterprise_name(demand.enterprise),
        grade=grade_name(demand.lowest_grade),
        left_grams=entry["left_grams"],
        reason=Unmet(entry["reason"]),
        limit_fen_per_kg=demand.ceiling_fen_per_kg if may_see else None,
        step_fen_per_kg=entry.get("facts", {}).get("raise_fen_per_kg"),
    )
