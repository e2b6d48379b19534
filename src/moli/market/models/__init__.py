"""Rows of the market."""

from moli.market.models.contract import Contract
from moli.market.models.demand import Demand
from moli.market.models.hold import Hold
from moli.market.models.lot import Lot
from moli.market.models.negotiation import Answer, Introduction
from moli.market.models.price_report import PriceReport
from moli.market.models.proposal import Proposal
from moli.market.models.round import Round
from moli.market.models.tariff import FreightTariff

__all__ = [
    "Answer",
    "Contract",
    "Demand",
    "FreightTariff",
    "Hold",
    "Introduction",
    "Lot",
    "PriceReport",
    "Proposal",
    "Round",
]
