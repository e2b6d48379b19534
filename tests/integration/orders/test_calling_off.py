"""Call-offs from contracts, and how bulk orders end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.audit.models import Event
from moli.enterprises.rules import EnterpriseStatus
from moli.enterprises.services.registering import settle_standing
from moli.kernel.refusal import Refusal
from moli.market.models import Contract, Lot
from moli.market.rules.offers import PriceOutOfRange, WeightOutOfRange
from moli.market.services.posting_demands import EnterpriseNotChecked
from moli.orders.models import BulkOrder
from moli.orders.queries.bulk_parts import left_of_contract
from moli.orders.rules.bulk import BulkState
from moli.orders.rules.bulk_ordering import (
    BulkPartsOutOfRange,
    CallOff,
    CallOffPart,
    CapOutOfRange,
    DeliverByOver,
    PoorShareOutOfRange,
)
from moli.orders.services.bulk_locking import BulkOrderMovedOn
from moli.orders.services.calling_off import (
    AlreadyBrought,
    ContractsOfDifferentLoads,
    NotEnoughInContract,
    PriceBelowContractFloor,
    SeasonNotCovered,
    SeasonPriceAgreed,
    SeasonPriceMissing,
    call_off,
    cancel_bulk_order,
    close_bulk_order,
)
from moli.orders.services.quoting import accept_quote
from tests.factories import (
    HEGUI,
    NOW,
    TESTER,
    TODAY,
    WINDOW,
    contracted,
    demand,
    enterprise,
    grade,
    guangzhou,
    junqiao,
    key,
    lot,
    proposal,
)
from tests.factories.bulk import (
    BUYER,
    KG,
    TONNE,
    call_off_of,
    called_off,
    contract,
    first_part,
    named,
    offered,
    sent,
    shared,
    weighed_for,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def _part(row: Contract, grams: int = TONNE, price: int | None = None) -> CallOffPart:
    return CallOffPart(row.uid, grams, price)


def _call_off(*parts: CallOffPart, **changes: Any) -> BulkOrder:
    wanted = CallOff(**{"parts": parts, "deliver_by_on": WINDOW.to_on, **changes})
    return call_off(wanted=wanted, request_key=key(), by=BUYER, at=NOW)


def _cancel(order: BulkOrder) -> BulkOrder:
    return cancel_bulk_order(order_uid=order.uid, by=TESTER, at=NOW)


def _close(order: BulkOrder) -> BulkOrder:
    return close_bulk_order(order_uid=order.uid, by=TESTER, at=NOW)


def test_a_load_of_two_villages_is_called_off_at_the_agreed_price() -> None:
    yaobu, hegui = contract(), contract(village_code=HEGUI)

    order = _call_off(_part(yaobu, 30 * TONNE), _part(hegui, 10 * TONNE))

    assert order.number.startswith("DZ160912")
    assert (order.state, order.enterprise) == (BulkState.OPEN, junqiao())
    assert order.destination.code == "nanning"
    assert (order.lowest_grade, order.product_id) == (grade(rank=2), grade(rank=2).product_id)
    assert [
        (part.contract, part.season, part.grams, part.price_fen_per_kg)
        for part in order.parts.order_by("pk")
    ] == [(yaobu, 1, 30 * TONNE, 640), (hegui, 1, 10 * TONNE, 640)]
    # A contract holds its lot's weight already.
    assert set(Lot.objects.values_list("committed_grams", flat=True)) == {40 * TONNE}


def test_calling_off_twice_with_one_key_is_calling_off_once() -> None:
    wanted, tapped = call_off_of(contract()), key()
    first = call_off(wanted=wanted, request_key=tapped, by=BUYER, at=NOW)

    with unchanged():
        assert call_off(wanted=wanted, request_key=tapped, by=BUYER, at=NOW) == first


def test_a_contract_is_called_off_piece_by_piece_and_never_beyond_what_was_agreed() -> None:
    row = contract()
    _call_off(_part(row, 25 * TONNE))
    assert left_of_contract(row, season=1) == 15 * TONNE

    with refused(
        NotEnoughInContract,
        field="grams",
        number=row.number,
        left_grams=15 * TONNE,
        value_grams=16 * TONNE,
    ):
        _call_off(_part(row, 16 * TONNE))

    _call_off(_part(row, 15 * TONNE))
    assert left_of_contract(row, season=1) == 0


def test_each_season_has_the_whole_weight_at_a_price_of_its_own() -> None:
    row = contract()
    _call_off(_part(row, 40 * TONNE))

    order = _call_off(_part(row, 40 * TONNE, 610), season=2)

    assert first_part(order).price_fen_per_kg == 610
    assert (left_of_contract(row, season=1), left_of_contract(row, season=2)) == (0, 0)


@pytest.mark.parametrize(
    ("season", "price", "refusal", "facts"),
    [
        (1, 650, SeasonPriceAgreed, {"agreed_fen_per_kg": 640}),
        (2, None, SeasonPriceMissing, {"min_fen_per_kg": 600}),
        (
            2,
            599,
            PriceBelowContractFloor,
            {"value_fen_per_kg": 599, "min_fen_per_kg": 600},
        ),
    ],
)
def test_a_season_has_the_price_that_the_contract_lets_it_have(
    season: int, price: int | None, refusal: type[Refusal], facts: dict[str, Any]
) -> None:
    part = _part(contract(), price=price)

    with refused(refusal, field="price_fen_per_kg", **facts):
        _call_off(part, season=season)


def test_the_agreed_price_may_be_named_and_the_floor_may_be_paid() -> None:
    row = contract()

    assert first_part(_call_off(_part(row, price=640))).price_fen_per_kg == 640
    assert first_part(_call_off(_part(row, price=600), season=2)).price_fen_per_kg == 600


@pytest.mark.parametrize("season", [0, 3])
def test_a_contract_covers_its_seasons_only(season: int) -> None:
    row = contract()

    with refused(SeasonNotCovered, field="season", value=season, number=row.number, seasons_max=2):
        _call_off(_part(row, price=640), season=season)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"deliver_by_on": TODAY - timedelta(days=1)}, DeliverByOver),
        ({"poor_per_mille": -1}, PoorShareOutOfRange),
        ({"cap_grams": -5}, CapOutOfRange),
        ({"parts": ()}, BulkPartsOutOfRange),
    ],
)
def test_what_nobody_can_mean_is_not_called_off(
    changes: dict[str, Any], refusal: type[Refusal]
) -> None:
    part = _part(contract())

    with unchanged(), pytest.raises(refusal):
        _call_off(part, **changes)


def test_weights_and_prices_beyond_reason_are_refused() -> None:
    row = contract()

    with unchanged(), pytest.raises(WeightOutOfRange):
        _call_off(_part(row, 999))
    with unchanged(), pytest.raises(PriceOutOfRange):
        _call_off(_part(row, price=10**9), season=2)


def test_contracts_of_one_call_off_fit_together() -> None:
    ours = contract()
    others = [
        contracted(proposal(demand=demand(enterprise=enterprise(place=7)))),
        contracted(proposal(demand=demand(destination=guangzhou()))),
        contracted(proposal(demand=demand(lowest_grade=grade(rank=3)))),
    ]

    for other in others:
        with refused(ContractsOfDifferentLoads, field="contracts", value=2):
            _call_off(_part(ours), _part(other))
    with refused(ContractsOfDifferentLoads, field="contracts", value=1):
        _call_off(CallOffPart(key(), TONNE))


def test_a_contract_and_a_lot_stand_in_an_order_once() -> None:
    shared_lot = lot(grams=40 * TONNE)
    first, second = (
        contracted(proposal(lot=shared_lot, demand=demand(), grams=20 * TONNE)) for _ in range(2)
    )

    with refused(BulkPartsOutOfRange, field="parts", value=2, parts_max=200):
        _call_off(_part(first), _part(first))
    with refused(ContractsOfDifferentLoads, field="contracts", value=2):
        _call_off(_part(first), _part(second))


def test_who_may_not_trade_any_more_calls_nothing_off() -> None:
    row = contract()
    settle_standing(
        enterprise_id=junqiao().pk, status=EnterpriseStatus.SUSPENDED, by=TESTER, at=NOW
    )

    with refused(EnterpriseNotChecked, field="enterprise_id", name="南宁君桥电子商务有限公司"):
        _call_off(_part(row))


def test_a_cancelled_order_gives_its_contract_the_weight_back() -> None:
    row = contract()
    order = _call_off(_part(row, 40 * TONNE))
    named(first_part(order), mosts=[500 * KG])

    _cancel(order)

    assert left_of_contract(row, season=1) == 40 * TONNE
    order.refresh_from_db()
    assert (order.state, order.ended_at) == (BulkState.CANCELLED, NOW)
    with unchanged():
        _cancel(order)
    with refused(BulkOrderMovedOn, field="state", order_state=BulkState.CANCELLED):
        _close(order)


@pytest.mark.parametrize("end", [_cancel, _close])
def test_whoever_ends_an_order_looks_at_its_parts_once_and_before_its_lots(
    end: Callable[[BulkOrder], BulkOrder],
) -> None:
    order = accept_quote(quote_uid=offered().uid, by=BUYER, at=NOW)

    with CaptureQueriesContext(connection) as queries:
        end(order)

    read = [each["sql"] for each in queries if each["sql"].startswith("SELECT")]
    tables = [sql.split(' FROM "')[1].split('"')[0] for sql in read]
    assert tables.count("orders_bulkpart") == 1
    assert tables.index("orders_bulkorder") < tables.index("orders_bulkpart")
    assert tables.index("orders_bulkpart") < tables.index("market_lot")


def test_a_cancelled_order_of_a_quote_gives_its_lot_the_weight_back() -> None:
    quote = offered()
    order = accept_quote(quote_uid=quote.uid, by=BUYER, at=NOW)

    _cancel(order)

    assert Lot.objects.get().committed_grams == 0


def test_an_order_is_not_cancelled_once_somebody_brought_something() -> None:
    order = called_off(grams=600 * KG)
    quota = shared(first_part(order), mosts=[200 * KG])[0]
    weighed_for(quota, grams=50 * KG)

    with refused(AlreadyBrought, field="state", brought_grams=50 * KG):
        _cancel(order)


def test_closing_gives_back_what_was_not_sent() -> None:
    row = contract()
    order = _call_off(_part(row, 600 * KG))
    quota = shared(first_part(order), mosts=[200 * KG])[0]
    sent([weighed_for(quota, grams=150 * KG)])

    _close(order)

    assert left_of_contract(row, season=1) == 40 * TONNE - 150 * KG
    with unchanged():
        _close(order)
    with refused(BulkOrderMovedOn, field="state", order_state=BulkState.CLOSED):
        _cancel(order)
    with refused(BulkOrderMovedOn, field="state", order_state=BulkState.CLOSED):
        weighed_for(quota, grams=50 * KG)


def test_closing_an_order_of_a_quote_keeps_held_what_was_sent() -> None:
    quote = offered(lot(), grams=600 * KG)
    order = accept_quote(quote_uid=quote.uid, by=BUYER, at=NOW)
    quota = shared(first_part(order), mosts=[200 * KG])[0]
    sent([weighed_for(quota, grams=150 * KG)])

    _close(order)

    assert Lot.objects.get().committed_grams == 150 * KG


def test_the_trail_tells_of_the_order_once() -> None:
    order = called_off()

    event = Event.objects.get(verb="orders.call_off")
    assert (event.subject_key, event.facts["grams"]) == (order.key, 40 * TONNE)
