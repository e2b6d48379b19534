"""Whether enough of those with a vote have come."""

from __future__ import annotations

from moli.party.rules.organisation import ActivityKind

# What decides something needs a quorum; a lecture or a Party day does not.
DECIDING = frozenset({ActivityKind.ASSEMBLY, ActivityKind.COMMITTEE})


def needed_for_meeting(voting: int, share: tuple[int, int]) -> int:
    """How many must be present so that they are more than a share of those with a vote."""
    part, whole = share
    return voting * part // whole + 1


def needed_for_election(voting: int, share: tuple[int, int]) -> int:
    """How many must be present so that they are at least a share of those with a vote."""
    part, whole = share
    return -(-voting * part // whole)
