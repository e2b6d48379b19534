"""What was promised beside what was delivered, and what pairings have brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from moli.pairing.models import Pairing, Promise, Result, Visit
from moli.pairing.queries.rules_in_force import all_terms_on
from moli.pairing.queries.sales import Sale, sales_of
from moli.pairing.rules.due import counts_from
from moli.pairing.rules.kinds import (
    PairingKind,
    PromiseKind,
    ResultKind,
    VisitResult,
)


@dataclass(frozen=True)
class DeliveredPromise:
    """A promise and how much of it is there, in the promise's own unit: grams or a count."""

    promise: Promise
    amount: int
    on: date

    @property
    def is_kept(self) -> bool:
        """Whether all of it is there."""
        return self.amount >= self.promise.amount

    @property
    def is_overdue(self) -> bool:
        """Whether its day is over and something is missing."""
        return not self.is_kept and self.promise.by_on < self.on

    @property
    def missing(self) -> int:
        """What is not there yet."""
        return max(0, self.promise.amount - self.amount)

    @property
    def per_mille(self) -> int:
        """How much of it is there, whole at most."""
        return min(1_000, 1_000 * self.amount // self.promise.amount)


@dataclass(frozen=True)
class Results:
    """What a pairing has brought in some days.

    `sold_grams` is counted from orders, on `sale_days` different days; `jobs` and `trained` are
    people whom the other side has confirmed, in `reports` reports.
    """

    sold_grams: int = 0
    sale_days: int = 0
    jobs: int = 0
    trained: int = 0
    reports: int = 0

    @property
    def count(self) -> int:
        """How many results that is: a day with sales is one, and a confirmed report is one."""
        return self.sale_days + self.reports

    @property
    def is_any(self) -> bool:
        """Whether there is one."""
        return self.count > 0


def delivered_of(pairings: Collection[Pairing], *, on: date) -> dict[int, list[DeliveredPromise]]:
    """The promises of some pairings, the next due first, with what is delivered of each by a day.

    Sales, confirmed people and visits where somebody was met, from the promise's first day to
    its last one, within the time of the pairing. Seven queries for any number of pairings.
    """
    ids = [row.pk for row in pairings]
    promises = list(_of(Promise.objects.select_related("product"), ids).order_by("by_on", "pk"))
    found: dict[int, list[DeliveredPromise]] = {pk: [] for pk in ids}
    if not promises:
        return found
    first_on = min(row.from_on for row in promises)
    came = _Came(
        sales=sales_of(pairings, first_on=first_on, last_on=on),
        results=_by_pairing(_confirmed(ids)),
        visits=_by_pairing(_of(Visit.objects.all(), ids).exclude(visit_result=_NOBODY)),
    )
    for row in promises:
        amount = came.amount(row, last_on=min(on, row.by_on))
        found[row.pairing_id].append(DeliveredPromise(promise=row, amount=amount, on=on))
    return found


def results_of(pairings: Collection[Pairing], *, from_on: date, to_on: date) -> dict[int, Results]:
    """What some pairings brought between two days, the last one with them. Five queries at most."""
    sales = sales_of(pairings, first_on=from_on, last_on=to_on)
    rows = _confirmed([row.pk for row in pairings]).filter(on__gte=from_on, on__lte=to_on)
    reports = _by_pairing(rows)
    return {row.pk: _results(sales[row.pk], reports.get(row.pk, ())) for row in pairings}


def active_ids(on: date) -> set[int]:
    """Primary keys of pairings in force on a day that brought a result lately.

    Lately is within `result_days` of the terms of their kind, today with them. Seven queries.
    """
    terms = all_terms_on(on=on)
    in_force = list(pairings_in_force(on=on))
    found: set[int] = set()
    if not in_force or not terms:
        return found
    first = {kind: counts_from(on=on, terms=each) for kind, each in terms.items()}
    sales = sales_of(in_force, first_on=min(first.values()), last_on=on)
    reports = _by_pairing(_confirmed([row.pk for row in in_force]))
    for row in in_force:
        since = first.get(PairingKind(row.pairing_kind))
        days = [each.on for each in (*sales[row.pk], *reports.get(row.pk, ()))]
        if since is not None and any(since <= day <= on for day in days):
            found.add(row.pk)
    return found


def pairings_in_force(*, on: date) -> QuerySet[Pairing]:
    """Pairings that hold on a day, also those that have ended since."""
    begun = Pairing.objects.filter(from_on__lte=on)
    still = begun.filter(to_on=None) | begun.filter(to_on__gt=on)
    return still.order_by("pk")


Row = TypeVar("Row", Promise, Result, Visit)
_NOBODY = VisitResult.NOBODY_MET
_REPORTED = {PromiseKind.JOBS: ResultKind.JOB, PromiseKind.TRAINED: ResultKind.TRAINING}


@dataclass(frozen=True)
class _Came:
    """All that may be delivered of promises, by pairing."""

    sales: dict[int, list[Sale]]
    results: dict[int, list[Result]]
    visits: dict[int, list[Visit]]

    def amount(self, promise: Promise, *, last_on: date) -> int:
        """How much of a promise is there."""
        pk, first_on = promise.pairing_id, promise.from_on
        kind = PromiseKind(promise.promise_kind)
        if kind is PromiseKind.SALES:
            return sum(
                each.grams
                for each in self.sales[pk]
                if first_on <= each.on <= last_on and promise.product_id in {None, each.product_id}
            )
        if kind is PromiseKind.VISITS:
            return sum(first_on <= each.on <= last_on for each in self.visits.get(pk, ()))
        return sum(
            each.people
            for each in self.results.get(pk, ())
            if first_on <= each.on <= last_on and each.result_kind == _REPORTED[kind]
        )


def _results(sales: Iterable[Sale], reports: Iterable[Result]) -> Results:
    sold, told = list(sales), list(reports)
    return Results(
        sold_grams=sum(each.grams for each in sold),
        sale_days=len({each.on for each in sold}),
        jobs=sum(each.people for each in told if each.result_kind == ResultKind.JOB),
        trained=sum(each.people for each in told if each.result_kind == ResultKind.TRAINING),
        reports=len(told),
    )


def _confirmed(ids: Collection[int]) -> QuerySet[Result]:
    return _of(Result.objects.filter(is_confirmed=True), ids)


def _of(rows: QuerySet[Row], ids: Collection[int]) -> QuerySet[Row]:
    """Those of some pairings; read in the order they were written."""
    return rows.filter(pairing__in=list(ids)).order_by("pk")


def _by_pairing(rows: QuerySet[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.pairing_id].append(row)
    return found
