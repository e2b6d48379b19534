"""What to do next, for each plan and each branch: few concrete acts, each with its object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from moli.insights.rules.periods import Period
from moli.insights.rules.plans import PlanKind
from moli.insights.rules.steps import ObjectKind, StepKind
from moli.market.queries.naming import Name


@dataclass(frozen=True)
class NextStep:
    """One act: what to do, with which object to open, and what it is about.

    `names` is the village, the person, the venue, the station or the branch that it is about,
    `place` the village around it. `facts` are codes, days and numbers for the sentence.
    """

    kind: StepKind
    object_kind: ObjectKind
    object_key: str
    names: Name
    place: Name | None = None
    branch_uids: frozenset[str] = frozenset()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NextSteps:
    """At most three acts for each plan, and for each branch by uid; those above see them too."""

    by_plan: Mapping[PlanKind, tuple[NextStep, ...]]
    by_branch: Mapping[str, tuple[NextStep, ...]]


def next_steps(*, county_code: str, period: Period, on: date) -> NextSteps:
    """What to do next in a county; the same rows give the same acts in the same order."""
    raise NotImplementedError
