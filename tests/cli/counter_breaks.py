"""A drawer through which everything has gone once, two days closed; one break of each law."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import F

from moli.counter.models import (
    Bill,
    BuyFor,
    CashMove,
    ClosingParcel,
    ClosingShare,
    DayClosing,
    WarePrice,
)
from moli.counter.rules.states import CashKind
from moli.counter.services import bills, buy_for
from tests.factories import NOW, TODAY, station
from tests.factories.drawers import (
    billed,
    bought,
    by_hand,
    closed,
    counted,
    occasion,
    parcel_fee,
    ware,
)
from tests.factories.parcels import came
from tests.unguarded import unguarded, written_again

TWO_BAGS = [("fertilizer", 2, 4_500)]
NEXT_DAY = NOW + timedelta(days=1)


def kept_counter() -> None:
    """Orders and bills of each end, cash by hand, a missing parcel, a difference; two closings."""
    key = station(name="瑶埠邮政站").key
    ware()
    by_hand(key, CashKind.FLOAT, 20_000)
    handed, undone = bought(key, TWO_BAGS), bought(key, TWO_BAGS)
    buy_for.hand_over(ref=handed.request_key, base_version=1, occasion=occasion(key))
    buy_for.undo(ref=undone.request_key, base_version=1, occasion=occasion(key))
    paid, back = billed(key, 8_640), billed(key, 5_000)
    bills.pass_on(ref=paid.request_key, slip_no="0098", base_version=1, occasion=occasion(key))
    bills.undo(ref=back.request_key, base_version=1, occasion=occasion(key))
    by_hand(key, CashKind.FEES_TAKEN, 100)
    lost = came(key)
    closed(key, said=counted(key, over_fen=-300, missing=(lost.request_key,)))
    by_hand(key, CashKind.HANDED_IN, 1_000, at=NEXT_DAY)
    closed(key, on=TODAY + timedelta(days=1), at=NEXT_DAY)


def _second_price() -> None:
    price = WarePrice.objects.order_by("pk")[:1].get()
    price.pk = None
    price.from_on, price.to_on = date(2016, 2, 1), date(2016, 3, 1)
    price.save(force_insert=True)


def _late_move() -> None:
    """A move on a day that was passed over, before the last closed one."""
    move = CashMove.objects.filter(cash_kind=CashKind.FLOAT).order_by("pk")[:1].get()
    CashMove.objects.filter(pk=move.pk).update(on=TODAY - timedelta(days=9))


COUNTER_BREAKS: dict[str, Callable[[], object]] = {
    "counter.ware_opened_once": written_again("counter.open_ware"),
    "counter.ware_price_once_at_a_time": _second_price,
    "counter.order_made_once": written_again("counter.buy_for"),
    "counter.order_costs_its_lines": lambda: BuyFor.objects.update(total_fen=F("total_fen") + 1),
    "counter.order_is_its_cash": unguarded(
        lambda: CashMove.objects.filter(cash_kind=CashKind.BUY_FOR_BACK).delete()
    ),
    "counter.bill_taken_once": written_again("counter.take_bill"),
    "counter.bill_is_its_cash": lambda: Bill.objects.update(amount_fen=F("amount_fen") + 1),
    "counter.end_is_counted_after_its_cash": lambda: Bill.objects.exclude(ended_on=None).update(
        ended_on=date(2016, 1, 1)
    ),
    "counter.cash_by_hand_moved_once": written_again("counter.move_cash"),
    "counter.guards_stand": unguarded(lambda: None),
    "counter.day_closed_once": written_again("counter.close_day"),
    "counter.day_begins_as_counted": unguarded(
        lambda: DayClosing.objects.update(opening_fen=F("opening_fen") + 1)
    ),
    "counter.expected_is_what_moved": unguarded(
        lambda: CashMove.objects.filter(cash_kind=CashKind.HANDED_IN).update(amount_fen=-1)
    ),
    "counter.no_day_left_out": unguarded(_late_move),
    "counter.commission_is_its_fees": unguarded(
        lambda: DayClosing.objects.update(commission_fen=F("commission_fen") + 1)
    ),
    "counter.shares_are_the_commission": unguarded(
        lambda: ClosingShare.objects.update(fen=F("fen") + 1)
    ),
    "counter.missing_parcels_are_named": unguarded(lambda: ClosingParcel.objects.all().delete()),
    "counter.books_hold_what_days_came_to": unguarded(
        lambda: parcel_fee(_late_key(), 600) and _as_if_counted()
    ),
}


def _late_key() -> str:
    return str(DayClosing.objects.order_by("pk")[:1].get().station_key)


def _as_if_counted() -> object:
    return CashMove.objects.filter(cash_kind=CashKind.PARCEL_FEE).update(on=TODAY)
