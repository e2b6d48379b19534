"""How long a member who is gone may still be named (`data/retention.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from moli.kernel.certainty import Certainty
from moli.party.rules.days import years_later

# What stands in the place of the name; belongings, positions and attendance stay as they are.
FORGOTTEN_NAME = "已删除"


@dataclass(frozen=True)
class MemberRetention:
    """For how many years, by which law, and for what."""

    years: int
    basis: str
    purpose: str
    certainty: Certainty

    def kept_until(self, gone_on: date) -> date:
        """The first day on which a member who was gone from a day on may be forgotten."""
        return years_later(gone_on, self.years)


@cache
def member_retention() -> MemberRetention:
    """The time that the package brings."""
    text = files("moli.party").joinpath("data", "retention.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    return MemberRetention(
        years=said["years"],
        basis=said["basis"],
        purpose=said["purpose"],
        certainty=Certainty(said["certainty"]),
    )
