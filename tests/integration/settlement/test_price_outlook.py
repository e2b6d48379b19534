"""Where the price of a box goes before it is bought: docs/settlement.md §1."""

from __future__ import annotations

import pytest

from moli.settlement.queries.price_outlook import UnitPrice, price_outlook
from moli.settlement.rules.shares import ShareKind
from moli.settlement.rules.waterfall import RuleScope, Terms
from moli.settlement.services.setting_rules import Scope, set_rule
from tests.factories import NOW, TESTER, TODAY
from tests.factories.orders import tea_box

pytestmark = pytest.mark.django_db

BOX = UnitPrice("jasmine-250", "jasmine-tea", 3_800, 250, 300)
TERMS = Terms(commission_per_mille=30, cap_fen=100, transport_fen_per_kg=800)


def _rule(terms: Terms, *, kind: RuleScope = RuleScope.GENERAL, scope_key: str = "") -> None:
    set_rule(
        scope=Scope(kind, scope_key),
        terms=terms,
        from_on=TODAY,
        source="worked example",
        by=TESTER,
        at=NOW,
    )


def test_the_price_of_a_box_is_shared_as_settling_it_would(
    django_assert_num_queries: object,
) -> None:
    _rule(TERMS)

    with django_assert_num_queries(1):
        parts = price_outlook([BOX], on=TODAY)["jasmine-250"]

    assert parts.parts == {
        ShareKind.PACKAGING: 300,
        ShareKind.TRANSPORT: 200,
        ShareKind.STATION: 100,
        ShareKind.HOUSEHOLD: 3_200,
    }
    assert parts.households_fen == 3_200
    assert (parts.source, parts.from_on) == ("worked example", TODAY)


def test_the_narrowest_rule_wins() -> None:
    tea_box()
    _rule(TERMS)
    _rule(Terms(commission_per_mille=0), kind=RuleScope.PRODUCT, scope_key="jasmine-tea")
    assert price_outlook([BOX], on=TODAY)["jasmine-250"].households_fen == 3_500

    _rule(Terms(commission_per_mille=200), kind=RuleScope.ARTICLE, scope_key="jasmine-250")
    assert price_outlook([BOX], on=TODAY)["jasmine-250"].households_fen == 2_740


def test_nothing_is_said_without_a_rule_or_where_nothing_is_left() -> None:
    assert price_outlook([BOX], on=TODAY) == {}

    _rule(Terms(commission_per_mille=0, transport_fen_per_kg=100_000))
    assert price_outlook([BOX], on=TODAY) == {}
