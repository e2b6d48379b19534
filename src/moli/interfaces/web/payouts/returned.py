"""What the bank returned: change the account, then send it once more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.forms import known_key
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.payouts.doors import payer_reach
from moli.interfaces.web.payouts.rows import (
    HouseholdName,
    account_words,
    batch_name,
    names_of,
    reason_words,
)
from moli.interfaces.web.registry.forms import attempted
from moli.settlement.queries.batches import accounts_now, payout_ids, returned_payouts
from moli.settlement.queries.reach import MoneyReach
from moli.settlement.services.making_batches import send_again


@dataclass(frozen=True)
class ReturnedRow:
    """One payout that came back: why, from which account, and which stands now."""

    uid: UUID
    who: HouseholdName
    batch: str
    total_fen: int
    reason: str
    told_at: Any
    account: str
    account_now: str
    is_same: bool
    is_chosen: bool


@require_http_methods(["GET", "HEAD", "POST"])
def returned_payouts_page(request: MoliRequest) -> HttpResponse:
    """All that came back and waits; sent to, the chosen ones go into a batch of their own."""
    reach = payer_reach(request)
    if request.method == "POST":
        answer = _send(request, reach)
        if answer is not None:
            return answer
    sheet = sheet_of(request, returned_payouts(reach), picked={})
    chosen = request.POST.getlist("payout")
    context = {
        "sheet": sheet,
        "rows": _rows(list(sheet.rows), chosen=chosen),
        "request_key": request.POST.get("request_key") or uuid4(),
    }
    return render(request, "web/payouts/returned.html", context)


def _send(request: MoliRequest, reach: MoneyReach) -> HttpResponse | None:
    """Where the new batch is; nothing when it was refused, which the page tells."""
    key = request.POST.get("request_key", "")
    uids = [uid for uid in request.POST.getlist("payout") if known_key(uid)]
    if not known_key(key) or not uids:
        messages.error(request, gettext("还没有选，请在要重打的前面打勾。"))
        return None
    # Also those that are sent already: a second tap comes after the first made their batch.
    ids = payout_ids(reach, uids)
    made: list[Any] = []
    done = attempted(
        request,
        lambda: made.append(
            send_again(
                payout_ids=ids,
                request_key=UUID(key),
                by=request.standing.actor,
                at=clock.now(),
            )
        ),
    )
    if not done:
        return None
    messages.success(request, gettext("放进新的一批了，等另一位同事复核。"))
    return redirect("web:payout_batch", uid=made[0].uid)


def _rows(payouts: list[Any], *, chosen: list[str]) -> list[ReturnedRow]:
    names = names_of((row.household.key for row in payouts), links=True)
    now = accounts_now([row.household for row in payouts], on=clock.today())
    return [
        ReturnedRow(
            uid=row.uid,
            who=names[row.household.key],
            batch=batch_name(row.batch_id),
            total_fen=row.total_fen,
            reason=reason_words(row),
            told_at=row.told_at,
            account=account_words(row.bank_account),
            account_now=account_words(here) if (here := now.get(row.household_id)) else "",
            is_same=here is not None and here.pk == row.bank_account_id,
            is_chosen=str(row.uid) in chosen,
        )
        for row in payouts
    ]
