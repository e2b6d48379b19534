"""What waits for a person in pairings, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Any

from django.utils import timezone

from moli.pairing.models import Pairing, Result
from moli.pairing.queries.due import promises_due, reviews_due, visits_due
from moli.pairing.queries.listing import own_pairings
from moli.pairing.queries.sight import PairingSight
from moli.pairing.rules.kinds import PairingState, PairSide, Voice
from moli.pairing.rules.speaking import other_side, side_of

# A promise is told of so many days before its day.
PROMISE_DAYS = 14


class Errand(StrEnum):
    """What is to be done."""

    ANSWER = "ANSWER"  # a proposed pairing waits for the person's side
    OVERDUE = "OVERDUE"  # the day of a promise is over
    CONFIRM = "CONFIRM"  # the other side has reported a result
    VISIT = "VISIT"
    REVIEW = "REVIEW"  # the person's own side has not been heard of a period
    HOUSEHOLD_WORD = "HOUSEHOLD_WORD"  # no household has been heard
    PROMISE = "PROMISE"  # the day of a promise is near


@dataclass(frozen=True)
class Waiting:
    """One thing that waits in a pairing, since or until `due_on`.

    `thing` is the promise, result or review that it is about.
    """

    errand: Errand
    pairing: Pairing
    due_on: date
    thing: Any = None


def waiting_for(sight: PairingSight, *, by_key: str) -> list[Waiting]:
    """What waits for a person, by his key, on the day of the sight: fifteen queries at most.

    Visits and promises that come near wait for whoever helps; a promise that is over for both.
    None for whoever speaks for no side.
    """
    rows = list(own_pairings(sight).prefetch_related("answers"))
    if not rows:
        return []
    sides = {row.pk: sight.speaks_for(row) for row in rows}
    helping = [row for row in rows if PairSide.HELPER in sides[row.pk]]
    promises = list(_promises(rows, {row.pk for row in helping}, on=sight.on))
    return list(
        chain(
            _answers(rows, sides, by_key=by_key),
            (one for one in promises if one.errand is Errand.OVERDUE),
            _results(rows, sides),
            (
                Waiting(Errand.VISIT, due.pairing, due.due_on)
                for due in visits_due(helping, on=sight.on)
            ),
            _reviews(rows, sides, sight),
            (one for one in promises if one.errand is Errand.PROMISE),
        )
    )


_Sides = Mapping[int, Sequence[PairSide]]


def _answers(rows: Sequence[Pairing], sides: _Sides, *, by_key: str) -> Iterator[Waiting]:
    """Whoever answered for one side does not answer for the other as well."""
    for row in rows:
        if row.state != PairingState.PROPOSED:
            continue
        said = list(row.answers.all())
        answered = {PairSide(word.pair_side) for word in said}
        if by_key not in {word.by_key for word in said} and set(sides[row.pk]) - answered:
            yield Waiting(Errand.ANSWER, row, timezone.localdate(row.at))


def _promises(rows: Sequence[Pairing], helping: set[int], *, on: date) -> Iterator[Waiting]:
    for due in promises_due(rows, on=on, within_days=PROMISE_DAYS):
        by_on = due.delivered.promise.by_on
        if due.delivered.is_overdue:
            yield Waiting(Errand.OVERDUE, due.pairing, by_on, due.delivered)
        elif due.pairing.pk in helping:
            yield Waiting(Errand.PROMISE, due.pairing, by_on, due.delivered)


def _results(rows: Sequence[Pairing], sides: _Sides) -> Iterator[Waiting]:
    by_pk = {row.pk: row for row in rows}
    open_results = Result.objects.filter(pairing__in=list(by_pk), is_confirmed=None)
    for result in open_results.order_by("on", "pk"):
        if other_side(PairSide(result.pair_side)) in sides[result.pairing_id]:
            yield Waiting(Errand.CONFIRM, by_pk[result.pairing_id], result.on, result)


def _reviews(rows: Sequence[Pairing], sides: _Sides, sight: PairingSight) -> Iterator[Waiting]:
    for due in reviews_due(rows, on=sight.on):
        own = {
            voice
            for voice in due.voices
            if voice is not Voice.HOUSEHOLD and side_of(voice) in sides[due.pairing.pk]
        }
        if own:
            yield Waiting(Errand.REVIEW, due.pairing, due.period.to_on, due)
        if Voice.HOUSEHOLD in due.voices and sight.writes_for_households(due.pairing):
            yield Waiting(Errand.HOUSEHOLD_WORD, due.pairing, due.period.to_on, due)
