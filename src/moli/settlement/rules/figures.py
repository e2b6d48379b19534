"""The four figures of what sales brought, and what of them everybody may be told."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import files

from moli.settlement.rules.sold import Entry


@dataclass(frozen=True)
class FigureTerms:
    """Of how many households at least a sum is public."""

    public_households_min: int
    public_reason: str


@dataclass(frozen=True)
class IncomeFigures:
    """What sales brought, in fen; corrections included. The four are never added up.

    `gross_fen` is what buyers paid for the goods, `net_fen` what is left for the households,
    `rescued_fen` the part of that whose goods would have been left unsold. `measured_net_fen` is
    the part of `net_fen` whose goods have a farm-gate price, `base_fen` what they would have
    fetched there. `grams` is the weight that buyers kept. A sale is one household's part of one
    settlement, with its corrections.
    """

    households: int = 0
    sales: int = 0
    measured_sales: int = 0
    grams: int = 0
    gross_fen: int = 0
    net_fen: int = 0
    measured_net_fen: int = 0
    base_fen: int = 0
    rescued_fen: int = 0

    def __add__(self, other: IncomeFigures) -> IncomeFigures:
        """Both together; of different households, so that none is counted twice."""
        mine, theirs = astuple(self), astuple(other)
        return IncomeFigures(*(one + two for one, two in zip(mine, theirs, strict=True)))

    @property
    def uplift_fen(self) -> int | None:
        """What the measured sales brought beyond the farm gate; None when none was measured."""
        return self.measured_net_fen - self.base_fen if self.measured_sales else None

    @property
    def is_wholly_measured(self) -> bool:
        """Whether every sale has its farm-gate price."""
        return self.measured_sales == self.sales


@cache
def figure_terms() -> FigureTerms:
    """The terms that the package brings."""
    text = files("moli.settlement").joinpath("data", "figures.toml").read_text(encoding="utf-8")
    return FigureTerms(**tomllib.loads(text))


def figures_of(entries: Iterable[tuple[int, Entry]]) -> IncomeFigures:
    """The figures of some entries, each with the primary key of its settlement."""
    found = list(entries)
    measured = [(sale, entry) for sale, entry in found if entry.base_fen is not None]
    return IncomeFigures(
        households=len({entry.household_key for _, entry in found}),
        sales=_sales(found),
        measured_sales=_sales(measured),
        grams=sum(entry.grams for _, entry in found),
        gross_fen=sum(entry.gross_fen for _, entry in found),
        net_fen=sum(entry.net_fen for _, entry in found),
        measured_net_fen=sum(entry.net_fen for _, entry in measured),
        base_fen=sum(entry.base_fen or 0 for _, entry in measured),
        rescued_fen=sum(entry.rescued_fen for _, entry in found),
    )


def _sales(entries: Iterable[tuple[int, Entry]]) -> int:
    return len({(sale, entry.household_key) for sale, entry in entries})


def public_villages(households: Mapping[str, int]) -> set[str]:
    """Villages, by code, whose sums everybody may be told, from how many households sold there.

    Too small ones are left out, and while those that are left out are together still too few,
    the smallest of the others too: else the county's sum would tell theirs.
    """
    least = figure_terms().public_households_min
    by_size = sorted(households, key=lambda code: (households[code], code))
    hidden = [code for code in by_size if households[code] < least]
    for code in by_size[len(hidden) :]:
        if not hidden or sum(households[each] for each in hidden) >= least:
            break
        hidden.append(code)
    return set(households) - set(hidden)
