"""Yaobu and Junqiao, as reckoned by hand in docs/matching.md."""

from __future__ import annotations

import numpy as np
import pytest

from moli.planner.matching import (
    Change,
    Obstacle,
    ProductFigures,
    Weights,
    by_product,
    check,
    explain,
    fair_prices,
    first_come_first_served,
    greedy_by_value,
    solve,
    unmatched,
    whole_fen_per_jin,
)
from moli.planner.matching.instances import yaobu
from tests.unit.planner.problems import value_of

YAOBU, HEGUI, XIAOYI, YUNBIAO, ORCHARD = range(5)
JUNQIAO, SHOP, GUANGZHOU = range(3)


@pytest.fixture
def problem():
    return yaobu()


@pytest.fixture
def plan(problem):
    return solve(problem)


def test_margins_are_those_on_paper(problem):
    margins = [[value_of(problem, lot, demand) for demand in range(3)] for lot in range(5)]

    assert margins == [
        [740, None, 290],
        [666, None, 164],
        [592, None, 38],
        [505, None, None],
        [230, 643, None],
    ]


def test_junqiao_takes_yaobu_and_three_more_villages(plan):
    assert plan.lot.tolist() == [YAOBU, HEGUI, XIAOYI, YUNBIAO, ORCHARD]
    assert plan.demand.tolist() == [JUNQIAO, JUNQIAO, JUNQIAO, JUNQIAO, SHOP]
    assert plan.grams.tolist() == [40_000_000, 8_000_000, 7_000_000, 5_000_000, 10_000_000]
    assert plan.value.tolist() == [740, 666, 592, 505, 643]
    assert plan.freight.tolist() == [460, 434, 408, 395, 317]


def test_the_plan_is_worth_48027_yuan_and_proved(problem, plan):
    assert plan.objective == 48_027_000_000
    assert plan.bound == 48_027_000_000
    assert plan.gap == 0.0
    assert by_product(problem, plan) == [
        ProductFigures(
            product=7,
            lots=5,
            demands=3,
            offered_grams=90_000_000,
            wanted_grams=90_000_000,
            matched_grams=70_000_000,
            value=48_027_000_000,
            bound=48_027_000_000,
        )
    ]
    assert plan.lot_prices.tolist() == [400, 326, 252, 165, 0]
    assert plan.demand_prices.tolist() == [340, 643, 0]


def test_yaobu_is_paid_3_yuan_20_per_jin(problem, plan):
    prices = fair_prices(problem, plan)

    assert prices.low.tolist() == [6_290, 6_316, 6_342, 6_355, 6_640]
    assert prices.fair.tolist() == [6_400, 6_426, 6_452, 6_465, 6_640]
    assert prices.high.tolist() == [6_510, 6_536, 6_562, 6_575, 6_640]
    assert prices.is_proved.all()


def test_said_prices_are_whole_fen_per_jin_inside_the_bounds(problem, plan):
    floor = problem.lots.floor[plan.lot]
    most = problem.demands.ceiling[plan.demand] - plan.freight

    said = whole_fen_per_jin(fair_prices(problem, plan), floor=floor, most=most)

    assert said.tolist() == [6_400, 6_420, 6_460, 6_460, 6_640]
    assert (said % 20 == 0).all()


def test_without_yaobu_at_junqiao_the_county_loses_19200_yuan(problem, plan):
    (reason,) = explain(problem, plan, flows=[0])

    assert reason.runner_up.loss == 19_200_000_000
    assert reason.runner_up.is_exact
    assert set(reason.runner_up.changes) == {
        Change(YAOBU, GUANGZHOU, 20_000_000),
        Change(ORCHARD, JUNQIAO, 20_000_000),
    }


def test_the_reason_names_the_journey(problem, plan):
    (reason,) = explain(problem, plan, flows=[0])

    assert reason.road_km == 130.0
    assert reason.transit_days == 0
    assert reason.days_left == 10
    assert reason.poor_share == 410
    assert (reason.margin, reason.freight) == (740, 460)


def test_guangzhou_is_outbid_by_221_li(problem, plan):
    alone = unmatched(problem, plan)

    assert alone.lots == ()
    (guangzhou,) = alone.demands
    assert guangzhou.row == GUANGZHOU
    assert guangzhou.obstacle is Obstacle.OUTBID
    assert guangzhou.partner == YAOBU
    assert guangzhou.short_li_per_kg == 221


def test_first_come_sells_to_whoever_asked_first(problem):
    # The orchard posted first and Junqiao asked first, so 30 t of dear fruit go to Nanning.
    plan = first_come_first_served(problem, lot_posted=[2, 3, 4, 5, 1], demand_posted=[1, 2, 3])

    assert check(problem, plan) == []
    assert plan.lot.tolist() == [YAOBU, YAOBU, HEGUI, XIAOYI, ORCHARD]
    assert plan.demand.tolist() == [JUNQIAO, GUANGZHOU, GUANGZHOU, GUANGZHOU, JUNQIAO]
    assert plan.grams.tolist() == [30_000_000, 10_000_000, 8_000_000, 2_000_000, 30_000_000]


def test_greedy_finds_the_best_plan_here_but_proves_nothing(problem, plan):
    greedy = greedy_by_value(problem)

    assert check(problem, greedy) == []
    assert greedy.objective == plan.objective
    assert greedy.bound > plan.bound


def test_a_poor_share_raises_the_value_but_not_the_margin():
    plan = solve(yaobu(weights=Weights(poor=500)))

    # 740 + 740 × 0.5 × 0.41 = 740 + 151.7
    assert plan.value[0] == 892
    assert plan.margin[0] == 740
    assert np.all(plan.value >= plan.margin)
