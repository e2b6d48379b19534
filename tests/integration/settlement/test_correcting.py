"""A return after settlement: what was shared is taken back, what was paid becomes a debt."""

from __future__ import annotations

import pytest

from moli.ledger.models import Account, Transfer
from moli.orders.models import Order
from moli.settlement.models import Correction, Share
from moli.settlement.services.correcting import correct_order
from tests.factories import NOW, TESTER
from tests.factories.settlement import (
    brought_back,
    general_rule,
    packed_order,
    settled,
    shelf_of_three,
)
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db


def _corrected(order: Order) -> list[Correction]:
    return correct_order(order_id=order.pk, by=TESTER, at=NOW)


def _changes(correction: Correction) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for share in correction.shares.order_by("fen"):
        found.setdefault(share.kind, []).append(share.fen)
    return found


def test_three_of_ten_boxes_come_back_as_on_paper() -> None:
    general_rule()
    _, households = shelf_of_three()
    order = packed_order(units=10)
    settled(order)
    brought_back(order, units=3)

    (correction,) = _corrected(order)

    assert _changes(correction) == {
        "BUYER": [11_400],
        "STATION": [-300],
        "PACKAGING": [-900],
        "TRANSPORT": [-600],
        "HOUSEHOLD": [-4_800, -3_206, -1_594],
    }
    payable = Account.objects.get(owner_key=households[1].key, kind="PAYABLE")
    assert payable.left_fen == 7_482
    assert not Account.objects.filter(kind="RECEIVABLE").exists()


def test_correcting_twice_is_once_and_each_return_counts_once() -> None:
    general_rule()
    shelf_of_three()
    order = packed_order(units=10)
    settled(order)
    brought_back(order, units=3)
    _corrected(order)

    with unchanged():
        assert _corrected(order) == []

    brought_back(order, units=7)
    (last,) = _corrected(order)
    assert last.returned_units == 10
    left = {
        kind: sum(share.fen for share in Share.objects.filter(kind=kind))
        for kind in ("HOUSEHOLD", "STATION", "PACKAGING", "TRANSPORT", "BUYER")
    }
    assert left == {"HOUSEHOLD": 0, "STATION": 0, "PACKAGING": 0, "TRANSPORT": 0, "BUYER": 38_000}


def test_what_came_back_before_settlement_is_not_corrected_again() -> None:
    general_rule()
    shelf_of_three()
    order = packed_order(units=10)
    brought_back(order, units=3)

    assert _corrected(order) == []
    settled(order)

    assert _corrected(order) == []
    assert Transfer.objects.count() == 1


def test_a_rule_or_price_of_packaging_that_came_later_changes_no_correction() -> None:
    general_rule()
    article, _ = shelf_of_three()
    order = packed_order(units=10)
    settled(order)
    type(article).objects.update(packaging_fen=1_000)
    brought_back(order, units=3)

    (correction,) = _corrected(order)

    assert _changes(correction)["PACKAGING"] == [-900]
