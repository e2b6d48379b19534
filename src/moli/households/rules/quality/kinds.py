"""How bad a breach is, and who mends it."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How bad a breach is."""

    ERROR = "ERROR"  # cannot be right
    WARNING = "WARNING"  # is rarely right: look again


class Mender(StrEnum):
    """Who can mend it."""

    VILLAGE = "VILLAGE"
    TOWN = "TOWN"
    COUNTY = "COUNTY"
