"""Which version of each of the Party's rules holds on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from moli.kernel.refusal import Refusal
from moli.party.models import PartyRule
from moli.party.rules import standards
from moli.party.rules.organisation import ActivityKind, RuleKind


class PartyRuleMissing(Refusal):
    """No version of the rule holds on that day: the county has to enter one."""


def sizes_on(on: date) -> standards.Sizes:
    """The sizes that hold on a day. Refuses a day without a rule, as all of these do."""
    return standards.sizes(_content(RuleKind.SIZES, on))


def terms_on(on: date) -> standards.Terms:
    """The terms that hold on a day."""
    return standards.terms(_content(RuleKind.TERMS, on))


def frequencies_on(on: date) -> dict[ActivityKind, int]:
    """How often each activity is held, by the rule of a day."""
    return standards.frequencies(_content(RuleKind.FREQUENCIES, on))


def quorum_on(on: date) -> standards.Quorum:
    """The quorum that holds on a day."""
    return standards.quorum(_content(RuleKind.QUORUM, on))


def rule_versions() -> QuerySet[PartyRule]:
    """Every version of every rule, by kind and the newest first."""
    return PartyRule.objects.order_by("kind", "-from_on")


def _content(kind: RuleKind, on: date) -> Mapping[str, Any]:
    row = PartyRule.objects.in_force(on=on).filter(kind=kind).order_by("-from_on").first()
    if row is None:
        raise PartyRuleMissing(field="rule", rule_kind=kind, day_on=on.isoformat())
    content: Mapping[str, Any] = row.content
    return content
