"""What a village cannot bring is moved to another village of the same order."""

from __future__ import annotations

from typing import Any

import pytest

from moli.market.models import Lot
from moli.market.services.holding import NotEnoughToHold
from moli.orders.models import BulkOrder, BulkPart
from moli.orders.queries.bulk_parts import left_of_contract
from moli.orders.services.bulk_locking import BulkOrderMovedOn
from moli.orders.services.calling_off import NotEnoughInContract, close_bulk_order
from moli.orders.services.moving_shortfall import (
    NothingFreeToMove,
    PartChangedSince,
    PartsOfDifferentOrders,
    move_shortfall,
)
from moli.orders.services.quoting import accept_quote
from tests.factories import HEGUI, NOW, TESTER, lot
from tests.factories.bulk import BUYER, KG, TONNE, called_off, contract, offered, shared
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def _of_contracts() -> tuple[BulkPart, BulkPart]:
    """Ten tonnes each of Yaobu's 40 and Hegui's 20."""
    return _parts(
        called_off(contract(), contract(village_code=HEGUI, grams=20 * TONNE), grams=10 * TONNE)
    )


def _of_lots() -> tuple[BulkPart, BulkPart]:
    """Ten tonnes each of Yaobu's 40 and Hegui's 20, without a contract."""
    quote = offered(lot(), lot(village_code=HEGUI, grams=20 * TONNE), grams=10 * TONNE)
    return _parts(accept_quote(quote_uid=quote.uid, by=BUYER, at=NOW))


def _parts(order: BulkOrder) -> tuple[BulkPart, BulkPart]:
    first, second = order.parts.order_by("pk")
    return first, second


def _move(before: BulkPart, after: BulkPart, grams: int, **changes: Any) -> tuple[int, int]:
    moved = move_shortfall(
        from_part_uid=before.uid, to_part_uid=after.uid, grams=grams, by=TESTER, at=NOW, **changes
    )
    return moved[0].grams, moved[1].grams


def test_free_weight_moves_between_contracts() -> None:
    yaobu, hegui = _of_contracts()

    assert _move(yaobu, hegui, 4 * TONNE) == (6 * TONNE, 14 * TONNE)

    assert yaobu.contract is not None
    assert hegui.contract is not None
    assert left_of_contract(yaobu.contract, season=1) == 34 * TONNE
    assert left_of_contract(hegui.contract, season=1) == 6 * TONNE


def test_free_weight_moves_between_lots_that_are_held() -> None:
    yaobu, hegui = _of_lots()

    _move(yaobu, hegui, 4 * TONNE)

    assert [row.committed_grams for row in Lot.objects.order_by("pk")] == [6 * TONNE, 14 * TONNE]


def test_a_second_tap_moves_nothing_and_a_part_that_changed_is_looked_at_first() -> None:
    yaobu, hegui = _of_contracts()
    _move(yaobu, hegui, 4 * TONNE, seen_grams=10 * TONNE)

    with unchanged():
        assert _move(yaobu, hegui, 4 * TONNE, seen_grams=10 * TONNE) == (6 * TONNE, 14 * TONNE)
    with refused(PartChangedSince, field="grams", left_grams=6 * TONNE):
        _move(yaobu, hegui, TONNE, seen_grams=10 * TONNE)


def test_what_households_were_granted_stays_with_them() -> None:
    yaobu, hegui = _of_contracts()
    shared(yaobu, mosts=[3 * TONNE])

    with refused(NothingFreeToMove, field="grams", value_grams=8 * TONNE, left_grams=7 * TONNE):
        _move(yaobu, hegui, 8 * TONNE)
    assert _move(yaobu, hegui, 7 * TONNE) == (3 * TONNE, 17 * TONNE)


@pytest.mark.parametrize("grams", [0, -TONNE])
def test_nothing_and_less_do_not_move(grams: int) -> None:
    yaobu, hegui = _of_lots()

    with refused(NothingFreeToMove, field="grams", value_grams=grams, left_grams=10 * TONNE):
        _move(yaobu, hegui, grams)


def test_the_other_contract_and_the_other_lot_have_their_limits() -> None:
    yaobu, hegui = _of_contracts()
    called_off(hegui.contract, grams=8 * TONNE)  # type: ignore[arg-type]
    assert hegui.contract is not None
    with refused(
        NotEnoughInContract,
        field="grams",
        number=hegui.contract.number,
        left_grams=2 * TONNE,
        value_grams=3 * TONNE,
    ):
        _move(yaobu, hegui, 3 * TONNE)

    yaobu, hegui = _of_lots()
    accept_quote(quote_uid=offered(hegui.lot, grams=8 * TONNE).uid, by=BUYER, at=NOW)
    with refused(NotEnoughToHold, field="lot", left_grams=2 * TONNE, value_grams=3 * TONNE):
        _move(yaobu, hegui, 3 * TONNE)


def test_weight_moves_inside_one_open_order_only() -> None:
    yaobu, hegui = _of_contracts()
    other, _ = _of_contracts()

    for target in (other, yaobu):
        with refused(PartsOfDifferentOrders, field="part"):
            _move(yaobu, target, TONNE)

    close_bulk_order(order_uid=yaobu.bulk_order.uid, by=TESTER, at=NOW)
    with refused(BulkOrderMovedOn, field="state", order_state="CLOSED"):
        _move(yaobu, hegui, KG)
