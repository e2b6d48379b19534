"""Random shops: whatever is ordered, settled, brought back and paid, each fen is somebody's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from moli.households.models import Household
from moli.kernel.refusal import Refusal
from moli.ledger.models import Account
from moli.ledger.queries.balances import balance
from moli.ledger.queries.laws import ledger_laws
from moli.orders.models import Order, Refund
from moli.settlement.models import PaidBack, PayoutBatch, Settlement, Share
from moli.settlement.queries.incomes import income_from_sales
from moli.settlement.queries.laws import settlement_laws
from moli.settlement.queries.takers import takers_owed
from moli.settlement.rules.payouts import PayoutState, Result, ReturnReason
from moli.settlement.rules.waterfall import CapUnit, Terms
from moli.settlement.services.approving_batches import approve_batch
from moli.settlement.services.correcting import correct_order
from moli.settlement.services.making_batches import NothingToPayOut, make_batch, send_again
from moli.settlement.services.paying_back import pay_back
from moli.settlement.services.paying_takers import pay_taker
from moli.settlement.services.releasing import release_earnings
from moli.settlement.services.taking_in_refunds import take_in_refunds
from moli.settlement.services.taking_results import take_results
from tests.factories import NOW, TESTER, TODAY, household, key
from tests.factories.orders import packed, paid_for, placed
from tests.factories.settlement import (
    CHECKER,
    MAKER,
    brought_back,
    card_of,
    general_rule,
    money_in_bank,
    settled,
    shelf_of_three,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OCTOBER = NOW + timedelta(days=30)
_terms = st.builds(
    Terms,
    commission_per_mille=st.integers(0, 200),
    cap_fen=st.none() | st.integers(0, 300),
    cap_unit=st.sampled_from(CapUnit),
    transport_fen_per_kg=st.integers(0, 900),
    platform_per_mille=st.integers(0, 30),
)
# A batch of whole boxes of 250 g from three households.
_grams = st.lists(st.integers(1, 4_000), min_size=3, max_size=3)


@dataclass
class _Shop:
    """What a history works on."""

    households: list[Household]
    orders: list[Order]
    batches: list[PayoutBatch]
    files: int = 0


def _order(shop: _Shop, place: int) -> None:
    shop.orders.append(packed(placed(units=1 + place % 4)))


def _settle(shop: _Shop, place: int) -> None:
    settled(shop.orders[place % len(shop.orders)])


def _bring_back(shop: _Shop, place: int) -> None:
    brought_back(shop.orders[place % len(shop.orders)], units=1)


def _correct(shop: _Shop, place: int) -> None:
    correct_order(order_id=shop.orders[place % len(shop.orders)].pk, by=TESTER, at=NOW)


def _pay_twice(shop: _Shop, place: int) -> None:
    paid_for(shop.orders[place % len(shop.orders)])


def _take_in(shop: _Shop, place: int) -> None:
    take_in_refunds(order_id=shop.orders[place % len(shop.orders)].pk, by=TESTER, at=NOW)


def _give_back(_shop: _Shop, place: int) -> None:
    given = PaidBack.objects.values("refund")
    due = Refund.objects.exclude(pk__in=given).order_by("pk").values_list("pk", flat=True)
    pay_back(refund_id=due[place % len(due)], by=TESTER, at=NOW)


def _release(_shop: _Shop, _place: int) -> None:
    release_earnings(month=TODAY, by=MAKER, at=OCTOBER)


def _pay_station(shop: _Shop, place: int) -> None:
    """All that a taker may be paid, or a part of it."""
    owed = [each for each in takers_owed() if each.payable_fen]
    one = owed[place % len(owed)]
    shop.files += 1
    pay_taker(
        owner=one.taker.owner_key,
        kind=one.taker.kind,
        total_fen=max(1, one.payable_fen // (1 + place % 2)),
        bank_reference=f"t{shop.files}",
        by=CHECKER,
        at=OCTOBER,
    )


def _make(shop: _Shop, _place: int) -> None:
    shop.batches.append(make_batch(request_key=key(), by=MAKER, at=NOW))


def _hand_over(shop: _Shop, place: int) -> None:
    """All that the channel holds, or a part of it."""
    channel = Account.objects.get(kind="CLEARING")
    shop.files += 1
    money_in_bank(balance(channel, on=TODAY) // (1 + place % 2), reference=f"h{shop.files}")


def _approve(shop: _Shop, place: int) -> None:
    approve_batch(batch_id=shop.batches[place % len(shop.batches)].pk, by=CHECKER, at=NOW)


def _results(shop: _Shop, place: int) -> None:
    batch = shop.batches[place % len(shop.batches)]
    shop.files += 1
    results = [
        Result(each.key, ReturnReason.OTHER if (place >> bit) & 1 else None)
        for bit, each in enumerate(batch.payouts.order_by("pk"))
    ]
    take_results(batch_id=batch.pk, results=results, file_hash=f"f{shop.files}", by=MAKER, at=NOW)


def _again(shop: _Shop, place: int) -> None:
    batch = shop.batches[place % len(shop.batches)]
    returned = batch.payouts.filter(state=PayoutState.RETURNED).values_list("pk", flat=True)
    shop.batches.append(send_again(payout_ids=list(returned), request_key=key(), by=MAKER, at=NOW))


_Step = Callable[[_Shop, int], None]
_STEPS: tuple[_Step, ...] = (
    _order,
    _settle,
    _bring_back,
    _correct,
    _make,
    _hand_over,
    _approve,
    _results,
    _again,
    _pay_twice,
    _take_in,
    _give_back,
    _release,
    _pay_station,
)
_steps = st.lists(st.tuples(st.sampled_from(_STEPS), st.integers(0, 31)), min_size=12, max_size=30)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(terms=_terms, grams=_grams, steps=_steps)
def test_any_history_keeps_every_law(
    terms: Terms, grams: list[int], steps: list[tuple[_Step, int]]
) -> None:
    with transaction.atomic():
        shop = _opened(terms, grams)
        # A day that is settled and put into a batch, then anything, twice.
        for step, place in [(_settle, 0), (_hand_over, 0), (_make, 0), *steps, *steps]:
            _try(step, shop, place)
        _settle_all(shop)
        _judge(shop)
        transaction.set_rollback(True)


def _opened(terms: Terms, grams: list[int]) -> _Shop:
    general_rule(terms)
    # Whole boxes, and enough of them for every order, in uneven parts.
    weights = [each * 10 for each in grams]
    weights[0] += -sum(weights) % 250 + 75_000
    _, households = shelf_of_three(tuple(weights), of=[household() for _ in range(3)])
    for row in households:
        card_of(row)
    return _Shop(households, [packed(placed(units=3))], [])


def _try(step: _Step, shop: _Shop, place: int) -> None:
    """A step that is refused, or has nothing to work on yet, is passed over."""
    try:
        step(shop, place)
    except (Refusal, ZeroDivisionError, Account.DoesNotExist):
        return
    # `--hypothesis-show-statistics` tells how many histories came that far.
    event(step.__name__)


def _settle_all(shop: _Shop) -> None:
    for order in shop.orders:
        place = shop.orders.index(order)
        _try(_settle, shop, place)
        _correct(shop, place)


def _judge(shop: _Shop) -> None:
    broken = [law for law in [*settlement_laws(), *ledger_laws()] if not law.holds]
    assert broken == []
    for order in shop.orders:
        if Settlement.objects.filter(line__order=order).exists():
            shares = Share.objects.filter(settlement__line__order=order)
            assert shares.aggregate(fen=Sum("fen"))["fen"] == order.total_fen
    incomes = sum(income_from_sales(row, year=2016) for row in shop.households)
    households = Share.objects.filter(kind="HOUSEHOLD").aggregate(fen=Sum("fen"))["fen"] or 0
    assert incomes == households


def test_a_month_of_orders_is_paid_to_the_last_fen() -> None:
    general_rule()
    _, households = shelf_of_three()
    for row in households:
        card_of(row)
    orders = [packed(placed(units=1 + place % 4)) for place in range(12)]
    for order in orders:
        settled(order)
    money_in_bank(sum(order.total_fen for order in orders))

    batch = make_batch(request_key=key(), by=MAKER, at=NOW)
    approve_batch(batch_id=batch.pk, by=CHECKER, at=NOW)

    incomes = sum(income_from_sales(row, year=2016) for row in households)
    assert batch.total_fen == incomes
    with pytest.raises(NothingToPayOut):
        make_batch(request_key=key(), by=MAKER, at=NOW)
