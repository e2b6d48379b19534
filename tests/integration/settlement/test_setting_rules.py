"""Rules of sharing: dated, with a source, ended and never edited."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from moli.settlement.models import WaterfallRule
from moli.settlement.rules.waterfall import RateOutOfRange, RuleScope, RuleSumOutOfRange, Terms
from moli.settlement.services.setting_rules import (
    RuleBeforeAnother,
    RuleScopeUnknown,
    RuleWithoutSource,
    Scope,
    set_rule,
)
from tests.factories import NOW, TESTER, TODAY
from tests.factories.orders import tea_box
from tests.factories.settlement import general_rule
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def _set(
    scope: Scope,
    *,
    terms: Terms | None = None,
    from_on: date = TODAY,
    source: str = "合同",
) -> WaterfallRule:
    return set_rule(
        scope=scope,
        terms=terms or Terms(commission_per_mille=30),
        from_on=from_on,
        source=source,
        by=TESTER,
        at=NOW,
    )


def test_the_same_rule_again_is_the_row_there_is() -> None:
    row = general_rule()

    with unchanged():
        assert general_rule() == row


def test_a_new_rule_ends_the_one_before_on_its_first_day() -> None:
    old = general_rule()

    new = _set(Scope())

    old.refresh_from_db()
    assert (old.to_on, new.from_on, new.to_on) == (TODAY, TODAY, None)


def test_a_rule_does_not_begin_before_the_one_in_force() -> None:
    _set(Scope())

    with refused(RuleBeforeAnother, field="from_on", from_on="2016-09-12"):
        _set(Scope(), from_on=TODAY - timedelta(days=1))
    with refused(RuleBeforeAnother, field="from_on", from_on="2016-09-12"):
        _set(Scope(), terms=Terms(commission_per_mille=20))


def test_rules_of_different_scopes_stand_beside_each_other() -> None:
    article = tea_box()
    _set(Scope())
    _set(Scope(RuleScope.PRODUCT, article.product.code))
    _set(Scope(RuleScope.ARTICLE, article.code))

    assert WaterfallRule.objects.in_force(on=TODAY).count() == 3


@pytest.mark.parametrize(
    "scope",
    [
        Scope(RuleScope.PRODUCT, "nothing"),
        Scope(RuleScope.ARTICLE, "nothing"),
        Scope(RuleScope.GENERAL, "nothing"),
    ],
)
def test_an_unknown_scope_is_refused(scope: Scope) -> None:
    with refused(RuleScopeUnknown, field="scope", value="nothing"):
        _set(scope)


def test_a_rule_without_a_source_or_out_of_range_is_refused() -> None:
    with refused(RuleWithoutSource, field="source"):
        _set(Scope(), source=" ")
    with refused(RateOutOfRange, field="commission_per_mille", max_mille=200):
        _set(Scope(), terms=Terms(commission_per_mille=500))
    with refused(RuleSumOutOfRange, field="fen", max_fen=1_000_000):
        _set(Scope(), terms=Terms(commission_per_mille=0, transport_fen_per_kg=-1))
