"""The lawful ways from one state to another, step by step (B3, B4, B6).

Days and months that a rule gives come from the standards table (`models.Standard`, kind LIMITS)
with their source; here stands only what follows what, and who owes it.
"""

from __future__ import annotations

from enum import StrEnum

from moli.households.rules.statuses import State


class ProcedureKind(StrEnum):
    """What a procedure leads to."""

    REGISTER = "REGISTER"  # 识别建档
    EXIT = "EXIT"  # 脱贫退出
    RELAPSE = "RELAPSE"  # 返贫认定
    MONITOR = "MONITOR"  # 纳入监测
    REMOVE = "REMOVE"  # 风险消除


class StepKind(StrEnum):
    """One step of a procedure."""

    CLUE = "CLUE"  # 发现线索, 申请
    CHECK = "CHECK"  # 入户核实: two people
    REVIEW = "REVIEW"  # 村级民主评议
    NOTICE = "NOTICE"  # 村内公示
    TOWN = "TOWN"  # 乡镇审核
    COUNTY = "COUNTY"  # 县级审定


class Verdict(StrEnum):
    """What a step found."""

    PASS = "PASS"  # noqa: S105 - a verdict
    REJECT = "REJECT"


class ProcedureState(StrEnum):
    """Whether a procedure goes on."""

    OPEN = "OPEN"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"


class ClueSource(StrEnum):
    """Where a clue came from (B6)."""

    HOUSEHOLD = "HOUSEHOLD"  # 农户自主申报
    CADRE = "CADRE"  # 干部走访排查
    DEPARTMENT = "DEPARTMENT"  # 部门筛查预警


class Tier(StrEnum):
    """Who owes a step."""

    VILLAGE = "VILLAGE"
    TOWN = "TOWN"
    COUNTY = "COUNTY"


_COURSE = (
    StepKind.CLUE,
    StepKind.CHECK,
    StepKind.REVIEW,
    StepKind.NOTICE,
    StepKind.TOWN,
    StepKind.COUNTY,
)
CHECKERS_NEEDED = 2

TIER_OF: dict[StepKind, Tier] = {
    StepKind.CLUE: Tier.VILLAGE,
    StepKind.CHECK: Tier.VILLAGE,
    StepKind.REVIEW: Tier.VILLAGE,
    StepKind.NOTICE: Tier.VILLAGE,
    StepKind.TOWN: Tier.TOWN,
    StepKind.COUNTY: Tier.COUNTY,
}
# Steps that approve: whoever took part before may not take them.
APPROVING = frozenset({StepKind.TOWN, StepKind.COUNTY})

# What an approved procedure of a kind may lead to.
TARGETS: dict[ProcedureKind, frozenset[State]] = {
    ProcedureKind.REGISTER: frozenset({State.REGISTERED}),
    ProcedureKind.EXIT: frozenset({State.EXITED}),
    ProcedureKind.RELAPSE: frozenset({State.RELAPSED}),
    ProcedureKind.MONITOR: frozenset({State.UNSTABLE, State.MARGINAL, State.HARDSHIP}),
    ProcedureKind.REMOVE: frozenset({State.RISK_REMOVED}),
}


def next_step(step: StepKind) -> StepKind | None:
    """The step after one; None after the county's."""
    place = _COURSE.index(step) + 1
    return _COURSE[place] if place < len(_COURSE) else None
