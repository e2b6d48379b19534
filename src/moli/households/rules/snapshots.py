"""When a household is frozen as it was."""

from __future__ import annotations

from enum import StrEnum


class SnapshotReason(StrEnum):
    """Why a snapshot was taken."""

    YEAR = "YEAR"
    DECISION = "DECISION"
