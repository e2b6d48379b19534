"""What ends with a station: all that it offers, its pauses, what stands in it, its team."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from moli.accounts.models import Appointment
from moli.accounts.rules import Role
from moli.accounts.services.appointing import end_appointment
from moli.audit.models import DatedRow
from moli.kernel.actor import Actor
from moli.stations.models import Equipment, Offering, Pause, SharePlan, Station, TeamMember

_PARTS = (Offering, Pause, Equipment, TeamMember)


def late_beginning(station: Station, *, on: date) -> date | None:
    """The last day on which something of a station begins that cannot end on a day."""
    late = [row.from_on for row in _reaching(station, on=on) if row.from_on >= on]
    return max(late, default=None)


def end_parts(station: Station, *, on: date, by: Actor, at: datetime) -> None:
    """End what a locked station has on a day, and the appointments of its staff.

    Its operator stays appointed, for what the station earned is still paid out. A share plan
    ends tomorrow at first: it may have been used until today.
    """
    for row in _reaching(station, on=on):
        row.to_on = on
        row.save(update_fields=["to_on"])
    first_on = max(on, timezone.localdate(at) + timedelta(days=1))
    later = Q(to_on=None) | Q(to_on__gt=first_on)
    for plan in SharePlan.objects.filter(later, station=station).order_by("pk"):
        plan.to_on = max(first_on, plan.from_on + timedelta(days=1))
        plan.save(update_fields=["to_on"])
    staff = Appointment.objects.filter(
        role=Role.STATION_STAFF, organisation_key=station.key, to_on=None, from_on__lt=on
    )
    for appointment in staff.order_by("pk"):
        end_appointment(appointment_id=appointment.pk, to_on=on, by=by, at=at)


def _reaching(station: Station, *, on: date) -> Iterator[DatedRow]:
    """What a station has that does not end by a day."""
    reaching = Q(to_on=None) | Q(to_on__gt=on)
    for model in _PARTS:
        rows: QuerySet[DatedRow] = QuerySet(model)
        yield from rows.filter(reaching & Q(station=station)).order_by("pk")
