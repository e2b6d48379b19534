"""Wiping the settlements of a demo, which name transfers that are wiped after them."""

from __future__ import annotations

from moli.audit.services.wiping import wipe
from moli.settlement.models import (
    BankAccount,
    BankResult,
    Correction,
    PaidBack,
    Payout,
    PayoutBatch,
    Settlement,
    Share,
    Statement,
    TeamEarning,
    WaterfallRule,
)
from moli.settlement.models.guards import GUARDS, TEAM_GUARDS


def wipe_settlements() -> None:
    """Delete everything of this room in a demo. Twice is once.

    Refuses where anything stands that is not a demo's.
    """
    wipe((TeamEarning,), guards=TEAM_GUARDS)
    wipe(
        (
            *(PaidBack, BankResult, Payout, PayoutBatch, Share, Correction, Settlement),
            *(Statement, BankAccount, WaterfallRule),
        ),
        guards=GUARDS,
    )
