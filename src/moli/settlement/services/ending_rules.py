"""Ending a rule of the waterfall without a new one: from then on the wider one holds."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.settlement.models import WaterfallRule
from moli.settlement.rules.waterfall import RuleScope


class GeneralRuleNotEnded(Refusal):
    """The general rule is replaced by another, never ended: every order needs one."""


class NoWiderRule(Refusal):
    """No general rule holds on the day from which this one would end."""


class RuleEndsTooEarly(Refusal):
    """A rule holds for a day at least."""


class RuleEndsInThePast(Refusal):
    """A rule ends today or later: what was settled by it stays."""


@transaction.atomic
def end_rule(*, rule_id: int, to_on: date, on: date, by: Actor, at: datetime) -> WaterfallRule:
    """End the rule of one article or product; from `to_on` on the wider rule holds.

    `on` is today. A rule that has an end already keeps it: a second call changes nothing. Refuses
    the general rule, a day that is past or not after the rule's first, and a day on which no
    general rule holds.
    """
    rules = WaterfallRule.objects.select_for_update(of=("self",)).order_by("pk")
    # The general rules first: nobody moves them while this looks at them.
    wider = list(rules.filter(scope=RuleScope.GENERAL).filter(Q(to_on=None) | Q(to_on__gt=to_on)))
    rule = rules.get(pk=rule_id)
    if rule.scope == RuleScope.GENERAL:
        raise GeneralRuleNotEnded(field="rule")
    if rule.to_on is not None:
        return rule
    if to_on < on:
        raise RuleEndsInThePast(field="to_on", today=on.isoformat())
    if to_on <= rule.from_on:
        raise RuleEndsTooEarly(field="to_on", from_on=rule.from_on.isoformat())
    if not any(each.from_on <= to_on for each in wider):
        raise NoWiderRule(field="to_on", to_on=to_on.isoformat())
    rule.to_on = to_on
    rule.save(update_fields=["to_on"])
    record(
        verb="settlement.end_rule",
        on=Subject("waterfall_rule", str(rule.pk)),
        by=by,
        at=at,
        scope=rule.scope,
        scope_key=rule.scope_key,
        to_on=to_on.isoformat(),
    )
    return rule
