"""Packing, sending, and what comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moli.orders.models import LineFill, Order, Production, Refund, Return, Shrinkage
from moli.orders.queries.laws import order_laws
from moli.orders.rules.returning import LineUnknown, MoreThanSent
from moli.orders.rules.states import OrderMovedOn, OrderState
from moli.orders.services.packing import complete_order, pack_order, send_order
from moli.orders.services.returning import CameBack, take_back
from tests.factories import NOW, TESTER, key
from tests.factories.orders import BOX_FEN, packed, packed_tea, paid_for, placed, stocked, tea_box
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def _back(order: Order, units: int, *, is_restocked: bool = True, code: str = "") -> Return:
    goods = CameBack(code or "jasmine-250", units, is_restocked)
    return take_back(order_uid=order.uid, goods=goods, request_key=key(), by=TESTER, at=NOW)


def _laws_hold() -> bool:
    return all(check.holds for check in order_laws())


def test_what_spoils_first_is_packed_first() -> None:
    box = tea_box()
    later = packed_tea(box, units=5, at=NOW + timedelta(days=2))
    sooner = packed_tea(box, units=5)
    order = placed(units=7)
    paid_for(order)

    pack_order(order_uid=order.uid, by=TESTER, at=NOW)

    fills = LineFill.objects.order_by("pk").values_list("production_id", "units")
    assert list(fills) == [(sooner.pk, 5), (later.pk, 2)]
    box.refresh_from_db()
    assert (box.on_hand_units, box.reserved_units) == (3, 0)
    assert Production.objects.get(pk=later.pk).left_units == 3
    assert _laws_hold()


def test_an_order_goes_its_way_once() -> None:
    stocked(3)
    order = packed(placed())
    with unchanged():
        pack_order(order_uid=order.uid, by=TESTER, at=NOW)
    send_order(order_uid=order.uid, by=TESTER, at=NOW)
    with unchanged():
        send_order(order_uid=order.uid, by=TESTER, at=NOW)

    complete_order(order_uid=order.uid, by=TESTER, at=NOW)

    order = Order.objects.get(pk=order.pk)
    assert (order.state, order.sent_at, order.ended_at) == (OrderState.DONE, NOW, NOW)
    with refused(OrderMovedOn, field="state", order_state=OrderState.DONE):
        send_order(order_uid=order.uid, by=TESTER, at=NOW)


def test_what_is_not_paid_is_not_packed() -> None:
    stocked(3)
    order = placed()

    with refused(OrderMovedOn, field="state", order_state=OrderState.PLACED):
        pack_order(order_uid=order.uid, by=TESTER, at=NOW)


def test_units_come_back_to_the_batch_they_came_from_the_last_first() -> None:
    box = tea_box()
    sooner = packed_tea(box, units=2)
    later = packed_tea(box, units=5, at=NOW + timedelta(days=2))
    order = packed(placed(units=4))

    row = _back(order, 3)

    assert row.refund.total_fen == 3 * BOX_FEN
    fills = LineFill.objects.order_by("pk").values_list("units", "returned_units")
    assert list(fills) == [(2, 1), (2, 2)]
    assert Production.objects.get(pk=sooner.pk).left_units == 1
    assert Production.objects.get(pk=later.pk).left_units == 5
    box.refresh_from_db()
    assert box.on_hand_units == 6
    assert Order.objects.get(pk=order.pk).state == OrderState.PACKED
    assert _laws_hold()


def test_what_is_unfit_is_written_off_and_still_owed() -> None:
    box = stocked(4)
    order = packed(placed(units=4))

    _back(order, 4, is_restocked=False)

    box.refresh_from_db()
    assert box.on_hand_units == 0
    assert Production.objects.get().shrunk_units == 4
    assert Shrinkage.objects.get().reason == "RETURNED"
    assert Refund.objects.get().total_fen == 4 * BOX_FEN
    assert Order.objects.get(pk=order.pk).state == OrderState.RETURNED
    assert _laws_hold()


def test_a_return_sent_twice_is_one() -> None:
    stocked(4)
    order, tapped = packed(placed(units=4)), key()
    goods = CameBack("jasmine-250", 1, is_restocked=True)

    rows = {
        take_back(order_uid=order.uid, goods=goods, request_key=tapped, by=TESTER, at=NOW).pk
        for _ in range(2)
    }

    assert len(rows) == Return.objects.count() == Refund.objects.count() == 1


def test_no_more_comes_back_than_went_out() -> None:
    stocked(4)
    order, waiting = packed(placed(units=2)), placed()
    _back(order, 1)

    for units in (2, 0, -1):
        with refused(MoreThanSent, field="units", value=units, units_max=1):
            _back(order, units)
    with refused(LineUnknown, field="article", article="coffee"):
        _back(order, 1, code="coffee")
    with refused(OrderMovedOn, field="state", order_state=OrderState.PLACED):
        _back(waiting, 1)
