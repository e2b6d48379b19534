"""Rows of the counter."""

from moli.counter.models.bill import Bill
from moli.counter.models.buy_for import BuyFor, BuyForLine
from moli.counter.models.cash import CashMove
from moli.counter.models.closing import ClosingParcel, ClosingShare, DayClosing
from moli.counter.models.deputy import DeputyAct, WeighPhoto
from moli.counter.models.parcel import Parcel
from moli.counter.models.ware import Ware, WarePrice

__all__ = [
    "Bill",
    "BuyFor",
    "BuyForLine",
    "CashMove",
    "ClosingParcel",
    "ClosingShare",
    "DayClosing",
    "DeputyAct",
    "Parcel",
    "Ware",
    "WarePrice",
    "WeighPhoto",
]
