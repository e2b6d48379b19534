"""What a sale brought each household, in four figures that are never mixed.

Gross, net, what the goods would have fetched at the farm gate, and what of it would have been left
unsold. Everything follows from rows that stay: what went into the batches, what the buyer kept
after each settlement and correction, and the shares. `docs/incomes.md` has the numbers on paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm

from moli.kernel.money import split_fen
from moli.kernel.weight import GRAMS_PER_KG


@dataclass(frozen=True)
class Origin:
    """So much of one weigh-in went into a batch or on a load.

    `fen_per_kg` is the farm-gate price of its grade near its day, None where nobody knows it.
    """

    household_key: str
    grams: int
    fen_per_kg: int | None
    was_rescued: bool


@dataclass(frozen=True)
class Part:
    """What a sale took of one batch: so many of its units, or a whole load as one unit."""

    units: int
    batch_units: int
    origins: Sequence[Origin]


@dataclass(frozen=True)
class Stand:
    """How a sale stood from a day on: what its buyer kept and pays, and each household's net."""

    on: date
    returned_units: int
    total_fen: int
    grams: int
    net: Mapping[str, int]


@dataclass(frozen=True)
class Sale:
    """One settlement from its first stand to its newest.

    `has_base`: its goods are set against the farm gate here; the later stage of a delivery pays
    for goods that its first one has set against it already.
    """

    parts: Sequence[Part]
    stands: Sequence[Stand]
    has_base: bool = True


@dataclass(frozen=True)
class Entry:
    """What one settlement or correction changed for one household. `base_fen` None: not known."""

    household_key: str
    on: date
    gross_fen: int
    net_fen: int
    grams: int
    base_fen: int | None
    rescued_fen: int
    is_correction: bool


@dataclass(frozen=True)
class _Standing:
    gross_fen: int = 0
    net_fen: int = 0
    grams: int = 0
    base_fen: int = 0
    rescued_fen: int = 0


def entries_of(sale: Sale) -> list[Entry]:
    """What a sale brought each household, settlement by settlement; together how it stands now."""
    entries: list[Entry] = []
    unknown = _without_price(sale)
    before: dict[str, _Standing] = {}
    for stand in sale.stands:
        now = _standings(sale, stand)
        for key in sorted(now.keys() | before.keys()):
            was, is_ = before.get(key, _Standing()), now.get(key, _Standing())
            if was == is_:
                continue
            entries.append(
                Entry(
                    household_key=key,
                    on=stand.on,
                    gross_fen=is_.gross_fen - was.gross_fen,
                    net_fen=is_.net_fen - was.net_fen,
                    grams=is_.grams - was.grams,
                    base_fen=None if key in unknown else is_.base_fen - was.base_fen,
                    rescued_fen=is_.rescued_fen - was.rescued_fen,
                    is_correction=stand is not sale.stands[0],
                )
            )
        before = now
    return entries


def _without_price(sale: Sale) -> set[str]:
    """Households of whose goods in this sale any has no farm-gate price."""
    return {
        origin.household_key
        for part in sale.parts
        for origin in part.origins
        if origin.fen_per_kg is None
    }


def _standings(sale: Sale, stand: Stand) -> dict[str, _Standing]:
    kept = _kept(sale.parts, stand.returned_units)
    if not any(units for _, units in kept):
        return {}
    weights = _weights(kept)
    gross = _split(stand.total_fen, weights)
    grams = _split(stand.grams, weights)
    base: dict[str, Fraction] = defaultdict(Fraction)
    raw: dict[str, Fraction] = defaultdict(Fraction)
    rescued: dict[str, Fraction] = defaultdict(Fraction)
    for part, units in kept:
        for origin in part.origins:
            # What was weighed in for these units, with what the batch lost of it.
            brought = Fraction(units * origin.grams, part.batch_units)
            raw[origin.household_key] += brought
            rescued[origin.household_key] += brought * origin.was_rescued
            base[origin.household_key] += brought * (origin.fen_per_kg or 0) / GRAMS_PER_KG
    return {
        key: _Standing(
            gross_fen=gross[key],
            net_fen=net,
            grams=grams[key],
            base_fen=_nearest(base[key]) if sale.has_base else 0,
            rescued_fen=int(net * rescued[key] / raw[key]),
        )
        for key, net in stand.net.items()
        if key in weights
    }


def _kept(parts: Sequence[Part], returned_units: int) -> list[tuple[Part, int]]:
    """What the buyer keeps of each batch: goods come back to the last batch first."""
    kept: list[tuple[Part, int]] = []
    missing = returned_units
    for part in reversed(parts):
        back = min(part.units, missing)
        missing -= back
        kept.append((part, part.units - back))
    return kept[::-1]


def _weights(kept: Sequence[tuple[Part, int]]) -> dict[str, int]:
    """What each household brought into the kept units, batches brought to one measure."""
    taken = [(part, units) for part, units in kept if units]
    whole = [sum(origin.grams for origin in part.origins) for part, _ in taken]
    measure = lcm(*whole)
    weights: dict[str, int] = defaultdict(int)
    for (part, units), grams in zip(taken, whole, strict=True):
        for origin in part.origins:
            weights[origin.household_key] += units * origin.grams * (measure // grams)
    return dict(weights)


def _split(amount: int, weights: Mapping[str, int]) -> dict[str, int]:
    keys = sorted(weights)
    shares = split_fen(total_fen=amount, weights=[weights[key] for key in keys])
    return dict(zip(keys, shares, strict=True))


def _nearest(amount: Fraction) -> int:
    """To the nearest fen, half a fen up."""
    return int((2 * amount + 1) // 2)
