"""Rows of the books."""

from moli.ledger.models.account import Account
from moli.ledger.models.closing import Closing
from moli.ledger.models.transfer import Entry, Transfer

__all__ = ["Account", "Closing", "Entry", "Transfer"]
