"""Forgetting who left the Party or was transferred out, when nobody needs to know any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.party.models import Member, Wish
from moli.party.queries.retention import members_to_forget
from moli.party.rules.retention import FORGOTTEN_NAME


@transaction.atomic
def forget_members(*, by: Actor, at: datetime) -> int:
    """Take name, account and person from members who are gone and whose time is over; how many.

    A wish to be shown ends too. Days, belongings, positions, attendance and posts stay, so that
    counts do not change; minutes stay as they were written. The trail tells how many. A second
    call finds none of them.
    """
    on = timezone.localdate(at)
    rows = Member.objects.select_for_update(of=("self",)).filter(pk__in=members_to_forget(on))
    locked = {row.pk for row in rows.order_by("pk")}
    if not locked:
        return 0
    # Whoever was waited for may have forgotten them, or taken one of them in again.
    ids = locked.intersection(members_to_forget(on))
    Wish.objects.filter(member__in=ids, taken_back_at=None).update(taken_back_at=at)
    found = Member.objects.filter(pk__in=ids)
    forgotten = found.update(name=FORGOTTEN_NAME, user=None, person_key="")
    if forgotten:
        record(
            verb="party.forget_members",
            on=Subject("retention", on.isoformat()),
            by=by,
            at=at,
            people=forgotten,
        )
    return forgotten
