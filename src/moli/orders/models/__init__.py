"""Rows of stock and orders."""

from moli.orders.models.article import Article, ArticlePrice
from moli.orders.models.order import LineFill, Order, OrderLine
from moli.orders.models.order_return import Return
from moli.orders.models.payment import Payment, Refund
from moli.orders.models.production import Production, ProductionInput
from moli.orders.models.stock_move import Shrinkage, StockMove
from moli.orders.models.weigh_in import WeighIn

__all__ = [
    "Article",
    "ArticlePrice",
    "LineFill",
    "Order",
    "OrderLine",
    "Payment",
    "Production",
    "ProductionInput",
    "Refund",
    "Return",
    "Shrinkage",
    "StockMove",
    "WeighIn",
]
