"""Closing a day: once, in order, and never silently wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.audit.models import Event
from moli.counter.models import CashMove, ClosingShare, DayClosing
from moli.counter.queries.drawer import closings_part, drawer, moves_part
from moli.counter.queries.snapshot_money import bills_part, buy_fors_part, wares_part
from moli.counter.rules.cash import CASH_FEN_MAX, CashOutOfRange
from moli.counter.rules.closing import (
    CashDiffers,
    DayClosedAlready,
    DayFiguresChanged,
    DayNotOver,
    EarlierDayOpen,
    MissingParcelUnknown,
)
from moli.counter.rules.day_books import bills_key, drawer_key, orders_key
from moli.counter.rules.states import CashKind
from moli.counter.services import bills, buy_for
from moli.ledger.models import Account
from moli.ledger.rules.chart import AccountKey
from moli.ledger.services.closing import close_month
from tests.factories import NOW, TESTER, TODAY, station
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
from tests.factories.moments import SHANGHAI
from tests.factories.parcels import came, handed
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LAST_NIGHT, NEXT_DAY = NOW - timedelta(days=1), NOW + timedelta(days=1)


def _left(key: AccountKey) -> int | None:
    row = Account.objects.get(owner_kind=key.owner_kind, owner_key=key.owner_key, kind=key.kind)
    return row.left_fen


def test_a_day_on_which_nothing_moved_closes_without_a_transfer() -> None:
    row = closed(station().key)
    assert (row.expected_fen, row.counted_fen, row.transfer) == (0, 0, None)
    assert Event.objects.get(verb="counter.close_day").subject_key == row.key


def test_the_same_key_again_is_the_same_closing_and_another_is_refused() -> None:
    key, request_key = station().key, uuid4()
    parcel_fee(key, 600)
    said = counted(key)
    first = closed(key, key=request_key, said=said)
    with unchanged():
        assert closed(key, key=request_key, said=said) == first
    with refused(DayClosedAlready, field="on", on=TODAY.isoformat(), closed_on=TODAY.isoformat()):
        closed(key, said=said)


def test_a_day_to_come_is_not_closed() -> None:
    key = station().key
    with refused(DayNotOver, field="on", on=TOMORROW.isoformat(), today=TODAY.isoformat()):
        closed(key, on=TOMORROW)


def test_a_day_before_the_last_closed_one_stays_closed() -> None:
    key = station().key
    closed(key)
    with refused(
        DayClosedAlready, field="on", on=YESTERDAY.isoformat(), closed_on=TODAY.isoformat()
    ):
        closed(key, on=YESTERDAY)


def test_the_oldest_day_on_which_something_moved_comes_first() -> None:
    key = station().key
    parcel_fee(key, 600, at=LAST_NIGHT)
    with refused(EarlierDayOpen, field="on", on=TODAY.isoformat(), open_on=YESTERDAY.isoformat()):
        closed(key)
    closed(key, on=YESTERDAY)
    assert closed(key).opening_fen == 600


def test_a_count_out_of_range_is_refused() -> None:
    key = station().key
    for over_fen in (-1, CASH_FEN_MAX + 1):
        with refused(CashOutOfRange, field="counted_fen", value_fen=over_fen, max_fen=CASH_FEN_MAX):
            closed(key, said=counted(key, over_fen=over_fen))


def test_what_another_device_sent_meanwhile_is_told() -> None:
    key = station().key
    parcel_fee(key, 600)
    said = counted(key)
    came(key)
    with refused(DayFiguresChanged, field="expected_fen", expected_fen=600, parcels_expected=1):
        closed(key, said=said)


def test_too_much_cash_is_a_difference_too() -> None:
    key = station().key
    parcel_fee(key, 600)
    with refused(
        CashDiffers, field="counted_fen", expected_fen=600, counted_fen=650, difference_fen=50
    ):
        closed(key, said=counted(key, over_fen=50, is_difference_accepted=False))
    row = closed(key, said=counted(key, over_fen=50))
    assert (row.difference_fen, _left(drawer_key(key))) == (50, 650)


def test_a_drawer_below_nought_closes_with_what_was_counted() -> None:
    """Cash was handed in that another device has not told of yet."""
    key = station().key
    by_hand(key, CashKind.HANDED_IN, 5_000)
    row = closed(key, said=counted(key, over_fen=5_000))
    assert (row.expected_fen, row.counted_fen, row.difference_fen) == (-5_000, 0, 5_000)


def test_a_parcel_that_does_not_lie_there_is_not_missing() -> None:
    key = station().key
    row = came(key)
    handed(row)
    with refused(MissingParcelUnknown, field="missing", parcels_unknown=2):
        closed(key, said=counted(key, missing=(row.request_key, uuid4())))


def test_without_a_plan_all_commission_is_the_stations_own() -> None:
    key = station().key
    parcel_fee(key, 600)
    closed(key)
    share = ClosingShare.objects.get()
    assert (share.person_key, share.fen) == ("", 600)


def test_more_undone_than_earned_is_a_commission_below_nought() -> None:
    key = station().key
    ware()
    row = bought(key, [("fertilizer", 2, 4_500)])
    closed(key)
    buy_for.undo(ref=row.request_key, base_version=1, occasion=occasion(key, at=NEXT_DAY))
    closing = closed(key, on=TOMORROW, at=NEXT_DAY)
    assert (closing.commission_fen, closing.expected_fen) == (-400, 0)
    assert closing.shares.get().fen == -400
    assert _left(orders_key(key)) == 0


def test_what_a_clock_behind_gives_back_is_counted_no_earlier_than_it_came() -> None:
    """Else more is given back than suppliers and billers are owed, and the day never closes."""
    key = station().key
    ware()
    by_hand(key, CashKind.FLOAT, 20_000, at=LAST_NIGHT)
    order, bill = bought(key, [("fertilizer", 2, 4_500)]), billed(key, 8_640)
    for step, row in ((buy_for.undo, order), (bills.undo, bill)):
        step(ref=row.request_key, base_version=1, occasion=occasion(key, at=LAST_NIGHT))
    backs = CashMove.objects.filter(cash_kind__in=[CashKind.BUY_FOR_BACK, CashKind.BILL_BACK])
    assert set(backs.values_list("on", flat=True)) == {TODAY}
    assert closed(key, on=YESTERDAY).expected_fen == 20_000
    assert closed(key).expected_fen == 20_000


def test_what_was_passed_on_without_cash_comes_with_the_next_closing() -> None:
    key = station().key
    row = billed(key, 8_640)
    closed(key)
    bills.pass_on(
        ref=row.request_key, slip_no="0098", base_version=1, occasion=occasion(key, at=NEXT_DAY)
    )
    assert _left(bills_key(key)) == 8_640
    later = NOW + timedelta(days=3)
    closed(key, on=date(2016, 9, 15), at=later)
    assert _left(bills_key(key)) == 0


def test_a_day_of_a_month_that_is_closed_stands_on_the_first_day_after_it() -> None:
    key = station().key
    august = datetime(2016, 8, 31, 18, tzinfo=SHANGHAI)
    parcel_fee(key, 600, at=august)
    close_month(month=august.date(), by=TESTER, at=NOW)
    row = closed(key, on=august.date())
    assert row.transfer is not None
    assert row.transfer.happened_on == date(2016, 9, 1)


def test_what_a_device_holds_of_a_drawer() -> None:
    key = station().key
    by_hand(key, CashKind.FLOAT, 20_000, at=LAST_NIGHT)
    closed(key, on=YESTERDAY, at=LAST_NIGHT)
    ware()
    row = bought(key, [("fertilizer", 2, 4_500)])
    box = drawer(station_key=key, on=TODAY)
    assert (box.opening_fen, box.expected_fen, box.fees_fen) == (20_000, 29_000, 400)
    assert (box.last_closed_on, box.open_days) == (YESTERDAY, (TODAY,))
    (move,) = moves_part(station_key=key, on=TODAY)
    assert (move.ref, move.fee_fen, move.on) == (row.request_key, 400, TODAY)
    (last,) = closings_part(station_key=key, on=TODAY)
    assert (last.on, last.counted_fen, last.missing) == (YESTERDAY, 20_000, 0)


def test_what_a_device_holds_of_orders_and_bills_is_masked_and_not_ended() -> None:
    key = station().key
    ware()
    bought(key, [("fertilizer", 2, 4_500)])
    ended = bought(key, [("fertilizer", 1, 4_500)])
    buy_for.undo(ref=ended.request_key, base_version=1, occasion=occasion(key))
    billed(key, 8_640)
    (order,) = buy_fors_part(station_key=key, on=TODAY)
    assert (order.person, order.lines[0].units, order.fee_fen) == ("覃*兰", 2, 400)
    (bill,) = bills_part(station_key=key, on=TODAY)
    assert (bill.person, bill.account_tail) == ("覃*兰", "8137")
    assert [each.code for each in wares_part(station_key=key, on=TODAY)] == ["fertilizer"]


def test_what_a_device_holds_takes_no_more_queries_when_there_is_more() -> None:
    key = station().key
    ware()

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            drawer(station_key=key, on=TODAY)
            moves_part(station_key=key, on=TODAY)
            buy_fors_part(station_key=key, on=TODAY)
            bills_part(station_key=key, on=TODAY)
        return len(found)

    bought(key, [("fertilizer", 2, 4_500)])
    billed(key, 8_640)
    few = queries()
    for _ in range(4):
        bought(key, [("fertilizer", 2, 4_500)])
        billed(key, 8_640)
    assert queries() == few
    assert CashMove.objects.count() == 10
    assert not DayClosing.objects.exists()
