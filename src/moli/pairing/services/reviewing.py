"""Reviews of a period: each side's word, and the households' own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.pairing.models import Pairing, Review
from moli.pairing.queries.rules_in_force import terms_on
from moli.pairing.rules.kinds import PairingKind, PairingState, Rating, Voice
from moli.pairing.rules.periods import Period, is_open_for_review, period_of, touched
from moli.pairing.rules.speaking import side_of, voices_of
from moli.pairing.services.locking import (
    PairingMovedOn,
    SpeakerNotOfHousehold,
    locked_pairing,
    refuse_both_sides,
    refuse_no_member,
    tell_of,
    words_of,
)


class PeriodNotOpen(Refusal):
    """A period is reviewed when it is over, and only one in which the pairing was in force."""


class VoiceNotHeard(Refusal):
    """In this kind of pairing the helped household itself speaks, nobody for it."""


class HouseholdNotConcerned(Refusal):
    """A household speaks of the pairing of its own village, or of the one that helps it."""


class ReviewedAlready(Refusal):
    """Each voice is heard once for a period."""


@dataclass(frozen=True)
class Said:
    """What somebody says of the period in which a day lies.

    Of a household's word `household_uid` says whose it is and `given_by_key`, a family member's
    uid, who gave it; it was read back.
    """

    voice: Voice
    period_on: date
    rating: Rating
    words: str
    household_uid: UUID | None = None
    given_by_key: str = ""


@transaction.atomic
def review(*, pairing_uid: UUID, said: Said, request_key: UUID, by: Actor, at: datetime) -> Review:
    """Write down what a voice says of a period, also of a pairing that has ended since.

    The same key again returns the first. Refuses no words, a pairing that never was in force, a
    period that is not over or in which it was not, a voice that spoke already, whoever spoke for
    the other side, and a household that is not concerned or not named by somebody of it.
    """
    words = words_of(said.words)
    pairing = locked_pairing(pairing_uid)
    known = Review.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    period = _open_period(pairing, said.period_on, today=timezone.localdate(at))
    household = _judge_voice(pairing, said, by=by)
    _refuse_again(pairing, said, period, household)
    row = Review.objects.create(
        request_key=request_key,
        pairing=pairing,
        voice=said.voice,
        period_from_on=period.from_on,
        period_to_on=period.to_on,
        rating=said.rating,
        words=words,
        household=household,
        given_by_key=said.given_by_key,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    tell_of("pairing.review", ("review", str(row.uid)), pairing, by=by, at=at, voice=said.voice)
    return row


def _open_period(pairing: Pairing, on: date, *, today: date) -> Period:
    if pairing.from_on is None:
        raise PairingMovedOn(field="pairing", pairing_state=PairingState(pairing.state))
    months = terms_on(PairingKind(pairing.pairing_kind), on=today).review_months
    period = period_of(on, months=months)
    was_there = touched(from_on=pairing.from_on, to_on=pairing.to_on, period=period)
    if not was_there or not is_open_for_review(period, on=today, ended_on=pairing.to_on):
        raise PeriodNotOpen(
            field="period", from_on=period.from_on.isoformat(), to_on=period.to_on.isoformat()
        )
    return period


def _judge_voice(pairing: Pairing, said: Said, *, by: Actor) -> Household | None:
    kind = PairingKind(pairing.pairing_kind)
    if said.voice not in voices_of(kind):
        raise VoiceNotHeard(field="voice", voice=said.voice)
    refuse_both_sides(pairing, side_of(said.voice), by=by)
    if said.voice is not Voice.HOUSEHOLD:
        if said.household_uid is not None or said.given_by_key:
            raise SpeakerNotOfHousehold(field="given_by")
        return None
    concerned = Household.objects.filter(village=pairing.village_id)
    if kind is PairingKind.PRACTITIONER:
        concerned = concerned.filter(uid=pairing.helped_key)
    # An erasure of it waits until the word is written, and then takes it away.
    named = concerned.filter(uid=said.household_uid) if said.household_uid else concerned.none()
    household = named.select_for_update(of=("self",)).first()
    if household is None:
        raise HouseholdNotConcerned(field="household")
    refuse_no_member(household.key, said.given_by_key)
    return household


def _refuse_again(
    pairing: Pairing, said: Said, period: Period, household: Household | None
) -> None:
    spoken = pairing.reviews.filter(
        voice=said.voice, period_from_on=period.from_on, household=household
    )
    if spoken.exists():
        raise ReviewedAlready(field="voice", voice=said.voice)
