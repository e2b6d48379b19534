"""Poverty in many dimensions: Alkire–Foster in whole numbers (see docs/deprivation.md).

Source: S. Alkire, J. Foster, "Counting and multidimensional poverty measurement", Journal of
Public Economics 95 (2011) 476–487. Weights and cut are whole numbers, so a household at the cut
is poor whatever the machine; figures are fractions, rounded only where they are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

_NOTHING = Fraction(0)


class Dimension(StrEnum):
    """What indicators belong to."""

    INCOME = "INCOME"
    HEALTH = "HEALTH"
    EDUCATION = "EDUCATION"
    LIVING = "LIVING"


class Deprivation(StrEnum):
    """What a household may be deprived of."""

    INCOME = "INCOME"
    MEDICAL = "MEDICAL"
    ILLNESS = "ILLNESS"
    LABOUR = "LABOUR"
    SCHOOL = "SCHOOL"
    JUNIOR = "JUNIOR"
    HOUSE = "HOUSE"
    WATER = "WATER"
    POWER = "POWER"
    ROAD = "ROAD"
    TELEVISION = "TELEVISION"


@dataclass(frozen=True)
class Indicator:
    """One thing that is counted, and how much it weighs."""

    code: Deprivation
    dimension: Dimension
    weight: int


@dataclass(frozen=True)
class DeprivationStandard:
    """Indicators with their weights, and the score from which on a household is poor."""

    indicators: tuple[Indicator, ...]
    cut: int

    def __post_init__(self) -> None:
        codes = [indicator.code for indicator in self.indicators]
        if len(set(codes)) != len(codes):
            raise ValueError("an indicator stands twice")
        if any(indicator.weight <= 0 for indicator in self.indicators):
            raise ValueError("an indicator weighs at least 1")
        if not 0 < self.cut <= self.total:
            raise ValueError("the cut lies above 0 and within the sum of the weights")

    @property
    def total(self) -> int:
        """The score of a household that is deprived of everything."""
        return sum(indicator.weight for indicator in self.indicators)

    def score(self, deprived: Iterable[Deprivation]) -> int:
        """How much a household is deprived of; what the standard does not count weighs nothing."""
        lacking = frozenset(deprived)
        return sum(each.weight for each in self.indicators if each.code in lacking)


@dataclass(frozen=True)
class Profile:
    """A household: how many people, what they are deprived of, what was not asked."""

    people: int
    deprived: frozenset[Deprivation] = frozenset()
    unknown: frozenset[Deprivation] = frozenset()


@dataclass(frozen=True)
class Tally:
    """Sums over households, of which every figure is a fraction. Tallies of areas add up.

    `score` is the sum of people × score over the poor. `deprived` counts people by indicator,
    `poor_deprived` those of them who are poor, `unknown` those of whom it was not asked.
    """

    standard: DeprivationStandard
    people: int = 0
    poor: int = 0
    score: int = 0
    deprived: Mapping[Deprivation, int] = field(default_factory=dict)
    poor_deprived: Mapping[Deprivation, int] = field(default_factory=dict)
    unknown: Mapping[Deprivation, int] = field(default_factory=dict)

    @property
    def headcount(self) -> Fraction:
        """H: the share of people who are poor."""
        return Fraction(self.poor, self.people) if self.people else _NOTHING

    @property
    def intensity(self) -> Fraction:
        """A: how much the poor are deprived of, on average; 0 when nobody is poor."""
        return Fraction(self.score, self.poor * self.standard.total) if self.poor else _NOTHING

    @property
    def adjusted(self) -> Fraction:
        """M0 = H × A: both at once."""
        if not self.people:
            return _NOTHING
        return Fraction(self.score, self.people * self.standard.total)

    def censored_headcount(self, code: Deprivation) -> Fraction:
        """h: the share of people who are poor and deprived of one thing."""
        if not self.people:
            return _NOTHING
        return Fraction(self.poor_deprived.get(code, 0), self.people)

    def contribution(self, indicator: Indicator) -> Fraction:
        """The share of M0 that comes from one indicator. They add up to 1 when anybody is poor."""
        part = indicator.weight * self.poor_deprived.get(indicator.code, 0)
        return Fraction(part, self.score) if self.score else _NOTHING

    def share_in(self, whole: Tally) -> Fraction:
        """The share of a whole's M0 that comes from this part of it."""
        return Fraction(self.score, whole.score) if whole.score else _NOTHING

    def __add__(self, other: Tally) -> Tally:
        if self.standard != other.standard:
            raise ValueError("tallies by different standards do not add up")
        return Tally(
            standard=self.standard,
            people=self.people + other.people,
            poor=self.poor + other.poor,
            score=self.score + other.score,
            deprived=_added(self.deprived, other.deprived),
            poor_deprived=_added(self.poor_deprived, other.poor_deprived),
            unknown=_added(self.unknown, other.unknown),
        )


def _added(
    one: Mapping[Deprivation, int], other: Mapping[Deprivation, int]
) -> Mapping[Deprivation, int]:
    return dict(Counter(one) + Counter(other))


def tally(profiles: Iterable[Profile], standard: DeprivationStandard) -> Tally:
    """The sums over some households. Nobody, and nobody poor, are tallies like any other."""
    people = poor = total = 0
    deprived: Counter[Deprivation] = Counter()
    poor_deprived: Counter[Deprivation] = Counter()
    unknown: Counter[Deprivation] = Counter()
    for profile in profiles:
        score = standard.score(profile.deprived)
        is_poor = score >= standard.cut
        people += profile.people
        poor += is_poor * profile.people
        total += is_poor * profile.people * score
        for code in profile.deprived:
            deprived[code] += profile.people
            poor_deprived[code] += is_poor * profile.people
        for code in profile.unknown:
            unknown[code] += profile.people
    return Tally(
        standard=standard,
        people=people,
        poor=poor,
        score=total,
        # Plus drops what nobody is deprived of, so that equal sums are equal tallies.
        deprived=dict(+deprived),
        poor_deprived=dict(+poor_deprived),
        unknown=dict(+unknown),
    )


def deprivation_standard(content: Mapping[str, Any]) -> DeprivationStandard:
    """The content of a DEPRIVATION standard. Refuses (ValueError) one that cannot be counted."""
    return DeprivationStandard(
        indicators=tuple(
            Indicator(
                code=Deprivation(row["code"]),
                dimension=Dimension(row["dimension"]),
                weight=int(row["weight"]),
            )
            for row in content["indicators"]
        ),
        cut=int(content["cut"]),
    )
