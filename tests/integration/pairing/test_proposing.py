"""Proposing what was planned, or one pair: twice is once, places hold, nobody is told twice."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from moli.accounts.models import Appointment
from moli.audit.models import Event
from moli.pairing.queries.plans import plan_sheet
from moli.pairing.rules.footing import Footing
from moli.pairing.rules.kinds import PairingKind, PairingState, PairSide
from moli.pairing.services.agreeing import HelperFull, agree
from moli.pairing.services.planning import plan_pairings
from moli.pairing.services.proposing import (
    AnotherProposalWaits,
    HelpedMayNotBeHelped,
    HelperHasNoPlace,
    HelperMayNotHelp,
    PairedAlready,
    PairingWordsTooLong,
    propose_pairing,
    propose_planned,
)
from moli.stations.models import Station
from tests.factories import (
    HEGUI,
    NOW,
    PANTANG_LUANCHENG,
    PANTANG_NAYANG,
    TESTER,
    YAOBU,
)
from tests.factories.market import key
from tests.factories.pair_plans import (
    HELPED,
    HELPER,
    agreed,
    by_hand,
    declined,
    on_a_line,
    paired,
    planned,
    poor_village,
    practitioner,
    proposed,
    terms,
    worked_example,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

PARTNER = PairingKind.PARTNER


def test_a_plan_is_proposed_to_both_sides_once() -> None:
    near, far = worked_example()
    plan = planned()

    first = proposed(plan)
    with unchanged():
        second = proposed(plan)

    assert second == first
    assert {(row.helper_key, row.helped_key, row.state) for row in first} == {
        (near.key, YAOBU, PairingState.PROPOSED),
        (far.key, HEGUI, PairingState.PROPOSED),
    }
    assert {row.planned for row in first} == set(plan.planned.all())
    assert Event.objects.filter(verb="pairing.propose").count() == 2


def test_some_of_a_plan_is_proposed_alone() -> None:
    worked_example()
    plan = planned()

    assert [row.helped_key for row in proposed(plan, HEGUI)] == [HEGUI]
    assert [row.helped_key for row in proposed(plan, PANTANG_NAYANG)] == []
    assert len(proposed(plan)) == 2


def test_what_became_of_a_proposal_does_not_make_it_be_proposed_again() -> None:
    worked_example()
    plan = planned()
    first, second = proposed(plan)
    agreed(first)
    declined(second)

    with unchanged():
        again = proposed(plan)

    assert again == [first, second]


def test_what_one_of_the_two_declined_lately_is_left_out_of_the_next_plan() -> None:
    worked_example()
    _, of_hegui = proposed(planned())
    declined(of_hegui)
    next_plan = planned()

    assert HEGUI not in {row.helped_key for row in proposed(next_plan)}
    sheet = plan_sheet(next_plan, on=next_plan.on)
    assert {line.planned.helped_key: line.footing for line in sheet.lines} == {
        YAOBU: Footing.WAITS,
        HEGUI: Footing.DECLINED,
    }


def test_after_the_time_of_results_it_may_be_proposed_again() -> None:
    worked_example()
    _, of_hegui = proposed(planned())
    declined(of_hegui)
    later = NOW + timedelta(days=181)
    plan = plan_pairings(kind=PARTNER, changes_max=None, request_key=key(), by=TESTER, at=later)

    found = propose_planned(plan_uid=plan.uid, helped_keys=None, by=TESTER, at=later)

    assert HEGUI in {row.helped_key for row in found}


def test_who_takes_over_says_so_and_the_old_pairing_holds_until_both_agree() -> None:
    near, _ = worked_example()
    old = paired(PARTNER, near.key, HEGUI)
    Station.objects.filter(pk=near.pk).update(to_on=NOW.date())

    plan = planned()
    (of_hegui,) = proposed(plan, HEGUI)

    assert of_hegui.instead_of == old
    old.refresh_from_db()
    assert old.state == PairingState.IN_FORCE
    agreed(of_hegui)
    old.refresh_from_db()
    assert (old.state, old.end_kind) == (PairingState.ENDED, "REPLACED")


def test_a_pair_whose_side_is_gone_by_now_is_left_out() -> None:
    near, _ = worked_example()
    plan = planned()
    Appointment.objects.filter(organisation_key=near.key).update(to_on=NOW.date())

    assert [row.helped_key for row in proposed(plan)] == [HEGUI]


def test_a_helper_that_is_full_by_now_is_left_out() -> None:
    near, _ = worked_example()
    plan = planned()
    by_hand(near, PANTANG_NAYANG)

    assert [row.helped_key for row in proposed(plan)] == [HEGUI]


def test_a_tie_that_goes_frees_its_place_within_one_call() -> None:
    near, far = worked_example()
    old = paired(PARTNER, far.key, YAOBU)

    plan = planned()
    found = proposed(plan)

    assert {(row.helper_key, row.helped_key) for row in found} == {
        (near.key, YAOBU),
        (far.key, PANTANG_NAYANG),
    }
    of_yaobu = next(row for row in found if row.helped_key == YAOBU)
    of_pantang = next(row for row in found if row.helped_key == PANTANG_NAYANG)
    assert of_yaobu.instead_of == old
    agree(pairing_uid=of_pantang.uid, pair_side=PairSide.HELPER, by=HELPER, at=NOW)
    # Until Yaobu has gone over, the place is not free.
    with refused(HelperFull, field="helper", places=1):
        agree(pairing_uid=of_pantang.uid, pair_side=PairSide.HELPED, by=HELPED, at=NOW)
    agreed(of_yaobu)
    agree(pairing_uid=of_pantang.uid, pair_side=PairSide.HELPED, by=HELPED, at=NOW)


def test_a_pair_by_hand_is_proposed_once_with_why() -> None:
    near, _ = worked_example()
    make = partial(
        propose_pairing,
        kind=PARTNER,
        helper_key=near.key,
        helped_key=HEGUI,
        words=" 书记想找他 ",
        request_key=uuid4(),
        by=TESTER,
        at=NOW,
    )
    first = make()
    with unchanged():
        second = make()

    assert second == first
    assert (first.planned, first.words, first.state) == (None, "书记想找他", PairingState.PROPOSED)
    (event,) = Event.objects.filter(verb="pairing.propose")
    assert (event.subject_key, event.area_code) == (first.key, HEGUI)


def test_a_pair_by_hand_may_be_proposed_again_after_a_no() -> None:
    near, _ = worked_example()
    declined(by_hand(near, HEGUI))

    assert by_hand(near, HEGUI).state == PairingState.PROPOSED


def test_what_cannot_be_proposed_by_hand_is_refused() -> None:
    near, far = worked_example()
    paired(PARTNER, near.key, YAOBU)
    by_hand(far, HEGUI)

    with refused(HelperMayNotHelp, field="helper_key"):
        by_hand("nobody", PANTANG_NAYANG)
    with refused(HelpedMayNotBeHelped, field="helped_key"):
        by_hand(near, PANTANG_LUANCHENG)
    with refused(PairedAlready, field="helper_key"):
        by_hand(near, YAOBU)
    with refused(AnotherProposalWaits, field="helped_key"):
        by_hand(near, HEGUI)
    with refused(HelperHasNoPlace, field="helper_key", capacity=1):
        by_hand(near, PANTANG_NAYANG)
    with refused(PairingWordsTooLong, field="words", length_max=200):
        by_hand(near, PANTANG_NAYANG, words="长" * 201)


def test_a_household_is_named_by_its_uid_and_nothing_else() -> None:
    on_a_line()
    terms(PairingKind.PRACTITIONER)
    home, rich = poor_village(YAOBU, poor=1, of=2)
    who = practitioner(YAOBU)
    ask = partial(
        propose_pairing,
        kind=PairingKind.PRACTITIONER,
        helper_key=str(who.uid),
        words="",
        by=TESTER,
        at=NOW,
    )

    for helped_key in (rich.key, YAOBU, "no uid"):
        with refused(HelpedMayNotBeHelped, field="helped_key"):
            ask(helped_key=helped_key, request_key=key())
    assert ask(helped_key=home.key, request_key=key()).village.code == YAOBU
