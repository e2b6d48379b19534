"""Pairings locked for a change, and what every change of one refuses and tells."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from moli.audit.services.recording import Subject, record
from moli.households.models import FamilyMember
from moli.kernel.actor import Actor
from moli.kernel.refusal import Fact, Refusal
from moli.pairing.models import Pairing
from moli.pairing.queries.said import keys_of_side
from moli.pairing.rules.kinds import PairingState, PairSide
from moli.pairing.rules.speaking import other_side


class PairingMovedOn(Refusal):
    """The pairing is in a state in which this is not done."""


class OneSpeaksForBoth(Refusal):
    """Whoever spoke for one side of a pairing does not speak for the other."""


class SpeakerNotOfHousehold(Refusal):
    """A household's word is given by somebody who lives in it, and nobody else's is."""


class DayOutsidePairing(Refusal):
    """The day lies before the beginning of the pairing, or has not come yet."""


class PairingWordsMissing(Refusal):
    """This has words: why, what was seen, or what is to be done."""


def locked_pairing(uid: UUID) -> Pairing:
    """The row of a pairing, locked, with its village.

    Asked for first, so that whoever waits for the same act with the same key then finds it.
    """
    rows = Pairing.objects.select_for_update(of=("self",)).select_related("village")
    return rows.get(uid=uid)


def must_be(pairing: Pairing, state: PairingState) -> None:
    """Refuse a pairing in another state."""
    if pairing.state != state:
        raise PairingMovedOn(field="pairing", pairing_state=PairingState(pairing.state))


def words_of(words: str, *, field: str = "words") -> str:
    """Words without the space around them. Refuses none."""
    if not words.strip():
        raise PairingWordsMissing(field=field)
    return words.strip()


def refuse_both_sides(pairing: Pairing, side: PairSide, *, by: Actor) -> None:
    """Refuse a person who has spoken for the other side of a pairing that its caller locked."""
    if by.key in keys_of_side(pairing.pk, other_side(side)):
        raise OneSpeaksForBoth(field="pair_side", pair_side=side)


def refuse_day(pairing: Pairing, on: date, *, today: date, field: str = "on") -> None:
    """Refuse a day before a pairing that is in force began, and one that has not come yet."""
    begun_on = pairing.from_on or today
    if not begun_on <= on <= today:
        raise DayOutsidePairing(
            field=field, from_on=begun_on.isoformat(), today_on=today.isoformat()
        )


def refuse_no_member(household_key: str, given_by_key: str) -> None:
    """Refuse a word that nobody who lives in a registered household is said to have given."""
    people = FamilyMember.objects.filter(
        household__uid=household_key,
        household__is_in_review=False,
        household__withdrawn_at=None,
        left_on=None,
    )
    uids = {str(uid) for uid in people.values_list("uid", flat=True)}
    if given_by_key not in uids:
        raise SpeakerNotOfHousehold(field="given_by")


def tell(verb: str, pairing: Pairing, *, by: Actor, at: datetime, **facts: Fact) -> None:
    """Write that something was done with a pairing into the trail."""
    subject = Subject("pairing", pairing.key, pairing.village.code)
    kind = pairing.pairing_kind
    record(verb=verb, on=subject, by=by, at=at, pairing_kind=kind, **facts)


def tell_of(
    verb: str, subject: tuple[str, str], pairing: Pairing, *, by: Actor, at: datetime, **facts: Fact
) -> None:
    """Write that something was done within a pairing, on a thing named by its kind and key."""
    on = Subject(*subject, pairing.village.code)
    record(verb=verb, on=on, by=by, at=at, pairing_key=pairing.key, **facts)
