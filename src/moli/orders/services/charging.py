"""Asking a channel to take money for an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from moli.gateways.payment import Channel, PaymentGateway
from moli.gateways.payment import Charge as Asked
from moli.orders.models import Charge, Order
from moli.orders.rules.charging import judge_charge
from moli.orders.rules.paying import OrderUnknown


@dataclass(frozen=True)
class Addresses:
    """What the payer reads, and where channel and payer come back to."""

    subject: str
    notify_url: str
    return_url: str


def start_charge(
    *, order_uid: UUID, gateway: PaymentGateway, addresses: Addresses, at: datetime
) -> Charge:
    """Ask a channel to take an order's sum until the time to pay is over.

    It is written down first, then the channel is asked, outside of any transaction; a second call
    answers with the first charge and asks nobody, unless the first got no answer: then the
    channel is asked again under the same number, which never charges twice. Refuses an order
    that does not wait, and one whose time is over. GatewayFailed when the channel did not do it.
    """
    charge = _written_down(order_uid, channel=gateway.channel, at=at)
    if charge.value:
        return charge
    order = charge.order
    started = gateway.start(
        Asked(
            order_no=order.number,
            total_fen=order.total_fen,
            subject=addresses.subject,
            notify_url=addresses.notify_url,
            return_url=addresses.return_url,
            expires_at=charge.expires_at,
        ),
        at=at,
    )
    # Two that started at once were given the same charge; either text pays it once.
    Charge.objects.filter(pk=charge.pk, value="").update(value=started.value)
    charge.refresh_from_db(fields=["value"])
    return charge


@transaction.atomic
def _written_down(order_uid: UUID, *, channel: Channel, at: datetime) -> Charge:
    """The charge of an order at a channel; the order's lock lets one of two make it."""
    order = (
        Order.objects.select_for_update(of=("self",))
        .defer("phone", "address")
        .filter(uid=order_uid)
        .first()
    )
    if order is None:
        raise OrderUnknown(field="order")
    charge = Charge.objects.filter(order=order, channel=channel).first()
    if charge is None or not charge.value:
        judge_charge(order.state, pay_until_at=order.pay_until_at, at=at)
    if charge is None:
        charge = Charge.objects.create(
            order=order, channel=channel, started_at=at, expires_at=order.pay_until_at
        )
    charge.order = order
    return charge
