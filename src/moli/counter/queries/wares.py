"""What stations order for villagers, and at which price."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from moli.counter.models import Ware, WarePrice
from moli.counter.rules.states import WareKind


@dataclass(frozen=True)
class PricedWare:
    """A ware and its price on a day; `fee_fen` is what of the price stays with the station."""

    ware_id: int
    code: str
    kind: WareKind
    name: str
    name_en: str
    unit_name: str
    unit_name_en: str
    price_fen: int
    fee_fen: int


def wares_on(station_key: str, *, on: date) -> list[PricedWare]:
    """What a station may order on a day, with its price, by kind: one query.

    The wares of all stations and its own; one without a price on that day is not on offer.
    """
    wares = Ware.objects.in_force(on=on).filter(station_key__in=["", station_key])
    prices = WarePrice.objects.in_force(on=on).filter(ware__in=wares).select_related("ware")
    return [_priced(row) for row in prices.order_by("ware__ware_kind", "ware__pk")]


def catalogue(station_keys: Collection[str] | None, *, on: date) -> QuerySet[Ware]:
    """Wares in force on a day or later, with their prices, newest first: two queries.

    Of all stations, or (`station_keys`) those that some stations may order.
    """
    wares = Ware.objects.filter(Q(to_on=None) | Q(to_on__gt=on))
    if station_keys is not None:
        wares = wares.filter(station_key__in=["", *station_keys])
    newest_first = WarePrice.objects.order_by("-from_on")
    return wares.order_by("station_key", "ware_kind", "pk").prefetch_related(
        Prefetch("prices", queryset=newest_first)
    )


def ware_of_code(code: str, *, station_keys: Collection[str] | None) -> Ware | None:
    """A ware, ended or not, of one's own stations or (`None`) of any; nothing for others."""
    wares = Ware.objects.filter(code=code)
    if station_keys is not None:
        wares = wares.filter(station_key__in=list(station_keys))
    return wares.prefetch_related(
        Prefetch("prices", queryset=WarePrice.objects.order_by("-from_on"))
    ).first()


def _priced(row: WarePrice) -> PricedWare:
    ware = row.ware
    return PricedWare(
        ware_id=ware.pk,
        code=ware.code,
        kind=WareKind(ware.ware_kind),
        name=ware.name,
        name_en=ware.name_en,
        unit_name=ware.unit_name,
        unit_name_en=ware.unit_name_en,
        price_fen=row.price_fen,
        fee_fen=row.fee_fen,
    )
