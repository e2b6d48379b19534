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

# Under a name of their own: they came later than the others, and are put up by a migration of
# their own.
TRANSFER_GUARDS = Guards(room="orders_transfers", tables=("orders_stocktransferstep",))
