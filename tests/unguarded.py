"""Breaks that the database itself would refuse: its guards are taken down to plant them."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from moli.ledger.models.guards import GUARDS as LEDGER
from moli.orders.models.guards import GUARDS as ORDERS
from moli.party.models.guards import GUARDS as PARTY
from moli.settlement.models.guards import GUARDS as SETTLEMENT

_ALL = (LEDGER, ORDERS, PARTY, SETTLEMENT)


def unguarded(plant: Callable[[], object]) -> Callable[[], None]:
    """A break that is planted while no guard stands; they stay down."""

    def planted() -> None:
        for guards in _ALL:
            guards.take_down(connection)
        plant()

    return planted
