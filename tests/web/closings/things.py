"""Yaobu's closed day with a difference and a missing parcel, for pages that look at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from moli.counter.models import DayClosing
from moli.counter.rules.states import CashKind
from moli.stations.models import Station
from tests.factories.drawers import billed, bought, by_hand, closed, counted, ware
from tests.factories.parcels import came, to_send


def closed_day(station: Station) -> DayClosing:
    """A day with orders, bills and parcels; three yuan and a parcel are missing."""
    key = station.key
    by_hand(key, CashKind.FLOAT, 20_000)
    ware()
    bought(key, [("fertilizer", 2, 4_500)])
    billed(key, 8_640)
    to_send(key)
    lost = came(key, code="ZTO0001")
    said = counted(key, over_fen=-300, missing=(lost.request_key,))
    return closed(key, said=said)


def closing_things(station: Station) -> Mapping[str, Sequence[object]]:
    """What the addresses of day sheets and wares name, by page."""
    row = closed_day(station)
    return {
        "station_closings": [station.uid],
        "station_closing": [station.uid, row.on],
        "closing_slip": [station.uid, row.on],
        "ware_price": ["fertilizer"],
        "ware_end": ["fertilizer"],
    }
