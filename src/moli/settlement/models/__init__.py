"""Rows of settlement and payouts."""

from moli.settlement.models.bank_account import BankAccount
from moli.settlement.models.paid_back import PaidBack
from moli.settlement.models.payout import BankResult, Payout, PayoutBatch
from moli.settlement.models.settlement import Correction, Settlement, Share
from moli.settlement.models.statement import Statement
from moli.settlement.models.team_earning import TeamEarning
from moli.settlement.models.waterfall_rule import WaterfallRule

__all__ = [
    "BankAccount",
    "BankResult",
    "Correction",
    "PaidBack",
    "Payout",
    "PayoutBatch",
    "Settlement",
    "Share",
    "Statement",
    "TeamEarning",
    "WaterfallRule",
]
