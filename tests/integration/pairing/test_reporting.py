"""Jobs and trainings: one side reports, the other confirms or denies."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from moli.audit.models import Event
from moli.pairing.models import Result
from moli.pairing.rules.kinds import PairingState, PairSide, ResultKind
from moli.pairing.services.locking import (
    DayOutsidePairing,
    OneSpeaksForBoth,
    PairingMovedOn,
    PairingWordsMissing,
)
from moli.pairing.services.reporting import (
    PEOPLE_MAX,
    Reported,
    ResultAnswered,
    ResultOfNobody,
    SalesAreCounted,
    answer_result,
    report_result,
)
from tests.factories import HEGUI, NOW, TODAY, key, person
from tests.factories.pairings import confirmed, ended, in_force, partner_pair, proposed, reported
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def test_a_result_is_reported_by_one_side_and_confirmed_by_the_other() -> None:
    pair = partner_pair()
    row = in_force(pair)
    told = Reported(ResultKind.JOB, TODAY, 3, "分拣", PairSide.HELPER)
    report = partial(
        report_result,
        pairing_uid=row.uid,
        reported=told,
        request_key=key(),
        by=pair.helper.actor,
        at=NOW,
    )
    first = report()
    with unchanged():
        assert report() == first
    assert first.is_confirmed is None

    say = partial(answer_result, result_uid=first.uid, by=pair.helped.actor, at=NOW)
    say(is_confirmed=True)
    with unchanged():
        say(is_confirmed=True)
    with refused(ResultAnswered, field="result"):
        say(is_confirmed=False, words="没有这回事")
    kept = Result.objects.get()
    assert (kept.is_confirmed, kept.answered_by_key) == (True, pair.helped.actor.key)
    assert Event.objects.get(verb="pairing.confirm_result").facts["people"] == 3


def test_nobody_confirms_for_the_side_that_reported() -> None:
    pair = partner_pair()
    row = in_force(pair)
    told = reported(row, pair, pair_side=PairSide.HELPED)
    with refused(OneSpeaksForBoth, field="pair_side", pair_side=PairSide.HELPER):
        answer_result(result_uid=told.uid, is_confirmed=True, by=pair.helped.actor, at=NOW)
    # Who has not spoken yet may answer, and then speaks for that side.
    other = person().actor
    answer_result(result_uid=told.uid, is_confirmed=True, by=other, at=NOW)
    again = Reported(ResultKind.JOB, TODAY, 1, "分拣", PairSide.HELPED)
    with refused(OneSpeaksForBoth, field="pair_side", pair_side=PairSide.HELPED):
        report_result(pairing_uid=row.uid, reported=again, request_key=key(), by=other, at=NOW)


def test_a_denial_says_why() -> None:
    pair = partner_pair()
    told = reported(in_force(pair), pair)
    deny = partial(
        answer_result, result_uid=told.uid, is_confirmed=False, by=pair.helped.actor, at=NOW
    )
    with refused(PairingWordsMissing, field="words"):
        deny(words=" ")
    assert deny(words="只来了一个").answered_words == "只来了一个"


def test_what_is_reported_is_somebody_s_job_or_training_on_a_day_of_the_pairing() -> None:
    pair = partner_pair()
    row = in_force(pair)
    with refused(SalesAreCounted, field="result_kind"):
        reported(row, pair, result_kind=ResultKind.SALE)
    for people in (0, PEOPLE_MAX + 1):
        with refused(ResultOfNobody, field="people"):
            reported(row, pair, people=people)
    with refused(PairingWordsMissing, field="words"):
        reported(row, pair, words="")
    days = {"from_on": TODAY.isoformat(), "today_on": TODAY.isoformat()}
    for on in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with refused(DayOutsidePairing, field="on", **days):
            reported(row, pair, on=on)


def test_after_the_end_nothing_is_reported_but_answers_still_come() -> None:
    pair = partner_pair()
    waiting = proposed(pair)
    with refused(PairingMovedOn, field="pairing", pairing_state=PairingState.PROPOSED):
        reported(waiting, pair)
    other = partner_pair(village_code=HEGUI)
    row = in_force(other)
    told = reported(row, other)
    ended(row)
    with refused(PairingMovedOn, field="pairing", pairing_state=PairingState.ENDED):
        confirmed(row, other)
    answer_result(result_uid=told.uid, is_confirmed=True, by=other.helped.actor, at=NOW)
    assert Result.objects.get().is_confirmed is True
