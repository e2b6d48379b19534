"""What is written down when a load leaves, is taken in, and is claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from moli.kernel.money import total_fen
from moli.kernel.refusal import Refusal
from moli.orders.rules.bulk import ClaimReason

LOADS_MAX = 1_000
# A million yuan: more than any road of one load costs.
COST_FEN_MAX = 100_000_000
PHOTOS_MAX = 6
PHOTO_BYTES_MAX = 300_000
CLAIM_WORDS_MAX = 200
CLAIM_WITHIN = timedelta(hours=24)


class LoadsOutOfRange(Refusal):
    """A delivery is of one weigh-in to a thousand, each once, and more than nothing of each."""


class CostsOutOfRange(Refusal):
    """The road and the packaging of a load cost nothing or more, up to a million yuan."""


class ReceivedOutOfRange(Refusal):
    """A buyer's scale says more than nothing and no more than was sent."""


class WorthNothing(Refusal):
    """A weight so small that its price rounds to nothing."""


class ClaimedOutOfRange(Refusal):
    """A claim is for more than nothing and no more than was received."""


class ClaimWordsTooLong(Refusal):
    """Two hundred signs say what is wrong; photos say more."""


class PhotosOutOfRange(Refusal):
    """A claim has at most six photos, each at most 300 kB."""


class UpheldOutOfRange(Refusal):
    """What is upheld of a claim is from nothing to all of it."""


@dataclass(frozen=True)
class DeliveryCosts:
    """What a load costs beside the goods; it is taken from its first payment."""

    freight_fen: int = 0
    packaging_fen: int = 0


@dataclass(frozen=True)
class Photo:
    """A photo as it is kept: small, without the place where it was taken."""

    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """Equal for two copies of one photo."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Claimed:
    """What a buyer says is wrong, with how much of a delivery."""

    grams: int
    reason: ClaimReason
    words: str = ""
    photos: tuple[Photo, ...] = ()


def judge_loads(loads: Sequence[tuple[UUID, int]]) -> None:
    """Refuse no loads, too many, one twice, and one of nothing."""
    uids = {uid for uid, _ in loads}
    is_whole = 1 <= len(loads) <= LOADS_MAX and len(uids) == len(loads)
    if not is_whole or any(grams <= 0 for _, grams in loads):
        raise LoadsOutOfRange(field="loads", value=len(loads), loads_max=LOADS_MAX)


def judge_costs(costs: DeliveryCosts) -> None:
    """Refuse costs below nothing and beyond reason."""
    for field in ("freight_fen", "packaging_fen"):
        if not 0 <= getattr(costs, field) <= COST_FEN_MAX:
            raise CostsOutOfRange(
                field=field, value_fen=getattr(costs, field), max_fen=COST_FEN_MAX
            )


def price_of_received(*, received_grams: int, sent_grams: int, fen_per_kg: int) -> int:
    """What a buyer owes for what its scale says, in fen; half a fen goes up.

    Refuses nothing, more than was sent, and what is worth nothing.
    """
    if not 0 < received_grams <= sent_grams:
        raise ReceivedOutOfRange(
            field="received_grams", value_grams=received_grams, max_grams=sent_grams
        )
    return _worth(received_grams, fen_per_kg=fen_per_kg, field="received_grams")


def price_of_claimed(claimed: Claimed, *, received_grams: int, fen_per_kg: int) -> int:
    """What is held of a delivery's price: that of the claimed grams, half a fen up.

    It is never more than the price of what was received, because that rounds the same way.
    Refuses nothing, more than was received, and what is worth nothing.
    """
    if not 0 < claimed.grams <= received_grams:
        raise ClaimedOutOfRange(
            field="claimed_grams", value_grams=claimed.grams, max_grams=received_grams
        )
    if len(claimed.words) > CLAIM_WORDS_MAX:
        raise ClaimWordsTooLong(field="words", value=len(claimed.words), signs_max=CLAIM_WORDS_MAX)
    judge_photos(claimed.photos)
    return _worth(claimed.grams, fen_per_kg=fen_per_kg, field="claimed_grams")


def judge_photos(photos: Sequence[Photo]) -> None:
    """Refuse too many photos, and one that is too large."""
    is_small = all(0 < len(photo.content) <= PHOTO_BYTES_MAX for photo in photos)
    if len(photos) > PHOTOS_MAX or not is_small:
        raise PhotosOutOfRange(
            field="photos",
            value=len(photos),
            photos_max=PHOTOS_MAX,
            kilobytes_max=PHOTO_BYTES_MAX // 1_000,
        )


def price_of_upheld(*, upheld_grams: int, claimed_grams: int, fen_per_kg: int) -> int:
    """What a buyer need not pay of what was held: the price of the upheld grams, half a fen up.

    All of it upheld is all that was held. Refuses less than nothing and more than was claimed.
    """
    if not 0 <= upheld_grams <= claimed_grams:
        raise UpheldOutOfRange(
            field="upheld_grams", value_grams=upheld_grams, max_grams=claimed_grams
        )
    return total_fen(grams=upheld_grams, fen_per_kg=fen_per_kg)


def _worth(grams: int, *, fen_per_kg: int, field: str) -> int:
    worth = total_fen(grams=grams, fen_per_kg=fen_per_kg)
    if not worth:
        raise WorthNothing(field=field, value_grams=grams)
    return worth
