"""Ending the rule of an article or product: from then on the wider one holds."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from moli.audit.models import Event
from moli.settlement.models import WaterfallRule
from moli.settlement.queries.lines import rule_for
from moli.settlement.rules.waterfall import RuleScope, Terms
from moli.settlement.services.ending_rules import (
    GeneralRuleNotEnded,
    NoWiderRule,
    RuleEndsInThePast,
    RuleEndsTooEarly,
    end_rule,
)
from moli.settlement.services.setting_rules import Scope, set_rule
from tests.concurrency import at_once
from tests.factories import NOW, TESTER, TODAY
from tests.factories.orders import tea_box
from tests.factories.settlement import general_rule
from tests.unchanged import refused, unchanged

NEXT_WEEK = TODAY + timedelta(days=7)


def _rule(*, from_on: date = date(2016, 3, 1)) -> WaterfallRule:
    return set_rule(
        scope=Scope(RuleScope.ARTICLE, tea_box().code),
        terms=Terms(commission_per_mille=10),
        from_on=from_on,
        source="县供销社会议纪要",
        by=TESTER,
        at=NOW,
    )


def _end(rule: WaterfallRule, to_on: date = NEXT_WEEK) -> WaterfallRule:
    return end_rule(rule_id=rule.pk, to_on=to_on, on=TODAY, by=TESTER, at=NOW)


@pytest.mark.django_db
def test_after_its_end_the_wider_rule_holds() -> None:
    general, rule = general_rule(), _rule()

    _end(rule)

    article = tea_box()
    assert rule_for(article, on=NEXT_WEEK - timedelta(days=1)) == rule
    assert rule_for(article, on=NEXT_WEEK) == general
    assert Event.objects.filter(verb="settlement.end_rule").count() == 1


@pytest.mark.django_db
def test_an_end_stays_as_it_was_named_first() -> None:
    general_rule()
    rule = _end(_rule())

    with unchanged():
        assert _end(rule, TODAY).to_on == NEXT_WEEK


@pytest.mark.django_db
def test_what_would_leave_an_order_without_a_rule_is_refused() -> None:
    rule = _rule()
    with refused(NoWiderRule, field="to_on", to_on=NEXT_WEEK.isoformat()):
        _end(rule)

    general = general_rule()
    with refused(GeneralRuleNotEnded, field="rule"):
        _end(general)


@pytest.mark.django_db
def test_a_rule_ends_today_or_later_and_after_its_first_day() -> None:
    general_rule()
    rule = _rule()
    with refused(RuleEndsInThePast, field="to_on", today=TODAY.isoformat()):
        _end(rule, TODAY - timedelta(days=1))

    later = WaterfallRule.objects.filter(pk=rule.pk)
    later.update(from_on=NEXT_WEEK)
    with refused(RuleEndsTooEarly, field="to_on", from_on=NEXT_WEEK.isoformat()):
        _end(rule)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_one_rule_ended_from_ten_sides_ends_once() -> None:
    general_rule()
    rule = _rule()

    outcomes = at_once([partial(_end, rule)] * 10)

    assert all(each.ok for each in outcomes)
    assert Event.objects.filter(verb="settlement.end_rule").count() == 1
