"""Calling off what was planned, by itself or because its branch ends."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.party.models import Activity, Branch
from moli.party.rules.organisation import ActivityState


def write_called_off(activity: Activity, *, by: Actor, at: datetime) -> None:
    """Call off a planned activity that its caller has locked."""
    activity.state = ActivityState.CALLED_OFF
    activity.save(update_fields=["state"])
    subject = Subject("activity", activity.key)
    record(
        verb="party.call_off_activity",
        on=subject,
        by=by,
        at=at,
        activity_kind=activity.kind,
    )


def call_off_from(branch: Branch, *, on: date, by: Actor, at: datetime) -> None:
    """Call off all that a branch planned for a day or after it.

    What it planned for an earlier day may have been held, and can still be written down.
    """
    rows = Activity.objects.select_for_update(of=("self",))
    for activity in rows.filter(branch=branch, state=ActivityState.PLANNED).order_by("pk"):
        if timezone.localdate(activity.begins_at) >= on:
            write_called_off(activity, by=by, at=at)
