"""What a matching round is asked: lots, demands, freight, weights, conditions, all as arrays.

Rows are numbered from 0 in the order given; a plan names lots and demands by these numbers.
Prices are whole li per kilogram (1 li = 0.001 yuan), weights whole grams, days whole ordinals,
places kilometres on a flat map, shares whole thousandths. Nothing is repaired: an array that
cannot be meant is refused with one sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np

from moli.planner.columns import BadProblem, settle
from moli.planner.columns import Floats as Floats
from moli.planner.columns import Ints as Ints

PER_MILLE = 1000
# 100,000 yuan per kilogram: twice the dearest tea ever auctioned, and with the greatest weights
# below still under 2^31, so that the passes over all pairs may reckon in 32 bits.
LI_PER_KG_MAX = 10**8
WEIGHT_PER_MILLE_MAX = 10 * PER_MILLE
DAY_MAX = 10_000_000
GRADE_MAX = 1_000
# An engine that reckons in doubles is exact up to 2^53 units of weight.
UNITS_MAX = 2**53 - 1
# Value times weight is summed in 64-bit integers; one bit stays free for the bound.
MICRO_YUAN_MAX = 2**62


def _in_order(side: str, first: Ints, last: Ints, window: str) -> None:
    """Refuse a window that ends before it begins."""
    backwards = np.flatnonzero(last < first)
    if backwards.size:
        row = int(backwards[0])
        raise BadProblem(
            f"{side} row {row}: the {window} window ends on day {last[row]}, before it begins on "
            f"day {first[row]}; swap or mend the days"
        )


_PRICE = (0, LI_PER_KG_MAX)
_DAY = (-DAY_MAX, DAY_MAX)
_SHARE = (0, PER_MILLE)
_PRODUCT = (0, 2**31 - 1)
_GRADE = (1, GRADE_MAX)
_GRAMS = (1, UNITS_MAX)


@dataclass(frozen=True, eq=False)
class Lots:
    """Produce offered, one row a lot.

    `grade` ranks quality, 1 is best. `floor` is the least farm-gate price in li per kg. Picked
    on any day of `ready_from`…`ready_to` (both included), the goods keep for `shelf_days`.
    `poor_share` is the share of poor growers and `urgency` how pressing the sale is, per mille.
    """

    product: Ints
    grade: Ints
    grams: Ints
    floor: Ints
    ready_from: Ints
    ready_to: Ints
    shelf_days: Ints
    x_km: Floats
    y_km: Floats
    poor_share: Ints
    urgency: Ints

    def __post_init__(self) -> None:
        """Check every column and keep read-only copies."""
        settle(
            self,
            {
                "product": _PRODUCT,
                "grade": _GRADE,
                "grams": _GRAMS,
                "floor": _PRICE,
                "ready_from": _DAY,
                "ready_to": _DAY,
                "shelf_days": (0, DAY_MAX),
                "poor_share": _SHARE,
                "urgency": _SHARE,
            },
            first="product",
        )
        _in_order("lots", self.ready_from, self.ready_to, "ready")

    def __len__(self) -> int:
        """How many lots there are."""
        return len(self.product)

    def rows(self, chosen: Ints) -> Lots:
        """The chosen rows, in the order chosen."""
        return Lots(**{column.name: getattr(self, column.name)[chosen] for column in fields(self)})


@dataclass(frozen=True, eq=False)
class Demands:
    """Produce wanted, one row a demand.

    `lowest_grade` is the worst rank that will do. `ceiling` is the most that the buyer pays in
    li per kg, delivered. Goods may arrive on any day of `deliver_from`…`deliver_to`.
    """

    product: Ints
    lowest_grade: Ints
    grams: Ints
    ceiling: Ints
    deliver_from: Ints
    deliver_to: Ints
    x_km: Floats
    y_km: Floats

    def __post_init__(self) -> None:
        """Check every column and keep read-only copies."""
        settle(
            self,
            {
                "product": _PRODUCT,
                "lowest_grade": _GRADE,
                "grams": _GRAMS,
                "ceiling": _PRICE,
                "deliver_from": _DAY,
                "deliver_to": _DAY,
            },
            first="product",
        )
        _in_order("demands", self.deliver_from, self.deliver_to, "delivery")

    def __len__(self) -> int:
        """How many demands there are."""
        return len(self.product)

    def rows(self, chosen: Ints) -> Demands:
        """The chosen rows, in the order chosen."""
        return Demands(
            **{column.name: getattr(self, column.name)[chosen] for column in fields(self)}
        )


def _number(name: str, value: float, *, low: float, high: float) -> None:
    """Refuse a setting outside its bounds (and what is not a number at all)."""
    if not low <= value <= high:
        raise BadProblem(f"{name} is {value}; it must lie between {low:g} and {high:g}")


@dataclass(frozen=True)
class Freight:
    """What it costs to bring a kilogram to a buyer, and how many nights it is on the road.

    Road km = straight km × circuity; freight = handling + li_per_kg_km × road km, to the nearest
    li; nights = road km ÷ km_per_day, whole ones only: what is loaded in the morning and driven
    less than a day's way arrives the same day.
    """

    handling_li_per_kg: int
    li_per_kg_km: float
    circuity: float = 1.3
    km_per_day: float = 400.0

    def __post_init__(self) -> None:
        """Refuse settings beyond reason."""
        _number("freight.handling_li_per_kg", self.handling_li_per_kg, low=0, high=LI_PER_KG_MAX)
        _number("freight.li_per_kg_km", self.li_per_kg_km, low=0, high=1_000)
        _number("freight.circuity", self.circuity, low=1, high=10)
        _number("freight.km_per_day", self.km_per_day, low=1, high=1_000_000)


@dataclass(frozen=True)
class Weights:
    """What counts beside money.

    `poor`: per mille of the margin, added for a lot grown by poor households only. `urgent`: li
    per kg, added for a lot of full urgency. Lots in between get their share.
    """

    poor: int = 0
    urgent: int = 0

    def __post_init__(self) -> None:
        """Refuse weights beyond reason."""
        _number("weights.poor", self.poor, low=0, high=WEIGHT_PER_MILLE_MAX)
        _number("weights.urgent", self.urgent, low=0, high=LI_PER_KG_MAX)


def _no_pairs() -> Ints:
    return np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Conditions:
    """Side conditions of a round.

    `smallest_load_grams`: no proposal below this weight. `most_lots_per_demand`: no buyer deals
    with more lots than this. `forbidden`: (lot, demand) pairs that must not be proposed.
    `preferred`: pairs that go first among equally good plans; they never cost any value.
    """

    smallest_load_grams: int = 0
    most_lots_per_demand: int | None = None
    forbidden: Ints = field(default_factory=_no_pairs)
    preferred: Ints = field(default_factory=_no_pairs)

    def __post_init__(self) -> None:
        """Check bounds; pairs become read-only arrays of two columns, each pair once."""
        _number("conditions.smallest_load_grams", self.smallest_load_grams, low=0, high=UNITS_MAX)
        if self.most_lots_per_demand is not None:
            _number("conditions.most_lots_per_demand", self.most_lots_per_demand, low=1, high=2**31)
        for name in ("forbidden", "preferred"):
            pairs = np.asarray(getattr(self, name))
            if pairs.size == 0:
                pairs = _no_pairs()
            if pairs.ndim != 2 or pairs.shape[1] != 2 or pairs.dtype.kind not in "iu":
                raise BadProblem(f"conditions.{name} must hold pairs of a lot and a demand row")
            kept = np.unique(pairs.astype(np.int64), axis=0)
            kept.setflags(write=False)
            object.__setattr__(self, name, kept)

    @property
    def shape_loads(self) -> bool:
        """Whether a condition goes beyond single pairs, so that a plan may miss the bound."""
        return self.smallest_load_grams > 0 or self.most_lots_per_demand is not None


@dataclass(frozen=True, eq=False)
class Problem:
    """One matching round: who offers, who wants, and what counts."""

    lots: Lots
    demands: Demands
    freight: Freight
    weights: Weights = field(default_factory=Weights)
    conditions: Conditions = field(default_factory=Conditions)

    def __post_init__(self) -> None:
        """Refuse pairs of rows that do not exist and sums that exact reckoning cannot hold."""
        for name in ("forbidden", "preferred"):
            pairs: Ints = getattr(self.conditions, name)
            beyond = (pairs < 0) | (pairs >= (len(self.lots), len(self.demands)))
            if beyond.any():
                lot, demand = pairs[int(np.flatnonzero(beyond.any(axis=1))[0])]
                raise BadProblem(f"conditions.{name} names lot {lot} and demand {demand}: no such")
        self._must_stay_exact()

    def _must_stay_exact(self) -> None:
        """Every weight, and every weight times value, must be reckoned without rounding."""
        # Python's own integers: the sum that would overflow must not overflow in the test.
        supply, wanted = sum(self.lots.grams.tolist()), sum(self.demands.grams.tolist())
        if max(supply, wanted) // self.unit_grams > UNITS_MAX:
            raise BadProblem(
                f"{max(supply, wanted)} g in all is too much to reckon exactly in steps of "
                f"{self.unit_grams} g; give weights in whole kilograms or split the round"
            )
        if (supply + wanted) * self.value_max > MICRO_YUAN_MAX:
            raise BadProblem(
                f"{supply + wanted} g at up to {self.value_max} li per kg is too much to reckon "
                "exactly; split the round or mend the prices"
            )

    @cached_property
    def unit_grams(self) -> int:
        """The greatest weight of which all weights are whole multiples."""
        both = np.concatenate([self.lots.grams, self.demands.grams])
        return max(1, int(np.gcd.reduce(both))) if both.size else 1

    @cached_property
    def value_max(self) -> int:
        """No link can be worth more than this, in li per kg."""
        if not len(self.lots) or not len(self.demands):
            return 0
        margin = max(0, int(self.demands.ceiling.max()) - int(self.lots.floor.min()))
        return margin + margin * self.weights.poor // PER_MILLE + self.weights.urgent + 2
