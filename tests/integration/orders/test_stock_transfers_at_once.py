"""Two stations want the same tea at the same moment: its grams are promised once."""

from __future__ import annotations

import pytest

from moli.orders.models import StockTransfer, StockTransferLoad, WeighIn
from moli.orders.queries.laws import order_laws
from moli.orders.rules.producing import Input, NotEnoughWeighedIn
from moli.orders.rules.transferring import TransferMovedOn
from moli.orders.services.agreeing_transfers import agree_transfer
from moli.orders.services.asking_for_stock import cancel_transfer
from moli.orders.services.handing_over_stock import hand_over_stock
from moli.orders.services.producing import Batch, produce
from tests.concurrency import at_once
from tests.factories import NOW, TESTER, key
from tests.factories.orders import KG, tea_box
from tests.factories.transfers import (
    act,
    agreed_on,
    asked_for,
    asking_station,
    giving_station,
    received_from,
    stock_to_give,
)

pytestmark = pytest.mark.django_db(transaction=True)


def _laws_hold() -> None:
    assert [law.law for law in order_laws() if not law.holds] == []


def test_two_who_ask_for_the_same_grams_do_not_both_get_them() -> None:
    (stock,) = stock_to_give(60 * KG)
    rows = [asked_for() for _ in range(4)]
    acts = [act(row) for row in rows]

    def agree(place: int) -> object:
        picked = [(stock.uid, 40 * KG)]
        return agree_transfer(transfer_uid=rows[place].uid, picked=picked, act=acts[place])

    outcomes = at_once([lambda place=place: agree(place) for place in range(4)])  # type: ignore[misc]

    assert sum(each.ok for each in outcomes) == 1
    assert {type(each.error) for each in outcomes if not each.ok} == {NotEnoughWeighedIn}
    assert WeighIn.objects.get().left_grams == 20 * KG
    assert StockTransferLoad.objects.get().left_grams == 40 * KG
    _laws_hold()


def test_one_answer_sent_five_times_at_once_is_one_answer() -> None:
    (stock,) = stock_to_give(60 * KG)
    row = asked_for()
    tapped = act(row)

    def agree() -> int:
        picked = [(stock.uid, 40 * KG)]
        return agree_transfer(transfer_uid=row.uid, picked=picked, act=tapped).pk

    outcomes = at_once([agree] * 5)

    assert {each.result for each in outcomes} == {row.pk}
    assert WeighIn.objects.get().left_grams == 20 * KG
    _laws_hold()


def test_tea_is_not_packed_and_promised_at_the_same_moment() -> None:
    (stock,) = stock_to_give(60 * KG)
    row, box = asked_for(), tea_box(kept_at=giving_station())
    agreed = act(row)
    batch = Batch(box, 160, 0, (Input(stock.key, 40 * KG),))

    outcomes = at_once(
        [
            lambda: agree_transfer(transfer_uid=row.uid, picked=[(stock.uid, 40 * KG)], act=agreed),
            *[lambda: produce(batch=batch, request_key=key(), by=TESTER, at=NOW)] * 2,
        ]
    )

    assert sum(each.ok for each in outcomes) == 1
    assert {type(each.error) for each in outcomes if not each.ok} == {NotEnoughWeighedIn}
    assert WeighIn.objects.get().left_grams == 20 * KG
    _laws_hold()


def test_what_is_called_off_while_it_is_handed_over_goes_one_way() -> None:
    row = agreed_on(of=stock_to_give(60 * KG))
    give, call_off = act(row), act(row)

    outcomes = at_once(
        [
            lambda: hand_over_stock(transfer_uid=row.uid, grams=60 * KG, act=give),
            lambda: cancel_transfer(transfer_uid=row.uid, act=call_off),
        ]
    )

    assert sum(each.ok for each in outcomes) == 1
    assert {type(each.error) for each in outcomes if not each.ok} == {TransferMovedOn}
    row.refresh_from_db()
    is_sent = row.state == "SENT"
    assert WeighIn.objects.get().left_grams == (0 if is_sent else 60 * KG)
    _laws_hold()


def test_two_batches_do_not_both_take_what_was_received() -> None:
    load = received_from(agreed_and_sent()).loads.select_related("weigh_in").get()
    box = tea_box(kept_at=asking_station())
    batch = Batch(box, 160, 0, (Input(load.weigh_in.key, 40 * KG, load.key),))

    outcomes = at_once(
        [lambda: produce(batch=batch, request_key=key(), by=TESTER, at=NOW) for _ in range(3)]
    )

    assert sum(each.ok for each in outcomes) == 1
    assert {type(each.error) for each in outcomes if not each.ok} == {NotEnoughWeighedIn}
    load.refresh_from_db()
    assert load.left_grams == 20 * KG
    _laws_hold()


def agreed_and_sent() -> StockTransfer:
    """Sixty kilograms of one household on their way."""
    row = agreed_on(of=stock_to_give(60 * KG))
    return hand_over_stock(transfer_uid=row.uid, grams=60 * KG, act=act(row))
