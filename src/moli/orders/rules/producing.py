"""Packing: what goes in comes out as units or is a loss that is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moli.kernel.refusal import Refusal

UNITS_MAX = 1_000_000


class ProductionOutOfRange(Refusal):
    """A production makes at least one unit and has no negative loss."""


class InputsDoNotAddUp(Refusal):
    """The inputs do not weigh what the units and the loss weigh."""


class NotEnoughWeighedIn(Refusal):
    """Less of a weigh-in is left than a production would take."""


class InputUnfit(Refusal):
    """An input is of another product, or of a lower grade than the article allows."""


class InputPromised(Refusal):
    """An input was brought for a bulk order that is open, and goes to its buyer."""


class InputUnknown(Refusal):
    """There is no such weigh-in."""


@dataclass(frozen=True)
class Input:
    """So much of one weigh-in, named by its key.

    `load_key` names the load with which another station gave it, when that weighed it in.
    """

    weigh_in_key: str
    grams: int
    load_key: str = ""


def oldest_first(left: Sequence[Input], *, needed_grams: int) -> list[Input]:
    """What to take of weigh-ins, which stand in the order in which they should be used.

    All of the first, then of the next, until it is enough; everything where it is never enough.
    """
    taken, missing = [], needed_grams
    for each in left:
        grams = min(each.grams, missing)
        if grams > 0:
            taken.append(Input(each.weigh_in_key, grams, each.load_key))
            missing -= grams
    return taken


def judge_amounts(
    *, units: int, grams_per_unit: int, loss_grams: int, inputs: Sequence[Input]
) -> None:
    """Refuse amounts out of range, and inputs that do not weigh what comes of them."""
    if not 0 < units <= UNITS_MAX or loss_grams < 0:
        raise ProductionOutOfRange(field="units", value=units, units_max=UNITS_MAX)
    needed = units * grams_per_unit + loss_grams
    given = sum(each.grams for each in inputs)
    if given != needed or any(each.grams <= 0 for each in inputs):
        raise InputsDoNotAddUp(field="inputs", value_grams=given, needed_grams=needed)
