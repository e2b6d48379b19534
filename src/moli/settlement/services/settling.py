"""Settling an order: its payment is shared, line by line, in one transfer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.ledger.models import Transfer
from moli.orders.models import Order
from moli.orders.rules.states import FILLED_STATES, OrderState
from moli.settlement.models import Settlement, WaterfallRule
from moli.settlement.queries.lines import FilledLine, filled_lines, rule_for
from moli.settlement.rules.shares import ShareKind, Taker, channel_account
from moli.settlement.rules.waterfall import NothingLeftForHouseholds, shares_of
from moli.settlement.services.sharing import households_fen, post_split, store_shares


class OrderNotFilled(Refusal):
    """An order is settled when its boxes are packed: only then it is known whose they are."""


class NoWaterfallRule(Refusal):
    """No rule says how the price of an article is shared on this day."""


@dataclass(frozen=True)
class _Shared:
    """A line, the rule of its day, and who gets what."""

    filled: FilledLine
    rule: WaterfallRule
    shares: Mapping[Taker, int]


@transaction.atomic
def settle_order(*, order_id: int, by: Actor, at: datetime) -> list[Settlement]:
    """Share what was paid for an order among households and everybody else who has a part in it.

    Each line is shared by the rule of the day; the price of what has come back by now goes to the
    buyer. A second call answers with the first; two at once wait for each other. Refuses an order
    that is not packed, an article without a rule, and a rule that would leave households nothing.
    """
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    known = list(Settlement.objects.filter(line__order=order).order_by("pk"))
    if known:
        return known
    if order.state not in FILLED_STATES:
        raise OrderNotFilled(field="order", order_state=OrderState(order.state))
    on = timezone.localdate(at)
    lines = [_shared(filled, on=on) for filled in filled_lines(order)]
    # What was paid twice, or too late, is not the order's: a refund gives it back whole.
    payment = order.payments.get(refund=None)
    shares = [each.shares for each in lines]
    transfer = post_split(
        reference=f"settle:{order.key}",
        source=channel_account(payment.channel),
        shares=shares,
        by=by,
        at=at,
    )
    settlements = [_store(each, transfer=transfer, on=on, at=at) for each in lines]
    record(
        verb="settlement.settle",
        on=Subject("order", order.key),
        by=by,
        at=at,
        total_fen=order.total_fen,
        households_fen=households_fen(shares),
    )
    return settlements


def _shared(filled: FilledLine, *, on: date) -> _Shared:
    article = filled.line.article
    rule = rule_for(article, on=on)
    if rule is None:
        raise NoWaterfallRule(field="article", article=article.code, on=on.isoformat())
    shares = shares_of(filled.facts, rule.terms)
    if filled.facts.kept_units and not any(t.kind is ShareKind.HOUSEHOLD for t in shares):
        raise NothingLeftForHouseholds(field="article", article=article.code)
    return _Shared(filled, rule, shares)


def _store(each: _Shared, *, transfer: Transfer, on: date, at: datetime) -> Settlement:
    settlement = Settlement.objects.create(
        line=each.filled.line,
        rule=each.rule,
        transfer=transfer,
        packaging_fen=each.filled.facts.packaging_fen,
        returned_units=each.filled.returned_units,
        total_fen=each.filled.line.total_fen,
        settled_on=on,
        at=at,
    )
    store_shares(each.shares, settlement=settlement, household_ids=each.filled.household_ids)
    return settlement
