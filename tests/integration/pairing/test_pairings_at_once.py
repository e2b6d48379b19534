"""Many people at the same moment: a yes from both sides, the last place, a form sent twice."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from threading import Event as Signal
from time import sleep

import pytest
from django.db import transaction

from moli.audit.models import Event
from moli.households.models import Household
from moli.households.rules.people import LeaveReason
from moli.households.rules.retention import ErasureReason
from moli.households.services.erasing import erase_household, withdraw_household
from moli.kernel.actor import Actor
from moli.pairing.models import Pairing, PairingRule, PairingWord, Promise, Result, Review, Visit
from moli.pairing.queries.erased import words_to_forget
from moli.pairing.queries.laws import pairing_laws
from moli.pairing.rules.kinds import (
    EndKind,
    PairingKind,
    PairingState,
    PairSide,
    PromiseKind,
    Rating,
    ResultKind,
    VisitReason,
    VisitResult,
    Voice,
)
from moli.pairing.services.agreeing import decline
from moli.pairing.services.ending import end_pairing
from moli.pairing.services.forgetting import forget_words
from moli.pairing.services.locking import locked_pairing
from moli.pairing.services.promising import Promised, promise
from moli.pairing.services.reporting import Reported, answer_result, report_result
from moli.pairing.services.reviewing import Said, review
from moli.pairing.services.visiting import Seen, log_visit
from tests.concurrency import Outcome, at_once
from tests.factories import HEGUI, NOW, PANTANG_NAYANG, TESTER, TODAY, YAOBU, key, station
from tests.factories.pairings import (
    SPRING,
    Pair,
    agreed_by,
    ended,
    in_force,
    partner_pair,
    practitioner_pair,
    proposed,
    reported,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HELPER, HELPED = PairSide.HELPER, PairSide.HELPED


def _names(outcomes: list[Outcome]) -> dict[str, int]:
    return Counter(type(each.error).__name__ for each in outcomes)


def _told(verb: str) -> int:
    return Event.objects.filter(verb=f"pairing.{verb}").count()


def _laws_hold() -> None:
    assert [check.law for check in pairing_laws() if not check.holds] == []


def test_both_sides_agree_at_once_and_again() -> None:
    pair = partner_pair()
    row = proposed(pair)
    outcomes = at_once([partial(agreed_by, row, pair, side) for side in (*PairSide, *PairSide)])

    assert _names(outcomes) == {"NoneType": 4}
    assert Pairing.objects.get().state == PairingState.IN_FORCE
    assert (PairingWord.objects.count(), _told("agree"), _told("begin")) == (2, 2, 1)
    _laws_hold()


def test_a_yes_and_a_no_at_once_leave_one_answer() -> None:
    pair = partner_pair()
    row = proposed(pair)
    agreed_by(row, pair, HELPER)
    say_no = partial(
        decline, pairing_uid=row.uid, pair_side=HELPED, words="远", by=pair.helped.actor, at=NOW
    )
    outcomes = at_once([partial(agreed_by, row, pair, HELPED), say_no])

    assert sum(each.ok for each in outcomes) == 1
    assert PairingWord.objects.count() == 2
    _laws_hold()


def _waiting(*codes: str, places: int) -> list[tuple[Pairing, Pair]]:
    """Villages whose own side has agreed to one partner, who has so many places."""
    own = station()
    pairs = [partner_pair(village_code=code, station=own) for code in codes]
    rule = PairingRule.objects.get(pairing_kind=PairingKind.PARTNER)
    for capacity in (len(codes), places):
        PairingRule.objects.filter(pk=rule.pk).update(
            content={**rule.content, "capacity": capacity}
        )
        if capacity == len(codes):
            rows = [proposed(pair) for pair in pairs]
            for row, pair in zip(rows, pairs, strict=True):
                agreed_by(row, pair, HELPED)
    return list(zip(rows, pairs, strict=True))


def test_the_last_place_is_one_village_s() -> None:
    waiting = _waiting(YAOBU, HEGUI, PANTANG_NAYANG, places=1)
    outcomes = at_once([partial(agreed_by, row, pair, HELPER) for row, pair in waiting])

    assert _names(outcomes) == {"NoneType": 1, "HelperFull": 2}
    assert Pairing.objects.filter(state=PairingState.IN_FORCE).count() == 1
    assert (PairingWord.objects.filter(pair_side=HELPER).count(), _told("begin")) == (1, 1)
    _laws_hold()


def test_an_end_and_what_takes_its_place_at_once_leave_one_helper() -> None:
    first = in_force(at=NOW - timedelta(days=3))
    other = partner_pair(station=station(village_code=HEGUI, name="贺桂村服务站"))
    row = proposed(other)
    agreed_by(row, other, HELPER)
    end = partial(
        end_pairing,
        pairing_uid=first.uid,
        end_kind=EndKind.LITTLE_CAME,
        words="没有货",
        on=TODAY,
        by=TESTER,
        at=NOW,
    )
    outcomes = at_once([end, partial(agreed_by, row, other, HELPED)])

    assert _names(outcomes) == {"NoneType": 2}
    assert [each.pk for each in Pairing.objects.filter(state=PairingState.IN_FORCE)] == [row.pk]
    assert (_told("end"), _told("begin")) == (1, 2)
    _laws_hold()


def test_a_form_that_is_sent_ten_times_is_taken_once() -> None:
    pair = partner_pair()
    row = in_force(pair, at=SPRING)
    told = reported(row, pair)
    by, other = pair.helper.actor, pair.helped.actor
    seen = Seen(TODAY, VisitReason.REGULAR, VisitResult.AGREED, "看了")
    wanted = Promised(PromiseKind.JOBS, 3, TODAY + timedelta(days=9))
    result = Reported(ResultKind.JOB, TODAY, 3, "分拣", HELPER)
    said = Said(Voice.HELPER, SPRING.date(), Rating.GOOD, "好")
    common = {"pairing_uid": row.uid, "by": by, "at": NOW}
    calls = [
        partial(log_visit, seen=seen, request_key=key(), **common),
        partial(promise, promised=wanted, request_key=key(), **common),
        partial(report_result, reported=result, request_key=key(), **common),
        partial(review, said=said, request_key=key(), **common),
        partial(answer_result, result_uid=told.uid, is_confirmed=True, by=other, at=NOW),
        partial(end_pairing, end_kind=EndKind.MOVED, words="搬走了", on=TODAY, **common),
    ]
    for call in calls:
        assert _names(at_once([call] * 10)) == {"NoneType": 10}, call

    rows = (Visit.objects, Promise.objects, Review.objects)
    assert [each.count() for each in rows] == [1, 1, 1]
    assert Result.objects.count() == 2
    assert (_told("confirm_result"), _told("end")) == (1, 1)
    _laws_hold()


def test_words_are_forgotten_after_whoever_holds_the_pairing_and_then_the_household() -> None:
    row = in_force(practitioner_pair(), at=SPRING)
    ended(row)
    own = Household.objects.get(uid=row.helped_key)
    withdraw_household(household_id=own.pk, reason=LeaveReason.MOVED, by=TESTER, at=NOW)
    eraser = Actor("system:eraser", "抹除")
    erase_household(household_id=own.pk, reason=ErasureReason.REQUEST, by=eraser, at=NOW)
    holds = Signal()

    def write_of_the_household() -> None:
        with transaction.atomic():
            locked_pairing(row.uid)
            holds.set()
            sleep(0.5)
            Household.objects.select_for_update(of=("self",)).get(pk=own.pk)

    def forget() -> int:
        holds.wait()
        return forget_words(household_id=own.pk, by=TESTER, at=NOW)

    assert [each.error for each in at_once([write_of_the_household, forget])] == [None, None]
    assert words_to_forget() == []
