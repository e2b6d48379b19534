"""What a station's own people sold through it: seen by whoever looks at the station."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from moli.counter.models import DeputyAct
from moli.counter.rules.states import ActKind
from moli.orders.models import WeighIn


@dataclass(frozen=True)
class OwnSales:
    """Of all that was weighed in at a counter on some days, what was of the team's households."""

    own: int
    own_grams: int
    of: int
    of_grams: int


def own_sales(station_key: str, *, from_on: date, to_on: date) -> OwnSales:
    """How much of a counter's weigh-ins of some days, both included, was its own: two queries.

    What was undone does not count.
    """
    rows = WeighIn.objects.filter(
        weighed_on__gte=from_on, weighed_on__lte=to_on, station_key=station_key
    )
    grams_of = {str(uid): grams for uid, grams in rows.order_by().values_list("uid", "grams")}
    acts = DeputyAct.objects.filter(
        act_kind=ActKind.WEIGH_IN, undone_at=None, subject_key__in=list(grams_of)
    )
    found = [
        (is_own, grams_of[key])
        for is_own, key in acts.order_by().values_list("is_own", "subject_key")
    ]
    return OwnSales(
        own=sum(1 for is_own, _ in found if is_own),
        own_grams=sum(grams for is_own, grams in found if is_own),
        of=len(found),
        of_grams=sum(grams for _, grams in found),
    )
