"""Judges of land, house and way."""

from __future__ import annotations

from collections.abc import Iterator

from moli.households.rules.living import LandKind
from moli.households.rules.quality.judging import Breach, Limits, judge, when
from moli.households.rules.quality.record import Record

# Three mu are 2,000 square metres, so land is compared without a fraction. What was typed in mu
# was rounded on entry: exactly the limit must not count as above it for half a square metre.
_MU = 3
_SQUARE_METRES = 2_000


def is_above_mu(square_metres: int, mu: int) -> bool:
    """Whether land is more than some whole mu."""
    return _MU * square_metres > _SQUARE_METRES * mu + _MU


def _land(record: Record, kind: LandKind) -> int:
    return record.living.land_square_metres.get(kind, 0) if record.living else 0


@judge("living.arable_a_head")
def _arable_a_head(record: Record, limits: Limits) -> Iterator[Breach]:
    people = len(record.members)
    too_much = is_above_mu(_land(record, LandKind.ARABLE), limits["mu_a_head_max"] * people)
    return when(people > 0 and too_much)


@judge("living.forest_a_head")
def _forest_a_head(record: Record, limits: Limits) -> Iterator[Breach]:
    people = len(record.members)
    too_much = is_above_mu(_land(record, LandKind.FOREST), limits["mu_a_head_max"] * people)
    return when(people > 0 and too_much)


@judge("living.land_out_of_range")
def _land_out_of_range(record: Record, limits: Limits) -> Iterator[Breach]:
    """One breach for each kind of land above what a household there works."""
    for kind in LandKind:
        if is_above_mu(_land(record, kind), limits[f"{kind.lower()}_mu_max"]):
            yield Breach(facts={"land": kind})


@judge("living.far_from_road")
def _far_from_road(record: Record, limits: Limits) -> Iterator[Breach]:
    far = record.living.main_road_metres if record.living else None
    return when(far is not None and far > limits["way_max_metres"])
