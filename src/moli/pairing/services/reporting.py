"""Jobs and trainings that a pairing brought: one side reports, the other says whether it is so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.pairing.models import Pairing, Result
from moli.pairing.rules.kinds import PairingState, PairSide, ResultKind
from moli.pairing.rules.speaking import other_side
from moli.pairing.services.locking import (
    locked_pairing,
    must_be,
    refuse_both_sides,
    refuse_day,
    tell_of,
    words_of,
)

PEOPLE_MAX = 10_000


class SalesAreCounted(Refusal):
    """Sales are counted from orders and deliveries, nobody reports them."""


class ResultOfNobody(Refusal):
    """A job or a training is somebody's."""


class ResultAnswered(Refusal):
    """The other side has answered this result already, and otherwise."""


@dataclass(frozen=True)
class Reported:
    """A result as one side reports it."""

    result_kind: ResultKind
    on: date
    people: int
    words: str
    pair_side: PairSide


@transaction.atomic
def report_result(
    *, pairing_uid: UUID, reported: Reported, request_key: UUID, by: Actor, at: datetime
) -> Result:
    """Report a job or a training for one side; it counts once the other one confirms it.

    The same key again returns the first. Refuses sales, nobody, no words, a day outside the
    pairing, a pairing that is not in force, and whoever spoke for the other side.
    """
    words = words_of(reported.words)
    if reported.result_kind is ResultKind.SALE:
        raise SalesAreCounted(field="result_kind")
    if not 0 < reported.people <= PEOPLE_MAX:
        raise ResultOfNobody(field="people")
    pairing = locked_pairing(pairing_uid)
    known = Result.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    must_be(pairing, PairingState.IN_FORCE)
    refuse_day(pairing, reported.on, today=timezone.localdate(at))
    refuse_both_sides(pairing, reported.pair_side, by=by)
    row = Result.objects.create(
        request_key=request_key,
        pairing=pairing,
        result_kind=reported.result_kind,
        on=reported.on,
        people=reported.people,
        words=words,
        pair_side=reported.pair_side,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    _tell("pairing.report_result", row, by=by, at=at)
    return row


@transaction.atomic
def answer_result(
    *, result_uid: UUID, is_confirmed: bool, words: str = "", by: Actor, at: datetime
) -> Result:
    """Say for the side that did not report it that a result is so, or that it is not and why.

    Also after the pairing has ended. The same answer again changes nothing. Refuses another
    answer than the first, a denial without words, and whoever spoke for the side that reported.
    """
    said = words.strip() if is_confirmed else words_of(words)
    rows = Pairing.objects.select_for_update(of=("self",)).select_related("village")
    pairing = rows.get(results__uid=result_uid)
    row = Result.objects.select_for_update(of=("self",)).get(uid=result_uid)
    if row.is_confirmed is not None:
        if row.is_confirmed != is_confirmed:
            raise ResultAnswered(field="result")
        return row
    refuse_both_sides(pairing, other_side(PairSide(row.pair_side)), by=by)
    row.pairing = pairing
    row.is_confirmed, row.answered_words = is_confirmed, said
    row.answered_by_key, row.answered_by_name, row.answered_at = by.key, by.name, at
    row.save(
        update_fields=[
            *("is_confirmed", "answered_words", "answered_by_key", "answered_by_name"),
            "answered_at",
        ]
    )
    _tell("pairing.confirm_result" if is_confirmed else "pairing.deny_result", row, by=by, at=at)
    return row


def _tell(verb: str, row: Result, *, by: Actor, at: datetime) -> None:
    subject = ("result", str(row.uid))
    kind = ResultKind(row.result_kind)
    tell_of(verb, subject, row.pairing, by=by, at=at, result_kind=kind, people=row.people)
