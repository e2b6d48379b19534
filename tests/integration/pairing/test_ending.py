"""Ending a pairing: with what, in words, and with what came of it in the trail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moli.audit.models import Event
from moli.pairing.rules.kinds import EndKind, PairingState, PromiseKind, ResultKind
from moli.pairing.services.ending import (
    EndKindNotByHand,
    EndsBeforeWhatWasDone,
    PromisesNotKept,
)
from moli.pairing.services.locking import DayOutsidePairing, PairingMovedOn, PairingWordsMissing
from tests.factories import NOW, TODAY
from tests.factories.pairings import (
    SPRING,
    confirmed,
    ended,
    in_force,
    partner_pair,
    promised,
    proposed,
    reported,
    visited,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def test_a_pairing_ends_once_and_the_trail_tells_what_stood() -> None:
    pair = partner_pair()
    row = in_force(pair, at=SPRING)
    promised(row, promise_kind=PromiseKind.TRAINED, amount=2)
    promised(row, promise_kind=PromiseKind.JOBS, amount=4)
    confirmed(row, pair, people=2)
    confirmed(row, pair, result_kind=ResultKind.JOB, people=3)
    reported(row, pair, people=9)

    done = ended(row, end_kind=EndKind.LITTLE_CAME, words=" 人手不够 ")
    with unchanged():
        assert ended(row, end_kind=EndKind.MOVED).end_kind == EndKind.LITTLE_CAME

    assert (done.state, done.to_on, done.end_words) == (PairingState.ENDED, TODAY, "人手不够")
    facts = Event.objects.get(verb="pairing.end").facts
    assert facts == {
        "pairing_kind": "PARTNER",
        "end_kind": "LITTLE_CAME",
        "sold_grams": 0,
        "jobs": 3,
        "trained": 2,
        "promises": 2,
        "kept": 1,
    }


def test_it_has_reached_what_was_promised_when_all_of_it_is_there() -> None:
    pair = partner_pair()
    row = in_force(pair, at=SPRING)
    with refused(PromisesNotKept, field="end_kind", kept=0, promised=0):
        ended(row, end_kind=EndKind.REACHED)
    promised(row, promise_kind=PromiseKind.VISITS, amount=1)
    promised(row, promise_kind=PromiseKind.TRAINED, amount=2)
    visited(row)
    with refused(PromisesNotKept, field="end_kind", kept=1, promised=2):
        ended(row, end_kind=EndKind.REACHED)
    confirmed(row, pair, people=2)
    assert ended(row, end_kind=EndKind.REACHED).end_kind == EndKind.REACHED


def test_a_replacement_comes_with_another_pairing_alone() -> None:
    row = in_force()
    with refused(EndKindNotByHand, field="end_kind", end_kind=EndKind.REPLACED):
        ended(row, end_kind=EndKind.REPLACED)


def test_an_end_lies_within_the_pairing_and_after_what_was_done() -> None:
    pair = partner_pair()
    row = in_force(pair, at=SPRING)
    days = {"from_on": SPRING.date().isoformat(), "today_on": TODAY.isoformat()}
    for on in (SPRING.date() - timedelta(days=1), TODAY + timedelta(days=1)):
        with refused(DayOutsidePairing, field="on", **days):
            ended(row, on=on)
    with refused(PairingWordsMissing, field="words"):
        ended(row, words="")
    visited(row, on=YESTERDAY - timedelta(days=1))
    reported(row, pair, on=YESTERDAY)
    with refused(EndsBeforeWhatWasDone, field="on", last_on=YESTERDAY.isoformat()):
        ended(row, on=YESTERDAY - timedelta(days=1))
    assert ended(row, on=YESTERDAY).to_on == YESTERDAY


def test_what_is_not_in_force_does_not_end() -> None:
    row = proposed()
    with refused(PairingMovedOn, field="pairing", pairing_state=PairingState.PROPOSED):
        ended(row, at=NOW)
