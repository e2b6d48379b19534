"""Charges at payment channels: when one may start, when it is over, and when it is given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from moli.kernel.refusal import Refusal
from moli.orders.rules.states import OrderState

# A channel takes no charge that ends at once, and nobody pays in less.
CHARGE_LEAST = timedelta(minutes=2)
# A channel reports within seconds; it is asked when it has not.
ASK_AFTER = timedelta(minutes=1)
# So far the clocks of a channel and of us may be apart.
CLOCKS_APART = timedelta(minutes=2)
# A channel that has not answered for so long after a charge was over: the units go back on sale.
GIVE_UP_AFTER = timedelta(hours=2)
# A refund that runs, or to which the channel said no, is asked for again after this.
ASK_REFUND_AGAIN = timedelta(minutes=10)
# Under this verb the trail tells the office of a payment that fits nothing.
PUZZLE_VERB = "orders.payment_puzzles"
SLIP_SIGNS_MAX = 80
ORDER_WAITS = frozenset({OrderState.PLACED})


class OrderNotWaiting(Refusal):
    """An order that is paid, cancelled or expired is not charged for."""


class TooLateToCharge(Refusal):
    """The time to pay is over, or so nearly that no channel would take a charge."""


class RepaymentNotByHand(Refusal):
    """What a channel sends back, or has sent back, is not sent again by the office."""


class SlipTaken(Refusal):
    """The number of a slip stands for another repayment."""


class SlipMissing(Refusal):
    """What is sent back by hand has a slip with a number."""


class SlipTooLong(Refusal):
    """The number of a slip has more signs than any bank's; cut, it would stand for another."""


class Puzzle(StrEnum):
    """What a person has to look at in a payment that is proven but fits nothing of ours."""

    AMOUNT = "AMOUNT"  # another sum than the order's
    UNKNOWN_ORDER = "UNKNOWN_ORDER"
    REFERENCE = "REFERENCE"  # the channel's number stands for another payment
    SENT_BACK = "SENT_BACK"  # the channel sent back what we never booked


@dataclass(frozen=True)
class ChargeTime:
    """How a charge stands at a moment."""

    is_wanted: bool  # its order still waits, and has time
    is_over: bool  # by every clock
    is_given_up: bool


def judge_charge(state: str, *, pay_until_at: datetime, at: datetime) -> None:
    """Refuse a charge for an order that does not wait, or whose time is over."""
    if OrderState(state) not in ORDER_WAITS:
        raise OrderNotWaiting(field="order", order_state=OrderState(state))
    if pay_until_at - at < CHARGE_LEAST:
        raise TooLateToCharge(field="order")


def charge_time(state: str, *, expires_at: datetime, at: datetime) -> ChargeTime:
    """How a charge of an order in this state stands."""
    return ChargeTime(
        is_wanted=OrderState(state) in ORDER_WAITS and at < expires_at,
        is_over=at >= expires_at + CLOCKS_APART,
        is_given_up=at >= expires_at + GIVE_UP_AFTER,
    )


def refund_number(order_number: str, *, refund_id: int) -> str:
    """The number under which a refund is asked of a channel, always the same."""
    return f"{order_number}R{refund_id}"
