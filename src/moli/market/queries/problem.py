"""Everything open on the market, laid out as the planner's arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

import numpy as np

from moli.catalogue.rules import Storage
from moli.kernel.distance import flat_kilometres
from moli.kernel.money import LI_PER_FEN, MICRO_YUAN_PER_LI
from moli.kernel.refusal import Refusal
from moli.market.models import Demand, FreightTariff, Lot, Proposal
from moli.market.queries.offers import open_demands, open_lots
from moli.market.rules.negotiation import ProposalState
from moli.market.rules.weights import (
    POOR_PER_MILLE,
    URGENT_LI_PER_KG,
    poor_per_mille,
    urgency_per_mille,
)
from moli.planner.matching.problem import (
    Conditions,
    Demands,
    Floats,
    Freight,
    Ints,
    Lots,
    Problem,
    Weights,
)


class NoTariff(Refusal):
    """No freight tariff is in force, so no link can be priced."""


@dataclass(frozen=True)
class OpenMarket:
    """Open lots and demands of a day in posting order, and the problem whose rows they are."""

    on: date
    lots: Sequence[Lot]
    demands: Sequence[Demand]
    problem: Problem


def open_market(*, on: date) -> OpenMarket:
    """The matching problem of a day: six queries, however large the county is.

    Lots without a place on the map, and what is past its window, take no part. Pairs that one
    side declined, and whose terms are still the same, are closed.
    Refuses a day without a tariff.
    """
    tariff = FreightTariff.objects.in_force(on=on).order_by("-from_on").first()
    if tariff is None:
        raise NoTariff(on=on.isoformat())
    lots = list(
        open_lots(on=on)
        .exclude(village__longitude=None)
        .prefetch_related("product__shelf_lives")
        .order_by("posted_at", "pk")
    )
    demands = list(open_demands(on=on).order_by("posted_at", "pk"))
    return OpenMarket(
        on=on,
        lots=lots,
        demands=demands,
        problem=Problem(
            lots=_lots(lots, on=on, origin=_origin(lots)),
            demands=_demands(demands, on=on, origin=_origin(lots)),
            freight=Freight(
                handling_li_per_kg=tariff.handling_li_per_kg,
                li_per_kg_km=tariff.rate_micro_yuan_per_kg_km / MICRO_YUAN_PER_LI,
                circuity=tariff.circuity_percent / 100,
                km_per_day=tariff.km_per_day,
            ),
            weights=Weights(poor=POOR_PER_MILLE, urgent=URGENT_LI_PER_KG),
            conditions=Conditions(forbidden=_declined_pairs(lots, demands)),
        ),
    )


def _origin(lots: Sequence[Lot]) -> tuple[float, float]:
    """The middle of the villages: the flat map is truest around it."""
    points = [(lot.village.longitude or 0.0, lot.village.latitude or 0.0) for lot in lots]
    if not points:
        return 0.0, 0.0
    longitudes, latitudes = zip(*points, strict=True)
    return fmean(longitudes), fmean(latitudes)


def _flat(points: Iterable[tuple[float, float]], origin: tuple[float, float]) -> Floats:
    """Kilometres east and north of the origin, a row a point."""
    flat = [
        flat_kilometres(
            longitude=longitude,
            latitude=latitude,
            origin_longitude=origin[0],
            origin_latitude=origin[1],
        )
        for longitude, latitude in points
    ]
    return np.array(flat, dtype=np.float64).reshape(-1, 2)


def _shelf_days(lot: Lot) -> int:
    """How long produce keeps at the temperature that every village has, the air's."""
    days = {row.storage: row.days for row in lot.product.shelf_lives.all()}
    return days.get(Storage.AMBIENT) or max(days.values(), default=1)


def _lots(lots: Sequence[Lot], *, on: date, origin: tuple[float, float]) -> Lots:
    # Villages without a place were left out by the query, so both coordinates are there.
    places = _flat(
        ((row.village.longitude or 0.0, row.village.latitude or 0.0) for row in lots), origin
    )
    return Lots(
        product=_column(row.product_id for row in lots),
        grade=_column(row.grade.rank for row in lots),
        grams=_column(row.left_grams for row in lots),
        floor=_column(row.floor_fen_per_kg * LI_PER_FEN for row in lots),
        ready_from=_column(max(row.ready_from_on, on).toordinal() for row in lots),
        ready_to=_column(row.ready_to_on.toordinal() for row in lots),
        shelf_days=_column(_shelf_days(row) for row in lots),
        x_km=places[:, 0],
        y_km=places[:, 1],
        poor_share=_column(
            poor_per_mille(households=row.households, poor_households=row.poor_households)
            for row in lots
        ),
        urgency=_column(urgency_per_mille(ready_to_on=row.ready_to_on, on=on) for row in lots),
    )


def _demands(demands: Sequence[Demand], *, on: date, origin: tuple[float, float]) -> Demands:
    places = _flat(
        ((row.destination.longitude, row.destination.latitude) for row in demands), origin
    )
    return Demands(
        product=_column(row.product_id for row in demands),
        lowest_grade=_column(row.lowest_grade.rank for row in demands),
        grams=_column(row.left_grams for row in demands),
        ceiling=_column(row.ceiling_fen_per_kg * LI_PER_FEN for row in demands),
        deliver_from=_column(max(row.deliver_from_on, on).toordinal() for row in demands),
        deliver_to=_column(row.deliver_to_on.toordinal() for row in demands),
        x_km=places[:, 0],
        y_km=places[:, 1],
    )


def _column(numbers: Iterable[int]) -> Ints:
    return np.fromiter(numbers, dtype=np.int64)


def _declined_pairs(lots: Sequence[Lot], demands: Sequence[Demand]) -> Ints:
    """Rows of pairs that one side declined on terms that both still hold."""
    declined = Proposal.objects.filter(state=ProposalState.DECLINED)
    marks = set(declined.order_by().values_list("lot_mark", "demand_mark"))
    if not marks:
        return np.empty((0, 2), dtype=np.int64)
    rows_of_lot, rows_of_demand = (
        _rows_by_mark(offer.terms_mark for offer in lots),
        _rows_by_mark(offer.terms_mark for offer in demands),
    )
    pairs = [
        (lot, demand)
        for lot_mark, demand_mark in sorted(marks)
        for lot in rows_of_lot[lot_mark]
        for demand in rows_of_demand[demand_mark]
    ]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _rows_by_mark(marks: Iterable[str]) -> defaultdict[str, list[int]]:
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, mark in enumerate(marks):
        rows[mark].append(row)
    return rows
