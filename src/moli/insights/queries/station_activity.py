"""What stations did: what they weighed in and sent, and what their operators posted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, Max, Q

from moli.accounts.rules import Role
from moli.insights.queries.leads import Appointed, appointed_in
from moli.insights.queries.moments import day_of, within
from moli.insights.rules.evidence import Evidence, EvidenceKind, newest_first
from moli.insights.rules.periods import Period
from moli.market.models import Lot
from moli.orders.models import OrderLine, WeighIn


def activity_of_stations(period: Period) -> dict[str, tuple[Evidence, ...]]:
    """What each station did in some days, by its key; one that did nothing is not there.

    Four queries: weigh-ins at it; orders with its articles that were packed or sent; lots that
    somebody posted who was its operator on that day.
    """
    found: dict[str, set[Evidence]] = defaultdict(set)
    operators = appointed_in(Role.STATION_OPERATOR, period=period)
    for rows in (_weighed_in(period), _parcels(period), _posted(period, operators)):
        for station, evidence in rows:
            found[station].add(evidence)
    return {station: newest_first(rows) for station, rows in found.items()}


def _weighed_in(period: Period) -> Iterator[tuple[str, Evidence]]:
    rows = WeighIn.objects.filter(weighed_on__gte=period.first_on, weighed_on__lte=period.last_on)
    sums = rows.order_by().values_list("station_key").annotate(Count("pk"), Max("weighed_on"))
    for station, count, last_on in sums:
        yield station, Evidence(last_on, EvidenceKind.WEIGH_INS, station, count)


def _parcels(period: Period) -> Iterator[tuple[str, Evidence]]:
    """Orders counted once for a station, by the last of the two moments within the period."""
    packed, sent = within(period, "order__packed_at"), within(period, "order__sent_at")
    rows = OrderLine.objects.filter(packed | sent).exclude(article__station_key="")
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


def _posted(period: Period, operators: Appointed) -> Iterator[tuple[str, Evidence]]:
    people = Q(posted_by_key__in=list(operators.by_person))
    rows = Lot.objects.filter(within(period, "posted_at"), people).order_by("pk")
    for uid, person, at in rows.values_list("uid", "posted_by_key", "posted_at"):
        evidence = Evidence(day_of(at), EvidenceKind.LOT, str(uid))
        for station in operators.of(person, on=evidence.on):
            yield station, evidence
