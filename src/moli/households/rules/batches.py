"""The stages of an import of households."""

from __future__ import annotations

from enum import StrEnum


class BatchState(StrEnum):
    """Where a batch stands."""

    LOADING = "LOADING"  # being stored, or cut off half-way
    IN_REVIEW = "IN_REVIEW"  # stored, seen by nobody but its reviewers
    MERGED = "MERGED"  # agreed to: part of the registry
    UNDONE = "UNDONE"  # taken back
