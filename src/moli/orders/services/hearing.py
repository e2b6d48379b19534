"""What a channel says of an order's payment, reported or asked for: booked once, or told."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from moli.audit.queries import trail_of
from moli.audit.services.recording import Subject, record
from moli.gateways.payment import Channel, PaymentState
from moli.gateways.payment import Payment as Said
from moli.kernel.actor import Actor
from moli.orders.models import Charge, Order, Payment
from moli.orders.rules.charging import PUZZLE_VERB, Puzzle
from moli.orders.rules.paying import AmountDiffers, PaymentFacts, PaymentReferenceTaken
from moli.orders.services.paying import record_payment


class Heard(StrEnum):
    """What came of it."""

    BOOKED = "BOOKED"  # the payment is written down, now or before
    PUZZLES = "PUZZLES"  # a person has to look: nothing is written down
    ENDED = "ENDED"  # no money comes any more
    NOTHING = "NOTHING"


def hear(*, said: Said, channel: Channel, by: Actor, at: datetime) -> Heard:
    """Take in what a channel says, once it is proven; twice is once, in any order.

    A payment of exactly the order's sum is booked by `record_payment` and ends its charge.
    Whatever was paid but does not fit (another sum, an order that we do not know, a number that
    stands for another payment, money sent back that we never booked) is booked nowhere and told
    to the office, once for each of the channel's numbers.
    """
    match said.state:
        case PaymentState.PAID:
            return _paid(said, channel=channel, by=by, at=at)
        case PaymentState.REFUNDED:
            return _sent_back(said, channel=channel, by=by, at=at)
        case PaymentState.CLOSED:
            return Heard.ENDED if _end(said.order_no, channel=channel, at=at) else Heard.NOTHING
        case PaymentState.WAITING:
            return Heard.NOTHING


def _paid(said: Said, *, channel: Channel, by: Actor, at: datetime) -> Heard:
    order = Order.objects.filter(number=said.order_no).only("pk", "uid", "total_fen").first()
    if order is None:
        return _tell(said, Puzzle.UNKNOWN_ORDER, order=None, channel=channel, by=by, at=at)
    facts = PaymentFacts(channel, said.transaction_no, said.total_fen)
    try:
        record_payment(order_uid=order.uid, facts=facts, by=by, at=at)
    except AmountDiffers:
        return _tell(said, Puzzle.AMOUNT, order=order, channel=channel, by=by, at=at)
    except PaymentReferenceTaken:
        return _tell(said, Puzzle.REFERENCE, order=order, channel=channel, by=by, at=at)
    _end(said.order_no, channel=channel, at=at)
    return Heard.BOOKED


def _sent_back(said: Said, *, channel: Channel, by: Actor, at: datetime) -> Heard:
    """Our own refunds are asked for under their numbers; this one tells of others only."""
    if Payment.objects.filter(channel=channel, reference=said.transaction_no).exists():
        return Heard.NOTHING
    order = Order.objects.filter(number=said.order_no).only("pk", "uid", "total_fen").first()
    _end(said.order_no, channel=channel, at=at)
    return _tell(said, Puzzle.SENT_BACK, order=order, channel=channel, by=by, at=at)


@transaction.atomic
def _tell(
    said: Said, puzzle: Puzzle, *, order: Order | None, channel: Channel, by: Actor, at: datetime
) -> Heard:
    """Write it into the trail, unless it is written; two at once wait for the order's lock."""
    if order is not None:
        Order.objects.select_for_update(of=("self",)).only("pk").get(pk=order.pk)
    subject = Subject("payment", f"{channel}:{said.transaction_no}"[:60])
    known = trail_of(kind=subject.kind, key=subject.key).filter(verb=PUZZLE_VERB)
    if not known.filter(facts__puzzle=puzzle).exists():
        record(
            verb=PUZZLE_VERB,
            on=subject,
            by=by,
            at=at,
            puzzle=puzzle,
            number=said.order_no,
            value_fen=said.total_fen,
            order_fen=order.total_fen if order else 0,
        )
    return Heard.PUZZLES


def _end(order_no: str, *, channel: Channel, at: datetime) -> bool:
    open_charges = Charge.objects.filter(order__number=order_no, channel=channel, ended_at=None)
    return bool(open_charges.update(ended_at=at))
