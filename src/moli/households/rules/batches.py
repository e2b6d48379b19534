"""The stages of an import of households, and why one is taken back."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class BatchState(StrEnum):
    """Where a batch stands."""

    LOADING = "LOADING"  # being stored, or cut off half-way
    IN_REVIEW = "IN_REVIEW"  # stored, seen by nobody but its reviewers
    MERGED = "MERGED"  # agreed to: part of the registry
    UNDONE = "UNDONE"  # taken back


class UndoReason(StrEnum):
    """Why a batch was taken back. A code, for the trail holds no sentences."""

    WRONG_FILE = "WRONG_FILE"
    WRONG_FACTS = "WRONG_FACTS"
    TWICE = "TWICE"
    OTHER = "OTHER"


# A village, a town, a county.
_AREA_DIGITS = (12, 9, 6)


def area_of(village_codes: Collection[str]) -> str:
    """The smallest area that holds all of some villages; nothing when no county does."""
    for digits in _AREA_DIGITS:
        areas = {code[:digits] for code in village_codes}
        if len(areas) == 1:
            return areas.pop()
    return ""
