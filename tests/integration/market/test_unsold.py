"""Deals that saved goods from being left unsold, from what rounds wrote down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.market.models import Demand, Lot, Proposal, Round
from moli.market.queries.unsold import deals_that_saved
from moli.market.rules.offers import Window
from moli.market.rules.unsold import Deal
from moli.market.services.running_rounds import run_round
from tests.factories import (
    NOW,
    TESTER,
    TODAY,
    demand,
    enterprise,
    key,
    lot,
    nanning,
    tariff,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
LAST_DAYS = Window(TODAY, TODAY + timedelta(days=7))
TONNE = 1_000_000


def a_round(*, at_later: bool = False) -> Round:
    """A round as the planner runs it, today or tomorrow."""
    tariff()
    return run_round(request_key=key(), seed=0, by=TESTER, at=LATER if at_later else NOW)


def deal_of(row: Proposal) -> Deal:
    """The deal that a proposal leads to."""
    return Deal(
        lot_id=row.lot_id,
        enterprise_id=row.demand.enterprise_id,
        bound_at=row.round.run_at,
        proposal_id=row.pk,
    )


def found_nobody_then_one() -> tuple[Lot, Demand, Proposal]:
    """Ten tonnes in their last week: nobody wants them today, one enterprise tomorrow."""
    goods = lot(grams=10 * TONNE, window=LAST_DAYS)
    a_round()
    wanted = demand(grams=10 * TONNE, destination=nanning())
    a_round(at_later=True)
    return goods, wanted, Proposal.objects.get(lot=goods)


def test_goods_that_nobody_wanted_in_their_last_week_were_saved() -> None:
    _, _, row = found_nobody_then_one()

    assert deals_that_saved([deal_of(row)]) == {deal_of(row)}


def test_a_quote_without_a_proposal_saves_as_well() -> None:
    goods = lot(grams=10 * TONNE, window=LAST_DAYS)
    a_round()
    deal = Deal(goods.pk, enterprise().pk, bound_at=LATER)

    assert deals_that_saved([deal]) == {deal}
    before = Deal(goods.pk, enterprise(place=2).pk, bound_at=NOW)
    assert deals_that_saved([before]) == set()


def test_goods_with_weeks_to_go_are_not_saved_goods() -> None:
    goods = lot(grams=10 * TONNE, window=Window(TODAY, TODAY + timedelta(days=8)))
    a_round()
    demand(grams=10 * TONNE)
    a_round(at_later=True)
    row = Proposal.objects.get(lot=goods)

    assert deals_that_saved([deal_of(row)]) == set()


def test_goods_matched_at_once_are_not_saved_goods() -> None:
    goods = lot(grams=10 * TONNE, window=LAST_DAYS)
    demand(grams=10 * TONNE)
    a_round()

    assert deals_that_saved([deal_of(Proposal.objects.get(lot=goods))]) == set()


def test_with_another_buyer_behind_the_first_nothing_was_saved() -> None:
    goods = lot(grams=10 * TONNE, window=LAST_DAYS)
    a_round()
    demand(grams=10 * TONNE)
    demand(enterprise=enterprise(place=2), grams=10 * TONNE, ceiling_fen_per_kg=700)
    a_round(at_later=True)
    row = Proposal.objects.get(lot=goods)
    assert any(change["grams"] > 0 for change in row.runner_up)

    assert deals_that_saved([deal_of(row)]) == set()


def test_it_costs_three_queries_for_any_number_of_deals() -> None:
    _, _, row = found_nobody_then_one()
    deals = [deal_of(row), Deal(row.lot_id, row.demand.enterprise_id, bound_at=LATER)]

    with CaptureQueriesContext(connection) as queries:
        deals_that_saved(deals)

    assert len(queries) == 3
    with CaptureQueriesContext(connection) as none:
        assert deals_that_saved([]) == set()
    assert len(none) == 0
