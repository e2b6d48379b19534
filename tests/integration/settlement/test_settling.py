"""Settling: each fen of an order comes to somebody, once."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from moli.audit.models import Event
from moli.ledger.models import Account, Transfer
from moli.settlement.models import Settlement, Share
from moli.settlement.rules.shares import ShareKind
from moli.settlement.rules.waterfall import NothingLeftForHouseholds, RuleScope, Terms
from moli.settlement.services.setting_rules import Scope, set_rule
from moli.settlement.services.settling import NoWaterfallRule, OrderNotFilled, settle_order
from tests.factories import NOW, TESTER, TODAY
from tests.factories.orders import KG, placed
from tests.factories.settlement import (
    brought_back,
    general_rule,
    packed_order,
    settled,
    shelf_of_three,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
# Savepoints included.
SETTLING_STATEMENTS_MAX = 30


def _by_kind(settlement: Settlement) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for share in settlement.shares.order_by("-fen"):
        found.setdefault(share.kind, []).append(share.fen)
    return found


def test_one_box_is_shared_to_the_fen_as_on_paper() -> None:
    general_rule()
    shelf_of_three()

    (settlement,) = settled(packed_order())

    assert settlement.total_fen == 3_800
    assert _by_kind(settlement) == {
        "STATION": [100],
        "PACKAGING": [300],
        "TRANSPORT": [200],
        "HOUSEHOLD": [1_600, 1_069, 531],
    }


def test_one_order_is_one_transfer_from_its_channel_to_everybody() -> None:
    general_rule()
    _, households = shelf_of_three()
    order = packed_order()

    (settlement,) = settled(order)

    assert settlement.transfer.reference == f"settle:{order.key}"
    entries = {
        (entry.account.owner_kind, entry.account.kind, entry.account.owner_key): entry.amount_fen
        for entry in settlement.transfer.entries.select_related("account")
    }
    assert entries == {
        ("channel", "CLEARING", "WECHAT"): 3_800,
        ("station", "COMMISSION", "station-1"): -100,
        ("packer", "PACKAGING", "county"): -300,
        ("carrier", "TRANSPORT", "county"): -200,
        ("household", "PAYABLE", households[0].key): -1_600,
        ("household", "PAYABLE", households[1].key): -1_069,
        ("household", "PAYABLE", households[2].key): -531,
    }


def test_settling_twice_is_once() -> None:
    general_rule()
    shelf_of_three()
    order = packed_order()
    first = settled(order)

    with unchanged():
        assert settled(order) == first

    assert Event.objects.filter(verb="settlement.settle").count() == 1


def test_an_order_that_is_not_packed_is_refused() -> None:
    general_rule()
    shelf_of_three()
    order = placed()

    with refused(OrderNotFilled, field="order", order_state="PLACED"):
        settle_order(order_id=order.pk, by=TESTER, at=NOW)


def test_an_article_without_a_rule_is_refused() -> None:
    shelf_of_three()
    order = packed_order()

    with refused(NoWaterfallRule, field="article", article="jasmine-250", on="2016-09-12"):
        settle_order(order_id=order.pk, by=TESTER, at=NOW)


def test_a_rule_that_leaves_households_nothing_is_refused() -> None:
    general_rule(Terms(commission_per_mille=200, transport_fen_per_kg=20_000))
    shelf_of_three()
    order = packed_order()

    with refused(NothingLeftForHouseholds, field="article", article="jasmine-250"):
        settle_order(order_id=order.pk, by=TESTER, at=NOW)


def test_the_narrowest_rule_of_the_day_wins() -> None:
    general_rule()
    shelf_of_three()
    for scope, rate in (
        (Scope(RuleScope.PRODUCT, "jasmine-tea"), 20),
        (Scope(RuleScope.ARTICLE, "jasmine-250"), 10),
    ):
        set_rule(
            scope=scope,
            terms=Terms(commission_per_mille=rate),
            from_on=TODAY,
            source="合同",
            by=TESTER,
            at=NOW,
        )

    (settlement,) = settled(packed_order())

    assert settlement.rule.scope == RuleScope.ARTICLE
    assert _by_kind(settlement)["STATION"] == [38]


def test_what_was_settled_keeps_its_rule_when_a_new_one_begins() -> None:
    old = general_rule()
    shelf_of_three()
    (before,) = settled(packed_order())

    new = general_rule(Terms(commission_per_mille=10), from_on=TODAY)
    (after,) = settled(packed_order())

    old.refresh_from_db()
    before.refresh_from_db()
    assert (old.to_on, before.rule, after.rule) == (TODAY, old, new)
    assert old.from_on == date(2016, 1, 1)


def test_what_came_back_before_settlement_goes_to_the_buyer() -> None:
    general_rule()
    shelf_of_three()
    order = packed_order(units=10)
    brought_back(order, units=3)

    (settlement,) = settled(order)

    assert _by_kind(settlement) == {
        "BUYER": [11_400],
        "STATION": [700],
        "PACKAGING": [2_100],
        "TRANSPORT": [1_400],
        "HOUSEHOLD": [11_200, 7_482, 3_718],
    }
    assert Account.objects.get(owner_kind="order").left_fen == 11_400


def test_an_order_that_came_back_whole_leaves_nobody_a_share_but_the_buyer() -> None:
    general_rule()
    shelf_of_three()
    order = packed_order(units=2)
    brought_back(order, units=2)

    (settlement,) = settled(order)

    assert _by_kind(settlement) == {"BUYER": [7_600]}
    assert Share.objects.filter(kind=ShareKind.HOUSEHOLD).count() == 0
    assert Transfer.objects.count() == 1


@pytest.mark.parametrize("households", [3, 60])
def test_settling_asks_as_often_for_sixty_households_as_for_three(
    households: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    general_rule()
    shelf_of_three((10 * KG,) * households)
    order = packed_order()

    with django_assert_max_num_queries(SETTLING_STATEMENTS_MAX):
        settled(order)
