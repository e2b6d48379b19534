"""One batch: who made it, what to look at before approving, its payouts, what the bank said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.payouts.doors import batch_to_act_on, batch_to_read
from moli.interfaces.web.payouts.rows import (
    HouseholdName,
    batch_name,
    batch_row,
    names_of,
    payout_rows,
)
from moli.interfaces.web.registry.forms import attempted
from moli.settlement.queries.batches import payouts_of
from moli.settlement.queries.flags import BatchFlags, batch_flags
from moli.settlement.rules.bank_numbers import masked_number
from moli.settlement.rules.payouts import OUTLIER_TIMES, BatchState
from moli.settlement.services.approving_batches import approve_batch as approve
from moli.settlement.services.making_batches import cancel_batch as cancel

# More of them are counted: who approves looks at the list of all payouts then.
FLAGS_SHOWN = 20


@dataclass(frozen=True)
class Flags:
    """What deserves a look, in words."""

    cards: Sequence[tuple[str, Sequence[tuple[HouseholdName, int]]]]
    outliers: Sequence[tuple[HouseholdName, int]]
    more: int
    times: int


@require_safe
def payout_batch(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The page of a batch; before it is approved with what to look at."""
    found, reach = batch_to_read(request, uid)
    sheet = sheet_of(request, payouts_of(found), picked={})
    state = BatchState(found.state)
    context = {
        "uid": found.uid,
        "row": batch_row(found),
        "sheet": sheet,
        "payouts": payout_rows(
            list(sheet.rows),
            batch=found.pk,
            first_place=sheet.rows.start_index(),
            links=reach.pays,
        ),
        "approved_at": found.approved_at,
        "results": list(found.results.order_by("pk")),
        "transfer": found.transfer,
        "is_made": state is BatchState.MADE,
        "is_approved": state is BatchState.APPROVED,
        "is_own": request.standing.actor.key == found.maker_key,
        "pays": reach.pays,
        "step": _step(found, state),
        "was_listed": bool(found.file_hash),
        "flags": _flags(batch_flags(found), links=reach.pays) if state is BatchState.MADE else None,
    }
    return render(request, "web/payouts/batch.html", context)


@require_POST
def approve_batch(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Approve a batch that somebody else made; a second tap changes nothing."""
    found = batch_to_act_on(request, uid)
    by, at = request.standing.actor, clock.now()
    if attempted(request, lambda: approve(batch_id=found.pk, by=by, at=at)):
        messages.success(request, gettext("复核好了，已经记账。接着把清单交给银行。"))
    return redirect("web:payout_batch", uid=uid)


@require_POST
def cancel_batch(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Give up a batch that nobody approved; a second tap changes nothing."""
    found = batch_to_act_on(request, uid)
    by, at = request.standing.actor, clock.now()
    if attempted(request, lambda: cancel(batch_id=found.pk, by=by, at=at)):
        told = gettext("%(batch)s作废了，里面的农户可以放进下一批。")
        messages.success(request, told % {"batch": batch_name(found.pk)})
    return redirect("web:payout_batch", uid=uid)


def _step(batch: Any, state: BatchState) -> int:
    """Which of made, approved, at the bank, told the batch waits for."""
    if state is not BatchState.APPROVED:
        return 2
    if not batch.file_hash:
        return 3
    return 4 if batch.sent_count else 5


def _flags(found: BatchFlags, *, links: bool) -> Flags | None:
    if not found.shared_cards and not found.outliers:
        return None
    cards, outliers = found.shared_cards[:FLAGS_SHOWN], found.outliers[:FLAGS_SHOWN]
    shown = [*(row for rows in cards for row in rows), *outliers]
    names = names_of((row.household.key for row in shown), links=links)
    return Flags(
        cards=[
            (
                masked_number(rows[0].bank_account.number),
                [(names[row.household.key], row.total_fen) for row in rows],
            )
            for rows in cards
        ],
        outliers=[(names[row.household.key], row.total_fen) for row in outliers],
        more=len(found.shared_cards) - len(cards) + len(found.outliers) - len(outliers),
        times=OUTLIER_TIMES,
    )
