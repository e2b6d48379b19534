"""Asking channels how charges stand, and closing those that nobody wants any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from moli.gateways.failures import GatewayFailed, GatewayFault
from moli.gateways.payment import Channel, PaymentGateway, PaymentState
from moli.kernel.actor import Actor
from moli.orders.models import Charge
from moli.orders.queries.charges import charges_to_ask
from moli.orders.rules.charging import ChargeTime, charge_time
from moli.orders.services.hearing import hear


@dataclass(frozen=True)
class Answers:
    """What came of asking: how many charges, and of these how many were paid, ended, silent."""

    asked: int = 0
    paid: int = 0
    ended: int = 0
    failed: int = 0


def ask_channels(
    *, gateways: Mapping[Channel, PaymentGateway], by: Actor, at: datetime, most: int = 200
) -> Answers:
    """Ask the channels about every charge that has not ended, the longest unasked first.

    What was paid is booked as if it had been reported. Of an order that waits no longer, or whose
    time is over, the charge is closed: *True* ends it. After *False* the channel may still be
    paid until the charge is over by both clocks, so it stays, and with it the order's units.
    A channel that does not answer is asked no more in this run, so that it keeps nothing else
    waiting; two hours after a charge was over it is given up, for no money comes any more and
    what came is found whenever the channel speaks again. No transaction is open while the network
    is waited for. Run twice it changes nothing more.
    """
    asked = paid = ended = failed = 0
    silent: set[str] = set()
    for charge in charges_to_ask(at=at, most=most):
        asked += 1
        time = charge_time(charge.order.state, expires_at=charge.expires_at, at=at)
        is_paid, is_ended, is_failed = False, time.is_given_up, True
        if charge.channel not in silent:
            try:
                is_paid, is_ended = _ask(charge, gateways, time, by=by, at=at)
                is_failed = False
            except GatewayFailed as failure:
                if failure.fault is GatewayFault.NO_ANSWER:
                    silent.add(charge.channel)
            Charge.objects.filter(pk=charge.pk).update(asked_at=at)
        if is_ended:
            Charge.objects.filter(pk=charge.pk, ended_at=None).update(ended_at=at)
        paid += is_paid
        ended += is_ended and not is_paid
        failed += is_failed
    return Answers(asked, paid, ended, failed)


def ask_about(*, charge_id: int, gateway: PaymentGateway, by: Actor, at: datetime) -> bool:
    """Ask a channel about one charge now; whether it was paid. GatewayFailed without an answer."""
    charge = Charge.objects.select_related("order").defer("order__phone", "order__address")
    found = charge.get(pk=charge_id)
    said = gateway.query(found.order.number, at=at)
    if said is None:
        return False
    hear(said=said, channel=gateway.channel, by=by, at=at)
    return said.state is PaymentState.PAID


def _ask(
    charge: Charge,
    gateways: Mapping[Channel, PaymentGateway],
    time: ChargeTime,
    *,
    by: Actor,
    at: datetime,
) -> tuple[bool, bool]:
    """Whether it was paid, and whether it has ended."""
    gateway = gateways.get(Channel(charge.channel))
    if gateway is None:
        # Its channel was switched off meanwhile: nobody can be asked.
        return False, time.is_given_up
    said = gateway.query(charge.order.number, at=at)
    if said is not None:
        hear(said=said, channel=gateway.channel, by=by, at=at)
        if said.state is not PaymentState.WAITING:
            return said.state is PaymentState.PAID, True
    if time.is_wanted:
        return False, False
    # The answer was no payment; so once the charge is over, none can come.
    return False, gateway.close(charge.order.number, at=at) or time.is_over
