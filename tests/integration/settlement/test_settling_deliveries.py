"""Settling deliveries: each fen that a buyer paid comes to somebody, once a stage."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from moli.audit.models import Event
from moli.ledger.models import Account, Transfer
from moli.ledger.queries.laws import ledger_laws
from moli.orders.models import Claim, Delivery
from moli.settlement.models import Settlement, Share
from moli.settlement.queries.due import settleable_deliveries
from moli.settlement.queries.incomes import income_from_sales, statement_of
from moli.settlement.queries.laws import settlement_laws
from moli.settlement.rules.loads import DeliveryNotPaid
from moli.settlement.rules.waterfall import CapUnit, RuleScope, Terms
from moli.settlement.services.setting_rules import Scope, set_rule
from moli.settlement.services.settling import NoWaterfallRule
from moli.settlement.services.settling_deliveries import (
    DeliveryNotAccepted,
    NothingLeftOfDelivery,
    settle_delivery,
)
from moli.settlement.services.stating import draw_up_statements
from tests.concurrency import at_once
from tests.crashing import crashes
from tests.factories import NOW, TESTER, TODAY
from tests.factories.bulk import (
    KG,
    accepted,
    brought,
    called_off,
    contract,
    first_part,
    remitted,
    sent,
    settled_claim,
)
from tests.factories.settlement import general_rule, paid_load, shared_delivery
from tests.unchanged import everything, refused, unchanged

pytestmark = pytest.mark.django_db

RULE = Terms(commission_per_mille=30)
# Savepoints included; whatever the number of households.
SETTLING_STATEMENTS_MAX = 28
OCTOBER = NOW + timedelta(days=30)


def _laws_hold() -> None:
    laws = [*settlement_laws(), *ledger_laws()]
    assert [law.law for law in laws if not law.holds] == []


def _by_kind(settlement: Settlement) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for share in settlement.shares.order_by("-fen"):
        found.setdefault(share.kind, []).append(share.fen)
    return found


def test_a_load_without_a_claim_is_shared_whole_in_one_stage() -> None:
    general_rule(RULE)
    delivery, households = paid_load(200 * KG, 100 * KG, freight_fen=6_000, packaging_fen=3_000)

    (settlement,) = shared_delivery(delivery)

    # 300 kg at 6.40 = 1,920.00 − 57.60 − 60.00 − 30.00 = 1,772.40
    assert (settlement.stage, settlement.total_fen, settlement.packaging_fen) == (1, 192_000, 3_000)
    assert _by_kind(settlement) == {
        "STATION": [5_760],
        "TRANSPORT": [6_000],
        "PACKAGING": [3_000],
        "HOUSEHOLD": [118_160, 59_080],
    }
    assert income_from_sales(households[0], year=2016) == 118_160
    _laws_hold()


def test_settling_a_delivery_twice_is_once() -> None:
    general_rule(RULE)
    delivery, _ = paid_load(200 * KG, 100 * KG)
    first = shared_delivery(delivery)

    with unchanged():
        assert shared_delivery(delivery, at=OCTOBER) == first

    assert Event.objects.filter(verb="settlement.settle_delivery").count() == 1


def test_the_second_stage_waits_for_the_outcome_and_its_payment() -> None:
    general_rule(RULE)
    delivery, _ = paid_load(200 * KG, 100 * KG, claimed_grams=30 * KG, freight_fen=6_000)
    first = shared_delivery(delivery)
    settled_claim(delivery, upheld_grams=10 * KG)
    with unchanged():
        assert shared_delivery(delivery) == first
    remitted(delivery, total_fen=12_800)

    _, second = shared_delivery(delivery)

    assert (second.stage, second.total_fen) == (2, 12_800)
    assert _by_kind(second) == {"STATION": [384], "HOUSEHOLD": [8_277, 4_139]}
    assert Account.objects.get(owner_kind="delivery", kind="PROCEEDS").left_fen == 0
    verbs = Event.objects.filter(subject_key=delivery.key, verb__startswith="settlement.")
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "settlement.settle_delivery",
        "settlement.settle_rest",
    ]
    _laws_hold()


def test_what_was_lost_on_the_way_is_borne_by_the_grams_that_were_loaded() -> None:
    general_rule(Terms(commission_per_mille=0))
    weighed = brought(
        first_part(called_off(contract(), grams=400 * KG)), mosts=[300 * KG, 100 * KG]
    )
    load = sent(weighed, freight_fen=0, packaging_fen=0)
    delivery = accepted(load, received_grams=390 * KG)
    remitted(delivery, total_fen=249_600)

    (settlement,) = shared_delivery(delivery)

    assert _by_kind(settlement) == {"HOUSEHOLD": [187_200, 62_400]}


def test_a_delivery_that_is_not_accepted_is_refused() -> None:
    general_rule(RULE)
    weighed = brought(first_part(called_off(contract(), grams=100 * KG)), mosts=[100 * KG])
    delivery = sent(weighed)

    with refused(DeliveryNotAccepted, field="delivery", delivery_state="SENT"):
        shared_delivery(delivery)


def test_a_delivery_that_is_not_paid_whole_is_refused() -> None:
    general_rule(RULE)
    weighed = brought(first_part(called_off(contract(), grams=100 * KG)), mosts=[100 * KG])
    delivery = accepted(sent(weighed))
    remitted(delivery, total_fen=63_999)

    with refused(DeliveryNotPaid, field="delivery", paid_fen=63_999, due_fen=64_000):
        shared_delivery(delivery)
    assert settleable_deliveries() == [delivery.pk]


def test_a_product_without_a_rule_is_refused() -> None:
    delivery, _ = paid_load(100 * KG)

    product = delivery.part.lot.product.code
    with refused(NoWaterfallRule, field="article", article=product, on="2016-09-12"):
        shared_delivery(delivery)


def test_costs_that_leave_households_nothing_are_refused() -> None:
    general_rule(RULE)
    delivery, _ = paid_load(100 * KG, freight_fen=70_000)

    with refused(NothingLeftOfDelivery, field="delivery", value_fen=64_000):
        shared_delivery(delivery)


def test_the_rule_of_the_product_wins_over_the_general_one() -> None:
    general_rule(RULE)
    delivery, _ = paid_load(100 * KG)
    set_rule(
        scope=Scope(RuleScope.PRODUCT, delivery.part.lot.product.code),
        terms=Terms(commission_per_mille=100, cap_fen=10, cap_unit=CapUnit.KG),
        from_on=TODAY,
        source="合同",
        by=TESTER,
        at=NOW,
    )

    (settlement,) = shared_delivery(delivery)

    assert settlement.rule.scope == RuleScope.PRODUCT
    assert _by_kind(settlement)["STATION"] == [1_000]


def test_a_months_statement_counts_boxes_and_loads_alike() -> None:
    general_rule(RULE)
    delivery, (first, _) = paid_load(200 * KG, 100 * KG)
    shared_delivery(delivery)

    assert draw_up_statements(month=TODAY, by=TESTER, at=OCTOBER) == 2

    month = statement_of(first, month=TODAY)
    assert [(line.order_number, line.fen) for line in month.lines] == [(delivery.number, 124_160)]
    assert month.stated_fen == month.total_fen == 124_160


def test_deliveries_that_wait_are_told_until_nothing_is_left_to_share() -> None:
    general_rule(RULE)
    delivery, _ = paid_load(200 * KG, 100 * KG, claimed_grams=30 * KG)
    assert settleable_deliveries() == [delivery.pk]
    assert settleable_deliveries(after=delivery.pk) == []
    shared_delivery(delivery)
    assert settleable_deliveries() == []
    settled_claim(delivery, upheld_grams=10 * KG)
    assert settleable_deliveries() == []
    remitted(delivery, total_fen=12_800)
    assert settleable_deliveries() == [delivery.pk]
    shared_delivery(delivery)
    assert settleable_deliveries() == []


@pytest.mark.parametrize("households", [2, 12])
def test_sharing_asks_as_often_for_many_households_as_for_two(
    households: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    general_rule(RULE)
    delivery, _ = paid_load(*[10 * KG] * households)

    with django_assert_max_num_queries(SETTLING_STATEMENTS_MAX):
        shared_delivery(delivery)


@pytest.mark.slow
@pytest.mark.parametrize("stage", [1, 2])
def test_sharing_stops_anywhere_and_is_whole_or_nothing(stage: int) -> None:
    general_rule(RULE)
    delivery, _ = paid_load(200 * KG, 100 * KG, claimed_grams=30 * KG, freight_fen=6_000)
    if stage == 2:
        shared_delivery(delivery)
        settled_claim(delivery, upheld_grams=10 * KG)
        remitted(delivery, total_fen=12_800)
    before = everything()

    for attempt in crashes():
        with attempt.dying():
            shared_delivery(delivery)
        if attempt.died:
            assert everything() == before

    assert attempt.statements > 20
    assert Settlement.objects.filter(delivery=delivery).count() == stage


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_delivery_shared_from_ten_sides_is_shared_once() -> None:
    general_rule(RULE)
    delivery, _ = paid_load(200 * KG, 100 * KG)

    outcomes = at_once([lambda: settle_delivery(delivery_id=delivery.pk, by=TESTER, at=NOW)] * 10)

    assert [each.error for each in outcomes] == [None] * 10
    assert Settlement.objects.count() == 1
    assert Transfer.objects.filter(reference__startswith="settle:").count() == 1
    _laws_hold()


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    kilograms=st.lists(st.integers(1, 900), min_size=1, max_size=5),
    claimed_per_mille=st.integers(0, 999),
    upheld_per_mille=st.integers(0, 1_000),
    rates=st.tuples(st.integers(0, 200), st.integers(0, 50)),
    costs=st.tuples(st.integers(0, 100), st.integers(0, 100)),
    early=st.booleans(),
)
def test_the_shares_of_any_delivery_are_what_was_paid_for_it(
    kilograms: list[int],
    claimed_per_mille: int,
    upheld_per_mille: int,
    rates: tuple[int, int],
    costs: tuple[int, int],
    early: bool,
) -> None:
    with transaction.atomic():
        general_rule(Terms(commission_per_mille=rates[0], platform_per_mille=rates[1]))
        grams = sum(kilograms) * KG
        claimed = grams * claimed_per_mille // 1_000
        delivery, _ = paid_load(
            *(kilo * KG for kilo in kilograms),
            claimed_grams=claimed,
            freight_fen=costs[0],
            packaging_fen=costs[1],
        )
        if early:
            _try_to_share(delivery)
        if claimed:
            claim = settled_claim(delivery, upheld_grams=claimed * upheld_per_mille // 1_000)
            _pay_the_rest(delivery, claim)
        _try_to_share(delivery)
        _judge(delivery)
        transaction.set_rollback(True)


def _try_to_share(delivery: Delivery) -> None:
    """A little that is undisputed may not bear what the road cost; then it waits."""
    try:
        shared_delivery(delivery)
    except NothingLeftOfDelivery:
        return


def _pay_the_rest(delivery: Delivery, claim: Claim) -> None:
    left = Account.objects.get(owner_kind="delivery", kind="PROCEEDS").left_fen or 0
    shared = Settlement.objects.aggregate(fen=Sum("total_fen"))["fen"] or 0
    paid = delivery.remittances.aggregate(fen=Sum("total_fen"))["fen"]
    if rest := left + shared - paid:
        remitted(delivery, total_fen=rest)


def _judge(delivery: Delivery) -> None:
    _laws_hold()
    paid = delivery.remittances.aggregate(fen=Sum("total_fen"))["fen"]
    shared = Share.objects.aggregate(fen=Sum("fen"))["fen"] or 0
    assert shared == paid
