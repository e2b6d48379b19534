"""What is written down when produce is weighed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from moli.kernel.refusal import Refusal
from moli.kernel.weight import GRAMS_PER_TONNE

WEIGHED_GRAMS_MAX = 100 * GRAMS_PER_TONNE


class NetWeightOutOfRange(Refusal):
    """The scale's weight less that of the packing is more than nothing, at most 100 tonnes."""


class HarvestNotYet(Refusal):
    """Produce is weighed in after it was harvested."""


class HarvestOver(Refusal):
    """What was harvested so long ago has spoiled; more likely the day is mistyped."""


class ShelfLifeUnknown(Refusal):
    """Nobody has written down how long a product keeps at this temperature."""


@dataclass(frozen=True)
class Weighed:
    """What the scale said, and from when the produce is."""

    gross_grams: int
    tare_grams: int
    harvested_on: date

    @property
    def grams(self) -> int:
        """What the produce weighs without its packing."""
        return self.gross_grams - self.tare_grams


def judge_weighed(weighed: Weighed, *, today: date) -> None:
    """Refuse weights out of range and a harvest that is still to come."""
    if weighed.tare_grams < 0 or not 0 < weighed.grams <= WEIGHED_GRAMS_MAX:
        raise NetWeightOutOfRange(
            field="gross_grams", value_grams=weighed.grams, max_grams=WEIGHED_GRAMS_MAX
        )
    if weighed.harvested_on > today:
        raise HarvestNotYet(field="harvested_on", today=today.isoformat())
