"""The worked example of docs/orders.md: every gram and every box is accounted for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moli.orders.models import LineFill, Order, Refund
from moli.orders.queries.bulk_laws import BULK_LAWS
from moli.orders.queries.laws import order_laws
from moli.orders.queries.transfer_laws import TRANSFER_LAWS
from moli.orders.rules.producing import Input
from moli.orders.rules.states import OrderState
from moli.orders.rules.stock import ShrinkReason
from moli.orders.services.expiring import expire_orders
from moli.orders.services.packing import complete_order, send_order
from moli.orders.services.producing import Batch, produce
from moli.orders.services.returning import CameBack, take_back
from moli.orders.services.shrinking import Loss, write_off_grams, write_off_units
from tests.factories import NOW, TESTER, key
from tests.factories.orders import KG, packed, placed, tea_box, weighed_tea

pytestmark = pytest.mark.django_db
# In this story no buyer's data grows old.
NOT_HERE = {"orders.forgotten_names_nobody"}


def test_a_thousand_kilograms_of_tea() -> None:  # noqa: PLR0915 - one story, told in one go
    box = tea_box()
    first, second, third, fourth, fifth = (
        weighed_tea(grams=kg * KG) for kg in (300, 250, 200, 150, 100)
    )

    def batch(units: int, loss_kg: float, *inputs: Input, days: int = 0) -> object:
        made = Batch(box, units, int(loss_kg * KG), inputs)
        return produce(batch=made, request_key=key(), by=TESTER, at=NOW + timedelta(days=days))

    one = batch(2_150, 12.5, Input(first.key, 300 * KG), Input(second.key, 250 * KG))
    two = batch(
        1_600,
        10,
        Input(third.key, 200 * KG),
        Input(fourth.key, 150 * KG),
        Input(fifth.key, 60 * KG),
        days=1,
    )
    write_off_grams(
        weigh_in_uid=fifth.uid,
        loss=Loss(5 * KG, ShrinkReason.SPOILED),
        request_key=key(),
        by=TESTER,
        at=NOW,
    )

    a = packed(placed(units=2))
    b = packed(placed(units=30))
    placed(units=10, at=NOW - timedelta(minutes=30))
    assert expire_orders(by=TESTER, at=NOW) == 1
    d = placed(units=5)
    send_order(order_uid=b.uid, by=TESTER, at=NOW)
    complete_order(order_uid=b.uid, by=TESTER, at=NOW)
    for units, is_restocked in ((3, True), (1, False)):
        take_back(
            order_uid=b.uid,
            goods=CameBack(box.code, units, is_restocked),
            request_key=key(),
            by=TESTER,
            at=NOW,
        )
    write_off_units(
        production_uid=one.uid,  # type: ignore[attr-defined]
        loss=Loss(6, ShrinkReason.SPOILED),
        request_key=key(),
        by=TESTER,
        at=NOW,
    )

    box.refresh_from_db()
    assert (box.on_hand_units, box.reserved_units) == (3_715, 5)
    one.refresh_from_db()  # type: ignore[attr-defined]
    two.refresh_from_db()  # type: ignore[attr-defined]
    assert (one.left_units, one.shrunk_units) == (2_115, 7)  # type: ignore[attr-defined]
    assert (two.left_units, two.shrunk_units) == (1_600, 0)  # type: ignore[attr-defined]
    fifth.refresh_from_db()
    assert (fifth.left_grams, fifth.shrunk_grams) == (35 * KG, 5 * KG)
    out = sum(fill.units - fill.returned_units for fill in LineFill.objects.all())
    assert box.on_hand_units + out + one.shrunk_units == 3_750  # type: ignore[attr-defined]
    assert (a.total_fen, b.total_fen, d.total_fen) == (7_600, 114_000, 19_000)
    assert sum(Refund.objects.values_list("total_fen", flat=True)) == 15_200
    assert Order.objects.get(pk=b.pk).state == OrderState.DONE
    assert [check for check in order_laws() if not check.holds] == []
    looked_at_nothing = {check.law for check in order_laws() if not check.checked}
    elsewhere = {law().law for law in (*BULK_LAWS, *TRANSFER_LAWS)}
    assert looked_at_nothing == (NOT_HERE | elsewhere) - {"orders.transfer_guards_stand"}
