"""What a station's day came to: its figures before it is closed, its sums for the books."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TypeVar

from django.db.models import Min, QuerySet, Sum

from moli.counter.models import Bill, BuyFor, CashMove, DayClosing
from moli.counter.queries.days import last_closed_on, open_moves
from moli.counter.queries.fees import fees_on, own_parts
from moli.counter.queries.parcels import lying_parcels
from moli.counter.rules.closing import DayFigures
from moli.counter.rules.day_books import DaySums
from moli.counter.rules.states import BillState, BuyForState, CashKind


def opening_fen(station_key: str, *, on: date) -> int:
    """What lay in the drawer when a day began: what was counted when the one before was closed."""
    closings = DayClosing.objects.filter(station_key=station_key, on__lt=on)
    counted = closings.order_by("-on").values_list("counted_fen", flat=True).first()
    return counted or 0


def oldest_open_day(station_key: str) -> date | None:
    """The oldest day on which cash moved and which is not closed."""
    found: date | None = open_moves(station_key).aggregate(on=Min("on"))["on"]
    return found


def day_figures(station_key: str, *, on: date) -> DayFigures:
    """What the rows say of a day that is not closed: five queries."""
    moves = CashMove.objects.filter(station_key=station_key, on=on)
    return DayFigures(
        opening_fen=opening_fen(station_key, on=on),
        moved_fen=moves.aggregate(fen=Sum("amount_fen"))["fen"] or 0,
        commission_fen=fees_on(station_key, on),
        parcels_expected=lying_parcels(station_key).count(),
    )


def day_sums(station_key: str, *, on: date) -> DaySums:
    """What a day moved, for the books, before its closing stands. Its difference is a move already.

    What was handed out or passed on since the last closing comes in here, also on days on which
    no cash moved and which nobody needs to close.
    """
    moves = CashMove.objects.filter(station_key=station_key, on=on)
    moved: dict[str, int] = defaultdict(int)
    moved.update(moves.order_by().values_list("cash_kind").annotate(fen=Sum("amount_fen")))
    own = own_parts(moves)
    return DaySums(
        cash_fen=sum(moved.values()),
        ordered_fen=moved[CashKind.BUY_FOR] + moved[CashKind.BUY_FOR_BACK] - own[CashKind.BUY_FOR],
        billed_fen=moved[CashKind.BILL] + moved[CashKind.BILL_BACK] - own[CashKind.BILL],
        commission_fen=sum(own.values()),
        handed_out_fen=_handed_out_fen(ended_in(station_key, BuyFor.objects.all(), on=on)),
        passed_on_fen=_passed_on_fen(ended_in(station_key, Bill.objects.all(), on=on)),
        brought_in_fen=moved[CashKind.FLOAT],
        handed_in_fen=-moved[CashKind.HANDED_IN],
        fees_taken_fen=-moved[CashKind.FEES_TAKEN],
        difference_fen=moved[CashKind.DIFFERENCE],
    )


Ended = TypeVar("Ended", BuyFor, Bill)


def ended_in(station_key: str, rows: QuerySet[Ended], *, on: date) -> QuerySet[Ended]:
    """The orders or bills of a station that ended after its last closing and up to a day."""
    ended = rows.filter(station_key=station_key, ended_on__lte=on)
    closed_on = last_closed_on(station_key)
    return ended if closed_on is None else ended.filter(ended_on__gt=closed_on)


def _handed_out_fen(ended: QuerySet[BuyFor]) -> int:
    sums = ended.filter(state=BuyForState.HANDED).aggregate(
        total=Sum("total_fen"), fee=Sum("fee_fen")
    )
    return (sums["total"] or 0) - (sums["fee"] or 0)


def _passed_on_fen(ended: QuerySet[Bill]) -> int:
    found = ended.filter(state=BillState.PAID).aggregate(fen=Sum("amount_fen"))
    return found["fen"] or 0
