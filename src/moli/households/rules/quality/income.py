"""Judges of a year's income: the newest that was written down."""

from __future__ import annotations

from collections.abc import Iterator

from moli.households.rules.quality.judging import Breach, Limits, judge, when
from moli.households.rules.quality.record import Record, YearIncome


def is_below(row: YearIncome, line_fen: int) -> bool:
    """Whether a head has less than a line. Judged without dividing, so no fen is lost."""
    return row.income.net_fen < line_fen * row.income.people


@judge("income.business_without_cost")
def _business_without_cost(record: Record, _: Limits) -> Iterator[Breach]:
    newest = record.income
    is_free = newest is not None and bool(newest.income.business_fen) and not newest.income.cost_fen
    return when(is_free)


@judge("income.per_head_out_of_range")
def _per_head_out_of_range(record: Record, limits: Limits) -> Iterator[Breach]:
    """Nothing or less, or more than almost anybody has."""
    newest = record.income
    if newest is None:
        return iter(())
    net_fen, people = newest.income.net_fen, newest.income.people
    return when(net_fen <= 0 or net_fen > limits["per_head_max_fen"] * people, year=newest.year)


@judge("income.wages_without_worker")
def _wages_without_worker(record: Record, _: Limits) -> Iterator[Breach]:
    newest = record.income
    nobody = not any(member.works for member in record.members)
    return when(newest is not None and newest.income.wage_fen > 0 and nobody)


@judge("income.worker_without_wages")
def _worker_without_wages(record: Record, _: Limits) -> Iterator[Breach]:
    newest = record.income
    somebody = any(member.work_months for member in record.members)
    return when(newest is not None and newest.income.wage_fen == 0 and somebody)
