"""Who does what in a station: the roles of its team, and what each may do at the counter."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum


class TeamRole(StrEnum):
    """A role in a station's team (分工)."""

    OPERATOR = "OPERATOR"
    BUYER_FOR = "BUYER_FOR"
    PACKER = "PACKER"
    DELIVERER = "DELIVERER"
    TRAINER = "TRAINER"
    ACCOUNTANT = "ACCOUNTANT"


class Work(StrEnum):
    """Something that is done at a counter, for which a role is needed."""

    WEIGH = "WEIGH"
    PACK = "PACK"
    BUY_FOR = "BUY_FOR"
    PARCELS = "PARCELS"
    BILLS = "BILLS"
    CASH = "CASH"
    CLOSE_DAY = "CLOSE_DAY"
    TRAIN = "TRAIN"
    LEAD = "LEAD"  # team, tasks, devices, what the station offers


WORK_OF_ROLE: Mapping[TeamRole, frozenset[Work]] = {
    TeamRole.OPERATOR: frozenset(Work),
    TeamRole.BUYER_FOR: frozenset({Work.BUY_FOR, Work.BILLS, Work.PARCELS}),
    TeamRole.PACKER: frozenset({Work.WEIGH, Work.PACK, Work.PARCELS}),
    TeamRole.DELIVERER: frozenset({Work.PARCELS}),
    TeamRole.TRAINER: frozenset({Work.TRAIN}),
    TeamRole.ACCOUNTANT: frozenset({Work.BILLS, Work.CASH, Work.CLOSE_DAY}),
}


def work_of(roles: Collection[TeamRole]) -> frozenset[Work]:
    """All that somebody with these roles may do."""
    return frozenset(work for role in roles for work in WORK_OF_ROLE[role])


def may_finish(*, for_key: str, person_key: str, leads: bool) -> bool:
    """Whether somebody of a team may say that a task is done: one's own, one for all, or as lead.

    `for_key` is the person for whom the task is; empty, it is for all of the team.
    """
    return leads or for_key in {"", person_key}


class TaskState(StrEnum):
    """How a task stands."""

    OPEN = "OPEN"
    DONE = "DONE"
    DROPPED = "DROPPED"
