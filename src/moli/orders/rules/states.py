"""States of an order, and the steps that are lawful between them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from moli.kernel.refusal import Refusal


class OrderKind(StrEnum):
    """How an order came about."""

    RETAIL = "RETAIL"


class OrderState(StrEnum):
    """Where an order stands."""

    PLACED = "PLACED"  # units are reserved until the time to pay is over
    PAID = "PAID"  # reserved without an end
    PACKED = "PACKED"  # units have left the shelf
    SENT = "SENT"
    DONE = "DONE"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    RETURNED = "RETURNED"  # every unit came back


class OrderMovedOn(Refusal):
    """An order is no longer in a state that allows this step."""


# A payment that comes too late may still find what it paid for: EXPIRED → PAID.
_STEPS: Mapping[OrderState, frozenset[OrderState]] = {
    OrderState.PLACED: frozenset({OrderState.PAID, OrderState.CANCELLED, OrderState.EXPIRED}),
    OrderState.PAID: frozenset({OrderState.PACKED, OrderState.CANCELLED}),
    OrderState.PACKED: frozenset({OrderState.SENT, OrderState.RETURNED}),
    OrderState.SENT: frozenset({OrderState.DONE, OrderState.RETURNED}),
    OrderState.DONE: frozenset({OrderState.RETURNED}),
    OrderState.CANCELLED: frozenset(),
    OrderState.EXPIRED: frozenset({OrderState.PAID}),
    OrderState.RETURNED: frozenset(),
}
# In these an article keeps units reserved for the order.
HOLDING_STATES = (OrderState.PLACED, OrderState.PAID)
# In these the units have left the shelf.
FILLED_STATES = (OrderState.PACKED, OrderState.SENT, OrderState.DONE, OrderState.RETURNED)
# These count for nobody's limit.
DROPPED_STATES = (OrderState.CANCELLED, OrderState.EXPIRED)
# Nothing more happens to these by themselves.
ENDED_STATES = (OrderState.DONE, *DROPPED_STATES, OrderState.RETURNED)


def may_become(state: OrderState, later: OrderState) -> bool:
    """Whether a step is lawful."""
    return later in _STEPS[state]


def must_become(state: str, later: OrderState) -> None:
    """Refuse a step that is not lawful."""
    if not may_become(OrderState(state), later):
        raise OrderMovedOn(field="state", order_state=OrderState(state))
