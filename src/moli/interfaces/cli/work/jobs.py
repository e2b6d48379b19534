"""The jobs that are due by the clock, in the order in which one makes work for the next.

A job asks its room what is due and does it piece by piece, each in a transaction of its own. What
is refused stays and is asked again next time; it never keeps the rest waiting.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from moli.counter.queries.retention import households_to_forget
from moli.counter.services.forgetting import forget_household, forget_people
from moli.households.queries.retention import due_for_erasure
from moli.interfaces.payments import gateways
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.orders.services.asking import ask_channels
from moli.orders.services.expiring import expire_orders
from moli.orders.services.forgetting import forget_buyers
from moli.orders.services.repaying import send_back
from moli.pairing.queries.erased import words_to_forget
from moli.pairing.services.forgetting import forget_words
from moli.party.services.forgetting import forget_members
from moli.settlement.queries.due import (
    accounts_to_forget,
    correctable_orders,
    is_month_to_state,
    orders_with_refunds_to_take_in,
    refunds_to_note,
    settleable_deliveries,
    settleable_orders,
)
from moli.settlement.services.correcting import correct_order
from moli.settlement.services.forgetting import forget_accounts
from moli.settlement.services.paying_back import pay_back
from moli.settlement.services.settling import settle_order
from moli.settlement.services.settling_deliveries import settle_delivery
from moli.settlement.services.stating import draw_up_statements
from moli.settlement.services.taking_in_refunds import take_in_refunds

logger = logging.getLogger(__name__)
# A month is stated in the first days of the next; a machine that stood still has a week for it.
_STATE_UNTIL_DAY: Final = 7
WORKER: Final = Actor(key="system:work", name="到点自动")

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Job:
    """One thing that is due by the clock. It returns what it did, in counts."""

    name: str
    run: Callable[[datetime], Counts]


def _ask_channels(at: datetime) -> Counts:
    return vars(ask_channels(gateways=gateways(), by=WORKER, at=at))


def _expire_orders(at: datetime) -> Counts:
    return {"expired": expire_orders(by=WORKER, at=at)}


def _settle_orders(at: datetime) -> Counts:
    due = _in_turn(settleable_orders)
    return _each(due, lambda pk: settle_order(order_id=pk, by=WORKER, at=at))


def _settle_deliveries(at: datetime) -> Counts:
    due = _in_turn(settleable_deliveries)
    return _each(due, lambda pk: settle_delivery(delivery_id=pk, by=WORKER, at=at))


def _correct_orders(at: datetime) -> Counts:
    due = _in_turn(correctable_orders)
    return _each(due, lambda pk: correct_order(order_id=pk, by=WORKER, at=at))


def _take_in_refunds(at: datetime) -> Counts:
    due = _in_turn(orders_with_refunds_to_take_in)
    return _each(due, lambda pk: take_in_refunds(order_id=pk, by=WORKER, at=at))


def _send_back(at: datetime) -> Counts:
    return vars(send_back(gateways=gateways(), by=WORKER, at=at))


def _note_refunds(at: datetime) -> Counts:
    due = _in_turn(refunds_to_note)
    return _each(due, lambda pk: pay_back(refund_id=pk, by=WORKER, at=at))


def _draw_up_statements(at: datetime) -> Counts:
    today = timezone.localdate(at)
    last_month = today.replace(day=1) - timedelta(days=1)
    if today.day > _STATE_UNTIL_DAY or not is_month_to_state(last_month):
        return {"done": 0}
    return {"done": draw_up_statements(month=last_month, by=WORKER, at=at)}


def _forget_buyers(at: datetime) -> Counts:
    return {"done": forget_buyers(by=WORKER, at=at)}


def _forget_members(at: datetime) -> Counts:
    return {"done": forget_members(by=WORKER, at=at)}


def _forget_accounts(at: datetime) -> Counts:
    return _each(
        accounts_to_forget(), lambda pk: forget_accounts(household_id=pk, by=WORKER, at=at)
    )


def _forget_words(at: datetime) -> Counts:
    return _each(words_to_forget(), lambda pk: forget_words(household_id=pk, by=WORKER, at=at))


def _forget_at_counters(at: datetime) -> Counts:
    return {"done": forget_people(by=WORKER, at=at)}


def _forget_households_at_counters(at: datetime) -> Counts:
    return _each(
        households_to_forget(), lambda pk: forget_household(household_id=pk, by=WORKER, at=at)
    )


def _count_erasures(at: datetime) -> Counts:
    """Two people erase a household: one withdrew it, another one decides. So this only counts."""
    return {"waiting": len(due_for_erasure(timezone.localdate(at)))}


def _in_turn(due: Callable[..., list[int]]) -> Iterator[int]:
    """All that is due, some at a time: what is refused meanwhile is passed over, not asked anew."""
    after = 0
    while ids := due(after=after):
        yield from ids
        after = ids[-1]


def _each(due: Iterable[int], act: Callable[[int], object]) -> Counts:
    """Do each; what its service refuses is counted and left for the next time.

    One that fails keeps none of the others waiting, but the job has failed with its first error.
    """
    done = refused = 0
    failure: Exception | None = None
    for pk in due:
        try:
            act(pk)
            done += 1
        except Refusal as refusal:
            logger.info("%s is not done: %s", pk, type(refusal).__name__)
            refused += 1
        except Exception as error:  # noqa: BLE001 - raised when the others are done
            failure = failure or error
    if failure is not None:
        raise failure
    return {"done": done, "refused": refused}


JOBS: Final[tuple[Job, ...]] = (
    # First what may still be paid, so that nothing paid expires.
    Job("ask_channels", _ask_channels),
    Job("expire_orders", _expire_orders),
    Job("settle_orders", _settle_orders),
    Job("settle_deliveries", _settle_deliveries),
    Job("correct_orders", _correct_orders),
    Job("take_in_refunds", _take_in_refunds),
    Job("send_back", _send_back),
    Job("note_refunds", _note_refunds),
    Job("draw_up_statements", _draw_up_statements),
    Job("forget_buyers", _forget_buyers),
    Job("forget_members", _forget_members),
    Job("forget_accounts", _forget_accounts),
    Job("forget_words", _forget_words),
    Job("forget_at_counters", _forget_at_counters),
    Job("forget_households_at_counters", _forget_households_at_counters),
    Job("count_erasures", _count_erasures),
)
