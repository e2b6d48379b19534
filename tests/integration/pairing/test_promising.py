"""Promises by a day, and measures until they are done or dropped."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import DatabaseError, transaction

from moli.audit.models import Event
from moli.pairing.models import Measure, Promise
from moli.pairing.rules.kinds import MeasureKind, PairingState, PromiseKind
from moli.pairing.services.locking import DayOutsidePairing, PairingMovedOn, PairingWordsMissing
from moli.pairing.services.promising import (
    AMOUNT_MAX,
    Intended,
    MeasureClosed,
    MeasureDueTooEarly,
    ProductOfSalesOnly,
    Promised,
    PromisedAlready,
    PromiseNotToCome,
    PromiseOfNothing,
    close_measure,
    promise,
    set_measure,
)
from tests.factories import NOW, TESTER, TODAY, key, mushroom, passion_fruit
from tests.factories.pairings import SPRING, ended, in_force, measured, promised, proposed
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
YEAR_END = date(2016, 12, 31)
TOMORROW = TODAY + timedelta(days=1)


def test_a_promise_is_written_down_once() -> None:
    row = in_force()
    wanted = Promised(PromiseKind.SALES, 10_000_000, YEAR_END, words=" 百香果 ")
    make = partial(
        promise, pairing_uid=row.uid, promised=wanted, request_key=key(), by=TESTER, at=NOW
    )
    first = make()
    with unchanged():
        assert make() == first

    assert (first.amount, first.from_on, first.by_on) == (10_000_000, TODAY, YEAR_END)
    assert first.words == "百香果"
    event = Event.objects.get(verb="pairing.promise")
    assert event.facts == {
        "pairing_key": row.key,
        "promise_kind": "SALES",
        "grams": 10_000_000,
    }


def test_a_promise_is_of_something_to_come() -> None:
    row = in_force(at=SPRING)
    begun_on = SPRING.date().isoformat()
    for amount in (0, -1, AMOUNT_MAX + 1):
        with refused(PromiseOfNothing, field="amount"):
            promised(row, amount=amount)
    late = {"today_on": TODAY.isoformat(), "from_on": begun_on}
    for days in (
        {"by_on": TODAY},
        {"by_on": YEAR_END, "from_on": SPRING.date() - timedelta(days=1)},
        {"by_on": YEAR_END, "from_on": YEAR_END + timedelta(days=1)},
    ):
        with refused(PromiseNotToCome, field="by_on", **late):
            promised(row, **days)
    assert promised(row, by_on=TOMORROW, from_on=SPRING.date()).from_on == SPRING.date()


def test_only_sales_are_of_a_product() -> None:
    row = in_force()
    fruit = passion_fruit().pk
    with refused(ProductOfSalesOnly, field="product"):
        promised(row, promise_kind=PromiseKind.JOBS, amount=3, product_id=fruit)
    assert promised(row, product_id=fruit).product_id == fruit


def test_what_is_brought_counts_for_one_promise() -> None:
    row = in_force()
    fruit, mushrooms = passion_fruit().pk, mushroom().pk
    promised(row, product_id=fruit)
    promised(row, product_id=mushrooms)
    promised(row, promise_kind=PromiseKind.TRAINED, amount=5)
    there = {"from_on": TODAY.isoformat(), "by_on": YEAR_END.isoformat()}
    for product in (fruit, None):
        with refused(PromisedAlready, field="by_on", **there):
            promised(row, product_id=product, from_on=YEAR_END, by_on=date(2017, 3, 1))
    promised(row, from_on=YEAR_END + timedelta(days=1), by_on=date(2017, 3, 1))
    assert Promise.objects.count() == 4


@pytest.mark.parametrize("state", [PairingState.PROPOSED, PairingState.ENDED])
def test_nothing_is_promised_or_set_out_outside_its_time(state: PairingState) -> None:
    row = proposed() if state is PairingState.PROPOSED else ended(in_force())
    for act in (promised, measured):
        with refused(PairingMovedOn, field="pairing", pairing_state=state):
            act(row)


def test_the_database_keeps_promises() -> None:
    promised(in_force())
    with pytest.raises(DatabaseError), transaction.atomic():
        Promise.objects.update(amount=1)


def test_a_measure_is_set_out_once_and_done_once() -> None:
    row = in_force()
    wanted = Intended(MeasureKind.TRAINING, " 学开店 ", TODAY)
    make = partial(
        set_measure, pairing_uid=row.uid, measure=wanted, request_key=key(), by=TESTER, at=NOW
    )
    first = make()
    with unchanged():
        assert make() == first
    close = partial(close_measure, measure_uid=first.uid, on=TODAY, by=TESTER, at=NOW)
    with refused(PairingWordsMissing, field="words"):
        close(is_done=True, words=" ")
    close(is_done=True, words="三个人学会了")
    with unchanged():
        close(is_done=True, words="三个人学会了")
    with refused(MeasureClosed, field="measure", closed_on=TODAY.isoformat()):
        close(is_done=False, words="没做")

    done = Measure.objects.get()
    assert (done.words, done.is_done, done.close_words) == ("学开店", True, "三个人学会了")
    assert Event.objects.filter(verb="pairing.finish_measure").count() == 1


def test_a_measure_is_due_from_today_on_and_closed_within_the_pairing() -> None:
    row = in_force()
    with refused(MeasureDueTooEarly, field="due_on", today_on=TODAY.isoformat()):
        measured(row, due_on=TODAY - timedelta(days=1))
    with refused(PairingWordsMissing, field="words"):
        measured(row, words="")
    own = measured(row)
    close = partial(
        close_measure, measure_uid=own.uid, is_done=False, words="不做了", by=TESTER, at=NOW
    )
    days = {"from_on": TODAY.isoformat(), "today_on": TODAY.isoformat()}
    for on in (TODAY - timedelta(days=1), TOMORROW):
        with refused(DayOutsidePairing, field="on", **days):
            close(on=on)
    ended(row)
    with refused(PairingMovedOn, field="pairing", pairing_state=PairingState.ENDED):
        close(on=TODAY)
