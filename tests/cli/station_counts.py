"""Which stations live, counted row by row, independently of the queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from moli.accounts.models import Appointment
from moli.accounts.rules import Role
from moli.counter.models import Bill, BuyFor, Parcel
from moli.market.models import Lot
from moli.orders.models import Order, WeighIn
from moli.stations.models import Pause, Station


def open_by_hand(*, on: date) -> list[Station]:
    """Stations that stand on a day and are not paused."""
    paused = {row.station_id for row in Pause.objects.all() if _holds(row, on)}
    rows = Station.objects.select_related("village")
    return [row for row in rows if _holds(row, on) and row.pk not in paused]


def active_by_hand(*, on: date) -> set[str]:
    """Keys of stations in which something was done on a day or the twenty-nine before it."""
    first_on = on - timedelta(days=29)
    done = [*_at_the_counter(), *_orders(), *_posted()]
    return {key for key, day in done if key and first_on <= day <= on}


def _at_the_counter() -> Iterator[tuple[str, date]]:
    yield from ((row.station_key, row.weighed_on) for row in WeighIn.objects.all())
    yield from ((row.station_key, row.ordered_on) for row in BuyFor.objects.all())
    yield from ((row.station_key, row.taken_on) for row in Bill.objects.all())
    for parcel in Parcel.objects.all():
        yield parcel.station_key, parcel.came_on
        if parcel.left_on is not None:
            yield parcel.station_key, parcel.left_on


def _orders() -> Iterator[tuple[str, date]]:
    for order in Order.objects.prefetch_related("lines__article"):
        moments = [at for at in (order.packed_at, order.sent_at) if at is not None]
        for line in order.lines.all():
            yield from ((line.article.station_key, _day(at)) for at in moments)


def _posted() -> Iterator[tuple[str, date]]:
    operators = Appointment.objects.filter(role=Role.STATION_OPERATOR).select_related("user")
    for appointment in operators:
        for lot in Lot.objects.filter(posted_by_key=appointment.user.actor.key):
            if _holds(appointment, _day(lot.posted_at)):
                yield appointment.organisation_key, _day(lot.posted_at)


def _day(at: datetime) -> date:
    """The day in China, eight hours before Greenwich."""
    return (at + timedelta(hours=8)).date()


def _holds(row: Station | Pause | Appointment, on: date) -> bool:
    return row.from_on <= on and (row.to_on is None or row.to_on > on)
