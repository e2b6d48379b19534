"""What is refused of a weigh-in at a counter, beyond what every scale refuses."""

from __future__ import annotations

from typing import Final

from moli.kernel.refusal import Refusal

PHOTOS_MAX: Final = 3
# A photo as devices send it and as it is kept: what a village's line carries in a few seconds.
PHOTO_BYTES_MAX: Final = 200 * 1024


class WeighInUnknown(Refusal):
    """Nothing was weighed in at this station under that number."""


class QuotaOfOthers(Refusal):
    """A household brings goods for a quota of its own."""


class GradeUnknown(Refusal):
    """The product has no grade of that rank, or there is no such product."""


class TooManyPhotos(Refusal):
    """Of a weigh-in a few photos are kept."""
