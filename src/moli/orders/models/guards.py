"""What the database itself refuses of orders: what came, went or changed a sum stays written."""

from __future__ import annotations

from moli.audit.models.guards import Guards

GUARDS = Guards(
    room="orders",
    tables=(
        "orders_payment",
        "orders_refund",
        "orders_return",
        "orders_stockmove",
        "orders_shrinkage",
        "orders_quotachange",
        "orders_remittance",
    ),
)
