"""Column generation, tried on small rounds full of ties, where a simplex could turn in circles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from moli.planner.matching import check
from moli.planner.matching.answer import Prices, join, to_plan
from moli.planner.matching.formula import DemandSide, LotSide, link_value
from moli.planner.matching.layout import lay_out
from moli.planner.stop import AfterRounds, Never
from tests.unit.planner.problems import best_value, one_large_product, problems

pytestmark = pytest.mark.slow


def solved_by_columns(problem, stop=None):
    from moli.planner.matching.columns import solve_large

    layout = lay_out(problem)
    prices = Prices.of(layout)
    flows = solve_large(
        layout, layout.parts, problem.conditions, stop=stop or Never(), seed=1, prices=prices
    )
    return to_plan(layout, join(flows), prices, barred=np.empty(0, np.int64), seed=1)


@given(problems())
@settings(max_examples=150, deadline=None)
def test_column_generation_is_exact_on_rounds_full_of_ties(problem):
    plan = solved_by_columns(problem)

    assert check(problem, plan) == []
    assert plan.gap == 0.0
    assert plan.objective == best_value(problem)


@given(problems())
@settings(max_examples=40, deadline=None)
def test_column_generation_stopped_early_is_lawful(problem):
    for rounds in (0, 1):
        plan = solved_by_columns(problem, AfterRounds(rounds))

        assert check(problem, plan) == []
        assert plan.objective <= best_value(problem) <= plan.bound


def test_compiled_and_plain_passes_give_the_same_bits():
    from moli.planner.matching.kernels import values_of_lot

    layout = lay_out(one_large_product(4))
    lots = LotSide(*(column[:, np.newaxis] for column in layout.lots))
    value, exists, *_ = link_value(lots, layout.demands, layout.terms)
    plain = np.where(exists, value, -1).astype(np.int64)

    compiled = np.empty(plain.shape, np.int32)
    for lot in range(len(plain)):
        values_of_lot(layout.lots, lot, DemandSide(*layout.demands), layout.terms, compiled[lot])

    assert (compiled == plain).all()
    assert 0 < exists.sum() < exists.size
