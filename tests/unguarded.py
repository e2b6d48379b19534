"""Planting breaks: what the database itself would refuse, and acts that the trail tells twice."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from moli.audit.models import Event
from moli.counter.models.guards import GUARDS as COUNTER
from moli.ledger.models.guards import GUARDS as LEDGER
from moli.orders.models.guards import GUARDS as ORDERS
from moli.orders.models.guards import TRANSFER_GUARDS as TRANSFERS
from moli.pairing.models.guards import GUARDS as PAIRING
from moli.party.models.guards import GUARDS as PARTY
from moli.settlement.models.guards import GUARDS as SETTLEMENT
from moli.settlement.models.guards import TEAM_GUARDS as TEAMS
from moli.sync.models.guards import GUARDS as SYNC

_ALL = (COUNTER, LEDGER, ORDERS, PAIRING, PARTY, SETTLEMENT, SYNC, TEAMS, TRANSFERS)


def unguarded(plant: Callable[[], object]) -> Callable[[], None]:
    """A break that is planted while no guard stands; they stay down."""

    def planted() -> None:
        for guards in _ALL:
            guards.take_down(connection)
        plant()

    return planted


def written_again(verb: str) -> Callable[[], None]:
    """A break: the newest line of the trail with this verb stands there a second time."""

    def planted() -> None:
        line = Event.objects.filter(verb=verb).order_by("-pk")[:1].get()
        line.pk = None
        line.save()

    return planted
