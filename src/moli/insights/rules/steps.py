"""What to do next, and for which plan."""

from __future__ import annotations

from enum import StrEnum

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
