"""What an indicator counted: its units one by one, so that a page can show the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

from moli.insights.rules.evidence import Evidence
from moli.insights.rules.periods import Period
from moli.insights.rules.plans import Indicator
from moli.market.queries.naming import Name


@dataclass(frozen=True)
class Unit:
    """One of those that an indicator counts: a village, a branch, a person or a venue.

    `key` is the village's code or the uid. `names` is the name of the thing or the person, whose
    village stands in `village_code`. Fields are empty where there is no such place or branch.
    """

    key: str
    names: Name
    town_code: str = ""
    village_code: str = ""
    branch_uid: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether a row proves it."""
        return bool(self.evidence)


@dataclass(frozen=True)
class Unseen:
    """Units whom the asker may not see, by number alone."""

    met: int = 0
    all: int = 0


@dataclass(frozen=True)
class Counted:
    """An indicator over a period: how many are met, of how many, and which.

    Both numbers are counted from the units. Members outside the asker's sight are counted in
    `unseen`, without a row.
    """

    indicator: Indicator
    period: Period
    units: tuple[Unit, ...]
    unseen: Unseen = field(default_factory=Unseen)

    @property
    def numerator(self) -> int:
        """How many are met."""
        return sum(unit.is_met for unit in self.units) + self.unseen.met

    @property
    def denominator(self) -> int:
        """Of how many."""
        return len(self.units) + self.unseen.all

    @property
    def per_mille(self) -> int | None:
        """The share, half a per mille goes up; nothing of nobody."""
        if not self.denominator:
            return None
        return (2_000 * self.numerator + self.denominator) // (2 * self.denominator)
