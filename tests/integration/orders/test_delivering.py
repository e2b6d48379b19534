"""Deliveries: what was weighed in leaves for the buyer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from moli.kernel.refusal import Refusal
from moli.orders.models import BulkPart, Delivery, WeighIn
from moli.orders.queries.laws import weight_is_conserved
from moli.orders.rules.bulk import DeliveryState
from moli.orders.rules.delivering import CostsOutOfRange, DeliveryCosts, LoadsOutOfRange
from moli.orders.services.bulk_locking import BulkOrderMovedOn
from moli.orders.services.calling_off import close_bulk_order
from moli.orders.services.delivering import LoadNotOfPart, NotEnoughToSend, send_delivery
from tests.factories import NOW, TESTER, TODAY, key
from tests.factories.bulk import KG, SELLER, brought, called_off, first_part
from tests.factories.orders import weighed_tea
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
COSTS = DeliveryCosts(freight_fen=60_000, packaging_fen=24_000)


def _brought(grams: int = 300 * KG, households: int = 2) -> tuple[BulkPart, list[WeighIn]]:
    part = first_part(called_off(grams=grams * households))
    return part, brought(part, mosts=[grams] * households)


def _send(part: BulkPart, *loads: tuple[UUID, int], **changes: Any) -> Delivery:
    facts = {"costs": COSTS, "request_key": key(), "by": SELLER, "at": NOW}
    return send_delivery(part_uid=part.uid, loads=loads, **{**facts, **changes})


def test_a_delivery_takes_what_was_weighed_in() -> None:
    part, (first, second) = _brought()

    delivery = _send(part, (first.uid, 300 * KG), (second.uid, 100 * KG))

    assert delivery.number.startswith("SH160912")
    assert (delivery.state, delivery.sent_grams) == (DeliveryState.SENT, 400 * KG)
    assert (delivery.freight_fen, delivery.packaging_fen) == (60_000, 24_000)
    assert delivery.sent_on == TODAY
    assert [row.left_grams for row in WeighIn.objects.order_by("pk")] == [0, 200 * KG]
    assert [(load.weigh_in, load.grams) for load in delivery.loads.order_by("pk")] == [
        (first, 300 * KG),
        (second, 100 * KG),
    ]
    part.refresh_from_db()
    assert (part.brought_grams, part.sent_grams) == (600 * KG, 400 * KG)
    assert weight_is_conserved().holds


def test_sending_twice_with_one_key_is_sending_once() -> None:
    part, (first, _) = _brought()
    tapped = key()
    sent = _send(part, (first.uid, 300 * KG), request_key=tapped)

    with unchanged():
        assert _send(part, (first.uid, 300 * KG), request_key=tapped) == sent


def test_a_weigh_in_goes_on_several_deliveries_until_nothing_is_left() -> None:
    part, (first, _) = _brought()
    _send(part, (first.uid, 200 * KG))

    with refused(NotEnoughToSend, field="loads", value_grams=101 * KG, left_grams=100 * KG):
        _send(part, (first.uid, 101 * KG))
    _send(part, (first.uid, 100 * KG))


def test_only_what_was_brought_for_the_part_goes_on_its_delivery() -> None:
    part, _ = _brought()
    _, (other, _) = _brought()
    tea = weighed_tea()

    for uid in (other.uid, tea.uid, key()):
        with refused(LoadNotOfPart, field="loads"):
            _send(part, (uid, KG))


@pytest.mark.parametrize(
    ("shape", "count"), [((), 0), ((0, 0), 2), ((0, 1), 2)], ids=["none", "twice", "nothing"]
)
def test_loads_are_something_and_each_once(shape: Sequence[int], count: int) -> None:
    part, rows = _brought()
    grams = [KG, KG] if shape == (0, 0) else [KG, 0]
    loads = [(rows[place].uid, grams[i]) for i, place in enumerate(shape)]

    with refused(LoadsOutOfRange, field="loads", value=count, loads_max=1_000):
        _send(part, *loads)


@pytest.mark.parametrize(
    ("costs", "field", "value"),
    [
        (DeliveryCosts(freight_fen=-1), "freight_fen", -1),
        (DeliveryCosts(packaging_fen=100_000_001), "packaging_fen", 100_000_001),
    ],
)
def test_costs_are_within_reason(costs: DeliveryCosts, field: str, value: int) -> None:
    part, (first, _) = _brought()
    refusal: type[Refusal] = CostsOutOfRange

    with refused(refusal, field=field, value_fen=value, max_fen=100_000_000):
        _send(part, (first.uid, KG), costs=costs)


def test_nothing_of_an_ended_order_leaves() -> None:
    part, (first, _) = _brought()
    close_bulk_order(order_uid=part.bulk_order.uid, by=TESTER, at=NOW)

    with refused(BulkOrderMovedOn, field="state", order_state="CLOSED"):
        _send(part, (first.uid, KG))


def test_sending_asks_as_many_questions_for_many_loads_as_for_few(
    django_assert_num_queries: Any,
) -> None:
    for households in (2, 20):
        part, rows = _brought(30 * KG, households)
        with django_assert_num_queries(11):
            _send(part, *((row.uid, row.grams) for row in rows))
