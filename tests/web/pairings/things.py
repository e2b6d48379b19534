"""Pairings of all three kinds with something of everything in them, for walks over the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from moli.pairing.models import Pairing, PairPlan
from moli.pairing.rules.kinds import PairingKind, PairSide, Voice
from moli.pairing.services.planning import plan_pairings
from tests.factories import NOW, TESTER, key
from tests.factories.pairings import (
    SPRING,
    Pair,
    agreed_by,
    confirmed,
    enterprise_pair,
    in_force,
    measured,
    partner_pair,
    practitioner_pair,
    promised,
    proposed,
    reported,
    reviewed,
    visited,
)


@dataclass(frozen=True)
class Paired:
    """A pairing since spring, with its two sides and the keys of what is done in it."""

    pair: Pair
    row: Pairing
    measure_uid: object
    result_uid: object


def full_pairing(pair: Pair) -> Paired:
    """A pairing since spring: a promise, a measure, a visit, results, reviews."""
    row = in_force(pair, at=SPRING)
    promised(row)
    measure = measured(row)
    visited(row)
    confirmed(row, pair)
    waiting = reported(row, pair, pair_side=PairSide.HELPER, words="包装车间")
    reviewed(row, voice=Voice.HELPER, by=pair.helper)
    return Paired(pair, row, measure.uid, waiting.uid)


def plan_of(kind: PairingKind) -> PairPlan:
    """A plan of a kind."""
    return plan_pairings(kind=kind, changes_max=None, request_key=key(), by=TESTER, at=NOW)


def addresses_of(paired: Paired) -> Mapping[str, Sequence[object]]:
    """What each address about a pairing needs, but for those that name a household."""
    uid = paired.row.uid
    return {
        **dict.fromkeys(
            (
                *("pairing", "answer_pairing", "promise_pairing", "set_measure", "log_visit"),
                *("report_result", "review_pairing", "household_words", "end_pairing"),
            ),
            (uid,),
        ),
        "close_measure": (uid, paired.measure_uid),
        "answer_result": (uid, paired.result_uid),
    }


def pairing_things() -> Mapping[str, Sequence[object]]:
    """Every address of pairings and what it needs: Yaobu's first secretary sees all but plans."""
    paired = full_pairing(enterprise_pair())
    partner = proposed(partner_pair())
    household = practitioner_pair()
    helped = in_force(household, at=SPRING)
    plan = plan_of(PairingKind.PARTNER)
    agreed_by(partner, partner_pair(), PairSide.HELPER)
    return {
        **addresses_of(paired),
        "household_word": (helped.uid, household.helped_key),
        "pair_plan": (plan.uid,),
    }
