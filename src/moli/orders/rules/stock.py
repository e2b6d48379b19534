"""Why stock changes, and how long it keeps."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from moli.kernel.refusal import Refusal


class MoveKind(StrEnum):
    """Why the units of an article changed: on the shelf, reserved, or both."""

    PRODUCED = "PRODUCED"
    RESERVED = "RESERVED"
    RELEASED = "RELEASED"
    SOLD = "SOLD"
    RETURNED = "RETURNED"
    SHRUNK = "SHRUNK"


class ShrinkReason(StrEnum):
    """Why goods are gone without being sold."""

    SPOILED = "SPOILED"
    BROKEN = "BROKEN"
    DRIED = "DRIED"  # the weight of water
    COUNTED = "COUNTED"  # fewer than the books said
    TESTED = "TESTED"  # samples
    RETURNED = "RETURNED"  # came back unfit for sale
    TAKEN_BACK = "TAKEN_BACK"  # its household has it again: no loss


class NotEnoughToShrink(Refusal):
    """Fewer units are there, and free, than should be written off."""


class WeighInUsed(Refusal):
    """Of what a household brought something is packed, sent or written off: it cannot go back."""


class NothingToShrink(Refusal):
    """A write-off takes more than nothing."""


def best_before(*, harvested_on: date, shelf_days: int) -> date:
    """The last day on which produce is good."""
    return harvested_on + timedelta(days=shelf_days)
