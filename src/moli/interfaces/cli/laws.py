"""The laws of all rooms, in the order of the house."""

from __future__ import annotations

from moli.accounts.queries import account_laws
from moli.counter.queries.laws import counter_laws
from moli.enterprises.queries import enterprise_laws
from moli.households.queries.laws import household_laws
from moli.insights.queries.laws import insight_laws
from moli.kernel.law import LawCheck
from moli.ledger.queries.laws import ledger_laws
from moli.market.queries.laws import market_laws
from moli.orders.queries.laws import order_laws
from moli.pairing.queries.laws import pairing_laws
from moli.party.queries.laws import party_laws
from moli.places.queries.laws import place_laws
from moli.settlement.queries.laws import settlement_laws
from moli.stations.queries import station_laws
from moli.sync.queries.laws import sync_laws


def all_laws() -> list[LawCheck]:
    """How every law of the data stands now."""
    return [
        *place_laws(),
        *account_laws(),
        *household_laws(),
        *ledger_laws(),
        *sync_laws(),
        *party_laws(),
        *station_laws(),
        *enterprise_laws(),
        *market_laws(),
        *order_laws(),
        *settlement_laws(),
        *pairing_laws(),
        *counter_laws(),
        *insight_laws(),
    ]
