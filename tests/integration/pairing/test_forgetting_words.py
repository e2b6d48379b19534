"""What was written about a household goes when its people were made nameless."""

from __future__ import annotations

import pytest

from moli.audit.models import Event
from moli.households.models import Household
from moli.households.rules.people import LeaveReason
from moli.households.rules.retention import ERASED_NAME, ErasureReason
from moli.households.services.erasing import erase_household, withdraw_household
from moli.interfaces.cli.work.jobs import JOBS
from moli.kernel.actor import Actor
from moli.pairing.models import Measure, Result, Review, Visit
from moli.pairing.queries.erased import words_to_forget
from moli.pairing.rules.kinds import MeasureKind, Voice
from moli.pairing.services.forgetting import WordsStillKept, forget_words
from moli.pairing.services.promising import close_measure
from tests.factories import NOW, TESTER, TODAY, household
from tests.factories.pairings import (
    SPRING,
    confirmed,
    ended,
    head_key,
    in_force,
    measured,
    partner_pair,
    practitioner_pair,
    reviewed,
    visited,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
_OTHER = Actor("system:eraser", "抹除")


def _erase(own: Household) -> None:
    withdraw_household(household_id=own.pk, reason=LeaveReason.MOVED, by=TESTER, at=NOW)
    erase_household(household_id=own.pk, reason=ErasureReason.REQUEST, by=_OTHER, at=NOW)


def test_words_about_an_erased_household_go_and_the_rest_stays() -> None:
    pair, other = practitioner_pair(), practitioner_pair()
    row, kept = in_force(pair, at=SPRING), in_force(other, at=SPRING)
    own = Household.objects.get(uid=pair.helped_key)
    for each, sides in ((row, pair), (kept, other)):
        visited(each, met="韦永生")
        confirmed(each, sides)
        measured(each, measure_kind=MeasureKind.TRAINING)
        close_measure(
            measure_uid=measured(each).uid,
            is_done=True,
            words="办了",
            on=TODAY,
            by=TESTER,
            at=NOW,
        )
        reviewed(each, voice=Voice.HELPER, by=sides.helper)
        reviewed(
            each,
            voice=Voice.HOUSEHOLD,
            by=sides.helped,
            household_uid=sides.helped_key,
            given_by_key=sides.given_by_key,
        )
    ended(row)
    with refused(WordsStillKept, field="household"):
        forget_words(household_id=own.pk, by=TESTER, at=NOW)
    assert words_to_forget() == []
    _erase(own)
    assert words_to_forget() == [own.pk]

    # Visit: words and whom; two reviews; a result; two measures, one of them closed; the end.
    assert forget_words(household_id=own.pk, by=TESTER, at=NOW) == 9
    with unchanged():
        assert forget_words(household_id=own.pk, by=TESTER, at=NOW) == 0
    assert words_to_forget() == []

    seen = Visit.objects.get(pairing=row)
    assert (seen.words, seen.met, seen.on) == (ERASED_NAME, "", TODAY)
    for rows in (Review.objects, Result.objects, Measure.objects):
        assert set(rows.filter(pairing=row).values_list("words", flat=True)) == {ERASED_NAME}
        assert ERASED_NAME not in rows.filter(pairing=kept).values_list("words", flat=True)
    row.refresh_from_db()
    assert row.end_words == ERASED_NAME
    assert Visit.objects.get(pairing=kept).met == "韦永生"
    assert Event.objects.get(verb="pairing.forget_words").facts == {"words": 9}


def test_a_household_s_word_on_its_village_s_pairing_goes_too_by_the_clock() -> None:
    pair = partner_pair()
    row = in_force(pair, at=SPRING)
    own, other = household(), household()
    for each in (own, other):
        reviewed(
            row,
            voice=Voice.HOUSEHOLD,
            by=pair.helped,
            household_uid=each.uid,
            given_by_key=head_key(each),
        )
    reviewed(row, voice=Voice.HELPER, by=pair.helper)
    _erase(own)
    (job,) = (each for each in JOBS if each.name == "forget_words")
    assert job.run(NOW) == {"done": 1, "refused": 0}
    assert job.run(NOW) == {"done": 0, "refused": 0}
    told = dict(Review.objects.values_list("household", "words"))
    assert told == {own.pk: ERASED_NAME, other.pk: "做得好", None: "做得好"}
