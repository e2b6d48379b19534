"""What a branch leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.party.models import Branch, Lead
from moli.party.rules.branches import LedKind
from moli.party.services.dating import end_row, refuse_before
from moli.party.services.founding import locked_branch, locked_lasting_branch


class LedByAnother(Refusal):
    """Another branch leads this already; its lead must end first."""


@transaction.atomic
def give_lead(
    *,
    branch: Branch,
    kind: LedKind,
    keys: Iterable[str],
    from_on: date,
    by: Actor,
    at: datetime,
) -> int:
    """Let a branch lead some things of one kind; returns how many are new to it.

    What it leads already is left alone. Refuses all of them when another branch leads one, a
    branch that is disbanded, be it later, and a day before its founding or before the end of the
    last lead of one.
    """
    wanted = sorted(set(keys))
    # A lead that is not there yet cannot be locked, so the branches stand for all leads.
    list(Branch.objects.select_for_update(of=("self",)).order_by("pk"))
    locked_lasting_branch(branch.uid, on=from_on)
    in_lead = {
        row.led_key: row.branch_id
        for row in Lead.objects.filter(led_kind=kind, led_key__in=wanted, to_on=None).order_by("pk")
    }
    for key, branch_id in in_lead.items():
        if branch_id != branch.pk:
            raise LedByAnother(field="led_key", value=key)
    fresh = [key for key in wanted if key not in in_lead]
    ended = Lead.objects.filter(led_kind=kind, led_key__in=fresh, to_on__isnull=False)
    last = ended.order_by("to_on").last()
    refuse_before(from_on, first=last.to_on if last else None)
    Lead.objects.bulk_create(
        Lead(branch=branch, led_kind=kind, led_key=key, from_on=from_on) for key in fresh
    )
    if fresh:
        record(
            verb="party.give_lead",
            on=Subject("branch", str(branch.uid)),
            by=by,
            at=at,
            led_kind=kind,
            led=len(fresh),
        )
    return len(fresh)


@transaction.atomic
def end_lead(
    *,
    branch: Branch,
    kind: LedKind,
    keys: Iterable[str],
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """Let a branch no longer lead some things of one kind from a day on; returns how many.

    What it does not lead, or no longer, is left alone, so that a second call changes nothing.
    Refuses all of them when the lead of one began on that day or later.
    """
    locked_branch(branch.uid)
    rows = Lead.objects.select_for_update(of=("self",)).filter(
        branch=branch, led_kind=kind, led_key__in=set(keys), to_on=None
    )
    ended = list(rows.order_by("pk"))
    for row in ended:
        end_row(row, on=on)
    if ended:
        record(
            verb="party.end_lead",
            on=Subject("branch", branch.key),
            by=by,
            at=at,
            led_kind=kind,
            led=len(ended),
        )
    return len(ended)


@transaction.atomic
def end_leads(
    *,
    branch: Branch,
    led: Mapping[LedKind, Iterable[str]],
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """Do what `end_lead` does for things of several kinds, all of them or none; how many."""
    kinds = [kind for kind in LedKind if kind in led]
    return sum(
        end_lead(branch=branch, kind=kind, keys=led[kind], on=on, by=by, at=at) for kind in kinds
    )
