"""Reviews of a period: both sides, and the households in their own words."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from moli.audit.models import Event
from moli.households.models import Household
from moli.pairing.models import Review
from moli.pairing.rules.kinds import PairingState, Rating, Voice
from moli.pairing.services.locking import (
    OneSpeaksForBoth,
    PairingMovedOn,
    PairingWordsMissing,
    SpeakerNotOfHousehold,
)
from moli.pairing.services.reviewing import (
    HouseholdNotConcerned,
    PeriodNotOpen,
    ReviewedAlready,
    Said,
    VoiceNotHeard,
    review,
)
from tests.factories import HEGUI, NOW, TODAY, household, key
from tests.factories.pairings import (
    SPRING,
    ended,
    head_key,
    in_force,
    partner_pair,
    practitioner_pair,
    proposed,
    reviewed,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
SPRING_HALF = {"from_on": "2016-01-01", "to_on": "2016-07-01"}


def test_each_voice_is_heard_once_for_a_period() -> None:
    pair = partner_pair()
    row = in_force(pair, at=SPRING)
    said = Said(Voice.HELPER, date(2016, 2, 1), Rating.SOME, " 卖得慢 ")
    say = partial(
        review, pairing_uid=row.uid, said=said, request_key=key(), by=pair.helper.actor, at=NOW
    )
    first = say()
    with unchanged():
        assert say() == first
    with refused(ReviewedAlready, field="voice", voice=Voice.HELPER):
        reviewed(row, voice=Voice.HELPER, by=pair.helper)
    reviewed(row, voice=Voice.HELPED, by=pair.helped)

    assert (first.period_from_on, first.period_to_on) == (date(2016, 1, 1), date(2016, 7, 1))
    assert (first.rating, first.words) == ("SOME", "卖得慢")
    assert Event.objects.filter(verb="pairing.review").count() == 2


def test_nobody_reviews_for_both_sides_and_a_helper_writes_no_household_s_word() -> None:
    pair = partner_pair()
    row = in_force(pair, at=SPRING)
    with refused(OneSpeaksForBoth, field="pair_side", pair_side="HELPED"):
        reviewed(row, voice=Voice.HELPED, by=pair.helper)
    own = household()
    with refused(OneSpeaksForBoth, field="pair_side", pair_side="HELPED"):
        reviewed(
            row,
            voice=Voice.HOUSEHOLD,
            by=pair.helper,
            household_uid=own.uid,
            given_by_key=head_key(own),
        )


def test_households_of_the_village_speak_for_themselves() -> None:
    pair = partner_pair()
    row = in_force(pair, at=SPRING)
    first, second = household(), household()
    speak = partial(reviewed, row, voice=Voice.HOUSEHOLD, by=pair.helped)
    for own in (first, second):
        word = speak(household_uid=own.uid, given_by_key=head_key(own))
        assert (word.household, word.given_by_key) == (own, head_key(own))
    with refused(ReviewedAlready, field="voice", voice=Voice.HOUSEHOLD):
        speak(household_uid=first.uid, given_by_key=head_key(first))

    third = household()
    for given_by_key in ("", head_key(first)):
        with refused(SpeakerNotOfHousehold, field="given_by"):
            speak(household_uid=third.uid, given_by_key=given_by_key)
    elsewhere = household(village_code=HEGUI)
    for uid in (elsewhere.uid, None):
        with refused(HouseholdNotConcerned, field="household"):
            speak(household_uid=uid, given_by_key=head_key(elsewhere))
    with refused(SpeakerNotOfHousehold, field="given_by"):
        reviewed(row, voice=Voice.HELPED, by=pair.helped, given_by_key=head_key(third))


def test_of_a_practitioner_s_pairing_the_household_that_is_helped_speaks() -> None:
    pair = practitioner_pair()
    row = in_force(pair, at=SPRING)
    with refused(VoiceNotHeard, field="voice", voice=Voice.HELPED):
        reviewed(row, voice=Voice.HELPED, by=pair.helped)
    other = household()
    speak = partial(reviewed, row, voice=Voice.HOUSEHOLD, by=pair.helped)
    with refused(HouseholdNotConcerned, field="household"):
        speak(household_uid=other.uid, given_by_key=head_key(other))
    own = Household.objects.get(uid=pair.helped_key)
    assert speak(household_uid=own.uid, given_by_key=pair.given_by_key).household == own


def test_a_period_is_reviewed_when_it_is_over_and_the_pairing_was_there() -> None:
    pair = partner_pair()
    row = in_force(pair, at=SPRING)
    say = partial(reviewed, row, voice=Voice.HELPER, by=pair.helper)
    with refused(PeriodNotOpen, field="period", from_on="2016-07-01", to_on="2017-01-01"):
        say(period_on=TODAY)
    with refused(PeriodNotOpen, field="period", from_on="2015-07-01", to_on="2016-01-01"):
        say(period_on=date(2015, 12, 31))
    with refused(PairingWordsMissing, field="words"):
        say(words=" ")
    ended(row)
    assert say(period_on=TODAY).period_from_on == date(2016, 7, 1)
    assert Review.objects.count() == 1


def test_what_never_began_is_not_reviewed() -> None:
    pair = partner_pair()
    row = proposed(pair)
    with refused(PairingMovedOn, field="pairing", pairing_state=PairingState.PROPOSED):
        reviewed(row, voice=Voice.HELPER, by=pair.helper)


def test_a_pairing_of_this_half_year_was_not_there_in_the_last() -> None:
    pair = partner_pair()
    row = in_force(pair)
    with refused(PeriodNotOpen, field="period", **SPRING_HALF):
        reviewed(row, voice=Voice.HELPER, by=pair.helper)
