"""What the package brings is entered in any county, once, beside what the county has of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command

from moli.audit.models import Event
from moli.households.models import Line, QualityRule, Standard
from moli.insights.models import Target
from moli.insights.rules.plans import Indicator
from moli.pairing.models import PairingRule
from moli.pairing.rules.kinds import PairingKind
from moli.party.models import PartyRule
from moli.party.rules.organisation import RuleKind
from moli.party.rules.standards import known_rules
from moli.party.services.setting_party_rules import set_party_rule
from tests.factories import NOW, TESTER
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db


def test_an_empty_county_gets_all_it_reckons_by_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("reference")

    assert set(PartyRule.objects.filter(to_on=None).values_list("kind", flat=True)) == set(RuleKind)
    in_force = PairingRule.objects.filter(to_on=None)
    assert set(in_force.values_list("pairing_kind", flat=True)) == set(PairingKind)
    targets = Target.objects.filter(to_on=None)
    assert set(targets.values_list("indicator", flat=True)) == set(Indicator)
    for model in (Line, Standard, QualityRule):
        assert model.objects.exists(), model
    assert Event.objects.filter(verb="party.set_rule", actor_key="system:cli").exists()
    with unchanged():
        call_command("reference")
    assert "县里自己录的没有动" in capsys.readouterr().out


def test_a_countys_own_later_rule_stays() -> None:
    rule = next(rule for rule in known_rules() if rule.kind == RuleKind.TERMS)
    own = replace(rule, from_on=date(2020, 1, 1), source="县委〔2020〕1号")
    kept = set_party_rule(rule=own, by=TESTER, at=NOW)

    call_command("reference")

    assert PartyRule.objects.get(kind=RuleKind.TERMS) == kept
