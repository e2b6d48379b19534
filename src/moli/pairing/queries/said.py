"""Who has spoken for which side of a pairing."""

from __future__ import annotations

from moli.pairing.models import PairingWord, Result, Review
from moli.pairing.rules.kinds import PairSide, Voice
from moli.pairing.rules.speaking import other_side, side_of


def keys_of_side(pairing_id: int, side: PairSide) -> set[str]:
    """Who spoke for a side: agreed or declined, reported, answered, reviewed. Four queries."""
    words = PairingWord.objects.filter(pairing=pairing_id, pair_side=side)
    reported = Result.objects.filter(pairing=pairing_id, pair_side=side)
    answered = Result.objects.filter(pairing=pairing_id, pair_side=other_side(side))
    voices = [voice for voice in Voice if side_of(voice) is side]
    reviews = Review.objects.filter(pairing=pairing_id, voice__in=voices)
    return {
        *words.values_list("by_key", flat=True),
        *reported.values_list("by_key", flat=True),
        *answered.exclude(answered_by_key="").values_list("answered_by_key", flat=True),
        *reviews.values_list("by_key", flat=True),
    }
