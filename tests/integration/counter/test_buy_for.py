"""Ordering for villagers: paid when ordered, undone until it is handed out."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from moli.audit.models import Event
from moli.counter.models import BuyFor, CashMove, DeputyAct
from moli.counter.rules.buying import (
    LINES_MAX,
    UNITS_MAX,
    BuyForMovedOn,
    BuyForUnknown,
    NothingOrdered,
    UnitsOutOfRange,
    WareNotOnOffer,
    WarePriceChanged,
    WareTwice,
)
from moli.counter.rules.deputising import DeputyConsentMissing, NotReadBack, ReceiptMissing
from moli.counter.rules.parcels import PhoneTailMalformed
from moli.counter.rules.states import BuyForState, CashKind
from moli.counter.rules.who import ForNobody, PersonSaid
from moli.counter.services import buy_for
from moli.counter.services.wares import price_ware
from moli.sync.rules.pushing import ChangedMeanwhile
from tests.factories import NOW, TESTER, TODAY, household, station
from tests.factories.drawers import bought, closed, occasion, ordered, ware
from tests.factories.parcels import agreed_to_deputy
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

TWO_BAGS = [("fertilizer", 2, 4_500)]


def _desk() -> str:
    ware()
    return station().key


def _drawer_fen(key: str) -> int:
    return sum(CashMove.objects.filter(station_key=key).values_list("amount_fen", flat=True))


def test_an_order_is_paid_when_it_is_made() -> None:
    key = _desk()
    row = bought(key, TWO_BAGS)
    assert (row.total_fen, row.fee_fen, row.state) == (9_000, 400, BuyForState.ORDERED)
    assert [line.total_fen for line in row.lines.all()] == [9_000]
    move = CashMove.objects.get()
    assert (move.cash_kind, move.amount_fen) == (CashKind.BUY_FOR, 9_000)
    assert (move.subject_key, move.request_key) == (row.key, row.request_key)
    assert Event.objects.filter(verb="counter.buy_for", subject_key=row.key).count() == 1


def test_the_same_key_again_is_the_same_order() -> None:
    key, request_key = _desk(), uuid4()
    first = bought(key, TWO_BAGS, key=request_key)
    with unchanged():
        assert bought(key, TWO_BAGS, key=request_key) == first


def test_a_price_that_has_changed_is_told() -> None:
    key = _desk()
    price_ware(code="fertilizer", price_fen=4_800, fee_fen=200, from_on=TODAY, by=TESTER, at=NOW)
    with refused(
        WarePriceChanged, field="lines", ware="fertilizer", name="碳酸氢铵", price_fen=4_800
    ):
        bought(key, TWO_BAGS)


def test_the_price_of_the_day_on_which_it_was_ordered_counts() -> None:
    key = _desk()
    price_ware(code="fertilizer", price_fen=4_800, fee_fen=200, from_on=TODAY, by=TESTER, at=NOW)
    assert bought(key, TWO_BAGS, at=NOW - timedelta(days=1)).total_fen == 9_000


def test_a_ware_of_another_station_is_not_on_offer() -> None:
    key = _desk()
    ware(code="own", station_key=str(uuid4()))
    for code in ("own", "nothing"):
        with refused(WareNotOnOffer, field="lines", value=code):
            bought(key, [(code, 1, 4_500)])


def test_orders_of_nothing_and_of_too_much_are_refused() -> None:
    key = _desk()
    with refused(NothingOrdered, field="lines", lines_max=LINES_MAX):
        bought(key, [])
    with refused(WareTwice, field="lines"):
        bought(key, TWO_BAGS * 2)
    for units in (0, UNITS_MAX + 1):
        with refused(UnitsOutOfRange, field="lines", value=units, units_max=UNITS_MAX):
            bought(key, [("fertilizer", units, 4_500)])


def test_an_order_is_for_somebody_read_back_and_has_a_receipt() -> None:
    key = _desk()
    with refused(ForNobody, field="person_name"):
        bought(key, TWO_BAGS, name="")
    with refused(NotReadBack, field="is_read_back"):
        bought(key, TWO_BAGS, is_read_back=False)
    with refused(ReceiptMissing, field="receipt_no", signs_max=30):
        bought(key, TWO_BAGS, receipt_no=" ")


def test_of_a_telephone_only_the_end_is_kept() -> None:
    key = _desk()
    said = buy_for.Ordered(
        lines=ordered(TWO_BAGS).lines,
        receipt_no="1-0001",
        is_read_back=True,
        person=PersonSaid("覃秀兰", "13788882222"),
    )
    with refused(PhoneTailMalformed, field="phone_tail"):
        buy_for.order(ordered=said, occasion=occasion(key))


def test_a_household_that_has_not_agreed_is_refused() -> None:
    key = _desk()
    nobody = household()
    with refused(DeputyConsentMissing, field="household"):
        bought(key, TWO_BAGS, household=nobody)


def test_what_is_done_for_a_household_that_agreed_is_an_act_in_its_name() -> None:
    key, agreed = _desk(), household()
    agreed_to_deputy(agreed)
    row = bought(key, TWO_BAGS, household=agreed, name="")
    act = DeputyAct.objects.get()
    assert (act.subject_key, act.household, act.receipt_no) == (row.key, agreed, "1-0001")
    buy_for.undo(ref=row.request_key, base_version=1, occasion=occasion(key))
    act.refresh_from_db()
    assert act.undone_at == NOW


def test_an_order_arrives_and_is_handed_out() -> None:
    key = _desk()
    row = bought(key, TWO_BAGS)
    row = buy_for.arrive(ref=row.request_key, base_version=1, occasion=occasion(key))
    assert (row.state, row.version, row.arrived_at) == (BuyForState.ARRIVED, 2, NOW)
    row = buy_for.hand_over(ref=row.request_key, base_version=2, occasion=occasion(key))
    assert (row.state, row.version, row.ended_on) == (BuyForState.HANDED, 3, TODAY)
    assert _drawer_fen(key) == 9_000


def test_each_step_taken_again_changes_nothing() -> None:
    key = _desk()
    row = bought(key, TWO_BAGS)
    same = occasion(key)
    for step, version in ((buy_for.arrive, 1), (buy_for.hand_over, 2)):
        first = step(ref=row.request_key, base_version=version, occasion=same)
        with unchanged():
            assert step(ref=row.request_key, base_version=version, occasion=same) == first


def test_what_is_undone_is_paid_back_once() -> None:
    key = _desk()
    row, same = bought(key, TWO_BAGS), occasion(key)
    buy_for.undo(ref=row.request_key, base_version=1, occasion=same)
    assert _drawer_fen(key) == 0
    with unchanged():
        buy_for.undo(ref=row.request_key, base_version=1, occasion=same)


def test_what_was_handed_out_is_not_undone() -> None:
    key = _desk()
    row = bought(key, TWO_BAGS)
    buy_for.hand_over(ref=row.request_key, base_version=1, occasion=occasion(key))
    with refused(BuyForMovedOn, field="ref", buy_for_state=BuyForState.HANDED):
        buy_for.undo(
            ref=row.request_key,
            base_version=2,
            occasion=occasion(key, at=NOW + timedelta(hours=1)),
        )


def test_a_device_that_knew_less_is_told_how_it_stands() -> None:
    key = _desk()
    row = bought(key, TWO_BAGS)
    buy_for.arrive(ref=row.request_key, base_version=1, occasion=occasion(key))
    with refused(ChangedMeanwhile, field="ref", buy_for_state=BuyForState.ARRIVED, version=2):
        buy_for.undo(ref=row.request_key, base_version=1, occasion=occasion(key))


def test_an_order_of_another_station_is_unknown() -> None:
    key = _desk()
    row = bought(key, TWO_BAGS)
    other = station(name="瑶埠邮政站").key
    with refused(BuyForUnknown, field="ref"):
        buy_for.undo(ref=row.request_key, base_version=1, occasion=occasion(other))


def test_what_ends_on_a_closed_day_is_counted_on_the_next() -> None:
    key = _desk()
    row = bought(key, TWO_BAGS)
    closed(key)
    row = buy_for.hand_over(ref=row.request_key, base_version=1, occasion=occasion(key))
    assert row.ended_on == date(2016, 9, 13)


def test_nothing_ends_before_its_cash_was_counted() -> None:
    """Two devices whose clocks differ: the order is of tomorrow, it is handed out today."""
    key = _desk()
    row = bought(key, TWO_BAGS, at=NOW + timedelta(days=1))
    row = buy_for.hand_over(ref=row.request_key, base_version=1, occasion=occasion(key))
    assert row.ended_on == TODAY + timedelta(days=1)
    assert BuyFor.objects.count() == 1
