"""Giving a buyer money back: for goods that came back, or a payment whole."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.gateways.payment import Channel, RefundState
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.ledger.models import Transfer
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.opening_accounts import accounts_for
from moli.ledger.services.posting import Line, post
from moli.orders.models import Order, Refund
from moli.settlement.models import PaidBack
from moli.settlement.queries.refunds import buyers_left
from moli.settlement.rules.shares import ShareKind, Taker, account_key, channel_account
from moli.settlement.services.taking_in_refunds import take_in_refunds


class RefundNotInTheBooks(Refusal):
    """Nothing stands to a buyer's credit for goods before their order is settled and corrected."""


class PaidBackReferenceTaken(Refusal):
    """The channel's number stands for another refund."""


@transaction.atomic
def pay_back(*, refund_id: int, by: Actor, at: datetime, channel_reference: str = "") -> PaidBack:
    """Note that a channel has given a buyer money back, and book it; twice is once.

    `channel_reference` is the channel's number of it; what was sent back through a channel, or by
    the office's hand, brings its own. A payment that goes back whole is taken into the books first
    when it is not there yet. Refuses
    the price of goods before settlement or its correction left it to the buyer, and a channel's
    number that stands for another refund.
    """
    rows = Refund.objects.select_related("order", "payment", "repayment")
    refund = rows.defer("order__phone", "order__address").get(pk=refund_id)
    # Whoever settles, corrects or pays back the same order waits here.
    Order.objects.select_for_update(of=("self",)).only("pk").get(pk=refund.order_id)
    known = PaidBack.objects.filter(refund=refund).first()
    if known is not None:
        return known
    number = channel_reference.strip() or _told(refund)
    channel = _judged(refund, number, by=by, at=at)
    row = PaidBack(
        refund=refund,
        transfer=_post(refund, channel, by=by, at=at),
        channel=channel,
        channel_reference=number,
        total_fen=refund.total_fen,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    _keep(row)
    record(
        verb="settlement.pay_back",
        on=Subject("order", refund.order.key),
        by=by,
        at=at,
        total_fen=refund.total_fen,
    )
    return row


def _keep(row: PaidBack) -> None:
    try:
        # A savepoint, so that it can be asked below why the database would not have it.
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if _same(row.channel, row.channel_reference).exists():
            # The number was noted at this very moment for another refund.
            raise PaidBackReferenceTaken(field="channel_reference") from error
        raise


def _same(channel: str, number: str) -> QuerySet[PaidBack]:
    """What a channel's number stands for; one without a number is like no other."""
    rows = PaidBack.objects.filter(channel=channel, channel_reference=number)
    return rows.exclude(channel_reference="")


def _told(refund: Refund) -> str:
    """The number under which it was sent back; nothing when nobody has said so."""
    repayment = getattr(refund, "repayment", None)
    if repayment is None or repayment.state != RefundState.DONE:
        return ""
    return str(repayment.slip_no or repayment.number)


def _judged(refund: Refund, reference: str, *, by: Actor, at: datetime) -> Channel:
    """The channel through which it goes back, when the books can give it."""
    if refund.payment is not None:
        take_in_refunds(order_id=refund.order_id, by=by, at=at)
        channel = Channel(refund.payment.channel)
    elif buyers_left([refund.order_id])[refund.order_id] < refund.total_fen:
        raise RefundNotInTheBooks(field="refund")
    else:
        channel = Channel(refund.order.payments.get(refund=None).channel)
    if _same(channel, reference).exists():
        raise PaidBackReferenceTaken(field="channel_reference")
    return channel


def _post(refund: Refund, channel: Channel, *, by: Actor, at: datetime) -> Transfer:
    buyer = account_key(Taker(ShareKind.BUYER, refund.order.key))
    held = channel_account(channel)
    accounts = accounts_for([buyer, held])
    return post(
        reference=f"refund:{refund.pk}",
        kind=TransferKind.REFUND,
        lines=[Line(accounts[buyer], refund.total_fen), Line(accounts[held], -refund.total_fen)],
        happened_on=timezone.localdate(at),
        by=by,
        at=at,
    )
