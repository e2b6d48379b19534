"""Projects: what was introduced, agreed, delivered or sold in villages, and what pairings brought.

Each is a row that work left behind, with everything to which it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from moli.insights.queries.moments import day_of, within
from moli.insights.rules.evidence import Evidence, EvidenceKind
from moli.insights.rules.periods import Period
from moli.market.models import Contract, Introduction
from moli.market.rules.negotiation import ProposalState
from moli.orders.models import BulkPart, Delivery, LineFill, ProductionInput
from moli.orders.rules.bulk import BulkState, DeliveryState
from moli.orders.rules.states import OrderState
from moli.pairing.models import Result
from moli.pairing.rules.kinds import PairingKind

# Packed, and not all of it came back.
_SOLD = (OrderState.PACKED, OrderState.SENT, OrderState.DONE)
_OF_PROPOSAL = ("lot__village__code", "demand__enterprise__uid")


@dataclass(frozen=True)
class Project:
    """One row by which a village has a live project; whose firm, station and organiser it was.

    Keys are empty where there is none. Who introduced is named as the trail names people.
    """

    evidence: Evidence
    village_code: str
    enterprise_key: str = ""
    station_key: str = ""
    introduced_by: str = ""


def projects_in(period: Period, *, county_code: str) -> list[Project]:
    """Everything that makes a project live in a county in some days: seven queries."""
    return [
        *_introduced(period, county_code),
        *_contracted(period, county_code),
        *_quoted(period, county_code),
        *_delivered(period, county_code),
        *_sold(period, county_code),
        *_paired(period, county_code),
    ]


def _introduced(period: Period, county: str) -> Iterator[Project]:
    rows = Introduction.objects.filter(
        within(period, "at"), proposal__lot__village__code__startswith=county
    ).exclude(proposal__state=ProposalState.DECLINED)
    columns = ("at", "proposal__uid", *_through("proposal", _OF_PROPOSAL), "by_key")
    for at, uid, village, enterprise, by_key in rows.order_by("pk").values_list(*columns):
        found = Evidence(day_of(at), EvidenceKind.INTRODUCTION, str(uid))
        yield Project(found, village, str(enterprise), introduced_by=by_key)


def _contracted(period: Period, county: str) -> Iterator[Project]:
    rows = Contract.objects.filter(
        within(period, "at"), proposal__lot__village__code__startswith=county
    )
    columns = ("at", "uid", *_through("proposal", _OF_PROPOSAL))
    for at, uid, village, enterprise in rows.order_by("pk").values_list(*columns):
        found = Evidence(day_of(at), EvidenceKind.CONTRACT, str(uid))
        yield Project(found, village, str(enterprise))


def _quoted(period: Period, county: str) -> Iterator[Project]:
    """Parts of bulk orders that came of a quote; those from contracts were agreed before."""
    rows = BulkPart.objects.filter(
        within(period, "bulk_order__at"),
        bulk_order__quote__isnull=False,
        grams__gt=0,
        lot__village__code__startswith=county,
    ).exclude(bulk_order__state=BulkState.CANCELLED)
    columns = ("at", "uid", "enterprise__uid")
    for at, uid, enterprise, village in rows.order_by("pk").values_list(
        *_through("bulk_order", columns), "lot__village__code"
    ):
        found = Evidence(day_of(at), EvidenceKind.BULK_ORDER, str(uid))
        yield Project(found, village, str(enterprise))


def _delivered(period: Period, county: str) -> Iterator[Project]:
    """Accepted deliveries, once for each station whose weigh-ins were on them."""
    rows = Delivery.objects.filter(
        within(period, "accepted_at"),
        state=DeliveryState.ACCEPTED,
        part__lot__village__code__startswith=county,
    )
    columns = (
        *("pk", "accepted_at", "uid", "part__lot__village__code"),
        *("part__bulk_order__enterprise__uid", "loads__weigh_in__station_key"),
    )
    found = rows.order_by("pk", "loads__weigh_in__station_key").values_list(*columns).distinct()
    for _, at, uid, village, enterprise, station in found:
        evidence = Evidence(day_of(at), EvidenceKind.DELIVERY, str(uid))
        yield Project(evidence, village, str(enterprise), station or "")


def _sold(period: Period, county: str) -> Iterator[Project]:
    """Batches of which paid orders took units, by the villages and stations they came from.

    A batch has many inputs and many orders: they are read one after the other.
    """
    fills = LineFill.objects.filter(
        within(period, "line__order__paid_at"), line__order__state__in=_SOLD
    ).order_by()
    paid_at = dict(fills.values_list("production").annotate(Max("line__order__paid_at")))
    rows = ProductionInput.objects.filter(
        production__in=fills.values("production"), weigh_in__village__code__startswith=county
    )
    columns = (
        *("production_id", "production__uid"),
        *("weigh_in__village__code", "weigh_in__station_key"),
    )
    for batch, uid, village, station in rows.order_by(*columns).values_list(*columns).distinct():
        found = Evidence(day_of(paid_at[batch]), EvidenceKind.BATCH, str(uid))
        yield Project(found, village, station_key=station)


def _paired(period: Period, county: str) -> Iterator[Project]:
    """Pairings with a job or a training that both sides confirm; sales stand in the others."""
    rows = Result.objects.filter(
        is_confirmed=True,
        on__gte=period.first_on,
        on__lte=period.last_on,
        pairing__village__code__startswith=county,
    )
    columns = ("uid", "village__code", "pairing_kind", "helper_key")
    for on, uid, village, kind, helper in rows.order_by("pk").values_list(
        "on", *_through("pairing", columns)
    ):
        found = Evidence(on, EvidenceKind.PAIRING, str(uid))
        yield Project(
            found,
            village,
            enterprise_key=helper if kind == PairingKind.ENTERPRISE else "",
            station_key=helper if kind == PairingKind.PARTNER else "",
        )


def _through(field: str, columns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(f"{field}__{column}" for column in columns)
