"""Plans as a page or a script shows them: figures, pairs with why, and who is left alone.

Helpers and helped are named by their keys; whoever shows them asks for their names. Who may look at
a plan is for the caller: only those who plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from moli.pairing.models import Pairing, PairPlan, PlannedPair
from moli.pairing.queries.helped import HelpedRow, helped_of
from moli.pairing.queries.rules_in_force import terms_on
from moli.pairing.queries.standing import footings_on
from moli.pairing.rules.footing import Footing, PairChange, change_of
from moli.pairing.rules.kinds import PairingKind, PairingState
from moli.pairing.rules.planning import Pair


@dataclass(frozen=True)
class PlanFigures:
    """What a plan comes to. `cost_points` and `bound_points` are equal when it is proved best."""

    pairs: int
    kept: int
    changed: int
    new: int
    alone: int
    cost_points: int
    bound_points: int

    @property
    def is_proved_best(self) -> bool:
        """Whether no plan costs less."""
        return self.cost_points == self.bound_points


@dataclass(frozen=True)
class PlanLine:
    """One pair of a plan: what it does, how it stands today, and what was proposed of it."""

    planned: PlannedPair
    pair_change: PairChange
    footing: Footing
    pairing: Pairing | None


@dataclass(frozen=True)
class PlanSheet:
    """A plan as it is shown on a day; those left alone stand with the greatest need first."""

    plan: PairPlan
    figures: PlanFigures
    lines: Sequence[PlanLine]
    alone: Sequence[HelpedRow]

    @property
    def free(self) -> int:
        """How many pairs can be proposed."""
        return sum(line.footing is Footing.FREE for line in self.lines)


def plans_of(kind: PairingKind) -> QuerySet[PairPlan]:
    """The plans of a kind, the newest first."""
    return PairPlan.objects.filter(pairing_kind=kind).order_by("-pk")


def newest_plans() -> dict[PairingKind, PairPlan]:
    """The newest plan of each kind that has one: one query a kind."""
    found = {kind: plans_of(kind).first() for kind in PairingKind}
    return {kind: plan for kind, plan in found.items() if plan is not None}


def pairings_waiting() -> QuerySet[Pairing]:
    """Pairings that wait for the answer of a side, the oldest first."""
    return Pairing.objects.filter(state=PairingState.PROPOSED).order_by("pk")


def plan_of_uid(uid: UUID) -> PairPlan | None:
    """The plan of a uid."""
    return PairPlan.objects.filter(uid=uid).first()


def plan_sheet(plan: PairPlan, *, on: date) -> PlanSheet:
    """A plan with all its pairs and those it leaves alone, as they stand on a day.

    Sixteen queries at most, however large the plan is. Who is left alone is asked of rows as of
    the plan's own day. Refuses a day without terms.
    """
    kind = PairingKind(plan.pairing_kind)
    rows = list(plan.planned.select_related("village__parent").order_by("village__code", "pk"))
    lines = _lines(kind, rows, on=on)
    paired = {row.helped_key for row in rows}
    alone = [row for row in helped_of(kind, on=plan.on) if row.key not in paired]
    return PlanSheet(
        plan=plan,
        figures=figures_of_plan(plan, lines),
        lines=lines,
        alone=sorted(alone, key=lambda row: (-row.need_per_mille, row.order, row.key)),
    )


def figures_of_plan(plan: PairPlan, lines: Sequence[PlanLine]) -> PlanFigures:
    """The figures of a plan from its lines, without a query."""
    counts = Counter(line.pair_change for line in lines)
    return PlanFigures(
        pairs=plan.pairs,
        kept=counts[PairChange.KEPT],
        changed=plan.changed,
        new=counts[PairChange.NEW],
        alone=plan.helped - plan.pairs,
        cost_points=plan.cost_points,
        bound_points=plan.bound_points,
    )


def _lines(kind: PairingKind, rows: Sequence[PlannedPair], *, on: date) -> list[PlanLine]:
    pairs = {row.pk: Pair(row.helper_key, row.helped_key) for row in rows}
    found = footings_on(kind, pairs.values(), terms_on(kind, on=on), on=on)
    proposed = _proposed(rows)
    return [
        PlanLine(
            planned=row,
            pair_change=change_of(helper_key=row.helper_key, tie_key=row.tie_key),
            footing=found[pairs[row.pk]],
            pairing=proposed.get(row.pk),
        )
        for row in rows
    ]


def _proposed(rows: Sequence[PlannedPair]) -> Mapping[int | None, Pairing]:
    pairings = Pairing.objects.filter(planned__in=[row.pk for row in rows])
    return {row.planned_id: row for row in pairings.order_by("pk")}
