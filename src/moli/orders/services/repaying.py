"""Sending back what is owed to buyers: by the channel that took it, or by the office's hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from moli.audit.services.recording import Subject, record
from moli.gateways.failures import GatewayFailed, GatewayFault
from moli.gateways.payment import Channel, PaymentGateway, RefundState
from moli.gateways.payment import Refund as Asked
from moli.kernel.actor import Actor
from moli.orders.models import Payment, Refund, Repayment
from moli.orders.queries.repayments import refunds_to_send
from moli.orders.rules.charging import (
    SLIP_SIGNS_MAX,
    RepaymentNotByHand,
    SlipMissing,
    SlipTaken,
    SlipTooLong,
    refund_number,
)

_BY_OFFICE = frozenset({RefundState.BY_HAND, RefundState.FAILED})


@dataclass(frozen=True)
class SentBack:
    """What came of asking: how many refunds, and how many of these are done, or failed."""

    asked: int = 0
    done: int = 0
    by_hand: int = 0
    failed: int = 0


def send_back(
    *, gateways: Mapping[Channel, PaymentGateway], by: Actor, at: datetime, most: int = 100
) -> SentBack:
    """Ask the channels to send back what is owed, and how what they were asked for stands.

    Each refund has a number of its own that never changes, so asking again sends nothing more.
    What was paid at the station or by bank transfer waits for the office (`repaid_by_hand`), as
    does what a channel cannot send. A no of the channel is kept as its code and asked again
    later; one that does not answer is asked no more in this run, and what it would have been asked
    for waits its time as if it had been, so that it holds back no other's. Two runs at once ask
    twice and send once.
    """
    asked = done = by_hand = failed = 0
    silent: set[str] = set()
    for refund in refunds_to_send(at=at, most=most):
        asked += 1
        channel = _payment_of(refund).channel
        state = None
        if channel in silent:
            row = _written_down(refund, at=at)
            _note(row, None, fault=GatewayFault.NO_ANSWER, by=by, at=at)
        else:
            state, is_silent = _send(refund, gateways, by=by, at=at)
            silent |= {channel} if is_silent else set()
        done += state is RefundState.DONE
        by_hand += state is RefundState.BY_HAND
        failed += state in {None, RefundState.FAILED}
    return SentBack(asked, done, by_hand, failed)


@transaction.atomic
def repaid_by_hand(*, refund_id: int, slip_no: str, by: Actor, at: datetime) -> Repayment:
    """Note that the office has sent a refund back, under the number of its slip.

    The same slip again answers with the first call. Refuses a missing slip, one that is too long
    or stands for another repayment, and a refund that a channel sends back or that is sent back
    already.
    """
    slip = slip_no.strip()
    if not slip:
        raise SlipMissing(field="slip_no")
    if len(slip) > SLIP_SIGNS_MAX:
        raise SlipTooLong(field="slip_no", signs_max=SLIP_SIGNS_MAX)
    row = Repayment.objects.select_for_update(of=("self",)).get(refund=refund_id)
    if row.state == RefundState.DONE and row.slip_no == slip:
        return row
    if row.state not in _BY_OFFICE:
        raise RepaymentNotByHand(field="refund")
    if Repayment.objects.filter(slip_no=slip).exists():
        raise SlipTaken(field="slip_no")
    row.slip_no, row.by_key, row.by_name = slip, by.key, by.name
    _become(row, RefundState.DONE, by=by, at=at)
    return row


def _send(
    refund: Refund, gateways: Mapping[Channel, PaymentGateway], *, by: Actor, at: datetime
) -> tuple[RefundState | None, bool]:
    """How the refund stands now, None without an answer; and whether its channel is silent."""
    row = _written_down(refund, at=at)
    if row.channel == Channel.OFFLINE:
        return RefundState(row.state), False
    gateway = gateways.get(Channel(row.channel))
    fault = "OFF" if gateway is None else ""
    state: RefundState | None = None
    is_silent = False
    if gateway is not None:
        asked = Asked(
            order_no=refund.order.number,
            refund_no=row.number,
            refund_fen=refund.total_fen,
            total_fen=refund.order.total_fen,
        )
        try:
            known = gateway.query_refund(asked, at=at)
            state = (known or gateway.refund(asked, at=at)).state
        except GatewayFailed as failure:
            fault = str(failure.detail or failure.fault)
            is_silent = failure.fault is GatewayFault.NO_ANSWER
    _note(row, state, fault=fault, by=by, at=at)
    return state, is_silent


def _written_down(refund: Refund, *, at: datetime) -> Repayment:
    channel = _payment_of(refund).channel
    is_offline = channel == Channel.OFFLINE
    try:
        with transaction.atomic():
            return Repayment.objects.get_or_create(
                refund=refund,
                defaults={
                    "number": refund_number(refund.order.number, refund_id=refund.pk),
                    "channel": channel,
                    "state": RefundState.BY_HAND if is_offline else RefundState.RUNNING,
                    "asked_at": at,
                },
            )[0]
    except IntegrityError:
        return Repayment.objects.get(refund=refund)


def _payment_of(refund: Refund) -> Payment:
    """What the refund gives back: a payment whole, or part of the one that paid the order."""
    return refund.payment or refund.order.payments.get(refund=None)


@transaction.atomic
def _note(
    row: Repayment, state: RefundState | None, *, fault: str, by: Actor, at: datetime
) -> None:
    row = Repayment.objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.asked_at, row.fault = at, fault
    row.save(update_fields=["asked_at", "fault"])
    # Another run may have heard more, and the office may have sent it by hand.
    if state is not None and row.state == RefundState.RUNNING and state != row.state:
        _become(row, state, by=by, at=at)


def _become(row: Repayment, state: RefundState, *, by: Actor, at: datetime) -> None:
    row.state = state
    row.done_at = at if state is RefundState.DONE else None
    row.save(update_fields=["state", "done_at", "slip_no", "by_key", "by_name"])
    record(
        verb="orders.send_back" if state is RefundState.DONE else "orders.send_back_failed",
        on=Subject("order", row.refund.order.key),
        by=by,
        at=at,
        channel=row.channel,
        total_fen=row.refund.total_fen,
    )
