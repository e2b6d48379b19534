"""Wiping what a demo's orders have written once; the rest Django deletes by itself."""

from __future__ import annotations

from moli.audit.services.wiping import wipe
from moli.orders.models import (
    Payment,
    QuotaChange,
    Refund,
    Remittance,
    Repayment,
    Return,
    Shrinkage,
    StockMove,
    StockTransferStep,
)
from moli.orders.models.guards import GUARDS, TRANSFER_GUARDS


def wipe_orders() -> None:
    """Delete payments, refunds, returns, changes and steps of a demo. Twice is once.

    Refuses where anything stands that is not a demo's.
    """
    wipe(
        (Repayment, StockMove, Shrinkage, Return, Refund, Payment, QuotaChange, Remittance),
        guards=GUARDS,
    )
    wipe((StockTransferStep,), guards=TRANSFER_GUARDS)
