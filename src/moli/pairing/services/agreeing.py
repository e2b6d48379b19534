"""Both sides' yes or no to a pairing: with the second yes it begins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from moli.accounts.models import User
from moli.enterprises.models import Enterprise
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.pairing.models import Pairing, PairingWord
from moli.pairing.queries.rules_in_force import terms_on
from moli.pairing.rules.kinds import EndKind, PairingKind, PairingState, PairSide
from moli.pairing.rules.speaking import is_household
from moli.pairing.rules.steps import state_after
from moli.pairing.services.ending import Ending, write_end
from moli.pairing.services.locking import (
    SpeakerNotOfHousehold,
    must_be,
    refuse_both_sides,
    refuse_no_member,
    tell,
    words_of,
)
from moli.stations.models import Station

# The row of a helper, on which two pairings wait for each other.
_HELPERS = {
    PairingKind.PARTNER: Station,
    PairingKind.ENTERPRISE: Enterprise,
    PairingKind.PRACTITIONER: User,
}


# Why the pairing before ended; both sides of the new one have agreed to that.
_REPLACED_WORDS = "换了结对的人"


class SideSpokeAlready(Refusal):
    """A side says yes or no to a pairing once."""


class HelperFull(Refusal):
    """A helper looks after no more than the terms allow."""


class HelpedElsewhere(Refusal):
    """Somebody else looks after the helped already, and this pairing is not in the place of it."""


@transaction.atomic
def agree(
    *, pairing_uid: UUID, pair_side: PairSide, given_by_key: str = "", by: Actor, at: datetime
) -> Pairing:
    """Write down a side's yes. With the second one the pairing is in force from that day on.

    The one that it takes the place of ends the same day. A household's yes names who of it gave
    it, `given_by_key` a family member's uid. A side that said yes again changes nothing. Refuses
    a pairing that is not proposed, whoever spoke for the other side, a word that nobody of the
    household gave, and, with the second yes, a helper who is full and a helped whom another one
    looks after.
    """
    pairing = _locked(pairing_uid)
    if _said(pairing, pair_side) is True and pairing.state != PairingState.DECLINED:
        return pairing
    _judge_word(pairing, pair_side, given_by_key=given_by_key, by=by)
    word = PairingWord(pairing=pairing, pair_side=pair_side, is_yes=True, given_by_key=given_by_key)
    _write(word, by=by, at=at)
    if state_after(_answers(pairing)) is PairingState.IN_FORCE:
        _begin(pairing, by=by, at=at)
    return pairing


@transaction.atomic
def decline(
    *,
    pairing_uid: UUID,
    pair_side: PairSide,
    words: str,
    given_by_key: str = "",
    by: Actor,
    at: datetime,
) -> Pairing:
    """Write down a side's no, with why; the pairing is over before it began.

    A side that said no again changes nothing. Refuses no words, a pairing that is not proposed, a
    side that has agreed, whoever spoke for the other side, and a word that nobody of the
    household gave.
    """
    said = words_of(words)
    pairing = _locked(pairing_uid)
    if _said(pairing, pair_side) is False:
        return pairing
    _judge_word(pairing, pair_side, given_by_key=given_by_key, by=by)
    word = PairingWord(
        pairing=pairing,
        pair_side=pair_side,
        is_yes=False,
        words=said,
        given_by_key=given_by_key,
    )
    _write(word, by=by, at=at)
    pairing.state = PairingState.DECLINED
    pairing.save(update_fields=["state"])
    return pairing


def _locked(uid: UUID) -> Pairing:
    """A pairing, locked after its helper, with all that ties the same helped, in key order."""
    known = Pairing.objects.values("pairing_kind", "helper_key", "helped_key").get(uid=uid)
    helpers: QuerySet[Any] = QuerySet(_HELPERS[PairingKind(known["pairing_kind"])])
    helpers.select_for_update(of=("self",)).get(uid=known["helper_key"])
    rows = Pairing.objects.select_for_update(of=("self",)).select_related("village")
    same = rows.filter(pairing_kind=known["pairing_kind"], helped_key=known["helped_key"])
    return {row.uid: row for row in same.order_by("pk")}[uid]


def _said(pairing: Pairing, side: PairSide) -> bool | None:
    return _answers(pairing).get(side)


def _answers(pairing: Pairing) -> Mapping[PairSide, bool]:
    rows = pairing.answers.values_list("pair_side", "is_yes")
    return {PairSide(side): is_yes for side, is_yes in rows}


def _judge_word(pairing: Pairing, side: PairSide, *, given_by_key: str, by: Actor) -> None:
    must_be(pairing, PairingState.PROPOSED)
    if _said(pairing, side) is not None:
        raise SideSpokeAlready(field="pair_side", pair_side=side)
    refuse_both_sides(pairing, side, by=by)
    if is_household(PairingKind(pairing.pairing_kind), side):
        refuse_no_member(pairing.helped_key, given_by_key)
    elif given_by_key:
        raise SpeakerNotOfHousehold(field="given_by")


def _write(word: PairingWord, *, by: Actor, at: datetime) -> None:
    word.by_key, word.by_name, word.at = by.key, by.name, at
    word.save()
    verb = "pairing.agree" if word.is_yes else "pairing.decline"
    tell(verb, word.pairing, by=by, at=at, pair_side=PairSide(word.pair_side))


def _begin(pairing: Pairing, *, by: Actor, at: datetime) -> None:
    """Put a pairing in force; its caller holds the helper and all that ties the helped."""
    on = timezone.localdate(at)
    _refuse_full(pairing, on=on)
    in_force = Pairing.objects.filter(
        pairing_kind=pairing.pairing_kind,
        helped_key=pairing.helped_key,
        state=PairingState.IN_FORCE,
    )
    for other in in_force.select_related("village").order_by("pk"):
        if other.pk != pairing.instead_of_id:
            raise HelpedElsewhere(field="helped")
        ending = Ending(EndKind.REPLACED, _REPLACED_WORDS, on)
        write_end(other, ending, by=by, at=at)
    pairing.state, pairing.from_on = PairingState.IN_FORCE, on
    pairing.save(update_fields=["state", "from_on"])
    tell("pairing.begin", pairing, by=by, at=at)


def _refuse_full(pairing: Pairing, *, on: date) -> None:
    capacity = terms_on(PairingKind(pairing.pairing_kind), on=on).capacity
    held = Pairing.objects.filter(
        pairing_kind=pairing.pairing_kind,
        helper_key=pairing.helper_key,
        state=PairingState.IN_FORCE,
    )
    if held.count() >= capacity:
        raise HelperFull(field="helper", places=capacity)
