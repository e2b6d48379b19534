"""The four plans: what each of their indicators counts, beside what it should reach."""

from __future__ import annotations

from dataclasses import dataclass

from moli.insights.models import Target
from moli.insights.queries.counting import Counted
from moli.insights.queries.facts import Facts
from moli.insights.queries.indicators import counted_from
from moli.insights.queries.targets import targets_on
from moli.insights.rules.plans import INDICATORS_OF, PlanKind
from moli.party.queries.sight import MemberSight


@dataclass(frozen=True)
class Figure:
    """An indicator as it stands, with its target of the day; None where nobody set one."""

    counted: Counted
    target: Target | None

    @property
    def is_reached(self) -> bool | None:
        """Whether the target is reached; None without a target or without anybody to count."""
        if self.target is None or not self.counted.denominator:
            return None
        wanted = self.target.target_per_mille * self.counted.denominator
        return 1_000 * self.counted.numerator >= wanted


@dataclass(frozen=True)
class PlanFigures:
    """A plan with its figures, the headline first."""

    plan: PlanKind
    figures: tuple[Figure, ...]


def four_plans(facts: Facts, *, sight: MemberSight | None = None) -> tuple[PlanFigures, ...]:
    """All plans in their order; what they count together is read once."""
    targets = targets_on(facts.on)
    return tuple(
        PlanFigures(
            plan,
            tuple(
                Figure(counted_from(facts, each, sight=sight), targets.get(each))
                for each in INDICATORS_OF[plan]
            ),
        )
        for plan in PlanKind
    )
