"""Money in whole fen, prices in whole fen per kilogram; nothing here is ever a float.

A price said in yuan per jin with two decimals is a whole number of fen per kilogram (1 fen/jin
= 2 fen/kg), so nothing that villagers say is lost. The planner reckons in li per kilogram
(1 li = 0.1 fen = 0.001 yuan), fine enough for freight.
"""

from __future__ import annotations

from collections.abc import Sequence

from moli.kernel.weight import GRAMS_PER_JIN, GRAMS_PER_KG

FEN_PER_YUAN = 100
LI_PER_FEN = 10
MICRO_YUAN_PER_LI = 1_000
MICRO_YUAN_PER_FEN = 10_000  # 1 li/kg on 1 g is one micro-yuan, the planner's unit of value
# A price per jin is half of the price per kilogram.
FEN_PER_KG_PER_FEN_PER_JIN = GRAMS_PER_KG // GRAMS_PER_JIN


def total_fen(*, grams: int, fen_per_kg: int) -> int:
    """What a weight costs, to the nearest fen; half a fen goes up."""
    return (2 * grams * fen_per_kg + GRAMS_PER_KG) // (2 * GRAMS_PER_KG)


def split_fen(*, total_fen: int, weights: Sequence[int]) -> list[int]:
    """Share a sum in proportion to the weights, so that the shares add up to it to the fen.

    Largest remainder: everybody gets the whole fen of an exact share, the odd fen go to the
    largest remainders, ties to the earlier place. Needs a total ≥ 0 and weights ≥ 0, not all 0.
    """
    if total_fen < 0 or any(weight < 0 for weight in weights) or not sum(weights):
        raise ValueError("split_fen needs a total of at least 0 and weights that add up to more")
    whole = sum(weights)
    shares = [total_fen * weight // whole for weight in weights]
    remainders = [total_fen * weight % whole for weight in weights]
    odd = total_fen - sum(shares)
    for place in sorted(range(len(weights)), key=lambda i: -remainders[i])[:odd]:
        shares[place] += 1
    return shares
