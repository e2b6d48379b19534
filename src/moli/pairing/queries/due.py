"""What is due in pairings: visits, promises and reviews. A fixed number of queries each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from moli.pairing.models import Pairing, Review, Visit
from moli.pairing.queries.delivered import DeliveredPromise, delivered_of
from moli.pairing.queries.rules_in_force import all_terms_on
from moli.pairing.rules.due import LastVisit, visit_due_on
from moli.pairing.rules.kinds import PairingKind, PairingState, Voice
from moli.pairing.rules.periods import Period, last_over, touched
from moli.pairing.rules.speaking import voices_of


@dataclass(frozen=True)
class DueVisit:
    """When the next visit of a pairing is due, and when the last one was."""

    pairing: Pairing
    due_on: date
    last_on: date | None


@dataclass(frozen=True)
class DuePromise:
    """A promise that is not kept and whose day is near or over."""

    pairing: Pairing
    delivered: DeliveredPromise


@dataclass(frozen=True)
class DueReview:
    """A period that is over and of which some voices have not been heard."""

    pairing: Pairing
    period: Period
    voices: tuple[Voice, ...]


def visits_due(pairings: Collection[Pairing], *, on: date, within_days: int = 0) -> list[DueVisit]:
    """Visits of pairings in force that are due by a day or so many days after, the longest first.

    Two queries.
    """
    limit = on + timedelta(days=within_days)
    return [each for each in next_visits(pairings, on=on) if each.due_on <= limit]


def next_visits(pairings: Collection[Pairing], *, on: date) -> list[DueVisit]:
    """The next visit of each pairing in force, whenever it is due, the longest first.

    Two queries.
    """
    terms = all_terms_on(on=on)
    standing = _in_force(pairings)
    visits = _last_visits(standing, on=on)
    found = []
    for row in standing:
        own, last = terms.get(PairingKind(row.pairing_kind)), visits.get(row.pk)
        if own is not None and row.from_on is not None:
            due_on = visit_due_on(begun_on=row.from_on, last=last, terms=own)
            found.append(DueVisit(row, due_on, last.on if last else None))
    return sorted(found, key=lambda each: (each.due_on, each.pairing.pk))


def promises_due(
    pairings: Collection[Pairing], *, on: date, within_days: int = 0
) -> list[DuePromise]:
    """Promises of pairings in force, not kept, of a day that is over or near; the oldest first.

    Seven queries.
    """
    limit = on + timedelta(days=within_days)
    standing = {row.pk: row for row in _in_force(pairings)}
    found = [
        DuePromise(standing[pk], each)
        for pk, promises in delivered_of(standing.values(), on=on).items()
        for each in promises
        if not each.is_kept and each.promise.by_on <= limit
    ]
    return sorted(found, key=lambda due: (due.delivered.promise.by_on, due.delivered.promise.pk))


def reviews_due(pairings: Collection[Pairing], *, on: date) -> list[DueReview]:
    """Of pairings in force the voices not heard of the newest period that is over. Two queries.

    A household's voice is heard with the first household that spoke.
    """
    terms = all_terms_on(on=on)
    standing = _in_force(pairings)
    heard: dict[tuple[int, date], set[str]] = defaultdict(set)
    spoken = Review.objects.filter(pairing__in=[row.pk for row in standing])
    for pk, from_on, voice in spoken.values_list("pairing", "period_from_on", "voice"):
        heard[pk, from_on].add(voice)
    found = []
    for row in standing:
        kind = PairingKind(row.pairing_kind)
        if row.from_on is None or kind not in terms:
            continue
        period = last_over(on=on, months=terms[kind].review_months)
        missing = tuple(v for v in voices_of(kind) if v not in heard[row.pk, period.from_on])
        if missing and touched(from_on=row.from_on, to_on=row.to_on, period=period):
            found.append(DueReview(row, period, missing))
    return found


def _in_force(pairings: Collection[Pairing]) -> list[Pairing]:
    return [row for row in pairings if row.state == PairingState.IN_FORCE]


def _last_visits(pairings: Collection[Pairing], *, on: date) -> dict[int, LastVisit]:
    rows = Visit.objects.filter(pairing__in=[row.pk for row in pairings], on__lte=on)
    # The newest comes last and so stays.
    ordered = rows.order_by("on", "pk").values_list("pairing", "on", "next_on")
    return {pk: LastVisit(day, next_on) for pk, day, next_on in ordered}
