"""Laws of orders for villagers, bills, cash and wares at counters, counted anew from the rows."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import F

from moli.audit.queries import guards_law, overlap_law, sum_of, written_once_law
from moli.counter.models import Bill, BuyFor, BuyForLine, CashMove, Ware, WarePrice
from moli.counter.models.guards import GUARDS
from moli.counter.rules.cash import BY_HAND
from moli.counter.rules.states import BillState, BuyForState, CashKind
from moli.kernel.law import LawCheck, found_law

Moved = Counter[tuple[str, str, str, int]]


def money_laws() -> list[LawCheck]:
    """What holds of wares, orders, bills and what moved by hand."""
    return [
        _ware_law(),
        _price_law(),
        _written_law("order_made_once", "counter.buy_for", BuyFor.objects.all()),
        _lines_law(),
        _orders_cash_law(),
        _written_law("bill_taken_once", "counter.take_bill", Bill.objects.all()),
        _bills_cash_law(),
        _ended_law(),
        _written_law(
            "cash_by_hand_moved_once",
            "counter.move_cash",
            CashMove.objects.filter(cash_kind__in=sorted(BY_HAND)),
        ),
        guards_law("counter.guards_stand", GUARDS),
    ]


def _written_law(name: str, verb: str, rows: object) -> LawCheck:
    keys = map(str, rows.values_list("uid", flat=True))  # type: ignore[attr-defined]
    return written_once_law(f"counter.{name}", verb=verb, keys=keys)


def _ware_law() -> LawCheck:
    codes = Ware.objects.values_list("code", flat=True)
    return written_once_law("counter.ware_opened_once", verb="counter.open_ware", keys=codes)


def _price_law() -> LawCheck:
    return overlap_law("counter.ware_price_once_at_a_time", WarePrice.objects.all(), same=("ware",))


def _lines_law() -> LawCheck:
    """An order costs its lines."""
    rows = BuyFor.objects.annotate(
        lines_fen=sum_of(BuyForLine.objects.all(), by="buy_for", of="total_fen")
    )
    wrong = rows.exclude(total_fen=F("lines_fen")).order_by("pk")
    return found_law(
        "counter.order_costs_its_lines",
        checked=BuyFor.objects.count(),
        broken=wrong.values_list("uid", flat=True),
    )


def _orders_cash_law() -> LawCheck:
    """An order's cash came once, all of it, and went back once when it was undone."""
    told: Moved = Counter()
    rows = BuyFor.objects.values_list("station_key", "uid", "state", "total_fen").order_by()
    for station, uid, state, fen in rows.iterator():
        told[CashKind.BUY_FOR, station, str(uid), fen] += 1
        if state == BuyForState.UNDONE:
            told[CashKind.BUY_FOR_BACK, station, str(uid), -fen] += 1
    moved = _moved(CashKind.BUY_FOR, CashKind.BUY_FOR_BACK)
    return found_law("counter.order_is_its_cash", checked=len(told), broken=_wrong(told, moved))


def _bills_cash_law() -> LawCheck:
    """A bill's cash and its fee came once, and went back once when it was undone."""
    told: Moved = Counter()
    rows = Bill.objects.values_list("station_key", "uid", "state", "amount_fen", "fee_fen")
    for station, uid, state, amount_fen, fee_fen in rows.order_by().iterator():
        told[CashKind.BILL, station, str(uid), amount_fen + fee_fen] += 1
        if state == BillState.UNDONE:
            told[CashKind.BILL_BACK, station, str(uid), -amount_fen - fee_fen] += 1
    moved = _moved(CashKind.BILL, CashKind.BILL_BACK)
    return found_law("counter.bill_is_its_cash", checked=len(told), broken=_wrong(told, moved))


def _ended_law() -> LawCheck:
    """An end is counted on a day, and never before the cash that it is about."""
    moves = CashMove.objects.filter(cash_kind__in=[CashKind.BUY_FOR, CashKind.BILL]).order_by()
    paid_on: dict[str, date] = dict(moves.values_list("subject_key", "on"))
    ends = [
        *BuyFor.objects.values_list("uid", "ended_at", "ended_on").order_by("pk"),
        *Bill.objects.values_list("uid", "ended_at", "ended_on").order_by("pk"),
    ]
    broken = [
        uid
        for uid, ended_at, ended_on in ends
        if (ended_at is None) != (ended_on is None)
        or (ended_on and ended_on < paid_on.get(str(uid), ended_on))
    ]
    return found_law("counter.end_is_counted_after_its_cash", checked=len(ends), broken=broken)


def _moved(*kinds: CashKind) -> Moved:
    rows = CashMove.objects.filter(cash_kind__in=kinds).order_by()
    return Counter(rows.values_list("cash_kind", "station_key", "subject_key", "amount_fen"))


def _wrong(told: Moved, moved: Moved) -> list[str]:
    return sorted({key for _, _, key, _ in (told - moved) + (moved - told)})
