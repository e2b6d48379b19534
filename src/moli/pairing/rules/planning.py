"""What the planner is told of rows: products as bits, need, ties and what they are worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from moli.pairing.rules.content import PairingTerms
from moli.planner.pairing.problem import PER_MILLE

Key = TypeVar("Key", bound=Hashable)

PRODUCTS_MAX = 64
# Nobody asked what a poor household earns: it is poor all the same, so it stands in the middle.
NEED_UNKNOWN = PER_MILLE // 2
# A tie that brought so many results in its time holds; more would only make it immovable.
RESULTS_COUNTED_MAX = 10


@dataclass(frozen=True, order=True)
class Pair:
    """A helper and one of the helped, by their keys."""

    helper_key: str
    helped_key: str


@dataclass(frozen=True)
class Traded:
    """What a helper has taken of a helped's harvest: all so far, and how often of late."""

    grams: int = 0
    results: int = 0


def bits_of(grown: Iterable[Collection[str]]) -> dict[str, int]:
    """A bit for each product that any of the helped grows, by code.

    Of more than sixty-four products those that most of the helped grow have one, by code where
    as many do; the others count for nobody, as if nobody had asked.
    """
    counts = Counter(product for products in grown for product in set(products))
    most = sorted(counts, key=lambda product: (-counts[product], product))[:PRODUCTS_MAX]
    return {product: 1 << place for place, product in enumerate(sorted(most))}


def mask_of(products: Collection[str], bits: Mapping[str, int]) -> int:
    """Products as the planner counts them; one without a bit counts for nothing."""
    return sum(bits.get(product, 0) for product in set(products))


def needs_by_share(households: Mapping[Key, tuple[int, int]]) -> dict[Key, int]:
    """How pressing each village is, per mille, of its poor households and all it has.

    The village with the greatest share of poor ones stands at a thousand, the others in
    proportion, rounded down; where nobody is registered there is no need that is known.
    """
    shares = {
        key: Fraction(poor, of) if of else Fraction(0) for key, (poor, of) in households.items()
    }
    greatest = max(shares.values(), default=Fraction(0))
    if not greatest:
        return dict.fromkeys(shares, 0)
    return {key: int(PER_MILLE * share / greatest) for key, share in shares.items()}


def need_by_income(*, per_capita_fen: int | None, line_fen: int | None) -> int:
    """How far a household's income per head lies under the line, per mille of the line.

    Nothing at the line or above it, a thousand without any income; in the middle when nobody
    knows one of the two.
    """
    if per_capita_fen is None or not line_fen:
        return NEED_UNKNOWN
    return max(0, min(PER_MILLE, PER_MILLE * (line_fen - per_capita_fen) // line_fen))


def stay_points(terms: PairingTerms, *, results: int) -> int:
    """What it is worth that a tie stays, with so many results in its time."""
    return terms.stay_points + terms.stay_points_per_result * min(results, RESULTS_COUNTED_MAX)


def with_trade(
    in_force: Mapping[str, str], traded: Mapping[Pair, Traded], *, places: Mapping[str, int]
) -> dict[str, str]:
    """The helper whom each of the helped has: its pairing's, else who has traded most with it.

    `in_force` leads from helped to helper. Trade alone makes a tie only where the helper has a
    place that no pairing holds, the greatest trade first, keys where it is the same; so a tie
    by trade never forces a pairing to change. Who has traded most and has no place left is
    nobody's tie: the second best is not "what works".
    """
    ties = {helped: helper for helped, helper in in_force.items() if helper in places}
    left = Counter(places)
    left.subtract(ties.values())
    best: dict[str, Pair] = {}
    by_grams = sorted(traded, key=lambda pair: (-traded[pair].grams, pair))
    for pair in by_grams:
        if traded[pair].grams > 0 and pair.helper_key in places:
            best.setdefault(pair.helped_key, pair)
    for pair in best.values():
        if pair.helped_key not in ties and left[pair.helper_key] > 0:
            ties[pair.helped_key] = pair.helper_key
            left[pair.helper_key] -= 1
    return ties


@dataclass(frozen=True)
class Wish:
    """A pair that somebody wants to propose; `leaves_key` is the helper that it would leave."""

    pair: Pair
    leaves_key: str = ""


def those_that_fit(wishes: Sequence[Wish], *, held: Mapping[str, int], capacity: int) -> list[Wish]:
    """As many wishes as the places allow, those first that stand first.

    `held` counts what each helper holds now. A wish frees the place of the tie that it leaves
    for those that come after, so that they can be agreed to one after the other. Wishes that
    only exchange full places in a circle do not fit: somebody would hold too many in between.
    """
    holds, fitting, waiting = Counter(held), set[Pair](), list(wishes)
    while waiting:
        later = []
        for wish in waiting:
            if holds[wish.pair.helper_key] >= capacity:
                later.append(wish)
                continue
            holds[wish.pair.helper_key] += 1
            if wish.leaves_key:
                holds[wish.leaves_key] -= 1
            fitting.add(wish.pair)
        if len(later) == len(waiting):
            break
        waiting = later
    return [wish for wish in wishes if wish.pair in fitting]
