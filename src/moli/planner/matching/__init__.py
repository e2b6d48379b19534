"""Matching: lots to demands at the greatest total value, with the proof and the fair price."""

from moli.planner.columns import BadProblem
from moli.planner.findings import Finding, PlanRefused
from moli.planner.matching.baselines import first_come_first_served, greedy_by_value
from moli.planner.matching.check import check, must_hold
from moli.planner.matching.explain import Reason, explain
from moli.planner.matching.figures import ProductFigures, by_product
from moli.planner.matching.plan import Plan
from moli.planner.matching.prices import FairPrices, fair_prices, whole_fen_per_jin
from moli.planner.matching.problem import (
    Conditions,
    Demands,
    Freight,
    Lots,
    Problem,
    Weights,
)
from moli.planner.matching.runner_up import Change, RunnerUp
from moli.planner.matching.solve import solve
from moli.planner.matching.unmatched import Alone, Obstacle, Unmatched, unmatched

__all__ = [
    "Alone",
    "BadProblem",
    "Change",
    "Conditions",
    "Demands",
    "FairPrices",
    "Finding",
    "Freight",
    "Lots",
    "Obstacle",
    "Plan",
    "PlanRefused",
    "Problem",
    "ProductFigures",
    "Reason",
    "RunnerUp",
    "Unmatched",
    "Weights",
    "by_product",
    "check",
    "explain",
    "fair_prices",
    "first_come_first_served",
    "greedy_by_value",
    "must_hold",
    "solve",
    "unmatched",
    "whole_fen_per_jin",
]
