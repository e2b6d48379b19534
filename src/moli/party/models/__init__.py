"""Rows about branches."""

from moli.party.models.branch import Branch
from moli.party.models.lead import Lead

__all__ = ["Branch", "Lead"]
