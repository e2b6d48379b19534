"""A station's drawer: wares, orders for villagers, bills, parcels to send, closings.

    key = station().key
    ware(code="fertilizer", price_fen=4_500, fee_fen=200)
    row = bought(key, [("fertilizer", 2, 4_500)])
    closed(key)

Everything happens at NOW unless `at` says otherwise, and comes here in the same moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from moli.counter.models import Bill, BuyFor, CashMove, DayClosing, Ware
from moli.counter.queries.day_sums import day_figures
from moli.counter.rules.bills import BillFacts
from moli.counter.rules.buying import LineWanted
from moli.counter.rules.closing import Counted
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.states import BillKind, CashKind, WareKind
from moli.counter.rules.wares import WareFacts
from moli.counter.rules.who import PersonSaid
from moli.counter.services import bills, buy_for
from moli.counter.services.cash import move_by_hand, move_cash
from moli.counter.services.closing import close_day
from moli.counter.services.wares import open_ware
from moli.households.models import Household
from tests.factories.moments import NOW, TESTER, TODAY


def occasion(station_key: str, *, key: UUID | None = None, at: datetime = NOW) -> Occasion:
    """Something that the tester does at a counter."""
    return Occasion(
        station_key=station_key, request_key=key or uuid4(), by=TESTER, at=at, received_at=at
    )


def ware_facts(*, name: str = "碳酸氢铵", station_key: str = "", **other: Any) -> WareFacts:
    """What is said of a ware."""
    said = {
        "name_en": f"Ware {name}",
        "ware_kind": WareKind.FARM_SUPPLY,
        "unit_name": "袋",
        "unit_name_en": "bag",
        "supplier": "横县供销社农资门市",
    }
    return WareFacts(name=name, station_key=station_key, **{**said, **other})


def ware(
    *,
    code: str = "fertilizer",
    price_fen: int = 4_500,
    fee_fen: int = 200,
    station_key: str = "",
    name: str = "碳酸氢铵",
) -> Ware:
    """A ware on offer since the first of the year."""
    return open_ware(
        code=code,
        facts=ware_facts(name=name, station_key=station_key),
        price_fen=price_fen,
        fee_fen=fee_fen,
        from_on=date(2016, 1, 1),
        by=TESTER,
        at=NOW,
    )


def ordered(
    lines: Sequence[tuple[str, int, int]],
    *,
    name: str = "覃秀兰",
    household: Household | None = None,
    receipt_no: str = "1-0001",
    is_read_back: bool = True,
) -> buy_for.Ordered:
    """An order of (ware, units, price) lines."""
    return buy_for.Ordered(
        lines=[LineWanted(*line) for line in lines],
        receipt_no=receipt_no,
        is_read_back=is_read_back,
        person=PersonSaid(name=name),
        household=household,
    )


def bought(
    station_key: str,
    lines: Sequence[tuple[str, int, int]],
    *,
    at: datetime = NOW,
    key: UUID | None = None,
    **said: Any,
) -> BuyFor:
    """An order for a villager, paid in cash."""
    return buy_for.order(
        ordered=ordered(lines, **said), occasion=occasion(station_key, key=key, at=at)
    )


def billed(
    station_key: str,
    amount_fen: int,
    *,
    fee_fen: int = 100,
    kind: BillKind = BillKind.ELECTRICITY,
    number: str = "0451 2200 8137",
    at: datetime = NOW,
    key: UUID | None = None,
    household: Household | None = None,
    name: str = "覃秀兰",
) -> Bill:
    """A bill, taken in cash."""
    taken = bills.Taken(
        facts=BillFacts(kind, number, amount_fen, fee_fen),
        receipt_no="1-0002",
        is_read_back=True,
        person=PersonSaid(name=name),
        household=household,
    )
    return bills.take(taken=taken, occasion=occasion(station_key, key=key, at=at))


def by_hand(
    station_key: str,
    cash_kind: CashKind,
    amount_fen: int,
    *,
    at: datetime = NOW,
    key: UUID | None = None,
) -> CashMove:
    """Change brought in, cash handed in, fees taken out."""
    return move_by_hand(
        cash_kind=cash_kind,
        amount_fen=amount_fen,
        occasion=occasion(station_key, key=key, at=at),
    )


def parcel_fee(station_key: str, amount_fen: int, *, at: datetime = NOW) -> CashMove:
    """What somebody paid for sending a parcel."""
    return move_cash(
        cash_kind=CashKind.PARCEL_FEE,
        amount_fen=amount_fen,
        subject_key="",
        occasion=occasion(station_key, at=at),
    )


def counted(station_key: str, *, on: date = TODAY, over_fen: int = 0, **said: Any) -> Counted:
    """What is counted when all is as the rows say, or `over_fen` more than that."""
    figures = day_figures(station_key, on=on)
    return Counted(
        counted_fen=figures.expected_fen + over_fen,
        expected_fen=figures.expected_fen,
        parcels_expected=figures.parcels_expected,
        **{"is_difference_accepted": bool(over_fen), **said},
    )


def closed(
    station_key: str,
    *,
    on: date = TODAY,
    at: datetime = NOW,
    key: UUID | None = None,
    said: Counted | None = None,
) -> DayClosing:
    """A day closed as counted, or as said."""
    return close_day(
        on=on,
        counted=said or counted(station_key, on=on),
        occasion=occasion(station_key, key=key, at=at),
    )
