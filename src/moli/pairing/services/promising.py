"""What a pairing promises by a day, and what it sets out to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.pairing.models import Measure, Pairing, Promise
from moli.pairing.rules.kinds import MeasureKind, PairingState, PromiseKind
from moli.pairing.services.locking import locked_pairing, must_be, refuse_day, tell_of, words_of

AMOUNT_MAX = 10**12


class PromiseOfNothing(Refusal):
    """A promise is of some amount, and of no more than anybody could bring."""


class PromiseNotToCome(Refusal):
    """A promise is for a day that is still to come, and begins to count before it."""


class ProductOfSalesOnly(Refusal):
    """Only a promise of sales is of one product."""


class PromisedAlready(Refusal):
    """Two promises of the same thing do not share days: what is brought would count twice."""


class MeasureClosed(Refusal):
    """A measure that was done or dropped is not closed in another way."""


class MeasureDueTooEarly(Refusal):
    """A measure is due today or later."""


@dataclass(frozen=True)
class Promised:
    """A promise as it is made. `amount` is in grams for sales, else a count.

    It begins to count on `from_on`, today where nothing is said. Sales without a product are of
    whatever the helped grows.
    """

    promise_kind: PromiseKind
    amount: int
    by_on: date
    product_id: int | None = None
    from_on: date | None = None
    words: str = ""


@dataclass(frozen=True)
class Intended:
    """A measure as it is set out."""

    measure_kind: MeasureKind
    words: str
    due_on: date


@transaction.atomic
def promise(
    *, pairing_uid: UUID, promised: Promised, request_key: UUID, by: Actor, at: datetime
) -> Promise:
    """Write down a promise of a pairing that is in force. The same key again returns the first.

    Refuses an amount of nothing, a day that is not later than today, a beginning before the
    pairing's or after its own day, a product of anything but sales, and days on which the same is
    promised already.
    """
    pairing = locked_pairing(pairing_uid)
    known = Promise.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    must_be(pairing, PairingState.IN_FORCE)
    today = timezone.localdate(at)
    from_on = promised.from_on or today
    _judge(pairing, promised, from_on=from_on, today=today)
    row = Promise.objects.create(
        request_key=request_key,
        pairing=pairing,
        promise_kind=promised.promise_kind,
        product_id=promised.product_id,
        amount=promised.amount,
        from_on=from_on,
        by_on=promised.by_on,
        words=promised.words.strip(),
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    tell_of(
        "pairing.promise",
        ("promise", str(row.uid)),
        pairing,
        by=by,
        at=at,
        promise_kind=promised.promise_kind,
        **{_UNITS.get(promised.promise_kind, "count"): promised.amount},
    )
    return row


_UNITS = {PromiseKind.SALES: "grams", PromiseKind.JOBS: "people", PromiseKind.TRAINED: "people"}


def _judge(pairing: Pairing, promised: Promised, *, from_on: date, today: date) -> None:
    if not 0 < promised.amount <= AMOUNT_MAX:
        raise PromiseOfNothing(field="amount")
    begun_on = pairing.from_on or today
    if promised.by_on <= today or not begun_on <= from_on <= promised.by_on:
        raise PromiseNotToCome(
            field="by_on", today_on=today.isoformat(), from_on=begun_on.isoformat()
        )
    if promised.product_id is not None and promised.promise_kind is not PromiseKind.SALES:
        raise ProductOfSalesOnly(field="product")
    same = pairing.promises.filter(
        promise_kind=promised.promise_kind, from_on__lte=promised.by_on, by_on__gte=from_on
    )
    if promised.product_id is not None:
        same = same.filter(Q(product=promised.product_id) | Q(product=None))
    first = same.first()
    if first is not None:
        raise PromisedAlready(
            field="by_on", from_on=first.from_on.isoformat(), by_on=first.by_on.isoformat()
        )


@transaction.atomic
def set_measure(
    *, pairing_uid: UUID, measure: Intended, request_key: UUID, by: Actor, at: datetime
) -> Measure:
    """Set out to do something in a pairing that is in force. The same key returns the first.

    Refuses no words, and a day that is over.
    """
    words = words_of(measure.words)
    pairing = locked_pairing(pairing_uid)
    known = Measure.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    must_be(pairing, PairingState.IN_FORCE)
    today = timezone.localdate(at)
    if measure.due_on < today:
        raise MeasureDueTooEarly(field="due_on", today_on=today.isoformat())
    row = Measure.objects.create(
        request_key=request_key,
        pairing=pairing,
        measure_kind=measure.measure_kind,
        words=words,
        due_on=measure.due_on,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    kind = measure.measure_kind
    tell_of(
        "pairing.set_measure", ("measure", str(row.uid)), pairing, by=by, at=at, measure_kind=kind
    )
    return row


@transaction.atomic
def close_measure(
    *, measure_uid: UUID, is_done: bool, words: str, on: date, by: Actor, at: datetime
) -> Measure:
    """Say that a measure was done, or dropped, and what came of it.

    The same again changes nothing. Refuses no words, one that was closed in the other way, a
    pairing that is not in force, and a day outside it.
    """
    said = words_of(words)
    pairing = _pairing_of_measure(measure_uid)
    row = Measure.objects.select_for_update(of=("self",)).get(uid=measure_uid)
    if row.closed_on is not None:
        if row.is_done != is_done:
            raise MeasureClosed(field="measure", closed_on=row.closed_on.isoformat())
        return row
    must_be(pairing, PairingState.IN_FORCE)
    refuse_day(pairing, on, today=timezone.localdate(at))
    row.closed_on, row.is_done, row.close_words = on, is_done, said
    row.save(update_fields=["closed_on", "is_done", "close_words"])
    verb = "pairing.finish_measure" if is_done else "pairing.drop_measure"
    tell_of(verb, ("measure", str(row.uid)), pairing, by=by, at=at, measure_kind=row.measure_kind)
    return row


def _pairing_of_measure(measure_uid: UUID) -> Pairing:
    rows = Pairing.objects.select_for_update(of=("self",)).select_related("village")
    return rows.get(measures__uid=measure_uid)
