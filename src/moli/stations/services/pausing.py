"""Closing a station for a time, and opening it again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from moli.audit.services.recording import record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.stations.models import Pause
from moli.stations.rules.offering import PauseReason
from moli.stations.services.locking import end_row, judge_beginning, locked_station, subject_of


class PauseEndsBeforeItBegins(Refusal):
    """A pause takes at least a day: the station opens again after the day on which it closed."""


class PausesOverlap(Refusal):
    """The station is closed on some of these days already."""


class PauseHasBegun(Refusal):
    """Only a pause that has not begun is called off; one that has begun ends by reopening."""


@transaction.atomic
def pause(
    *,
    station_id: int,
    pause_reason: PauseReason,
    from_on: date,
    to_on: date | None,
    by: Actor,
    at: datetime,
) -> Pause:
    """Close a station from a day on, until `to_on`, the first day on which it is open again.

    Without `to_on` until it is opened again. The same pause again returns the one there is.
    Refuses days that another pause has, none at all, a station that ends, and a day before it
    opens.
    """
    station = locked_station(station_id)
    rows = Pause.objects.filter(station=station)
    if row := rows.filter(from_on=from_on, to_on=to_on, pause_reason=pause_reason).first():
        return row
    judge_beginning(station, from_on=from_on)
    if to_on is not None and to_on <= from_on:
        raise PauseEndsBeforeItBegins(field="to_on", from_on=from_on.isoformat())
    _judge_days(station.pk, from_on=from_on, to_on=to_on)
    row = Pause.objects.create(
        station=station, pause_reason=pause_reason, from_on=from_on, to_on=to_on
    )
    record(
        verb="stations.pause",
        on=subject_of(station),
        by=by,
        at=at,
        pause_reason=pause_reason.value,
        from_on=from_on.isoformat(),
        to_on=to_on.isoformat() if to_on else "",
    )
    return row


@transaction.atomic
def reopen(*, station_id: int, on: date, by: Actor, at: datetime) -> Pause | None:
    """Open a station again on a day, which ends the pause it is in. In none: nothing changes.

    Refuses the day on which the pause began: it has taken a day by then.
    """
    station = locked_station(station_id)
    begun = Pause.objects.filter(station=station, from_on__lte=on)
    row = begun.filter(Q(to_on=None) | Q(to_on__gt=on)).first()
    if row is None:
        return None
    end_row(row, to_on=on)
    record(verb="stations.reopen", on=subject_of(station), by=by, at=at, to_on=on.isoformat())
    return row


@transaction.atomic
def call_off_pause(*, pause_id: int, by: Actor, at: datetime) -> None:
    """Call off a pause that has not begun: it held on no day, and its row goes. Gone: nothing.

    Refuses one that has begun.
    """
    found = Pause.objects.filter(pk=pause_id).values_list("station_id", flat=True).first()
    if found is None:
        return
    station = locked_station(found)
    row = Pause.objects.filter(pk=pause_id).first()
    if row is None:
        return
    if row.from_on <= timezone.localdate(at):
        raise PauseHasBegun(field="from_on", from_on=row.from_on.isoformat())
    from_on = row.from_on.isoformat()
    row.delete()
    record(verb="stations.call_off_pause", on=subject_of(station), by=by, at=at, from_on=from_on)


def _judge_days(station_id: int, *, from_on: date, to_on: date | None) -> None:
    same_days = Pause.objects.filter(Q(to_on=None) | Q(to_on__gt=from_on), station=station_id)
    if to_on is not None:
        same_days = same_days.filter(from_on__lt=to_on)
    if other := same_days.order_by("from_on").first():
        raise PausesOverlap(
            field="from_on",
            from_on=other.from_on.isoformat(),
            to_on=other.to_on.isoformat() if other.to_on else "",
        )
