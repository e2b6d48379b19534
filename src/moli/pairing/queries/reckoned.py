"""What the planner answers for a kind of pairing on a day, in keys; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from moli.pairing.queries.problem import LaidOut, lay_out
from moli.pairing.rules.kinds import PairingKind
from moli.planner.pairing import NOBODY, Plan, Reason, explain, solve

METRES_PER_KM = 1_000


@dataclass(frozen=True)
class Said:
    """One pair of a plan, and why, in keys. The words of its fields are those of `PlannedPair`."""

    helper_key: str
    helped_key: str
    village_id: int
    tie_key: str
    road_metres: int
    fit_per_mille: int | None
    need_per_mille: int
    cost_points: int
    instead_key: str
    loss_points: int


@dataclass(frozen=True)
class Reckoned:
    """A plan with the rows that it was made from."""

    laid_out: LaidOut
    plan: Plan
    said: Sequence[Said]


def reckon(kind: PairingKind, *, on: date, changes_max: int | None = None) -> Reckoned:
    """The best plan of a kind on a day, with the reasons of every pair. Stores nothing.

    Refuses what `lay_out` refuses.
    """
    laid_out = lay_out(kind, on=on, changes_max=changes_max)
    plan = solve(laid_out.problem)
    reasons = explain(laid_out.problem, plan)
    return Reckoned(laid_out, plan, [_said(laid_out, reason) for reason in reasons])


def _said(laid_out: LaidOut, reason: Reason) -> Said:
    helped = laid_out.helped[reason.helped]
    return Said(
        helper_key=laid_out.helpers[reason.helper].key,
        helped_key=helped.key,
        village_id=helped.village_id,
        tie_key=_key(laid_out, int(laid_out.problem.helped.tie[reason.helped])),
        road_metres=round(METRES_PER_KM * reason.road_km),
        fit_per_mille=reason.fit,
        need_per_mille=reason.need,
        cost_points=reason.cost,
        instead_key=_key(laid_out, reason.instead),
        loss_points=reason.loss_at_least,
    )


def _key(laid_out: LaidOut, row: int) -> str:
    return "" if row == NOBODY else laid_out.helpers[row].key
