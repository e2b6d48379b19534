"""What stations did: what they weighed in, sent and did for villagers; what operators posted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, Max, Q

from moli.accounts.rules import Role
from moli.counter.models import Bill, BuyFor, Parcel
from moli.counter.rules.states import BillState, BuyForState, ParcelState
from moli.insights.queries.leads import Appointed, appointed_in
from moli.insights.queries.moments import day_of, within
from moli.insights.rules.evidence import Evidence, EvidenceKind, newest_first
from moli.insights.rules.periods import Period
from moli.market.models import Lot
from moli.orders.models import OrderLine, WeighIn
from moli.orders.queries.taken_back import not_taken_back


def activity_of_stations(
    period: Period, *, station_key: str = ""
) -> dict[str, tuple[Evidence, ...]]:
    """What each station, or one of them, did in some days, by its key.

    One that did nothing is not there.

    Seven queries: weigh-ins at it, without what was taken back; orders with its articles that
    were packed or sent; lots that somebody posted who was its operator on that day; parcels that
    came to its counter or left it; what it ordered for villagers, and bills that it took, without
    what was undone.
    """
    found: dict[str, set[Evidence]] = defaultdict(set)
    operators = appointed_in(Role.STATION_OPERATOR, period=period)
    here = Q(station_key=station_key) if station_key else Q()
    for rows in (
        _weighed_in(period, here),
        _parcels(period, Q(article__station_key=station_key) if station_key else Q()),
        _posted(period, operators, station_key),
        _at_counter(period, here),
        _bought(period, here),
        _billed(period, here),
    ):
        for station, evidence in rows:
            found[station].add(evidence)
    return {station: newest_first(rows) for station, rows in found.items()}


def _weighed_in(period: Period, here: Q) -> Iterator[tuple[str, Evidence]]:
    rows = WeighIn.objects.filter(
        here, weighed_on__gte=period.first_on, weighed_on__lte=period.last_on
    )
    kept = not_taken_back(rows).order_by()
    sums = kept.values_list("station_key").annotate(Count("pk"), Max("weighed_on"))
    for station, count, last_on in sums:
        yield station, Evidence(last_on, EvidenceKind.WEIGH_INS, station, count)


def _parcels(period: Period, here: Q) -> Iterator[tuple[str, Evidence]]:
    """Orders counted once for a station, by the last of the two moments within the period."""
    packed, sent = within(period, "order__packed_at"), within(period, "order__sent_at")
    rows = OrderLine.objects.filter(packed | sent, here).exclude(article__station_key="")
    sums = (
        rows.order_by()
        .values("article__station_key")
        .annotate(
            orders=Count("order", distinct=True),
            packed_at=Max("order__packed_at", filter=packed),
            sent_at=Max("order__sent_at", filter=sent),
        )
    )
    for row in sums:
        last = max(at for at in (row["packed_at"], row["sent_at"]) if at is not None)
        station = row["article__station_key"]
        yield station, Evidence(day_of(last), EvidenceKind.PARCELS, station, row["orders"])


def _posted(
    period: Period, operators: Appointed, station_key: str
) -> Iterator[tuple[str, Evidence]]:
    people = Q(posted_by_key__in=operators.people_in(station_key))
    rows = Lot.objects.filter(within(period, "posted_at"), people).order_by("pk")
    for uid, person, at in rows.values_list("uid", "posted_by_key", "posted_at"):
        evidence = Evidence(day_of(at), EvidenceKind.LOT, str(uid))
        for station in operators.of(person, on=evidence.on):
            if station_key in {"", station}:
                yield station, evidence


def _at_counter(period: Period, here: Q) -> Iterator[tuple[str, Evidence]]:
    """Parcels counted once for a station, by the last of the two days within the period.

    One that a count did not find has left nobody's hands.
    """
    came = Q(came_on__gte=period.first_on, came_on__lte=period.last_on)
    left = Q(left_on__gte=period.first_on, left_on__lte=period.last_on)
    left &= ~Q(state=ParcelState.MISSING)
    sums = (
        Parcel.objects.filter(came | left, here)
        .order_by()
        .values("station_key")
        .annotate(
            parcels=Count("pk"),
            last_came_on=Max("came_on", filter=came),
            last_left_on=Max("left_on", filter=left),
        )
    )
    for row in sums:
        last = max(on for on in (row["last_came_on"], row["last_left_on"]) if on is not None)
        kind = EvidenceKind.COUNTER_PARCELS
        yield row["station_key"], Evidence(last, kind, row["station_key"], row["parcels"])


def _bought(period: Period, here: Q) -> Iterator[tuple[str, Evidence]]:
    rows = BuyFor.objects.filter(
        here, ordered_on__gte=period.first_on, ordered_on__lte=period.last_on
    )
    kept = rows.exclude(state=BuyForState.UNDONE).order_by()
    sums = kept.values_list("station_key").annotate(Count("pk"), Max("ordered_on"))
    for station, count, last_on in sums:
        yield station, Evidence(last_on, EvidenceKind.BUY_FORS, station, count)


def _billed(period: Period, here: Q) -> Iterator[tuple[str, Evidence]]:
    rows = Bill.objects.filter(here, taken_on__gte=period.first_on, taken_on__lte=period.last_on)
    kept = rows.exclude(state=BillState.UNDONE).order_by()
    sums = kept.values_list("station_key").annotate(Count("pk"), Max("taken_on"))
    for station, count, last_on in sums:
        yield station, Evidence(last_on, EvidenceKind.BILLS, station, count)
