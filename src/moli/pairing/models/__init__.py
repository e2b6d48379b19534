"""Rows about pairings, their plans, and what came of them."""

from moli.pairing.models.measure import Measure, Promise, Result
from moli.pairing.models.pairing import Pairing, PairingWord
from moli.pairing.models.plan import PairPlan, PlannedPair
from moli.pairing.models.review import Review
from moli.pairing.models.rule import PairingRule
from moli.pairing.models.visit import Visit

__all__ = [
    "Measure",
    "PairPlan",
    "Pairing",
    "PairingRule",
    "PairingWord",
    "PlannedPair",
    "Promise",
    "Result",
    "Review",
    "Visit",
]
