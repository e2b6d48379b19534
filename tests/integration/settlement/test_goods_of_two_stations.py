"""A line whose goods came from two stations: docs/settlement.md §12, to the fen."""

from __future__ import annotations

import pytest

from moli.orders.models import Order
from moli.settlement.models import Share
from moli.settlement.queries.laws import settlement_laws
from moli.settlement.rules.shares import ShareKind
from moli.settlement.services.correcting import correct_order
from tests.factories import NOW, TESTER
from tests.factories.orders import packed, placed
from tests.factories.settlement import brought_back, general_rule, settled
from tests.factories.transfers import (
    asking_station,
    giving_station,
    packed_together,
    received_from,
)

pytestmark = pytest.mark.django_db


def _sold() -> Order:
    general_rule()
    packed_together(received_from(lost_grams=600))
    order = packed(placed(units=10))
    settled(order)
    return order


def _stations(**kept: object) -> dict[str, int]:
    rows = Share.objects.filter(kind=ShareKind.STATION, **kept)
    return dict(rows.values_list("owner_key", "fen"))


def test_the_commission_is_of_the_station_that_sells_and_of_those_that_weighed() -> None:
    _sold()

    assert _stations() == {asking_station(): 641, giving_station(): 359}
    homes = Share.objects.filter(kind=ShareKind.HOUSEHOLD).order_by("-fen")
    assert list(homes.values_list("fen", flat=True)) == [12_877, 12_749, 6_374]
    assert [law.law for law in settlement_laws() if not law.holds] == []


def test_what_comes_back_is_taken_back_the_same_way() -> None:
    order = _sold()
    brought_back(order, units=3)

    correct_order(order_id=order.pk, by=TESTER, at=NOW)

    changed = _stations(correction__isnull=False)
    assert changed == {asking_station(): -192, giving_station(): -108}
    assert [law.law for law in settlement_laws() if not law.holds] == []
