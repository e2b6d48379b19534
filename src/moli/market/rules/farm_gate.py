"""Farm-gate prices as people saw them paid: what may be reported, and when reports make a price.

How many people, and how near in time, is data with its reasons (`data/farm_gate.toml`).
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from moli.kernel.refusal import Refusal

_COUNTY_DIGITS = 6


class PriceOfTomorrow(Refusal):
    """A price was seen on a day that has not come."""


class PriceTooOld(Refusal):
    """A price was seen so long ago that nobody remembers it exactly."""


@dataclass(frozen=True)
class ReportTerms:
    """How many different people make a price, how near in time, how old a report may be."""

    reporters_min: int
    reporters_reason: str
    around_days: int
    around_reason: str
    oldest_days: int
    oldest_reason: str


@dataclass(frozen=True)
class Report:
    """One report: where, of which grade (its primary key), by whom, when and how much."""

    village_code: str
    grade_id: int
    by_key: str
    seen_on: date
    fen_per_kg: int


@dataclass(frozen=True)
class FarmGatePrice:
    """The middle price of so many different people; None while they are too few."""

    fen_per_kg: int | None
    reporters: int


@cache
def report_terms() -> ReportTerms:
    """The terms that the package brings."""
    text = files("moli.market").joinpath("data", "farm_gate.toml").read_text(encoding="utf-8")
    return ReportTerms(**tomllib.loads(text))


def judge_seen_on(seen_on: date, *, today: date) -> None:
    """Refuse a day that has not come, and one that is too long ago."""
    if seen_on > today:
        raise PriceOfTomorrow(
            field="seen_on", value_on=seen_on.isoformat(), today=today.isoformat()
        )
    oldest = today - timedelta(days=report_terms().oldest_days)
    if seen_on < oldest:
        raise PriceTooOld(
            field="seen_on", value_on=seen_on.isoformat(), oldest_on=oldest.isoformat()
        )


def price_of(reports: Iterable[Report]) -> FarmGatePrice:
    """The price that reports make together: each person counts once, with their middle price.

    So nobody gains weight by reporting often. Between two middle prices lies their mean, half a
    fen up: what sales bring beyond it is never told too high.
    """
    of_person: dict[str, list[int]] = defaultdict(list)
    for report in reports:
        of_person[report.by_key].append(report.fen_per_kg)
    if len(of_person) < report_terms().reporters_min:
        return FarmGatePrice(None, len(of_person))
    return FarmGatePrice(
        _middle([_middle(prices) for prices in of_person.values()]), len(of_person)
    )


class PriceBook:
    """Reports, laid out so that the price of a grade in a county near a day is found at once."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._reports: dict[tuple[str, int], list[Report]] = defaultdict(list)
        for report in reports:
            self._reports[report.village_code[:_COUNTY_DIGITS], report.grade_id].append(report)
        self._known: dict[tuple[str, int, date], FarmGatePrice] = {}

    def price(self, *, village_code: str, grade_id: int, on: date) -> FarmGatePrice:
        """The price of a grade in a village's county near a day. Other grades say nothing of it."""
        county = village_code[:_COUNTY_DIGITS]
        key = (county, grade_id, on)
        if key not in self._known:
            around = timedelta(days=report_terms().around_days)
            rows = self._reports.get((county, grade_id), ())
            self._known[key] = price_of(row for row in rows if abs(row.seen_on - on) <= around)
        return self._known[key]


def _middle(prices: Iterable[int]) -> int:
    ranked = sorted(prices)
    low, high = ranked[(len(ranked) - 1) // 2], ranked[len(ranked) // 2]
    return (low + high + 1) // 2
