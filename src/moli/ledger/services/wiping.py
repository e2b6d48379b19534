"""Wiping the books of a demo."""

from __future__ import annotations

from moli.audit.services.wiping import wipe
from moli.ledger.models import Account, Closing, Entry, Transfer
from moli.ledger.models.guards import GUARDS


def wipe_books() -> None:
    """Delete all transfers, entries, closings and accounts of a demo. Twice is once.

    Refuses to touch books with anything in them that are not a demo's.
    """
    wipe((Entry, Transfer, Closing, Account), guards=GUARDS)
