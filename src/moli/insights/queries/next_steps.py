"""What to do next, for each plan and each branch: few concrete acts, each with its object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from moli.insights.queries.facts import Facts
from moli.insights.queries.possible_steps import NextStep, possible_steps
from moli.insights.rules.plans import PlanKind
from moli.insights.rules.steps import PLAN_OF, StepKind, taking_turns
from moli.party.queries.branches import branch_tree

__all__ = ["NextStep", "NextSteps", "next_steps"]


@dataclass(frozen=True)
class NextSteps:
    """At most three acts for each plan, and for each branch by uid; those above see them too."""

    by_plan: Mapping[PlanKind, tuple[NextStep, ...]]
    by_branch: Mapping[str, tuple[NextStep, ...]]


def next_steps(facts: Facts) -> NextSteps:
    """What to do next in a county; the same rows give the same acts in the same order.

    Of each kind of act one, then of each a second, until there are three: docs/plans.md.
    """
    above = _above(facts.on)
    found: dict[StepKind, list[NextStep]] = {kind: [] for kind in StepKind}
    for step in possible_steps(facts):
        wide = frozenset[str]().union(*(above.get(uid, {uid}) for uid in step.branch_uids))
        found[step.kind].append(replace(step, branch_uids=wide))
    return NextSteps(
        by_plan={
            plan: taking_turns([found[kind] for kind in StepKind if PLAN_OF[kind] is plan])
            for plan in PlanKind
        },
        by_branch={
            uid: taking_turns(
                [[step for step in found[kind] if uid in step.branch_uids] for kind in StepKind]
            )
            for uid in above
        },
    )


def _above(on: date) -> dict[str, frozenset[str]]:
    """Of each branch itself and all that it stands under on a day, by uid: one query."""
    rows = list(branch_tree(on=on).values_list("pk", "parent_id", "uid"))
    parents = {pk: parent for pk, parent, _ in rows}
    uids = {pk: str(uid) for pk, _, uid in rows}
    found = {}
    for pk, uid in uids.items():
        line = {pk}
        above = parents[pk]
        while above is not None and above not in line:
            line.add(above)
            above = parents.get(above)
        found[uid] = frozenset(uids[each] for each in line)
    return found
