"""Who may speak for which side of a pairing, and whose word needs a family member."""

from __future__ import annotations

from collections.abc import Mapping

from moli.accounts.rules import Role
from moli.pairing.rules.kinds import PairingKind, PairSide, Voice

_VILLAGE = frozenset({Role.FIRST_SECRETARY, Role.VILLAGE_COMMITTEE})
# A household's word is written down by its village, never by whoever helps it.
SPEAKERS: Mapping[PairingKind, Mapping[PairSide, frozenset[Role]]] = {
    PairingKind.PARTNER: {
        PairSide.HELPER: frozenset({Role.STATION_OPERATOR}),
        PairSide.HELPED: frozenset({Role.FIRST_SECRETARY}),
    },
    PairingKind.ENTERPRISE: {
        PairSide.HELPER: frozenset({Role.BUYER}),
        PairSide.HELPED: _VILLAGE,
    },
    PairingKind.PRACTITIONER: {
        PairSide.HELPER: frozenset({Role.PRACTITIONER}),
        PairSide.HELPED: _VILLAGE,
    },
}
# Who writes down what a household says of a period.
WRITERS = _VILLAGE


def other_side(side: PairSide) -> PairSide:
    """The side across from one."""
    return PairSide.HELPED if side is PairSide.HELPER else PairSide.HELPER


def is_household(kind: PairingKind, side: PairSide) -> bool:
    """Whether a side is a household, whose word a family member gives."""
    return kind is PairingKind.PRACTITIONER and side is PairSide.HELPED


def side_of(voice: Voice) -> PairSide:
    """On whose side a voice stands: a household is among those who are helped."""
    return PairSide.HELPER if voice is Voice.HELPER else PairSide.HELPED


def voices_of(kind: PairingKind) -> tuple[Voice, ...]:
    """The voices that are heard at each review; a household that is helped speaks once."""
    if kind is PairingKind.PRACTITIONER:
        return (Voice.HELPER, Voice.HOUSEHOLD)
    return (Voice.HELPER, Voice.HELPED, Voice.HOUSEHOLD)
