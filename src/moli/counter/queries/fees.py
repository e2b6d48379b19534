"""The station's own fees in what moved through its drawer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from moli.counter.models import Bill, BuyFor, CashMove, DayClosing
from moli.counter.queries.days import open_moves
from moli.counter.rules.cash import WITH_FEES
from moli.counter.rules.states import CashKind

_AT_ONCE = 500


def own_parts(moves: QuerySet[CashMove]) -> dict[CashKind, int]:
    """What of some moves of cash was the station's own, in fen, by what it was taken for.

    Of an order (BUY_FOR) and of a bill (BILL) it is their fee, against which counts what was given
    back; what is paid for sending a parcel (PARCEL_FEE) is all of it. Three queries at most.
    """
    rows = moves.filter(cash_kind__in=WITH_FEES).values_list(
        "cash_kind", "amount_fen", "subject_key"
    )
    parcel_fen = 0
    orders: dict[str, int] = defaultdict(int)
    bills: dict[str, int] = defaultdict(int)
    for kind, amount_fen, subject_key in rows.order_by():
        sign = 1 if amount_fen > 0 else -1
        if kind == CashKind.PARCEL_FEE:
            parcel_fen += amount_fen
        elif kind in (CashKind.BUY_FOR, CashKind.BUY_FOR_BACK):
            orders[subject_key] += sign
        else:
            bills[subject_key] += sign
    return {
        CashKind.BUY_FOR: _of(BuyFor.objects.all(), orders),
        CashKind.BILL: _of(Bill.objects.all(), bills),
        CashKind.PARCEL_FEE: parcel_fen,
    }


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


def _of(rows: QuerySet[BuyFor] | QuerySet[Bill], signs: dict[str, int]) -> int:
    """The fees of the rows that are named, each times how often it was taken."""
    wanted = [UUID(key) for key, sign in signs.items() if sign]
    return sum(
        signs[str(uid)] * fee_fen
        for part in _parts(wanted)
        for uid, fee_fen in rows.filter(uid__in=part).order_by().values_list("uid", "fee_fen")
    )


def _parts(keys: list[UUID]) -> Iterable[list[UUID]]:
    return (keys[place : place + _AT_ONCE] for place in range(0, len(keys), _AT_ONCE))
