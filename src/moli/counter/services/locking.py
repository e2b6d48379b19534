"""The lock of a counter: who changes what a closing counts waits for the one before."""

from __future__ import annotations

from uuid import UUID

from moli.kernel.refusal import Refusal
from moli.kernel.remembering import remembered
from moli.stations.models import Station


class CounterUnknown(Refusal):
    """No station has this key."""


@remembered
def locked_station(station_key: str) -> Station:
    """A station, its row locked until the transaction ends.

    A closing, every move of cash and everything that comes to lie at a counter or leaves it take
    this lock *first*, before the rows of orders, bills and parcels: so what a closing counted is
    still so when it is written down, and nobody waits in a ring. Asked again it is there already.
    Refuses a key of no station.
    """
    if not _is_uid(station_key):
        raise CounterUnknown(field="station_key")
    rows = Station.objects.select_for_update(of=("self",)).select_related("village")
    station = rows.filter(uid=station_key).first()
    if station is None:
        raise CounterUnknown(field="station_key")
    return station


def _is_uid(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True
