"""The station's own fees in what moved through its drawer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from django.db.models import QuerySet, Sum

from moli.counter.models import Bill, BuyFor, CashMove, DayClosing
from moli.counter.queries.days import open_moves
from moli.counter.rules.cash import WITH_FEES
from moli.counter.rules.states import CashKind

# SQLite takes a thousand values of a query or fewer.
_AT_ONCE: Final = 500
_TAKEN_FOR: Final[Mapping[CashKind, CashKind]] = {
    CashKind.BUY_FOR: CashKind.BUY_FOR,
    CashKind.BUY_FOR_BACK: CashKind.BUY_FOR,
    CashKind.BILL: CashKind.BILL,
    CashKind.BILL_BACK: CashKind.BILL,
    CashKind.PARCEL_FEE: CashKind.PARCEL_FEE,
}


def own_parts(moves: QuerySet[CashMove]) -> dict[CashKind, int]:
    """What of some moves of cash was the station's own, in fen, by what it was taken for.

    Of an order (BUY_FOR) and of a bill (BILL) it is their fee, against which counts what was given
    back; what is paid for sending a parcel (PARCEL_FEE) is all of it. Three queries at most.
    """
    rows = list(moves.filter(cash_kind__in=WITH_FEES).order_by("pk"))
    fees = fees_by_move(rows)
    parts = {CashKind.BUY_FOR: 0, CashKind.BILL: 0, CashKind.PARCEL_FEE: 0}
    for row in rows:
        parts[_TAKEN_FOR[CashKind(row.cash_kind)]] += fees[row.pk]
    return parts


def fees_by_move(moves: Collection[CashMove]) -> dict[int, int]:
    """What of each move of cash was the station's own, by its key: two queries at most."""
    fee_of = {
        **_fees(BuyFor.objects.all(), _subjects(moves, CashKind.BUY_FOR)),
        **_fees(Bill.objects.all(), _subjects(moves, CashKind.BILL)),
    }
    return {row.pk: _fee(row, fee_of) for row in moves}


def own_fees(moves: QuerySet[CashMove]) -> int:
    """All of them together."""
    return sum(own_parts(moves).values())


def fees_on(station_key: str, on: date) -> int:
    """The station's own fees of a day, undone ones taken off: its commission."""
    return own_fees(CashMove.objects.filter(station_key=station_key, on=on))


def fees_in_drawer(station_key: str) -> int:
    """The station's own fees that lie in its drawer: all ever taken in, less those taken out.

    Closings say what they found in their days, so only the moves after the last are read.
    """
    closings = DayClosing.objects.filter(station_key=station_key)
    closed_fen = closings.aggregate(fen=Sum("commission_fen"))["fen"] or 0
    moves = CashMove.objects.filter(station_key=station_key)
    taken = moves.filter(cash_kind=CashKind.FEES_TAKEN)
    taken_fen = taken.aggregate(fen=Sum("amount_fen"))["fen"] or 0
    return closed_fen + own_fees(open_moves(station_key)) + taken_fen


def _subjects(moves: Collection[CashMove], taken_for: CashKind) -> list[str]:
    return sorted({row.subject_key for row in moves if _taken_for(row) is taken_for})


def _taken_for(row: CashMove) -> CashKind | None:
    return _TAKEN_FOR.get(CashKind(row.cash_kind))


def _fee(row: CashMove, fee_of: Mapping[str, int]) -> int:
    taken_for = _taken_for(row)
    if taken_for is None:
        return 0
    if taken_for is CashKind.PARCEL_FEE:
        return row.amount_fen
    fee_fen = fee_of.get(row.subject_key, 0)
    return fee_fen if row.amount_fen > 0 else -fee_fen


def _fees(rows: QuerySet[BuyFor] | QuerySet[Bill], keys: list[str]) -> dict[str, int]:
    return {
        str(uid): fee_fen
        for place in range(0, len(keys), _AT_ONCE)
        for uid, fee_fen in rows.filter(uid__in=keys[place : place + _AT_ONCE])
        .order_by()
        .values_list("uid", "fee_fen")
    }
