"""Introducing the two sides of proposals."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moli.audit.models import Event
from moli.enterprises.rules import EnterpriseStatus
from moli.enterprises.services.registering import settle_standing
from moli.market.models import Demand, Introduction, Lot, Proposal
from moli.market.rules.negotiation import ProposalState
from moli.market.services.introducing import NotEnoughLeft, ProposalMovedOn, introduce
from moli.market.services.posting_demands import EnterpriseNotChecked
from moli.market.services.posting_lots import withdraw_lot
from tests.factories import NOW, TESTER, agreed, demand, introduced, lot, proposal

pytestmark = pytest.mark.django_db
TONNE = 1_000_000
LATER = NOW + timedelta(days=2)


def _introduce(*rows: Proposal) -> list[Introduction]:
    return introduce(proposal_ids=[row.pk for row in rows], answer_by=LATER, by=TESTER, at=NOW)


def _committed() -> list[int]:
    rows = [*Lot.objects.order_by("pk"), *Demand.objects.order_by("pk")]
    return [row.committed_grams for row in rows]


def _nothing_happened() -> bool:
    events = Event.objects.filter(verb="market.introduce")
    return not (Introduction.objects.exists() or events.exists() or any(_committed()))


def test_an_introduction_holds_the_weight_on_both_sides() -> None:
    row = proposal()

    made = _introduce(row)

    row.refresh_from_db()
    assert (row.state, row.held_grams) == (ProposalState.INTRODUCED, 40 * TONNE)
    assert _committed() == [40 * TONNE, 40 * TONNE]
    assert (made[0].answer_by, made[0].by_name, made[0].at) == (LATER, "测试", NOW)


def test_the_trail_says_to_whom_contacts_were_opened() -> None:
    row = proposal()

    _introduce(row)

    event = Event.objects.get(verb="market.introduce")
    assert (event.subject_key, event.area_code) == (row.key, row.lot.village.code)
    assert event.facts["contacts_opened_to"] == "SELLER, BUYER"
    assert event.facts["grams"] == 40 * TONNE


def test_introducing_twice_is_introducing_once() -> None:
    row = proposal()

    first = _introduce(row)
    second = introduce(
        proposal_ids=[row.pk], answer_by=LATER + timedelta(days=9), by=TESTER, at=LATER
    )

    assert [made.pk for made in second] == [made.pk for made in first]
    assert second[0].answer_by == LATER
    assert _committed() == [40 * TONNE, 40 * TONNE]
    assert Event.objects.filter(verb="market.introduce").count() == 1


def test_an_agreed_proposal_keeps_its_introduction() -> None:
    row = agreed()

    assert [made.proposal_id for made in _introduce(row)] == [row.pk]
    assert Introduction.objects.count() == 1


def test_several_lots_fill_one_demand() -> None:
    wanted = demand(grams=60 * TONNE)
    rows = [
        proposal(lot=lot(grams=grams * TONNE), demand=wanted, grams=grams * TONNE)
        for grams in (40, 15, 5)
    ]

    _introduce(*rows)

    wanted.refresh_from_db()
    assert wanted.left_grams == 0


def test_all_or_none_when_one_has_not_enough_left() -> None:
    shared = lot(grams=50 * TONNE)
    good = proposal(lot=shared, demand=demand(), grams=30 * TONNE)
    too_much = proposal(lot=shared, demand=demand(), grams=30 * TONNE)

    with pytest.raises(NotEnoughLeft) as refused:
        _introduce(good, too_much)

    assert refused.value.facts == {"left_grams": 20 * TONNE, "value_grams": 30 * TONNE}
    assert refused.value.field == "lot"
    assert _nothing_happened()


def test_a_demand_that_was_filled_meanwhile_is_named() -> None:
    wanted = demand(grams=40 * TONNE)
    introduced(proposal(demand=wanted, grams=30 * TONNE))
    late = proposal(demand=wanted, grams=20 * TONNE)

    with pytest.raises(NotEnoughLeft) as refused:
        _introduce(late)

    assert refused.value.field == "demand"
    late.refresh_from_db()
    assert (late.state, late.held_grams) == (ProposalState.PROPOSED, 0)


@pytest.mark.parametrize("state", [ProposalState.DECLINED, ProposalState.REPLACED])
def test_what_is_over_is_not_introduced(state: ProposalState) -> None:
    row = proposal(state=state)

    with pytest.raises(ProposalMovedOn):
        _introduce(row)

    assert _nothing_happened()


def test_a_lot_that_was_taken_back_is_not_introduced() -> None:
    row = proposal()
    withdraw_lot(lot_id=row.lot_id, by=TESTER, at=NOW)

    with pytest.raises(ProposalMovedOn):
        _introduce(row)

    assert _nothing_happened()


def test_an_enterprise_that_is_suspended_is_not_introduced() -> None:
    row = proposal()
    settle_standing(
        enterprise_id=row.demand.enterprise_id,
        status=EnterpriseStatus.SUSPENDED,
        by=TESTER,
        at=NOW,
    )

    with pytest.raises(EnterpriseNotChecked):
        _introduce(row)

    assert _nothing_happened()
