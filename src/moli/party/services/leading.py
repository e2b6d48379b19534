"""What a branch leads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.party.models import Branch, Lead
from moli.party.rules.branches import LedKind


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

    What it leads already is left alone. Refuses all of them when another branch leads one.
    """
    wanted = sorted(set(keys))
    # A lead that is not there yet cannot be locked, so the branches stand for all leads.
    list(Branch.objects.select_for_update(of=("self",)).order_by("pk"))
    in_lead = {
        row.led_key: row.branch_id
        for row in Lead.objects.filter(led_kind=kind, led_key__in=wanted, to_on=None).order_by("pk")
    }
    for key, branch_id in in_lead.items():
        if branch_id != branch.pk:
            raise LedByAnother(field="led_key", value=key)
    fresh = [key for key in wanted if key not in in_lead]
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
