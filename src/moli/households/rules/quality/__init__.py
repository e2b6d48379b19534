"""Rules of data quality: what is judged, by which judge, and how bad a breach is."""

from moli.households.rules.quality import (
    blanks,
    causes,
    exits,
    family,
    income,
    living,
    monitoring,
    numbers,
    work,
)
from moli.households.rules.quality.judging import JUDGES, Breach
from moli.households.rules.quality.kinds import Mender, Severity
from moli.households.rules.quality.record import Record

__all__ = [
    "JUDGES",
    "Breach",
    "Mender",
    "Record",
    "Severity",
    "blanks",
    "causes",
    "exits",
    "family",
    "income",
    "living",
    "monitoring",
    "numbers",
    "work",
]
