"""How sure a rule's source is."""

from __future__ import annotations

from enum import StrEnum


class Certainty(StrEnum):
    """How sure a source is: read in a good one, in a weak one, derived, or remembered."""

    VERIFIED = "VERIFIED"
    WEAK = "WEAK"
    DERIVED = "DERIVED"
    MEMORY = "MEMORY"
