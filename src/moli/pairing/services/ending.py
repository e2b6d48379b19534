"""The end of a pairing: with what, in whose words, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.pairing.models import Pairing
from moli.pairing.queries.delivered import delivered_of, results_of
from moli.pairing.rules.kinds import EndKind, PairingState
from moli.pairing.rules.steps import ENDS_BY_HAND
from moli.pairing.services.locking import (
    locked_pairing,
    must_be,
    refuse_day,
    tell,
    words_of,
)


class EndKindNotByHand(Refusal):
    """A pairing is replaced by another one that both agreed to, and in no other way."""


class PromisesNotKept(Refusal):
    """A pairing has reached what was promised when something was, and all of it is there."""


class EndsBeforeWhatWasDone(Refusal):
    """A pairing ends no earlier than its last visit or result."""


@dataclass(frozen=True)
class Ending:
    """With what a pairing ends, why, and the first day on which it no longer holds."""

    end_kind: EndKind
    words: str
    on: date


@transaction.atomic
def end_pairing(
    *, pairing_uid: UUID, end_kind: EndKind, words: str, on: date, by: Actor, at: datetime
) -> Pairing:
    """End a pairing that is in force: from `on` it no longer holds. The trail tells its results.

    A second call changes nothing and returns it as it ended. Refuses no words, a replacement, a
    day before its beginning, before its last visit or result, or to come, and `REACHED` while a
    promise is not kept or nothing was promised.
    """
    said = words_of(words)
    if end_kind not in ENDS_BY_HAND:
        raise EndKindNotByHand(field="end_kind", end_kind=end_kind)
    pairing = locked_pairing(pairing_uid)
    if pairing.state == PairingState.ENDED:
        return pairing
    must_be(pairing, PairingState.IN_FORCE)
    refuse_day(pairing, on, today=timezone.localdate(at))
    _refuse_before_what_was_done(pairing, on)
    write_end(pairing, Ending(end_kind, said, on), by=by, at=at)
    return pairing


def write_end(pairing: Pairing, ending: Ending, *, by: Actor, at: datetime) -> None:
    """End a pairing that its caller has locked and that is in force; the trail tells its results.

    Refuses `REACHED` while a promise is not kept or nothing was promised.
    """
    pairing.state, pairing.to_on = PairingState.ENDED, ending.on
    pairing.end_kind, pairing.end_words = ending.end_kind, ending.words
    today = timezone.localdate(at)
    promises = delivered_of([pairing], on=today)[pairing.pk]
    kept = sum(each.is_kept for each in promises)
    if ending.end_kind is EndKind.REACHED and not (promises and kept == len(promises)):
        raise PromisesNotKept(field="end_kind", kept=kept, promised=len(promises))
    pairing.save(update_fields=["state", "to_on", "end_kind", "end_words"])
    came = results_of([pairing], from_on=pairing.from_on or today, to_on=today)[pairing.pk]
    tell(
        "pairing.end",
        pairing,
        by=by,
        at=at,
        end_kind=ending.end_kind,
        sold_grams=came.sold_grams,
        jobs=came.jobs,
        trained=came.trained,
        promises=len(promises),
        kept=kept,
    )


def _refuse_before_what_was_done(pairing: Pairing, on: date) -> None:
    days = [
        pairing.visits.aggregate(last=Max("on"))["last"],
        pairing.results.aggregate(last=Max("on"))["last"],
    ]
    last = max((day for day in days if day is not None), default=on)
    if on < last:
        raise EndsBeforeWhatWasDone(field="on", last_on=last.isoformat())
