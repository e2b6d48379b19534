"""A round over everything open: what it keeps, what a second one replaces, what it refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moli.audit.queries import trail_of
from moli.market.models import FreightTariff, Proposal, Round
from moli.market.queries.problem import NoTariff, open_market
from moli.market.rules.negotiation import AnswerKind, DeclineReason, ProposalState, Side
from moli.market.services.answering import Reply, answer
from moli.market.services.introducing import introduce
from moli.market.services.posting_lots import amend_lot, withdraw_lot
from moli.market.services.running_rounds import run_round
from tests.factories import NOW, TESTER, TODAY, demand, key, lot, lot_offer, tariff

pytestmark = pytest.mark.django_db


def a_round() -> Round:
    return run_round(request_key=key(), seed=0, by=TESTER, at=NOW)


def test_yaobu_is_proposed_to_junqiao_between_floor_and_what_the_ceiling_leaves() -> None:
    tariff()
    yaobu, junqiao = lot(), demand()
    ran = a_round()
    proposal = Proposal.objects.get(round=ran)
    assert (proposal.lot, proposal.demand) == (yaobu, junqiao)
    assert proposal.grams == 40_000_000
    most = junqiao.ceiling_fen_per_kg - proposal.freight_fen_per_kg
    assert yaobu.floor_fen_per_kg <= proposal.fair_fen_per_kg <= most
    assert proposal.fair_fen_per_kg % 2 == 0  # a whole fen per jin
    assert ran.value_micro_yuan == ran.bound_micro_yuan > 0
    assert ran.gap == 0.0
    assert ran.matched_grams == 40_000_000


def test_the_same_key_runs_one_round() -> None:
    tariff()
    lot()
    demand()
    request_key = key()
    first = run_round(request_key=request_key, seed=0, by=TESTER, at=NOW)
    again = run_round(request_key=request_key, seed=0, by=TESTER, at=NOW)
    assert first == again
    assert Round.objects.count() == 1
    assert Proposal.objects.count() == 1
    assert trail_of(kind="round", key="1").count() == 1


def test_a_later_round_replaces_what_nobody_took_up() -> None:
    tariff()
    lot()
    demand()
    first, second = a_round(), a_round()
    assert [first.number, second.number] == [1, 2]
    assert Proposal.objects.get(round=first).state == ProposalState.REPLACED
    assert Proposal.objects.get(round=second).state == ProposalState.PROPOSED


def test_what_is_held_is_not_matched_again() -> None:
    tariff()
    yaobu = lot(grams=50_000_000)
    demand(grams=40_000_000)
    first = a_round()
    held = Proposal.objects.get(round=first)
    introduce(proposal_ids=[held.pk], answer_by=NOW + timedelta(days=1), by=TESTER, at=NOW)
    other = demand(grams=60_000_000)
    second = a_round()
    proposal = Proposal.objects.get(round=second)
    assert proposal.demand == other
    assert proposal.grams == 10_000_000
    held.refresh_from_db()
    assert held.state == ProposalState.INTRODUCED
    yaobu.refresh_from_db()
    assert yaobu.committed_grams == 40_000_000


def declined_pair() -> Proposal:
    tariff()
    lot()
    demand()
    proposal = Proposal.objects.get(round=a_round())
    introduce(proposal_ids=[proposal.pk], answer_by=NOW + timedelta(days=1), by=TESTER, at=NOW)
    reply = Reply(
        side=Side.SELLER,
        kind=AnswerKind.DECLINE,
        price_fen_per_kg=proposal.fair_fen_per_kg,
        grams=proposal.grams,
        reason=DeclineReason.PRICE,
    )
    return answer(proposal_id=proposal.pk, reply=reply, request_key=key(), by=TESTER, at=NOW)


def test_a_declined_pair_is_not_proposed_again_on_the_same_terms() -> None:
    declined_pair()
    again = a_round()
    assert not Proposal.objects.filter(round=again).exists()
    assert [line["reason"] for line in again.unmatched["lots"]] == ["DECLINED"]


def test_the_same_produce_posted_anew_on_the_same_terms_is_not_proposed_either() -> None:
    declined = declined_pair()
    withdraw_lot(lot_id=declined.lot_id, by=TESTER, at=NOW)
    lot()
    assert not Proposal.objects.filter(round=a_round()).exists()


def test_a_declined_pair_comes_back_when_a_side_changes_its_terms() -> None:
    declined = declined_pair()
    amend_lot(lot_id=declined.lot_id, offer=lot_offer(floor_fen_per_kg=580), by=TESTER, at=NOW)
    assert Proposal.objects.filter(round=a_round()).count() == 1


def test_a_day_without_a_tariff_is_refused_and_nothing_is_kept() -> None:
    lot()
    demand()
    with pytest.raises(NoTariff):
        a_round()
    assert not Round.objects.exists()
    assert not FreightTariff.objects.exists()


def test_an_empty_market_gives_an_empty_round() -> None:
    tariff()
    ran = a_round()
    assert (ran.lots, ran.demands, ran.matched_grams, ran.gap) == (0, 0, 0, 0.0)


def test_the_problem_takes_the_same_queries_however_many_lots(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    tariff()
    for _ in range(5):
        lot()
        demand()
    with django_assert_num_queries(5):  # type: ignore[operator]
        open_market(on=TODAY)
