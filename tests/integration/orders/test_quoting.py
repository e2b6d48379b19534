"""Quotes: offered, declined, accepted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from moli.audit.models import Event
from moli.enterprises.rules import EnterpriseStatus
from moli.enterprises.services.registering import settle_standing
from moli.kernel.refusal import Refusal
from moli.market.models import Hold, Lot
from moli.market.rules.offers import PriceOutOfRange, WeightOutOfRange
from moli.market.services.holding import NotEnoughToHold
from moli.market.services.posting_demands import EnterpriseNotChecked
from moli.market.services.posting_lots import withdraw_lot
from moli.orders.models import BulkOrder, Quote
from moli.orders.rules.bulk import BulkState, QuoteState
from moli.orders.rules.bulk_ordering import (
    BulkPartsOutOfRange,
    CapOutOfRange,
    DeliverByOver,
    PoorShareOutOfRange,
    QuoteLine,
    QuoteValidTooLong,
    Sharing,
)
from moli.orders.services.quoting import (
    QuoteBelowFloor,
    QuoteLotUnfit,
    QuoteMovedOn,
    QuoteOver,
    accept_quote,
    decline_quote,
    offer_quote,
)
from tests.factories import (
    HEGUI,
    NOW,
    TESTER,
    TODAY,
    WINDOW,
    grade,
    junqiao,
    key,
    lot,
    mushroom,
)
from tests.factories.bulk import BUYER, KG, TONNE, offered, quote_offer
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def _accept(quote: Quote, **changes: Any) -> BulkOrder:
    return accept_quote(quote_uid=quote.uid, **{"by": BUYER, "at": NOW, **changes})


def test_a_quote_holds_nothing_and_says_what_it_is_of() -> None:
    first, second = lot(grams=30 * TONNE), lot(village_code=HEGUI, grams=20 * TONNE)

    quote = offered(first, second, grams=15 * TONNE)

    assert (quote.state, quote.grams) == (QuoteState.OFFERED, 30 * TONNE)
    assert quote.number.startswith("BJ160912")
    assert [row.committed_grams for row in Lot.objects.order_by("pk")] == [0, 0]
    assert [part.grams for part in quote.parts.all()] == [15 * TONNE] * 2


def test_offering_twice_with_one_key_is_offering_once() -> None:
    row, tapped = lot(), key()
    offer = quote_offer(row)
    first = offer_quote(offer=offer, request_key=tapped, by=TESTER, at=NOW)

    with unchanged():
        assert offer_quote(offer=offer, request_key=tapped, by=TESTER, at=NOW) == first


def test_accepting_holds_the_lots_and_makes_an_order_of_them() -> None:
    first, second = lot(grams=30 * TONNE), lot(village_code=HEGUI, grams=20 * TONNE)
    quote = offered(first, second, grams=15 * TONNE)

    order = _accept(quote, sharing=Sharing(poor_per_mille=700, cap_grams=500 * KG))

    assert [row.committed_grams for row in Lot.objects.order_by("pk")] == [15 * TONNE] * 2
    assert (order.state, order.quote, order.enterprise) == (BulkState.OPEN, quote, junqiao())
    assert (order.poor_per_mille, order.cap_grams) == (700, 500 * KG)
    parts = order.parts.order_by("pk")
    assert [(part.lot_id, part.grams, part.price_fen_per_kg) for part in parts] == [
        (first.pk, 15 * TONNE, 640),
        (second.pk, 15 * TONNE, 640),
    ]
    assert [part.contract for part in parts] == [None, None]
    assert {hold.owner_key for hold in Hold.objects.all()} == {
        f"bulk_part:{part.uid}" for part in parts
    }
    quote.refresh_from_db()
    assert (quote.state, quote.answered_by_name) == (QuoteState.ACCEPTED, BUYER.name)


def test_accepting_twice_answers_with_the_first_order() -> None:
    quote = offered()
    first = _accept(quote)

    with unchanged():
        assert _accept(quote, sharing=Sharing(poor_per_mille=0)) == first
    assert Event.objects.filter(verb="orders.accept_quote").count() == 1


def test_a_quote_may_be_accepted_on_its_last_day_and_not_the_day_after() -> None:
    quote = offered(valid_until_on=TODAY)

    with refused(
        QuoteOver, field="valid_until_on", valid_until_on="2016-09-12", today="2016-09-13"
    ):
        _accept(quote, at=NOW + timedelta(days=1))

    assert _accept(quote).state == BulkState.OPEN


def test_a_declined_quote_is_not_accepted_and_an_accepted_one_not_declined() -> None:
    declined, accepted = offered(), offered()
    decline_quote(quote_uid=declined.uid, by=BUYER, at=NOW)
    _accept(accepted)

    with unchanged():
        decline_quote(quote_uid=declined.uid, by=BUYER, at=NOW)
    with refused(QuoteMovedOn, field="state", quote_state=QuoteState.DECLINED):
        _accept(declined)
    with refused(QuoteMovedOn, field="state", quote_state=QuoteState.ACCEPTED):
        decline_quote(quote_uid=accepted.uid, by=BUYER, at=NOW)


def test_of_two_quotes_of_one_lot_only_the_first_is_accepted() -> None:
    row = lot(grams=10 * TONNE)
    first, second = offered(row, grams=6 * TONNE), offered(row, grams=6 * TONNE)
    _accept(first)

    with refused(NotEnoughToHold, field="lot", left_grams=4 * TONNE, value_grams=6 * TONNE):
        _accept(second)


@pytest.mark.parametrize(
    ("sharing", "refusal", "facts"),
    [
        (Sharing(1_001), PoorShareOutOfRange, {"field": "poor_per_mille", "value": 1_001}),
        (Sharing(500, 0), CapOutOfRange, {"field": "cap_grams", "value_grams": 0}),
    ],
)
def test_a_load_is_shared_out_by_sensible_numbers(
    sharing: Sharing, refusal: type[Refusal], facts: dict[str, Any]
) -> None:
    quote = offered()

    with refused(refusal, **facts):
        _accept(quote, sharing=sharing)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"grams": 999}, WeightOutOfRange),
        ({"price_fen_per_kg": 0}, PriceOutOfRange),
        ({"deliver_by_on": TODAY - timedelta(days=1)}, DeliverByOver),
        ({"valid_until_on": TODAY - timedelta(days=1)}, QuoteValidTooLong),
        ({"valid_until_on": WINDOW.to_on + timedelta(days=1)}, QuoteValidTooLong),
        ({"lines": ()}, BulkPartsOutOfRange),
        ({"price_fen_per_kg": 599}, QuoteBelowFloor),
        ({"grams": 41 * TONNE}, NotEnoughToHold),
    ],
)
def test_what_nobody_can_mean_is_not_offered(
    changes: dict[str, Any], refusal: type[Refusal]
) -> None:
    offer = quote_offer(lot(), **changes)

    with unchanged(), pytest.raises(refusal):
        offer_quote(offer=offer, request_key=key(), by=TESTER, at=NOW)


def test_a_lot_stands_in_a_quote_once() -> None:
    row = lot()
    offer = quote_offer(row, lines=(QuoteLine(row.uid, TONNE),) * 2)

    with refused(BulkPartsOutOfRange, field="parts", value=2, parts_max=200):
        offer_quote(offer=offer, request_key=key(), by=TESTER, at=NOW)


def test_lots_are_of_the_quotes_product_and_good_enough() -> None:
    worse = lot(grade=grade(rank=3))
    other = lot(grade=grade(rank=1, product=mushroom()))
    better = lot(grade=grade(rank=1))

    assert offered(better).state == QuoteState.OFFERED
    for row in (worse, other):
        with refused(QuoteLotUnfit, field="lots", grade="二级"):
            offered(row)


def test_what_was_taken_back_is_not_offered() -> None:
    row = lot()
    offer = quote_offer(row)
    withdraw_lot(lot_id=row.pk, by=TESTER, at=NOW)

    with refused(NotEnoughToHold, field="lot", left_grams=0, value_grams=40 * TONNE):
        offer_quote(offer=offer, request_key=key(), by=TESTER, at=NOW)


def test_only_an_enterprise_that_may_trade_is_offered_anything() -> None:
    offer = quote_offer(lot())
    settle_standing(
        enterprise_id=junqiao().pk, status=EnterpriseStatus.SUSPENDED, by=TESTER, at=NOW
    )

    with refused(EnterpriseNotChecked, field="enterprise_id", name="南宁君桥电子商务有限公司"):
        offer_quote(offer=offer, request_key=key(), by=TESTER, at=NOW)


def test_an_enterprise_that_may_not_trade_any_more_accepts_nothing() -> None:
    accepted, quote = offered(), offered()
    order = _accept(accepted)
    settle_standing(
        enterprise_id=junqiao().pk, status=EnterpriseStatus.SUSPENDED, by=TESTER, at=NOW
    )

    with refused(EnterpriseNotChecked, field="enterprise_id", name="南宁君桥电子商务有限公司"):
        _accept(quote)
    with unchanged():
        assert _accept(accepted) == order
