"""Rules of data quality: what is judged, by which judge, and how bad a breach is."""

from moli.households.rules.quality.kinds import Mender, Severity

__all__ = ["Mender", "Severity"]
