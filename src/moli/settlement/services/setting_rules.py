"""Entering by which rule prices are shared: a new rule ends the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.audit.services.versions import end_version, locked_version
from moli.catalogue.models import Product
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.orders.models import Article
from moli.settlement.models import WaterfallRule
from moli.settlement.rules.waterfall import RuleScope, Terms, judge_terms


class RuleWithoutSource(Refusal):
    """A rule names the decision or contract that it comes from."""


class RuleScopeUnknown(Refusal):
    """There is no such article or product; the general rule names none."""


class RuleBeforeAnother(Refusal):
    """A rule begins after the one in force, unless it says the same."""


@dataclass(frozen=True)
class Scope:
    """For what a rule holds: everything, or one product or article by its code."""

    kind: RuleScope = RuleScope.GENERAL
    key: str = ""


@transaction.atomic
def set_rule(
    *, scope: Scope, terms: Terms, from_on: date, source: str, by: Actor, at: datetime
) -> WaterfallRule:
    """Let a rule hold from a day on; the one in force for the same scope ends that day.

    The same rule from the same day again returns the row there is. What was settled keeps the
    rule that it was settled by. Refuses rates out of range, a rule without a source, an unknown
    scope, and a day that is not after the rule in force began.
    """
    judge_terms(terms)
    if not source.strip():
        raise RuleWithoutSource(field="source")
    _judge_scope(scope)
    now = locked_version(WaterfallRule.objects.filter(scope=scope.kind, scope_key=scope.key))
    if now is not None:
        if (now.from_on, now.terms, now.source) == (from_on, terms, source):
            return now
        end_version(now, on=from_on, too_early=RuleBeforeAnother)
    row = WaterfallRule.objects.create(
        scope=scope.kind, scope_key=scope.key, from_on=from_on, source=source, **vars(terms)
    )
    record(
        verb="settlement.set_rule",
        on=Subject("waterfall_rule", str(row.pk)),
        by=by,
        at=at,
        scope=scope.kind,
        scope_key=scope.key,
        commission_per_mille=terms.commission_per_mille,
        from_on=from_on.isoformat(),
    )
    return row


def _judge_scope(scope: Scope) -> None:
    if scope.kind is RuleScope.PRODUCT:
        is_known = Product.objects.filter(code=scope.key).exists()
    elif scope.kind is RuleScope.ARTICLE:
        is_known = Article.objects.filter(code=scope.key).exists()
    else:
        is_known = scope.key == ""
    if not is_known:
        raise RuleScopeUnknown(field="scope", value=scope.key)
