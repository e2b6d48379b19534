"""Planning, and proposing what was planned: twice is once, places hold, nobody is told twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from moli.accounts.models import Appointment
from moli.audit.models import Event
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.pairing.models import Pairing, PairPlan, PlannedPair
from moli.pairing.queries.plans import newest_plans, plan_of_uid, plan_sheet, plans_of
from moli.pairing.queries.problem import TooFewChangesAllowed
from moli.pairing.rules.footing import Footing, PairChange
from moli.pairing.rules.kinds import PairingKind, PairingState, PairSide
from moli.pairing.services.agreeing import HelperFull, agree, decline
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
from tests.crashing import crashes
from tests.factories import (
    HEGUI,
    NOW,
    PANTANG_LUANCHENG,
    PANTANG_NAYANG,
    TESTER,
    YAOBU,
    first_secretary,
)
from tests.factories.market import key
from tests.factories.pair_plans import (
    CHENGSI,
    fruit_of,
    on_a_line,
    paired,
    partner,
    poor_village,
    practitioner,
    tea_of,
    terms,
    worked_example,
)
from tests.unchanged import everything, refused, unchanged

pytestmark = pytest.mark.django_db

PARTNER = PairingKind.PARTNER
HELPER, HELPED = Actor("user:helper", "站长"), Actor("user:helped", "书记")


def planned(*, changes_max: int | None = None, kind: PairingKind = PARTNER) -> PairPlan:
    """A new plan."""
    return plan_pairings(kind=kind, changes_max=changes_max, request_key=key(), by=TESTER, at=NOW)


def proposed(plan: PairPlan, *helped_keys: str) -> list[Pairing]:
    """What a plan proposes, to all or to some."""
    return propose_planned(plan_uid=plan.uid, helped_keys=helped_keys or None, by=TESTER, at=NOW)


def agreed(pairing: Pairing) -> Pairing:
    """A pairing to which both sides said yes."""
    agree(pairing_uid=pairing.uid, pair_side=PairSide.HELPER, by=HELPER, at=NOW)
    return agree(pairing_uid=pairing.uid, pair_side=PairSide.HELPED, by=HELPED, at=NOW)


def declined(pairing: Pairing) -> Pairing:
    """A pairing to which the helped said no."""
    return decline(
        pairing_uid=pairing.uid, pair_side=PairSide.HELPED, words="太远", by=HELPED, at=NOW
    )


def by_hand(helper: Station | str, helped: str, *, words: str = "书记想找他") -> Pairing:
    """A pair that no plan names."""
    return propose_pairing(
        kind=PARTNER,
        helper_key=helper if isinstance(helper, str) else helper.key,
        helped_key=helped,
        words=words,
        request_key=key(),
        by=TESTER,
        at=NOW,
    )


def test_a_plan_is_kept_with_its_proof_and_why_each_pair_is_in_it() -> None:
    near, far = worked_example()

    plan = planned()

    assert (plan.helpers, plan.helped, plan.ties, plan.pairs, plan.changed) == (2, 3, 1, 2, 0)
    assert (plan.cost_points, plan.bound_points) == (4_200, 4_200)
    why = plan.planned.get(helped_key=HEGUI)
    assert (why.helper_key, why.tie_key, why.village.code) == (far.key, far.key, HEGUI)
    assert (why.road_metres, why.fit_per_mille, why.need_per_mille) == (10_008, 500, 500)
    # Without it Hegui would turn to Yaobu's partner, and all would lose 100 at least.
    assert (why.cost_points, why.instead_key, why.loss_points) == (700, near.key, 100)
    (event,) = Event.objects.filter(verb="pairing.plan")
    assert (event.subject_key, event.facts["cost_points"]) == (plan.key, 4_200)


def test_the_same_key_again_is_the_plan_there_is_whatever_rows_say_now() -> None:
    worked_example()
    make = partial(
        plan_pairings, kind=PARTNER, changes_max=None, request_key=uuid4(), by=TESTER, at=NOW
    )
    first = make()
    partner(PANTANG_NAYANG)

    with unchanged():
        second = make()

    assert second == first


def test_a_plan_that_cannot_be_is_refused_and_nothing_is_kept() -> None:
    near, _ = worked_example()
    for code in (YAOBU, HEGUI):
        paired(PARTNER, near.key, code)

    with refused(TooFewChangesAllowed, field="changes_max", asked=0, least=1):
        planned(changes_max=0)


def test_a_plan_that_dies_on_its_way_keeps_nothing() -> None:
    worked_example()
    request_key = uuid4()
    before = everything()

    for attempt in crashes():
        with attempt.dying():
            plan_pairings(
                kind=PARTNER, changes_max=None, request_key=request_key, by=TESTER, at=NOW
            )
        if attempt.died:
            assert everything() == before

    assert PairPlan.objects.count() == 1


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


def test_a_sheet_says_what_is_kept_changed_new_and_who_is_left_alone() -> None:
    _, far = worked_example()
    paired(PARTNER, far.key, YAOBU)
    plan = planned()

    sheet = plan_sheet(plan, on=plan.on)

    assert {line.planned.helped_key: line.pair_change for line in sheet.lines} == {
        YAOBU: PairChange.CHANGED,
        PANTANG_NAYANG: PairChange.NEW,
    }
    assert [row.key for row in sheet.alone] == [HEGUI]
    figures = sheet.figures
    assert (figures.pairs, figures.kept, figures.changed, figures.new, figures.alone) == (
        2,
        0,
        1,
        1,
        1,
    )
    assert figures.is_proved_best
    assert sheet.free == 2


def test_a_sheet_shows_what_was_proposed_of_each_pair() -> None:
    worked_example()
    plan = planned()
    rows = proposed(plan)

    sheet = plan_sheet(plan, on=plan.on)

    assert {line.pairing for line in sheet.lines} == set(rows)
    assert sheet.free == 0


def test_the_newest_plan_of_each_kind_stands_first() -> None:
    worked_example()
    first, second = planned(), planned()

    assert list(plans_of(PARTNER)) == [second, first]
    assert newest_plans() == {PARTNER: second}
    assert plan_of_uid(first.uid) == first
    assert plan_of_uid(uuid4()) is None


def test_a_larger_plan_is_shown_and_proposed_in_as_many_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    worked_example()
    small = planned()
    with django_assert_num_queries(12):
        plan_sheet(small, on=small.on)
    with django_assert_num_queries(16):
        proposed(small)
    poor_village(PANTANG_LUANCHENG, poor=1, of=1)
    first_secretary(village_code=PANTANG_LUANCHENG)
    for code in (PANTANG_LUANCHENG, PANTANG_NAYANG):
        partner(code)
    Pairing.objects.all().delete()
    large = planned()
    with django_assert_num_queries(12):
        plan_sheet(large, on=large.on)
    with django_assert_num_queries(16):
        assert len(proposed(large)) == 4


@dataclass(frozen=True)
class County:
    """Four poor villages and three partners."""

    stations: list[Station]
    villages: tuple[str, ...] = (YAOBU, HEGUI, PANTANG_NAYANG, PANTANG_LUANCHENG)


@pytest.fixture
def small_county(db: None) -> County:
    """Rows that every example begins with."""
    on_a_line()
    for code in County.villages:
        poor_village(code, poor=1, of=1)
        first_secretary(village_code=code)
    return County([partner(code) for code in (YAOBU, CHENGSI, PANTANG_NAYANG)])


def _in_force() -> dict[str, str]:
    rows = Pairing.objects.filter(state=PairingState.IN_FORCE)
    return dict(rows.values_list("helped_key", "helper_key"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), capacity=st.integers(1, 2))
def test_rows_planned_proposed_agreed_and_planned_again_keep_places_and_bounds(
    small_county: County, data: st.DataObject, capacity: int
) -> None:
    with transaction.atomic():
        terms(PARTNER, capacity=capacity)
        for _ in range(3):
            _something_happens(small_county, data)
            before = _in_force()
            changes_max = data.draw(st.none() | st.integers(0, 4), label="changes_max")
            # Places never rule a bound out: what is in force was agreed to within them.
            plan = planned(changes_max=changes_max)
            _holds(plan, capacity, before)
            rows = proposed(plan)
            _promises_hold(capacity)
            for row in data.draw(st.permutations(rows), label="in this order"):
                _answered(row, is_yes=data.draw(st.booleans(), label="yes"))
                _places_hold(capacity)
            after = _in_force()
            if changes_max is not None:
                assert sum(after.get(one) != helper for one, helper in before.items()) <= (
                    changes_max
                )
        transaction.set_rollback(True)


def _something_happens(county: County, data: st.DataObject) -> None:
    """Fruit is offered or tea is brought somewhere."""
    code = data.draw(st.sampled_from(county.villages), label="village")
    if data.draw(st.booleans(), label="fruit"):
        fruit_of(code)
    else:
        home = Household.objects.filter(village__code=code)[0]
        tea_of(home, at_station=data.draw(st.sampled_from(county.stations), label="station"))


def _holds(plan: PairPlan, capacity: int, before: dict[str, str]) -> None:
    rows = list(PlannedPair.objects.filter(plan=plan))
    assert max(Counter(row.helper_key for row in rows).values(), default=0) <= capacity
    now = {row.helped_key: row.helper_key for row in rows}
    torn = sum(now.get(one) != helper for one, helper in before.items())
    assert torn <= plan.changed
    assert plan.changes_max is None or plan.changed <= plan.changes_max


def _places_hold(capacity: int) -> None:
    """Nobody holds more than there are places, nobody is helped by two."""
    assert max(Counter(_in_force().values()).values(), default=0) <= capacity


def _promises_hold(capacity: int) -> None:
    """With all that was just proposed nobody is promised more: what is to go counts no longer."""
    rows = Pairing.objects.filter(state=PairingState.PROPOSED)
    going = set(rows.exclude(instead_of=None).values_list("helped_key", flat=True))
    promised = Counter(rows.values_list("helper_key", flat=True))
    promised.update(helper for one, helper in _in_force().items() if one not in going)
    assert max(promised.values(), default=0) <= capacity


def _answered(row: Pairing, *, is_yes: bool) -> None:
    if not is_yes:
        declined(row)
        return
    agree(pairing_uid=row.uid, pair_side=PairSide.HELPER, by=HELPER, at=NOW)
    try:
        with transaction.atomic():
            agree(pairing_uid=row.uid, pair_side=PairSide.HELPED, by=HELPED, at=NOW)
    except HelperFull:
        declined(row)
