"""Planning a kind of pairing as a whole: what the planner says is kept, and nobody is told yet."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.pairing.models import PairPlan, PlannedPair
from moli.pairing.queries.reckoned import Reckoned, reckon
from moli.pairing.rules.kinds import PairingKind
from moli.places.models import Division


def plan_pairings(
    *, kind: PairingKind, changes_max: int | None, request_key: UUID, by: Actor, at: datetime
) -> PairPlan:
    """Plan a kind of pairing over all rows of the day, and keep the plan with its reasons.

    At most `changes_max` of the ties that exist are changed, None leaves it to the weights. The
    same key again returns the plan that it made. Nothing is proposed to anybody. Refuses a day
    without terms, and a bound that places rule out.

    The planner works before the transaction, which then only writes, so that on SQLite others
    can write meanwhile; what changes in between is judged when a pair is proposed.
    """
    made = PairPlan.objects.filter(request_key=request_key).first()
    if made is not None:
        return made
    reckoned = reckon(kind, on=timezone.localdate(at), changes_max=changes_max)
    with transaction.atomic():
        # Every plan locks the first county's row, so that one key makes one plan.
        Division.objects.select_for_update(of=("self",)).order_by("pk").first()
        made = PairPlan.objects.filter(request_key=request_key).first()
        if made is not None:
            return made
        row = _store(reckoned, request_key=request_key, by=by, at=at)
        record(
            verb="pairing.plan",
            on=Subject("pair_plan", row.key),
            by=by,
            at=at,
            pairing_kind=row.pairing_kind,
            pairs=row.pairs,
            ties=row.ties,
            changed=row.changed,
            cost_points=row.cost_points,
            bound_points=row.bound_points,
        )
    return row


def _store(reckoned: Reckoned, *, request_key: UUID, by: Actor, at: datetime) -> PairPlan:
    laid_out, plan = reckoned.laid_out, reckoned.plan
    row = PairPlan.objects.create(
        request_key=request_key,
        pairing_kind=laid_out.kind,
        on=laid_out.on,
        changes_max=laid_out.problem.changes_max,
        helpers=len(laid_out.helpers),
        helped=len(laid_out.helped),
        ties=laid_out.problem.ties_count,
        pairs=len(plan),
        changed=plan.changed,
        cost_points=plan.cost,
        bound_points=plan.cost_bound,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    PlannedPair.objects.bulk_create(
        (PlannedPair(plan=row, **vars(said)) for said in reckoned.said), batch_size=500
    )
    return row
