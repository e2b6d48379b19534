"""How the price of an order's line runs down to the households, to the fen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import lcm

from moli.kernel.money import split_fen, total_fen
from moli.kernel.refusal import Refusal
from moli.kernel.weight import GRAMS_PER_KG
from moli.settlement.rules.shares import ShareKind, Taker

MILLE = 1_000
# A station never takes more than a fifth, whatever a rule would say.
COMMISSION_PER_MILLE_MAX = 200
PLATFORM_PER_MILLE_MAX = 100
FEN_MAX = 1_000_000


class RuleScope(StrEnum):
    """For what a rule holds; the narrowest that fits wins."""

    GENERAL = "GENERAL"
    PRODUCT = "PRODUCT"
    ARTICLE = "ARTICLE"


class CapUnit(StrEnum):
    """What a station's cap is counted by."""

    KG = "KG"
    UNIT = "UNIT"


class NothingLeftForHouseholds(Refusal):
    """Costs and commission would take the whole price."""


class RateOutOfRange(Refusal):
    """A rate of a rule is negative or more than anybody may take."""


class RuleSumOutOfRange(Refusal):
    """A sum of a rule is negative or more than anybody can mean."""


@dataclass(frozen=True)
class Terms:
    """What a rule says. Rates in per mille of the price, sums in fen; no cap is None."""

    commission_per_mille: int
    cap_fen: int | None = None
    cap_unit: CapUnit = CapUnit.UNIT
    transport_fen_per_kg: int = 0
    platform_per_mille: int = 0
    packer_key: str = "county"
    carrier_key: str = "county"


@dataclass(frozen=True)
class Brought:
    """Grams of one household and station in a batch."""

    household_key: str
    station_key: str
    grams: int


@dataclass(frozen=True)
class Part:
    """So many units, kept by their buyer, of a batch and what went into it."""

    units: int
    inputs: Sequence[Brought]


@dataclass(frozen=True)
class LineFacts:
    """A line as it is settled: the units that went out at a price, and where they came from.

    `parts` hold the units that the buyer keeps; whatever else went out came back.
    """

    units: int
    unit_price_fen: int
    grams_per_unit: int
    packaging_fen: int
    order_key: str
    parts: Sequence[Part]

    @property
    def kept_units(self) -> int:
        """Units that the buyer keeps."""
        return sum(part.units for part in self.parts)


def judge_terms(terms: Terms) -> None:
    """Refuse rates and sums out of range."""
    sums = (terms.transport_fen_per_kg, terms.cap_fen or 0)
    if not 0 <= terms.commission_per_mille <= COMMISSION_PER_MILLE_MAX:
        raise RateOutOfRange(field="commission_per_mille", max_mille=COMMISSION_PER_MILLE_MAX)
    if not 0 <= terms.platform_per_mille <= PLATFORM_PER_MILLE_MAX:
        raise RateOutOfRange(field="platform_per_mille", max_mille=PLATFORM_PER_MILLE_MAX)
    if any(not 0 <= each <= FEN_MAX for each in sums):
        raise RuleSumOutOfRange(field="fen", max_fen=FEN_MAX)


def shares_of(line: LineFacts, terms: Terms) -> dict[Taker, int]:
    """Who gets what of a line, in fen above nought; together exactly units times price.

    The price of what came back goes to the buyer. Of the rest packaging and transport come
    first, then commission and platform, each at most what is left; households share what
    remains by the grams that they brought, stations the commission. Odd fen go to the largest
    remainders, ties to the smaller key.
    """
    price = line.unit_price_fen
    shares: dict[Taker, int] = defaultdict(int)
    shares[Taker(ShareKind.BUYER, line.order_key)] = (line.units - line.kept_units) * price
    left = line.kept_units * price
    for taker, wanted in _costs(line, terms):
        taken = min(wanted, left)
        left -= taken
        if taker.kind is ShareKind.STATION:
            by_station = _split(taken, _grams(line, lambda each: each.station_key))
            shares |= {Taker(ShareKind.STATION, key): fen for key, fen in by_station.items()}
        else:
            shares[taker] = taken
    by_household = _split(left, _grams(line, lambda each: each.household_key))
    shares |= {Taker(ShareKind.HOUSEHOLD, key): fen for key, fen in by_household.items()}
    return {taker: fen for taker, fen in shares.items() if fen}


def _costs(line: LineFacts, terms: Terms) -> list[tuple[Taker, int]]:
    kept, grams = line.kept_units, line.kept_units * line.grams_per_unit
    price = kept * line.unit_price_fen
    transport = total_fen(grams=grams, fen_per_kg=terms.transport_fen_per_kg)
    return [
        (Taker(ShareKind.PACKAGING, terms.packer_key), kept * line.packaging_fen),
        (Taker(ShareKind.TRANSPORT, terms.carrier_key), transport),
        (Taker(ShareKind.STATION, ""), _commission(price, kept, grams, terms)),
        (Taker(ShareKind.PLATFORM, "moli"), _per_mille(price, terms.platform_per_mille)),
    ]


def _commission(price_fen: int, units: int, grams: int, terms: Terms) -> int:
    """The rate of the price, or the cap when that is less; the cap's odd fen are not taken."""
    wanted = _per_mille(price_fen, terms.commission_per_mille)
    if terms.cap_fen is None:
        return wanted
    if terms.cap_unit is CapUnit.KG:
        return min(wanted, terms.cap_fen * grams // GRAMS_PER_KG)
    return min(wanted, terms.cap_fen * units)


def _per_mille(price_fen: int, rate: int) -> int:
    """To the nearest fen, half a fen goes up."""
    return (2 * price_fen * rate + MILLE) // (2 * MILLE)


def _split(fen: int, weights: Mapping[str, int]) -> dict[str, int]:
    if not fen:
        return {}
    keys = sorted(weights)
    shares = split_fen(total_fen=fen, weights=[weights[key] for key in keys])
    return dict(zip(keys, shares, strict=True))


def _grams(line: LineFacts, key_of: Callable[[Brought], str]) -> dict[str, int]:
    """What each brought into the kept units, in exact proportion.

    Batches of different weight are brought to one measure, so that nothing is rounded here.
    """
    parts = [part for part in line.parts if part.units]
    whole = [sum(each.grams for each in part.inputs) for part in parts]
    measure = lcm(*whole)
    weights: dict[str, int] = defaultdict(int)
    for part, grams in zip(parts, whole, strict=True):
        for each in part.inputs:
            weights[key_of(each)] += part.units * each.grams * (measure // grams)
    return weights
