"""Wiping what the database keeps of a demo's pairings."""

from __future__ import annotations

from moli.audit.services.wiping import wipe
from moli.pairing.models import (
    Measure,
    Pairing,
    PairingWord,
    PairPlan,
    PlannedPair,
    Promise,
    Result,
    Review,
    Visit,
)
from moli.pairing.models.guards import GUARDS


def wipe_pairings() -> None:
    """Delete pairings, their plans and all within them in a demo; twice is once.

    Refuses other systems. Pairings that name one another go in one statement.
    """
    within = (Review, Visit, Result, Measure, Promise, PairingWord)
    wipe((*within, Pairing, PlannedPair, PairPlan), guards=GUARDS)
