"""The next version of what holds for a time, also when several enter it at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db.models import Model

from moli.households.models import Standard
from moli.households.rules.reference import known_standards
from moli.households.services.setting_standards import StandardFacts, set_standard
from moli.insights.models import Target
from moli.insights.rules.plans import Indicator
from moli.insights.services.setting_targets import set_target
from moli.kernel.certainty import Certainty
from moli.pairing.models import PairingRule
from moli.pairing.rules.content import known_terms
from moli.pairing.services.setting_rules import set_pairing_rule
from moli.settlement.models import WaterfallRule
from moli.settlement.rules.waterfall import Terms
from moli.settlement.services.setting_rules import Scope, set_rule
from tests.concurrency import at_once
from tests.factories import NOW, TESTER

BEFORE, THEN = date(2030, 1, 1), date(2030, 7, 1)
SOURCE = "县委〔2016〕1 号"


def _target(on: date) -> Target:
    return set_target(
        indicator=Indicator.VENUES_WITH_STATION,
        target_per_mille=500,
        source=SOURCE,
        from_on=on,
        by=TESTER,
        at=NOW,
    )


def _pairing_rule(on: date) -> PairingRule:
    known = next(iter(known_terms()))
    rule = type(known)(known.pairing_kind, on, known.content, SOURCE, Certainty.WEAK)
    return set_pairing_rule(rule=rule, by=TESTER, at=NOW)


def _waterfall_rule(on: date) -> WaterfallRule:
    terms = Terms(commission_per_mille=30)
    return set_rule(scope=Scope(), terms=terms, from_on=on, source=SOURCE, by=TESTER, at=NOW)


def _standard(on: date) -> Standard:
    known = next(iter(known_standards()))
    facts = StandardFacts(**{**vars(known), "from_on": on, "version": str(on)})
    return set_standard(facts=facts, by=TESTER, at=NOW)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("enter", [_target, _pairing_rule, _waterfall_rule, _standard])
def test_a_version_that_several_enter_at_once_is_one_row(enter: Callable[[date], Any]) -> None:
    first: Model = enter(BEFORE)

    outcomes = at_once([partial(enter, THEN)] * 3)

    assert [each.error for each in outcomes] == [None] * 3
    rows = list(type(first).objects.filter(from_on__gte=BEFORE).order_by("from_on"))  # type: ignore[attr-defined]
    assert [(row.from_on, row.to_on) for row in rows] == [(BEFORE, THEN), (THEN, None)]
    assert {each.result for each in outcomes} == {rows[1]}
