"""How a pairing goes from one state to the next."""

from __future__ import annotations

from collections.abc import Mapping

from moli.pairing.rules.kinds import EndKind, PairingState, PairSide

# With these a person ends a pairing; the other one comes with what takes its place.
ENDS_BY_HAND = frozenset(EndKind) - {EndKind.REPLACED}


def state_after(answers: Mapping[PairSide, bool]) -> PairingState:
    """Where a pairing stands by what its sides said: one no declines, both yeses begin."""
    if not all(answers.values()):
        return PairingState.DECLINED
    return PairingState.IN_FORCE if len(answers) == len(PairSide) else PairingState.PROPOSED
