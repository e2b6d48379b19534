"""What becomes of an operation that a device sent."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What a device is told. Only the first three are written down, once for an operation."""

    APPLIED = "APPLIED"
    CONFLICT = "CONFLICT"  # what it builds on has changed meanwhile
    REFUSED = "REFUSED"
    DUPLICATE = "DUPLICATE"  # sent again: what became of it the first time is said beside
    WAITING = "WAITING"  # an operation before it has not come yet


STORED = (Outcome.APPLIED, Outcome.CONFLICT, Outcome.REFUSED)
