"""The indicators of the four plans counted by hand: row after row, in plain Python.

Nothing here asks the queries of the room. Every table is read whole, and each unit is asked whether
a row proves it, in the words of docs/plans.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from moli.accounts.models import Appointment
from moli.counter.models import Bill, BuyFor, Parcel
from moli.insights.rules.plans import Indicator
from moli.market.models import Contract, Introduction, Lot
from moli.orders.models import (
    BulkOrder,
    Delivery,
    Order,
    ProductionInput,
    WeighIn,
)
from moli.pairing.models import Pairing, Result
from moli.pairing.queries.delivered import active_ids
from moli.party.models import Belonging, Branch, DemoPost, Lead
from moli.places.models import Division
from moli.stations.models import Hosting, Station, Venue

Count = tuple[set[str], set[str]]
# Village, enterprise, station, and the branch of who introduced.
Row = tuple[str, str, str, str]


def hand_count(indicator: Indicator, *, on: date) -> Count:
    """Keys of the units that are met, and of all of them, on a day."""
    return _COUNTS[indicator](on)


def _holds(row: Any, on: date) -> bool:
    return bool(row.from_on <= on and (row.to_on is None or on < row.to_on))


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _in_quarter(day: date, on: date) -> bool:
    return day.year == on.year and (day.month - 1) // 3 == (on.month - 1) // 3 and day <= on


def _projects(on: date) -> Iterator[Row]:
    """All that is live."""
    for rows in (_introduced, _contracted, _quoted, _delivered, _sold, _paired):
        yield from rows(on)


def _introduced(on: date) -> Iterator[Row]:
    for made in Introduction.objects.select_related("proposal"):
        proposal = made.proposal
        if _in_quarter(_day(made.at), on) and proposal.state != "DECLINED":
            branch = _branch_of(made.by_key, _day(made.at))
            yield proposal.lot.village.code, proposal.demand.enterprise.key, "", branch


def _contracted(on: date) -> Iterator[Row]:
    for contract in Contract.objects.select_related("proposal"):
        if _in_quarter(_day(contract.at), on):
            row = contract.proposal
            yield row.lot.village.code, row.demand.enterprise.key, "", ""


def _quoted(on: date) -> Iterator[Row]:
    for order in BulkOrder.objects.exclude(state="CANCELLED").exclude(quote=None):
        for part in order.parts.all():
            if part.grams and _in_quarter(_day(order.at), on):
                yield part.lot.village.code, order.enterprise.key, "", ""


def _delivered(on: date) -> Iterator[Row]:
    for delivery in Delivery.objects.all():
        if delivery.accepted_at and _in_quarter(_day(delivery.accepted_at), on):
            firm = delivery.part.bulk_order.enterprise.key
            for load in delivery.loads.all():
                station = load.weigh_in.station_key
                yield delivery.part.lot.village.code, firm, station, ""


def _paired(on: date) -> Iterator[Row]:
    for result in Result.objects.select_related("pairing"):
        if result.is_confirmed and _in_quarter(result.on, on):
            pairing = result.pairing
            firm = pairing.helper_key if pairing.pairing_kind == "ENTERPRISE" else ""
            station = pairing.helper_key if pairing.pairing_kind == "PARTNER" else ""
            yield pairing.village.code, firm, station, ""


def _sold(on: date) -> Iterator[Row]:
    batches: set[int] = set()
    for order in Order.objects.prefetch_related("lines__fills"):
        is_sold = order.packed_at is not None and order.state != "RETURNED"
        if is_sold and order.paid_at and _in_quarter(_day(order.paid_at), on):
            for line in order.lines.all():
                batches |= {fill.production_id for fill in line.fills.all()}
    for put_in in ProductionInput.objects.select_related("weigh_in__village"):
        if put_in.production_id in batches:
            yield put_in.weigh_in.village.code, "", put_in.weigh_in.station_key, ""


def _branch_of(person: str, day: date) -> str:
    held = [
        row
        for row in Appointment.objects.filter(role="ORGANISER").select_related("user")
        if f"user:{row.user.uid}" == person and _holds(row, day)
    ]
    first = min(held, key=lambda row: (row.from_on, row.pk), default=None)
    return first.organisation_key if first else ""


def _villages(on: date) -> Count:
    everywhere = {row.code for row in Division.objects.all() if row.level == "VILLAGE"}
    return {village for village, *_ in _projects(on)} & everywhere, everywhere


def _branches(on: date) -> Count:
    there = {
        str(row.uid)
        for row in Branch.objects.all()
        if row.founded_on <= on and (row.disbanded_on is None or on < row.disbanded_on)
    }
    led = {
        (row.led_kind, row.led_key): str(row.branch.uid)
        for row in Lead.objects.select_related("branch")
        if _holds(row, on)
    }
    met: set[str] = set()
    for village, firm, station, branch in set(_projects(on)):
        of_area = [led.get(("AREA", code)) for code in (village, village[:9], village[:6])]
        near = next((uid for uid in of_area if uid), "")
        met |= {near, led.get(("ENTERPRISE", firm), ""), led.get(("STATION", station), ""), branch}
    return met & there, there


def _runs_open_station(on: date) -> set[str]:
    """User uids."""
    opened = {str(row.uid) for row in Station.objects.all() if _holds(row, on)}
    return {
        str(row.user.uid)
        for row in Appointment.objects.select_related("user")
        if row.role == "STATION_OPERATOR" and _holds(row, on) and row.organisation_key in opened
    }


def _cadres(on: date) -> Count:
    everybody = {
        str(row.user.uid)
        for row in Appointment.objects.select_related("user", "area")
        if row.role == "VILLAGE_COMMITTEE"
        and _holds(row, on)
        and row.user.is_active
        and row.area is not None
        and row.area.level == "VILLAGE"
    }
    dealt = {
        row.proposal.lot.posted_by_key
        for row in Contract.objects.select_related("proposal__lot")
        if _day(row.at).year == on.year and _day(row.at) <= on
    }
    for order in BulkOrder.objects.exclude(state="CANCELLED"):
        if order.quote_id and _day(order.at).year == on.year and _day(order.at) <= on:
            dealt |= {part.lot.posted_by_key for part in order.parts.all() if part.grams}
    met = {uid for uid in everybody if f"user:{uid}" in dealt}
    return met | (everybody & _runs_open_station(on)), everybody


def _members(on: date) -> Count:
    members = {
        row.member
        for row in Belonging.objects.select_related("member__user")
        if _holds(row, on) and (row.member.left_on is None or on < row.member.left_on)
    }
    honoured = set()
    for post in DemoPost.objects.prefetch_related("steps"):
        states = {step.state for step in post.steps.all() if _day(step.at) <= on}
        if "GRANTED" in states and "WITHDRAWN" not in states:
            honoured.add(post.member_id)
    helping = _helping(on) | _runs_open_station(on)
    met = {
        row
        for row in members
        if row.pk in honoured or (row.user is not None and str(row.user.uid) in helping)
    }
    return {row.key for row in met}, {row.key for row in members}


def _helping(on: date) -> set[str]:
    """User uids of practitioners with an active pairing; partners run a station anyway."""
    active = Pairing.objects.filter(pk__in=active_ids(on))
    return {row.helper_key for row in active if row.pairing_kind == "PRACTITIONER"}


def _hosting(on: date) -> dict[str, set[str]]:
    """Open stations by the venue in which they stand, of every venue in use."""
    found = {str(row.uid): set[str]() for row in Venue.objects.all() if _holds(row, on)}
    for row in Hosting.objects.select_related("venue", "station"):
        if _holds(row, on) and _holds(row.station, on) and str(row.venue.uid) in found:
            found[str(row.venue.uid)].add(str(row.station.uid))
    return found


def _venues(on: date) -> Count:
    found = _hosting(on)
    return {venue for venue, stations in found.items() if stations}, set(found)


def _weighed_in(days: set[date]) -> set[str]:
    return {
        row.station_key
        for row in WeighIn.objects.prefetch_related("shrinkages")
        if row.weighed_on in days
        and "TAKEN_BACK" not in {lost.reason for lost in row.shrinkages.all()}
    }


def _at_counters(days: set[date]) -> set[str]:
    busy: set[str] = set()
    for parcel in Parcel.objects.all():
        left_on = None if parcel.state == "MISSING" else parcel.left_on
        if days & {parcel.came_on, left_on}:
            busy.add(parcel.station_key)
    for bought in BuyFor.objects.all():
        if bought.ordered_on in days and bought.state != "UNDONE":
            busy.add(bought.station_key)
    for bill in Bill.objects.all():
        if bill.taken_on in days and bill.state != "UNDONE":
            busy.add(bill.station_key)
    return busy


def _venues_in_use(on: date) -> Count:
    days = {on - timedelta(days=back) for back in range(30)}
    busy = _weighed_in(days)
    for order in Order.objects.prefetch_related("lines__article"):
        if any(at and _day(at) in days for at in (order.packed_at, order.sent_at)):
            busy |= {line.article.station_key for line in order.lines.all()}
    busy |= _at_counters(days)
    running = list(Appointment.objects.filter(role="STATION_OPERATOR").select_related("user"))
    by_person: dict[str, list[Appointment]] = {}
    for row in running:
        by_person.setdefault(f"user:{row.user.uid}", []).append(row)
    for lot in Lot.objects.all():
        for held in by_person.get(lot.posted_by_key, []):
            if _day(lot.posted_at) in days and _holds(held, _day(lot.posted_at)):
                busy.add(held.organisation_key)
    found = _hosting(on)
    return {venue for venue, stations in found.items() if stations & busy}, set(found)


_COUNTS: dict[Indicator, Callable[[date], Count]] = {
    Indicator.VILLAGES_WITH_PROJECT: _villages,
    Indicator.BRANCHES_WITH_PROJECT: _branches,
    Indicator.CADRES_ACTIVE: _cadres,
    Indicator.MEMBERS_PRACTISING: _members,
    Indicator.VENUES_WITH_STATION: _venues,
    Indicator.VENUES_WITH_ACTIVE_STATION: _venues_in_use,
}
