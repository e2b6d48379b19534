"""Laws of the counter, each a query over all rows."""

from __future__ import annotations

from moli.counter.queries.laws_closings import closing_laws
from moli.counter.queries.laws_money import money_laws
from moli.counter.queries.laws_parcels import parcel_laws
from moli.kernel.law import LawCheck


def counter_laws() -> list[LawCheck]:
    """What holds of parcels, orders, bills, cash and closings at counters."""
    return [*parcel_laws(), *money_laws(), *closing_laws()]
