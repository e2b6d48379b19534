"""How long the people of a withdrawn household stay named, and why they may be erased.

The months and their legal bases are data (`data/retention.toml`), one set for each way in which a
household comes to be withdrawn.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from moli.households.rules.people import LeaveReason
from moli.households.rules.time_limits import add_months
from moli.kernel.certainty import Certainty

# What stands in the place of a name; databases and sums stay as they are.
ERASED_NAME = "已删除"
# Why a whole household goes: its people died, moved away, or were never one.
WITHDRAWAL_REASONS = frozenset({LeaveReason.DIED, LeaveReason.MOVED, LeaveReason.ERROR})


class RetentionSet(StrEnum):
    """Which households are kept for one time."""

    HOUSEHOLD = "HOUSEHOLD"  # was part of the registry
    UNDONE = "UNDONE"  # came with a batch that was taken back


class ErasureReason(StrEnum):
    """Why people are erased."""

    RETENTION = "RETENTION"  # their time is over
    REQUEST = "REQUEST"  # they asked for it (PIPL, article 47)


@dataclass(frozen=True)
class Retention:
    """For how many months a set is kept, by which law, and for what."""

    code: RetentionSet
    months: int
    basis: str
    purpose: str
    certainty: Certainty

    def kept_until(self, withdrawn_on: date) -> date:
        """The first day on which a household that was withdrawn on a day may be erased."""
        return add_months(withdrawn_on, self.months)


@cache
def retentions() -> Mapping[RetentionSet, Retention]:
    """All sets that the package brings."""
    text = files("moli.households").joinpath("data", "retention.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["set"]
    return {
        RetentionSet(row["code"]): Retention(
            code=RetentionSet(row["code"]),
            months=row["months"],
            basis=row["basis"],
            purpose=row["purpose"],
            certainty=Certainty(row["certainty"]),
        )
        for row in rows
    }
