"""What of the price of a batch's units reached those who grew what is in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Sum

from moli.kernel.money import split_fen
from moli.orders.models import LineFill
from moli.settlement.models import Share
from moli.settlement.rules.shares import ShareKind


@dataclass(frozen=True)
class PriceParts:
    """One unit's price and its parts, which add up to it to the fen.

    It is the average of `units` units that were settled and that their buyers kept; the last of
    them on `settled_on`.
    """

    units: int
    price_fen: int
    parts: Mapping[ShareKind, int]
    settled_on: date

    @property
    def growers_fen(self) -> int:
        """What of a unit's price is the households'."""
        return self.parts.get(ShareKind.HOUSEHOLD, 0)


def price_parts(production_id: int) -> PriceParts | None:
    """Who got what of the lines that a batch filled, corrections included: one query.

    A line that several batches filled counts as a whole. None while nothing is settled, or when
    everything came back.
    """
    filled = LineFill.objects.filter(production=production_id).order_by().values("line")
    rows = list(
        Share.objects.filter(settlement__line__in=filled)
        .order_by("kind")
        .values_list("settlement__line__unit_price_fen", "kind")
        .annotate(fen=Sum("fen"), on=Max("happened_on"))
    )
    sums: dict[ShareKind, int] = defaultdict(int)
    kept_fen: dict[int, int] = defaultdict(int)
    for price_fen, kind, fen, _ in rows:
        if kind != ShareKind.BUYER:
            sums[ShareKind(kind)] += fen
            kept_fen[price_fen] += fen
    # A line costs its units to the fen, and so does what came back of it.
    units = sum(fen // price_fen for price_fen, fen in kept_fen.items())
    if not units:
        return None
    return PriceParts(
        units=units,
        **_of_one_unit(sums, units=units),
        settled_on=max(row[3] for row in rows),
    )


def _of_one_unit(sums: Mapping[ShareKind, int], *, units: int) -> dict[str, Any]:
    """The average price to the nearest fen, and its parts in proportion."""
    price_fen = (2 * sum(sums.values()) + units) // (2 * units)
    kinds = sorted(sums)
    parts = split_fen(total_fen=price_fen, weights=[sums[kind] for kind in kinds])
    return {"price_fen": price_fen, "parts": dict(zip(kinds, parts, strict=True))}
