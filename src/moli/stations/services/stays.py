"""Ending the stays of stations in venues, when one of the two closes."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from moli.stations.models import Hosting


def late_stay(rows: QuerySet[Hosting], *, on: date) -> Hosting | None:
    """Of some stays one that has not begun before a day, and so cannot end on it."""
    return rows.filter(to_on=None, from_on__gte=on).order_by("from_on", "pk").last()


def end_stays(rows: QuerySet[Hosting], *, on: date) -> None:
    """End those of some stays that are not over; the caller keeps the trail of what closed."""
    for row in rows.select_for_update(of=("self",)).filter(to_on=None).order_by("pk"):
        row.to_on = on
        row.save(update_fields=["to_on"])
