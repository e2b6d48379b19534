"""Lots from which a load could be quoted, and how it would be filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from moli.catalogue.models import Grade
from moli.market.models import Lot
from moli.market.rules.offers import OfferState
from moli.places.queries.directory import inside_areas

# More than a page can hold; a load of more villages is quoted in two.
LOTS_MAX = 40


@dataclass(frozen=True)
class FreeLot:
    """A lot with weight that nobody has taken, and how much of it is suggested."""

    lot: Lot
    suggested_grams: int


def free_lots(*, grade_id: int, grams: int, area_codes: Sequence[str], on: date) -> list[FreeLot]:
    """Lots of a grade or better with free weight, filled until the load is full: two queries.

    What spoils first goes first, then what asks least, so that the same load is suggested twice.
    """
    lowest = Grade.objects.get(pk=grade_id)
    rows = (
        Lot.objects.filter(
            inside_areas(area_codes, field="village__code"),
            product=lowest.product_id,
            grade__rank__lte=lowest.rank,
            state=OfferState.OPEN,
            ready_to_on__gte=on,
        )
        .select_related("village__parent", "grade", "product")
        .order_by("ready_to_on", "floor_fen_per_kg", "pk")
    )
    found, left = [], grams
    for lot in [row for row in rows if row.left_grams > 0][:LOTS_MAX]:
        part = min(left, lot.left_grams)
        found.append(FreeLot(lot, part))
        left -= part
    return found
