"""What to do next, and for which plan."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import islice, zip_longest
from typing import TypeVar

from moli.insights.rules.plans import PlanKind

STEPS_MAX = 3


class StepKind(StrEnum):
    """An act that would move an indicator. The order is that in which they are proposed."""

    INTRODUCE = "INTRODUCE"  # a proposal waits in a village without a project
    SELL = "SELL"  # a cadre's village has a lot that a demand fits, and the cadre no deal
    HOST = "HOST"  # a venue has no station
    WAKE = "WAKE"  # a station did nothing for thirty days
    FOLLOW_UP = "FOLLOW_UP"  # a pairing has no result
    HOLD = "HOLD"  # a branch lacks an activity


class ObjectKind(StrEnum):
    """What an act opens."""

    PROPOSAL = "PROPOSAL"
    LOT = "LOT"
    VENUE = "VENUE"
    STATION = "STATION"
    PAIRING = "PAIRING"
    BRANCH = "BRANCH"


PLAN_OF = {
    StepKind.INTRODUCE: PlanKind.ORGANISATIONS,
    StepKind.HOLD: PlanKind.ORGANISATIONS,
    StepKind.SELL: PlanKind.CADRES,
    StepKind.FOLLOW_UP: PlanKind.MEMBERS,
    StepKind.HOST: PlanKind.VENUES,
    StepKind.WAKE: PlanKind.VENUES,
}
OBJECT_OF = {
    StepKind.INTRODUCE: ObjectKind.PROPOSAL,
    StepKind.SELL: ObjectKind.LOT,
    StepKind.HOST: ObjectKind.VENUE,
    StepKind.WAKE: ObjectKind.STATION,
    StepKind.FOLLOW_UP: ObjectKind.PAIRING,
    StepKind.HOLD: ObjectKind.BRANCH,
}
Step = TypeVar("Step")


def taking_turns(kinds: Sequence[Sequence[Step]]) -> tuple[Step, ...]:
    """Three acts at most: the first of each kind, then the second of each, and so on."""
    turns = zip_longest(*(each[:STEPS_MAX] for each in kinds))
    return tuple(islice((step for turn in turns for step in turn if step is not None), STEPS_MAX))
