"""Rows of stock and orders."""

from moli.orders.models.article import Article, ArticlePrice
from moli.orders.models.bulk_order import BulkOrder, BulkPart, Quote, QuotePart
from moli.orders.models.charge import Charge, Repayment
from moli.orders.models.delivery import Claim, ClaimPhoto, Delivery, Load, Remittance
from moli.orders.models.order import LineFill, Order, OrderLine
from moli.orders.models.order_return import Return
from moli.orders.models.payment import Payment, Refund
from moli.orders.models.production import Production, ProductionInput
from moli.orders.models.quota import Quota, QuotaChange
from moli.orders.models.stock_move import Shrinkage, StockMove
from moli.orders.models.stock_transfer import (
    StockTransfer,
    StockTransferLoad,
    StockTransferStep,
)
from moli.orders.models.weigh_in import WeighIn

__all__ = [
    "Article",
    "ArticlePrice",
    "BulkOrder",
    "BulkPart",
    "Charge",
    "Claim",
    "ClaimPhoto",
    "Delivery",
    "LineFill",
    "Load",
    "Order",
    "OrderLine",
    "Payment",
    "Production",
    "ProductionInput",
    "Quota",
    "QuotaChange",
    "Quote",
    "QuotePart",
    "Refund",
    "Remittance",
    "Repayment",
    "Return",
    "Shrinkage",
    "StockMove",
    "StockTransfer",
    "StockTransferLoad",
    "StockTransferStep",
    "WeighIn",
]
