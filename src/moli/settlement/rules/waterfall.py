"""How a price runs down to the households, to the fen: an order's line, or any sum."""

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


NARROWEST_FIRST = (RuleScope.ARTICLE, RuleScope.PRODUCT, RuleScope.GENERAL)


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
    """Grams of one household and station in a batch.

    `seller_per_mille` of the commission on them is of `seller_key`, the station that got them from
    the one that weighed them in; without one all of it is the weighing station's.
    """

    household_key: str
    station_key: str
    grams: int
    seller_key: str = ""
    seller_per_mille: int = 0

    @property
    def for_stations(self) -> tuple[tuple[str, int], ...]:
        """Who has a part in the commission on them, in grams times thousandths."""
        of_seller = self.seller_per_mille if self.seller_key else 0
        return (
            (self.station_key, self.grams * (MILLE - of_seller)),
            (self.seller_key, self.grams * of_seller),
        )

    @property
    def for_households(self) -> tuple[tuple[str, int], ...]:
        """Whose they are, in grams."""
        return ((self.household_key, self.grams),)


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


@dataclass(frozen=True)
class Costs:
    """What goes off a sum beside its rates, in fen; a station takes at most `commission_max_fen`.

    Without a cap that is None.
    """

    packaging_fen: int
    transport_fen: int
    commission_max_fen: int | None = None


def shares_of(line: LineFacts, terms: Terms) -> dict[Taker, int]:
    """Who gets what of a line, in fen above nought; together exactly units times price.

    The price of what came back goes to the buyer; the rest runs down.
    """
    back = (line.units - line.kept_units) * line.unit_price_fen
    kept = run_down(
        line.kept_units * line.unit_price_fen,
        terms,
        _costs(line, terms),
        stations=_weights(line, lambda each: each.for_stations),
        households=_weights(line, lambda each: each.for_households),
    )
    return {Taker(ShareKind.BUYER, line.order_key): back, **kept} if back else kept


def run_down(
    sum_fen: int,
    terms: Terms,
    costs: Costs,
    *,
    stations: Mapping[str, int],
    households: Mapping[str, int],
) -> dict[Taker, int]:
    """Who gets what of a sum, in fen above nought; together exactly the sum.

    Packaging and transport come first, then commission and platform, each at most what is left;
    stations share the commission and households what remains by their weights. Odd fen go to the
    largest remainders, ties to the smaller key.
    """
    left = sum_fen
    taken = []
    for wanted in (
        costs.packaging_fen,
        costs.transport_fen,
        _commission(sum_fen, terms, costs),
        _per_mille(sum_fen, terms.platform_per_mille),
    ):
        taken.append(min(wanted, left))
        left -= taken[-1]
    packaging, transport, commission, platform = taken
    shares = {
        Taker(ShareKind.PACKAGING, terms.packer_key): packaging,
        Taker(ShareKind.TRANSPORT, terms.carrier_key): transport,
        **_split(ShareKind.STATION, commission, stations),
        Taker(ShareKind.PLATFORM, "moli"): platform,
        **_split(ShareKind.HOUSEHOLD, left, households),
    }
    return {taker: fen for taker, fen in shares.items() if fen}


def _costs(line: LineFacts, terms: Terms) -> Costs:
    """What a line costs; a cap by the kilogram counts what is kept, its odd fen are not taken."""
    kept, grams = line.kept_units, line.kept_units * line.grams_per_unit
    cap_fen = None
    if terms.cap_fen is not None:
        by_unit = terms.cap_unit is CapUnit.UNIT
        cap_fen = terms.cap_fen * kept if by_unit else terms.cap_fen * grams // GRAMS_PER_KG
    return Costs(
        packaging_fen=kept * line.packaging_fen,
        transport_fen=total_fen(grams=grams, fen_per_kg=terms.transport_fen_per_kg),
        commission_max_fen=cap_fen,
    )


def _commission(sum_fen: int, terms: Terms, costs: Costs) -> int:
    """The rate of the sum, or what a station may take at most when that is less."""
    wanted = _per_mille(sum_fen, terms.commission_per_mille)
    most = costs.commission_max_fen
    return wanted if most is None else min(wanted, most)


def _per_mille(price_fen: int, rate: int) -> int:
    """To the nearest fen, half a fen goes up."""
    return (2 * price_fen * rate + MILLE) // (2 * MILLE)


def _split(kind: ShareKind, fen: int, weights: Mapping[str, int]) -> dict[Taker, int]:
    if not fen:
        return {}
    keys = sorted(weights)
    shares = split_fen(total_fen=fen, weights=[weights[key] for key in keys])
    return {Taker(kind, key): share for key, share in zip(keys, shares, strict=True)}


def _weights(
    line: LineFacts, owners_of: Callable[[Brought], Sequence[tuple[str, int]]]
) -> dict[str, int]:
    """What each brought into the kept units, in exact proportion.

    Batches of different weight are brought to one measure, so that nothing is rounded here.
    """
    parts = [part for part in line.parts if part.units]
    whole = [sum(each.grams for each in part.inputs) for part in parts]
    measure = lcm(*whole)
    weights: dict[str, int] = defaultdict(int)
    for part, grams in zip(parts, whole, strict=True):
        for each in part.inputs:
            for key, weight in owners_of(each):
                if weight:
                    weights[key] += part.units * weight * (measure // grams)
    return weights
