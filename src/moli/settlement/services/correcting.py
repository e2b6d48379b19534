"""Goods that come back after settlement: what was shared for them is taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.ledger.rules.chart import AccountKey, AccountKind
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.locking import lock_accounts
from moli.ledger.services.opening_accounts import accounts_for
from moli.ledger.services.posting import Line, post
from moli.orders.models import Order
from moli.settlement.models import Correction, Settlement, Share
from moli.settlement.queries.lines import FilledLine, filled_lines
from moli.settlement.rules.shares import ShareKind, Taker, account_key, household_account
from moli.settlement.rules.waterfall import shares_of
from moli.settlement.services.sharing import store_shares


@transaction.atomic
def correct_order(*, order_id: int, by: Actor, at: datetime) -> list[Correction]:
    """Bring the shares of a settled order to what its buyer has kept; the new corrections.

    Each line is shared anew, by the rule it was settled by, for the units that are left with the
    buyer; the differences are posted, a transfer a line. What a household has been paid already
    becomes its debt, which the next payout keeps back. A second call finds nothing to do, and so
    does one for an order that is not settled yet: its settlement counts what came back.
    """
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    settled = {
        row.line_id: row
        for row in Settlement.objects.filter(line__order=order).select_related("rule")
    }
    if not settled:
        return []
    _lock_households(settled.values())
    corrections = []
    for filled in filled_lines(order):
        settlement = settled[filled.line.pk]
        if filled.returned_units > _counted(settlement):
            corrections.append(_correct(order, settlement, filled, by=by, at=at))
    return corrections


def _lock_households(settlements: Iterable[Settlement]) -> None:
    """Lock what all lines are posted to: line by line, two people could wait in a ring."""
    rows = Share.objects.filter(settlement__in=settlements, kind=ShareKind.HOUSEHOLD)
    keys = set(rows.values_list("owner_key", flat=True))
    lock_accounts(household_account(key, AccountKind.PAYABLE) for key in keys)


def _counted(settlement: Settlement) -> int:
    newest = settlement.corrections.aggregate(newest=Max("returned_units"))["newest"]
    return int(newest or settlement.returned_units)


def _correct(
    order: Order, settlement: Settlement, filled: FilledLine, *, by: Actor, at: datetime
) -> Correction:
    changes = _changes(settlement, filled)
    on = timezone.localdate(at)
    returned = filled.returned_units
    transfer = post(
        reference=f"correct:{order.key}:{settlement.line_id}:{returned}",
        kind=TransferKind.CORRECTION,
        lines=_lines(changes),
        happened_on=on,
        by=by,
        at=at,
    )
    correction = Correction.objects.create(
        settlement=settlement,
        transfer=transfer,
        returned_units=returned,
        corrected_on=on,
        at=at,
    )
    store_shares(
        changes,
        settlement=settlement,
        household_ids=filled.household_ids,
        correction=correction,
    )
    record(
        verb="settlement.correct",
        on=Subject("order", order.key),
        by=by,
        at=at,
        units=returned,
        back_fen=changes[Taker(ShareKind.BUYER, order.key)],
    )
    return correction


def _changes(settlement: Settlement, filled: FilledLine) -> dict[Taker, int]:
    """What each taker gets more, or less, than up to now; together nothing."""
    changes: dict[Taker, int] = defaultdict(int)
    facts = replace(filled.facts, packaging_fen=settlement.packaging_fen)
    for taker, fen in shares_of(facts, settlement.rule.terms).items():
        changes[taker] += fen
    for share in settlement.shares.all():
        changes[share.taker] -= share.fen
    return {taker: fen for taker, fen in changes.items() if fen}


def _lines(changes: dict[Taker, int]) -> list[Line]:
    """Entries of a correction: what a household has no more to give becomes its debt."""
    sums: dict[AccountKey, int] = {account_key(taker): -fen for taker, fen in changes.items()}
    losing = [
        taker for taker, fen in changes.items() if taker.kind is ShareKind.HOUSEHOLD and fen < 0
    ]
    left = _left([account_key(taker) for taker in losing])
    for taker in losing:
        key = account_key(taker)
        short = sums[key] - left[key]
        if short > 0:
            sums[key] -= short
            sums[household_account(taker.owner_key, AccountKind.RECEIVABLE)] = short
    accounts = accounts_for(sums)
    return [Line(accounts[key], fen) for key, fen in sums.items() if fen]


def _left(keys: list[AccountKey]) -> dict[AccountKey, int]:
    """What accounts have left; they stay locked, so that it is true when it is posted."""
    return {key: account.left_fen or 0 for key, account in lock_accounts(keys).items()}
