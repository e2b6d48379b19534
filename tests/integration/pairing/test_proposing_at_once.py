"""Many who plan and propose at the same moment: one plan, and no place promised twice."""

from __future__ import annotations

from functools import partial

import pytest

from moli.pairing.models import Pairing, PairPlan
from moli.pairing.rules.kinds import PairingKind
from moli.pairing.services.planning import plan_pairings
from moli.pairing.services.proposing import (
    HelperHasNoPlace,
    propose_pairing,
    propose_planned,
)
from tests.concurrency import at_once
from tests.factories import NOW, PANTANG_NAYANG, TESTER, YAOBU
from tests.factories.market import key
from tests.factories.pair_plans import worked_example

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PARTNER = PairingKind.PARTNER


def test_a_plan_made_by_four_with_one_key_is_one() -> None:
    worked_example()
    make = partial(
        plan_pairings, kind=PARTNER, changes_max=None, request_key=key(), by=TESTER, at=NOW
    )

    outcomes = at_once([make] * 4)

    assert [each.error for each in outcomes] == [None] * 4
    assert PairPlan.objects.count() == 1


def test_two_who_propose_at_once_do_not_promise_a_place_twice() -> None:
    near, _ = worked_example()
    wanted = [
        partial(
            propose_pairing,
            kind=PARTNER,
            helper_key=near.key,
            helped_key=code,
            words="",
            request_key=key(),
            by=TESTER,
            at=NOW,
        )
        for code in (YAOBU, PANTANG_NAYANG)
    ]

    outcomes = at_once(wanted)

    assert sum(each.ok for each in outcomes) == 1
    assert {type(each.error) for each in outcomes if not each.ok} == {HelperHasNoPlace}


def test_a_plan_proposed_twice_at_once_is_proposed_once() -> None:
    worked_example()
    plan = plan_pairings(kind=PARTNER, changes_max=None, request_key=key(), by=TESTER, at=NOW)
    propose = partial(propose_planned, plan_uid=plan.uid, helped_keys=None, by=TESTER, at=NOW)

    outcomes = at_once([propose, propose])

    assert [each.error for each in outcomes] == [None, None]
    assert outcomes[0].result == outcomes[1].result
    assert Pairing.objects.count() == 2
