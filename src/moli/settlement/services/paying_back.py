"""Giving a buyer back the price of goods that came back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.ledger.models import Transfer
from moli.ledger.rules.chart import AccountKey
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.opening_accounts import accounts_for
from moli.ledger.services.posting import Line, post
from moli.orders.models import Refund
from moli.settlement.models import Settlement
from moli.settlement.rules.shares import ShareKind, Taker, account_key, channel_account


class RefundNotInTheBooks(Refusal):
    """Only what came back of a settled order is given back from the books."""


@transaction.atomic
def pay_back(*, refund_id: int, by: Actor, at: datetime) -> Transfer:
    """Note that a channel has given a buyer back the price of goods; twice is once.

    Refuses a refund of a payment that was never settled (cancelled, paid twice, paid too late:
    that money never was in the books), and more than settlement and corrections left to the
    buyer.
    """
    refund = (
        Refund.objects.select_for_update(of=("self",)).select_related("order").get(pk=refund_id)
    )
    order = refund.order
    is_settled = Settlement.objects.filter(line__order=order).exists()
    if refund.payment_id is not None or not is_settled:
        raise RefundNotInTheBooks(field="refund")
    payment = order.payments.get(refund=None)
    buyer: AccountKey = account_key(Taker(ShareKind.BUYER, order.key))
    channel = channel_account(payment.channel)
    accounts = accounts_for([buyer, channel])
    return post(
        reference=f"refund:{refund.pk}",
        kind=TransferKind.REFUND,
        lines=[Line(accounts[buyer], refund.total_fen), Line(accounts[channel], -refund.total_fen)],
        happened_on=timezone.localdate(at),
        by=by,
        at=at,
    )
