"""What counts as sold for a pairing, from what was weighed, delivered, packed and brought back.

Whole grams, rounded down once for each delivery and each filling of a line, so that what is told
of all pairings together is never more than what the buyers kept. `docs/pairing.md` has it on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Delivered:
    """A delivery that its buyer took in: what the scale said, and what of it is not paid for.

    `disputed_grams` are those of a claim as long as nobody has agreed to its outcome, then those
    that were upheld.
    """

    sent_grams: int
    received_grams: int
    disputed_grams: int

    @property
    def sold_grams(self) -> int:
        """What the buyer keeps and does not dispute."""
        return max(0, self.received_grams - self.disputed_grams)

    def sold_of(self, grams: int) -> int:
        """How much of some goods on it is sold: what was lost or disputed is everybody's loss."""
        return grams * self.sold_grams // self.sent_grams


@dataclass(frozen=True)
class Filled:
    """A line of an order filled from one batch: the units that stayed with the buyer."""

    units: int
    returned_units: int
    grams_per_unit: int
    batch_units: int
    batch_loss_grams: int

    @property
    def kept_grams(self) -> int:
        """What the buyer keeps."""
        return (self.units - self.returned_units) * self.grams_per_unit

    def sold_of(self, grams: int) -> int:
        """How much of some goods that went into the batch is in what the buyer keeps."""
        return grams * self.kept_grams // self._put_in_grams

    @property
    def _put_in_grams(self) -> int:
        return self.batch_units * self.grams_per_unit + self.batch_loss_grams


def is_counted(
    day: date, *, from_on: date, to_on: date | None, first_on: date, last_on: date
) -> bool:
    """Whether a day lies in the time of a pairing and between two days, the last one with it."""
    return from_on <= day and (to_on is None or day < to_on) and first_on <= day <= last_on
