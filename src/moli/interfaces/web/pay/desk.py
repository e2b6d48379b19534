"""The office's desk of money that is owed back, and of payments that fit nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from moli.gateways.payment import Channel, RefundState
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.payouts.doors import payer_reach
from moli.interfaces.words.labels import label
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.orders.queries.puzzles import payment_puzzles
from moli.orders.queries.repayments import all_repayments, repayments_by_hand, repayments_stuck
from moli.orders.rules.charging import Puzzle
from moli.orders.rules.paying import RefundReason
from moli.orders.services.repaying import repaid_by_hand

_PUZZLES_SHOWN: Final = 50
_SLIP_SIGNS_MAX: Final = 80


class SlipForm(forms.Form):
    """The number of the slip under which the office sent a refund back."""

    use_required_attribute = False

    def __init__(self, refund_id: int, data: Any = None) -> None:
        super().__init__(data, auto_id=f"refund-{refund_id}-%s")
        self.fields["slip_no"] = forms.CharField(
            label=gettext("银行回单或收据的号码"), max_length=_SLIP_SIGNS_MAX, required=False
        )


@dataclass(frozen=True)
class _Owed:
    """One refund that waits for the office, or on which a channel is stuck."""

    refund_id: int
    number: str
    total_fen: int
    since: datetime
    reason: str
    channel: str
    kind: str
    fault: str
    form: SlipForm


@dataclass(frozen=True)
class _Odd:
    """One payment that fits nothing of ours."""

    at: datetime
    channel: str
    reference: str
    puzzle: str
    number: str
    value_fen: int
    order_fen: int


@require_safe
def desk(request: MoliRequest) -> HttpResponse:
    """What the office sends back by hand, what a channel could not, and what puzzles."""
    payer_reach(request)
    return _page(request)


@require_POST
def repaid(request: MoliRequest, pk: int) -> HttpResponse:
    """Note the slip under which a refund was sent back by hand; the same slip again is once."""
    payer_reach(request)
    # A refund that was never one of this desk has no address here.
    if not all_repayments().filter(refund=pk).exists():
        raise Http404
    form = SlipForm(pk, request.POST)
    if not form.is_valid():
        return _page(request, form=form, pk=pk)
    slip = form.cleaned_data["slip_no"]
    try:
        repaid_by_hand(refund_id=pk, slip_no=slip, by=request.standing.actor, at=clock.now())
    except Refusal as refusal:
        form.add_error("slip_no" if refusal.field == "slip_no" else None, sentence(refusal))
        return _page(request, form=form, pk=pk)
    messages.success(request, gettext("记下了：这笔款已经退给买家。"))
    return redirect("web:pay_desk")


def _page(request: MoliRequest, *, form: SlipForm | None = None, pk: int = 0) -> HttpResponse:
    """The desk; with the form that was refused in its place, or on top when its row has gone."""
    by_hand = [
        _owed(row, form=form if form and row.refund_id == pk else None)
        for row in repayments_by_hand()
    ]
    context = {
        "refused": form,
        "by_hand": by_hand,
        "stuck": [_owed(row) for row in repayments_stuck()],
        "odd": [_odd(event) for event in payment_puzzles()[:_PUZZLES_SHOWN]],
    }
    return render(request, "web/pay/desk.html", context, status=422 if form else 200)


def _owed(row: Any, *, form: SlipForm | None = None) -> _Owed:
    refund = row.refund
    return _Owed(
        refund_id=refund.pk,
        number=refund.order.number,
        total_fen=refund.total_fen,
        since=refund.at,
        reason=label(RefundReason(refund.reason)),
        channel=label(Channel(row.channel)),
        kind=label(RefundState(row.state)),
        fault=row.fault,
        form=form or SlipForm(refund.pk),
    )


def _odd(event: Any) -> _Odd:
    channel, _, reference = event.subject_key.partition(":")
    facts = event.facts
    return _Odd(
        at=event.at,
        channel=label(Channel(channel)),
        reference=reference,
        puzzle=label(Puzzle(facts["puzzle"])),
        number=facts["number"],
        value_fen=facts["value_fen"],
        order_fen=facts["order_fen"],
    )
