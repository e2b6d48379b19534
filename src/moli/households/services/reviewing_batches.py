"""Looking through what a roster brought: another person agrees, or it is taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from moli.audit.services.recording import Subject, record, record_each
from moli.households.models import (
    Batch,
    Consent,
    FamilyMember,
    Household,
    Procedure,
    Snapshot,
    Waiver,
)
from moli.households.rules.batches import BatchState, UndoReason
from moli.households.rules.people import LeaveReason
from moli.households.services.storing_rosters import BatchMovedOn
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal


class BatchNeedsAnother(Refusal):
    """Whoever brought a batch does not agree to it: another person does."""


class BatchInUse(Refusal):
    """Something was done with a household of the batch since: it is not taken back as a whole."""


@transaction.atomic
def merge_batch(*, batch_id: int, by: Actor, at: datetime) -> Batch:
    """Make the households of a batch part of the registry.

    A second call changes nothing. Refuses the person who brought it (BatchNeedsAnother), and a
    batch that is not stored as a whole yet or was taken back (BatchMovedOn).
    """
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if batch.state == BatchState.MERGED:
        return batch
    if batch.state != BatchState.IN_REVIEW:
        raise BatchMovedOn(state=BatchState(batch.state))
    if batch.brought_by_key == by.key:
        raise BatchNeedsAnother
    merged = Household.objects.filter(batch=batch, withdrawn_at=None).update(is_in_review=False)
    _decide(batch, BatchState.MERGED, by=by, at=at)
    record(
        verb="households.merge_batch",
        on=Subject("batch", batch.key, batch.area_code),
        by=by,
        at=at,
        households=merged,
    )
    return batch


@transaction.atomic
def undo_batch(*, batch_id: int, reason: UndoReason, by: Actor, at: datetime) -> Batch:
    """Take back what a batch brought: its households are withdrawn, their numbers free again.

    Also a batch whose import was cut off. The same file may be imported anew. A second call
    changes nothing. A batch that was merged is taken back only while nothing else was done with
    any of its households (BatchInUse).
    """
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if batch.state == BatchState.UNDONE:
        return batch
    # In the order of keys, as everybody locks households.
    households = list(
        Household.objects.select_for_update(of=("self",))
        .filter(batch=batch, withdrawn_at=None)
        .select_related("village")
        .defer("phone")
        .order_by("pk")
    )
    if batch.state == BatchState.MERGED and _is_in_use(batch, households):
        raise BatchInUse
    members = FamilyMember.objects.filter(household__batch=batch, left_on=None)
    people = members.update(left_on=timezone.localdate(at), leave_reason=LeaveReason.ERROR)
    Household.objects.filter(batch=batch, withdrawn_at=None).update(
        withdrawn_at=at, version=F("version") + 1
    )
    _decide(batch, BatchState.UNDONE, by=by, at=at)
    record_each(
        verb="households.withdraw",
        lines=(
            (Subject("household", each.key, each.village.code), {"undo_reason": reason})
            for each in households
        ),
        by=by,
        at=at,
    )
    record(
        verb="households.undo_batch",
        on=Subject("batch", batch.key, batch.area_code),
        by=by,
        at=at,
        undo_reason=reason,
        households=len(households),
        people=people,
    )
    return batch


def _is_in_use(batch: Batch, households: Iterable[Household]) -> bool:
    """Whether anything was done with the households since they were stored.

    Every change of a household grows its version; what leaves it as it is has rows of its own.
    """
    if any(household.version != 1 for household in households):
        return True
    return any(
        rows.filter(household__batch=batch).exists()
        for rows in (Procedure.objects, Consent.objects, Waiver.objects, Snapshot.objects)
    )


def _decide(batch: Batch, state: BatchState, *, by: Actor, at: datetime) -> None:
    batch.state = state
    batch.decided_by_key, batch.decided_by_name, batch.decided_at = by.key, by.name, at
    batch.save(update_fields=["state", "decided_by_key", "decided_by_name", "decided_at"])
