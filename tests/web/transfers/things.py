"""Goods between Yaobu's and Hegui's station, one at each stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from moli.orders.models import StockTransfer, StockTransferLoad
from tests.factories import household, person_facts
from tests.factories.orders import KG, weighed_tea
from tests.factories.transfers import (
    agreed_on,
    asked_for,
    giving_station,
    handed_over,
    received_from,
)

HEAD = "卢隐货"


def transfers_asked() -> Mapping[str, StockTransfer]:
    """By stage; the tea is of one household of Hegui whose head's name stands nowhere else."""
    home = household(people=[person_facts(name=HEAD)])

    def stock(kg: int) -> Sequence[object]:
        return [weighed_tea(grams=kg * KG, of=home, at_station=giving_station())]

    def agreed(kg: int) -> StockTransfer:
        return agreed_on(asked_for(), of=stock(kg))  # type: ignore[arg-type]

    stock(70)
    return {
        "asked": asked_for(),
        "agreed": agreed(5),
        "sent": handed_over(agreed(6)),
        "received": received_from(handed_over(agreed(8)), lost_grams=KG),
    }


def transfer_things(*, given: bool = False) -> Mapping[str, Sequence[object]]:
    """The values of these addresses, by name; with `given` those that only the giver opens."""
    rows = transfers_asked()
    load = StockTransferLoad.objects.get(transfer=rows["received"])
    asks: dict[str, Sequence[object]] = {
        "stock_transfer": [rows["received"].uid],
        "transfer_slip": [rows["received"].uid],
        "receive_stock": [rows["sent"].uid],
        "cancel_transfer": [rows["agreed"].uid],
        "write_off_received": [load.uid],
    }
    gives: dict[str, Sequence[object]] = {
        "agree_transfer": [rows["asked"].uid],
        "decline_transfer": [rows["asked"].uid],
        "hand_over_stock": [rows["agreed"].uid],
    }
    return {**asks, **gives} if given else asks
