"""Many at the same moment: no contract, lot, quota, weigh-in or debt is used twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest

from moli.audit.models import Event
from moli.catalogue.rules import Storage
from moli.ledger.models import Account
from moli.market.models import Lot
from moli.orders.models import (
    BulkOrder,
    BulkPart,
    Claim,
    Delivery,
    Quota,
    Quote,
    Remittance,
    WeighIn,
)
from moli.orders.queries.laws import order_laws
from moli.orders.rules.bulk import ClaimSide
from moli.orders.rules.delivering import DeliveryCosts
from moli.orders.rules.weighing import Weighed
from moli.orders.services.accepting import accept_delivery
from moli.orders.services.calling_off import call_off, cancel_bulk_order
from moli.orders.services.claiming import agree_outcome, claim_later, propose_outcome
from moli.orders.services.delivering import send_delivery
from moli.orders.services.moving_shortfall import move_shortfall
from moli.orders.services.quoting import accept_quote
from moli.orders.services.remitting import record_remittance
from moli.orders.services.sharing_out import give_up, reallocate, share_out_part
from moli.orders.services.weighing_in import weigh_in_for_quota
from tests.concurrency import Outcome, at_once
from tests.factories import HEGUI, NOW, TESTER, TODAY, grade, key, lot
from tests.factories.bulk import (
    BUYER,
    KG,
    SELLER,
    TONNE,
    accepted,
    brought,
    call_off_of,
    called_off,
    claim_of,
    contract,
    first_part,
    named,
    offered,
    sent,
    shared,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def _names(outcomes: list[Outcome]) -> Counter[str]:
    return Counter("ok" if each.ok else type(each.error).__name__ for each in outcomes)


def _broken_laws() -> list[str]:
    return [check.law for check in order_laws() if not check.holds]


def _weighing(quota: Quota, grams: int) -> Callable[[], object]:
    return partial(
        weigh_in_for_quota,
        quota_id=quota.pk,
        weighed=Weighed(grams, 0, TODAY),
        grade=grade(rank=2),
        station_key="station-1",
        storage=Storage.AMBIENT,
        request_key=key(),
        by=TESTER,
        at=NOW,
    )


def _sent(grams: int = 1_000 * KG) -> Delivery:
    return sent(brought(first_part(called_off(grams=grams)), mosts=[grams]))


def test_call_offs_at_once_take_exactly_what_a_contract_has() -> None:
    rows = [contract(), contract(village_code=HEGUI)]
    # In both orders, so that two call-offs would wait for each other if they locked as asked.
    calls = [
        partial(
            call_off,
            wanted=call_off_of(*asked, grams=4 * TONNE),
            request_key=key(),
            by=BUYER,
            at=NOW,
        )
        for asked in (rows, rows[::-1]) * 8
    ]

    outcomes = at_once(calls)

    assert _names(outcomes) == {"ok": 10, "NotEnoughInContract": 6}
    assert sum(BulkPart.objects.values_list("grams", flat=True)) == 80 * TONNE
    assert _broken_laws() == []


def test_one_call_off_sent_by_ten_taps_is_one_order() -> None:
    wanted, tapped = call_off_of(contract(), grams=TONNE), key()

    outcomes = at_once(
        [partial(call_off, wanted=wanted, request_key=tapped, by=BUYER, at=NOW)] * 10
    )

    assert _names(outcomes) == {"ok": 10}
    assert {each.result for each in outcomes} == {BulkOrder.objects.get()}
    assert Event.objects.filter(verb="orders.call_off").count() == 1


def test_quotes_accepted_at_once_hold_exactly_what_lots_have() -> None:
    lots = [lot(grams=10 * TONNE), lot(village_code=HEGUI, grams=10 * TONNE)]
    quotes = [offered(*rows, grams=3 * TONNE) for rows in (lots, lots[::-1]) * 4]

    outcomes = at_once([partial(accept_quote, quote_uid=q.uid, by=BUYER, at=NOW) for q in quotes])

    assert _names(outcomes) == {"ok": 3, "NotEnoughToHold": 5}
    assert [row.committed_grams for row in Lot.objects.order_by("pk")] == [9 * TONNE] * 2
    assert Quote.objects.filter(state="ACCEPTED").count() == 3
    assert _broken_laws() == []


def test_one_quote_accepted_by_ten_taps_is_one_order() -> None:
    quote = offered()

    outcomes = at_once([partial(accept_quote, quote_uid=quote.uid, by=BUYER, at=NOW)] * 10)

    assert _names(outcomes) == {"ok": 10}
    assert {each.result for each in outcomes} == {BulkOrder.objects.get()}


def test_weigh_ins_at_once_never_exceed_a_quota() -> None:
    quota = shared(first_part(called_off(grams=600 * KG)), mosts=[200 * KG])[0]

    outcomes = at_once([_weighing(quota, 30 * KG) for _ in range(12)])

    assert _names(outcomes) == {"ok": 6, "MoreThanQuota": 6}
    quota.refresh_from_db()
    assert quota.brought_grams == 180 * KG
    assert _broken_laws() == []


def test_a_cancellation_and_a_weigh_in_at_once_leave_one_of_them() -> None:
    for _ in range(4):
        order = called_off(grams=600 * KG)
        quota = shared(first_part(order), mosts=[200 * KG])[0]

        outcomes = at_once(
            [
                partial(cancel_bulk_order, order_uid=order.uid, by=TESTER, at=NOW),
                _weighing(quota, 30 * KG),
            ]
        )

        assert sorted(_names(outcomes)) in (["AlreadyBrought", "ok"], ["BulkOrderMovedOn", "ok"])
    assert _broken_laws() == []


def test_a_part_is_shared_out_once_by_ten_taps() -> None:
    part = named(first_part(called_off(grams=600 * KG)), mosts=[300 * KG] * 3)

    outcomes = at_once([partial(share_out_part, part_uid=part.uid, by=SELLER, at=NOW)] * 10)

    assert _names(outcomes) == {"ok": 10}
    part.refresh_from_db()
    assert part.granted_grams == 600 * KG
    assert Event.objects.filter(verb="orders.share_out").count() == 1


def test_giving_up_moving_and_re_allocating_at_once_lose_no_gram() -> None:
    yaobu, hegui = called_off(
        contract(), contract(village_code=HEGUI), grams=600 * KG
    ).parts.order_by("pk")
    quotas = shared(yaobu, mosts=[150 * KG] * 4)
    named(yaobu, mosts=[150 * KG])

    outcomes = at_once(
        [
            *[
                partial(give_up, quota_id=quota.pk, grams=20 * KG, by=SELLER, at=NOW)
                for quota in quotas
            ],
            *[partial(reallocate, part_uid=yaobu.uid, by=SELLER, at=NOW)] * 3,
            *[
                partial(
                    move_shortfall,
                    from_part_uid=yaobu.uid,
                    to_part_uid=hegui.uid,
                    grams=30 * KG,
                    by=TESTER,
                    at=NOW,
                )
            ]
            * 3,
        ]
    )

    assert set(_names(outcomes)) <= {"ok", "NothingFreeToMove"}
    for part in (yaobu, hegui):
        part.refresh_from_db()
    assert yaobu.grams + hegui.grams == 1_200 * KG
    assert _broken_laws() == []


def test_deliveries_at_once_send_no_gram_twice() -> None:
    part = first_part(called_off(grams=600 * KG))
    first, second = brought(part, mosts=[300 * KG] * 2)

    def send(*rows: WeighIn) -> Callable[[], object]:
        return partial(
            send_delivery,
            part_uid=part.uid,
            loads=[(row.uid, 100 * KG) for row in rows],
            costs=DeliveryCosts(),
            request_key=key(),
            by=SELLER,
            at=NOW,
        )

    outcomes = at_once(
        [send(*rows) for rows in ((first, second), (second, first)) for _ in range(4)]
    )

    assert _names(outcomes) == {"ok": 3, "NotEnoughToSend": 5}
    assert set(WeighIn.objects.values_list("left_grams", flat=True)) == {0}
    assert _broken_laws() == []


def test_a_delivery_accepted_by_ten_taps_is_sold_once() -> None:
    delivery = _sent()
    accept = partial(
        accept_delivery,
        delivery_uid=delivery.uid,
        received_grams=990 * KG,
        claimed=claim_of(20 * KG),
        request_key=key(),
        by=BUYER,
        at=NOW,
    )

    outcomes = at_once([accept] * 10)

    assert _names(outcomes) == {"ok": 10}
    assert Claim.objects.count() == 1
    assert Account.objects.get(owner_key=delivery.key, kind="HELD").left_fen == 12_800
    assert _broken_laws() == []


def test_one_remittance_told_ten_times_is_booked_once() -> None:
    delivery, other = accepted(_sent()), accepted(_sent())

    def remit(row: Delivery) -> Callable[[], object]:
        return partial(
            record_remittance,
            delivery_uid=row.uid,
            bank_reference="20160915-01",
            total_fen=640_000,
            by=TESTER,
            at=NOW,
        )

    outcomes = at_once([remit(delivery)] * 8 + [remit(other)] * 2)

    assert Remittance.objects.count() == 1
    assert set(_names(outcomes)) == {"ok", "RemittanceReferenceTaken"}
    assert Account.objects.get(kind="BANK").left_fen == 640_000
    assert _broken_laws() == []


def test_remittances_at_once_never_pay_more_than_is_owed() -> None:
    delivery = accepted(_sent(), claimed_grams=20 * KG)

    outcomes = at_once(
        [
            partial(
                record_remittance,
                delivery_uid=delivery.uid,
                bank_reference=f"A{place}",
                total_fen=100_000,
                by=TESTER,
                at=NOW,
            )
            for place in range(9)
        ]
    )

    assert _names(outcomes) == {"ok": 6, "RemittanceOutOfRange": 3}
    assert _broken_laws() == []


def test_a_claim_and_the_money_at_once_fit_together() -> None:
    for place in range(4):
        delivery = accepted(_sent())

        outcomes = at_once(
            [
                partial(
                    claim_later,
                    delivery_uid=delivery.uid,
                    claimed=claim_of(20 * KG),
                    request_key=key(),
                    by=BUYER,
                    at=NOW,
                ),
                partial(
                    record_remittance,
                    delivery_uid=delivery.uid,
                    bank_reference=f"A{place}",
                    total_fen=640_000,
                    by=TESTER,
                    at=NOW,
                ),
            ]
        )

        assert sorted(_names(outcomes)) in (
            ["ClaimAfterPayment", "ok"],
            ["RemittanceOutOfRange", "ok"],
        )
    assert _broken_laws() == []


def test_an_outcome_agreed_by_ten_taps_is_booked_once() -> None:
    delivery = accepted(_sent(), claimed_grams=20 * KG)
    claim = Claim.objects.get()
    propose_outcome(
        claim_uid=claim.uid, upheld_grams=10 * KG, side=ClaimSide.SELLER, by=SELLER, at=NOW
    )
    agree = partial(
        agree_outcome,
        claim_uid=claim.uid,
        upheld_grams=10 * KG,
        side=ClaimSide.BUYER,
        by=BUYER,
        at=NOW,
    )

    outcomes = at_once([agree] * 10)

    assert _names(outcomes) == {"ok": 10}
    assert Account.objects.get(owner_key=delivery.key, kind="HELD").left_fen == 0
    assert _broken_laws() == []
