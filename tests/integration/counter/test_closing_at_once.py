"""A closing and a device that was away, at the same moment: nothing is counted twice or lost."""

from __future__ import annotations

from collections import Counter
from functools import partial
from uuid import uuid4

import pytest
from django.db.models import Sum

from moli.counter.models import CashMove, DayClosing
from moli.counter.rules.day_books import drawer_key
from moli.ledger.models import Account
from tests.concurrency import Outcome, at_once
from tests.factories import station
from tests.factories.drawers import closed, counted, parcel_fee

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def _names(outcomes: list[Outcome]) -> Counter[str]:
    return Counter("ok" if each.ok else type(each.error).__name__ for each in outcomes)


def _is_balanced(key: str) -> bool:
    closing = DayClosing.objects.get()
    moved = CashMove.objects.filter(station_key=key, on=closing.on)
    account = Account.objects.get(
        owner_kind=drawer_key(key).owner_kind, owner_key=key, kind=drawer_key(key).kind
    )
    sum_fen = moved.aggregate(fen=Sum("amount_fen"))["fen"]
    return sum_fen == closing.counted_fen == account.left_fen


def test_a_late_push_is_counted_by_the_closing_or_by_the_next() -> None:
    key = station().key
    parcel_fee(key, 600)
    said = counted(key)
    outcomes = at_once(
        [partial(closed, key, said=said), *[partial(parcel_fee, key, 100) for _ in range(5)]]
    )
    names = _names(outcomes[:1])
    assert names in (Counter(ok=1), Counter(DayFiguresChanged=1))
    assert all(each.ok for each in outcomes[1:])
    if names == Counter(DayFiguresChanged=1):
        closed(key)
    assert _is_balanced(key)
    assert CashMove.objects.aggregate(fen=Sum("amount_fen"))["fen"] == 1_100


def test_two_devices_close_a_day_once() -> None:
    key = station().key
    parcel_fee(key, 600)
    said = counted(key)
    outcomes = at_once([partial(closed, key, said=said) for _ in range(4)])
    assert _names(outcomes) == Counter(ok=1, DayClosedAlready=3)
    assert _is_balanced(key)


def test_one_closing_sent_by_many_lines_is_once() -> None:
    key, request_key = station().key, uuid4()
    parcel_fee(key, 600)
    said = counted(key)
    outcomes = at_once([partial(closed, key, said=said, key=request_key) for _ in range(4)])
    assert _names(outcomes) == Counter(ok=4)
    assert DayClosing.objects.count() == 1
