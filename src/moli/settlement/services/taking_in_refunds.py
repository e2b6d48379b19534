"""Money of orders that were cancelled, paid twice or paid too late comes into the books."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from moli.kernel.actor import Actor
from moli.ledger.models import Transfer
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.opening_accounts import accounts_for
from moli.ledger.services.posting import Line, post
from moli.orders.models import Order
from moli.settlement.queries.refunds import ARRIVED, refunds_not_arrived
from moli.settlement.rules.shares import ShareKind, Taker, account_key, channel_account


@transaction.atomic
def take_in_refunds(*, order_id: int, by: Actor, at: datetime) -> list[Transfer]:
    """Bring the payments of an order that go back whole into the books; what was not there yet.

    Each stands with the channel that took it, and to the credit of the order until it is given
    back (`pay_back`, which does this first). A second call finds nothing; two at once wait for
    each other.
    """
    # Only what is needed: the buyer's phone and address are not opened for it.
    order = Order.objects.select_for_update(of=("self",)).only("pk", "uid").get(pk=order_id)
    transfers = []
    due = refunds_not_arrived().filter(order=order).select_related("payment")
    for refund in due.order_by("pk"):
        payment = refund.payment
        if payment is None:
            raise RuntimeError(f"refund {refund.pk} is of no payment")
        buyer = account_key(Taker(ShareKind.BUYER, order.key))
        channel = channel_account(payment.channel)
        accounts = accounts_for([buyer, channel])
        transfers.append(
            post(
                reference=f"{ARRIVED}{payment.pk}",
                kind=TransferKind.PAYMENT,
                lines=[
                    Line(accounts[channel], payment.total_fen),
                    Line(accounts[buyer], -payment.total_fen),
                ],
                happened_on=timezone.localdate(at),
                by=by,
                at=at,
            )
        )
    return transfers
