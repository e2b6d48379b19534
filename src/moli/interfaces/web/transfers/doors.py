"""Goods between stations through a person's reach: which side of them is whose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from moli.interfaces.access import MoliRequest
from moli.interfaces.web.stock.doors import READERS, WORKERS, reach_of
from moli.orders.queries.stock_reach import StockScope
from moli.orders.queries.transfers import transfer_in
from moli.orders.rules.transferring import TransferState

__all__ = [
    "READERS",
    "WORKERS",
    "Sides",
    "mine_to_ask",
    "mine_to_give",
    "sides_of",
    "transfer_or_404",
]


@dataclass(frozen=True)
class Sides:
    """For which of the two stations the person acts, and what that lets them do now."""

    asks: bool
    gives: bool
    state: TransferState

    @property
    def may_answer(self) -> bool:
        """Name weigh-ins, or decline."""
        return self.gives and self.state is TransferState.ASKED

    @property
    def may_hand_over(self) -> bool:
        """Note what leaves."""
        return self.gives and self.state is TransferState.AGREED

    @property
    def may_receive(self) -> bool:
        """Note what arrived."""
        return self.asks and self.state is TransferState.SENT

    @property
    def may_cancel(self) -> bool:
        """Call it off: the asking station until it is sent, the giving one once it has agreed."""
        if self.state is TransferState.ASKED:
            return self.asks
        return self.state is TransferState.AGREED and (self.asks or self.gives)


def sides_of(scope: StockScope, row: Any) -> Sides:
    """The sides of a transfer for whoever works in a scope."""
    return Sides(
        asks=row.asking_station_key in scope.station_keys,
        gives=row.giving_station_key in scope.station_keys,
        state=TransferState(row.state),
    )


def transfer_or_404(scope: StockScope, uid: UUID) -> Any:
    """A transfer of a scope; else there is nothing."""
    found = transfer_in(scope, uid)
    if found is None:
        raise Http404
    return found


def mine_to_give(request: MoliRequest, uid: UUID) -> Any:
    """A transfer that the person gives; the other station's people find nothing there."""
    scope = reach_of(request).works
    row = transfer_or_404(scope, uid)
    if not sides_of(scope, row).gives:
        raise Http404
    return row


def mine_to_ask(request: MoliRequest, uid: UUID) -> Any:
    """A transfer that the person asked for; the other station's people find nothing there."""
    scope = reach_of(request).works
    row = transfer_or_404(scope, uid)
    if not sides_of(scope, row).asks:
        raise Http404
    return row
