"""Whose bulk orders a person sees, and what the person is to them.

A village sees its own part of an order and no other; an enterprise sees its orders whole, and no
household; names of households are for those who work with them: the village, its station, the
office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from moli.accounts.rules import COUNTY_ROLES, SELLER_ROLES, Role, Standing
from moli.orders.models import BulkOrder, BulkPart, Claim, Delivery, Quote, QuotePart, WeighIn
from moli.orders.rules.bulk import BulkState
from moli.party.queries import branches as party
from moli.places.queries.directory import inside_areas
from moli.stations import queries as stations


@dataclass(frozen=True)
class BulkSight:
    """The areas and enterprises that a standing opens for bulk orders, by what it may do there.

    `shares_for_areas` name suppliers and share out, `weighs_for_areas` also weigh in and send;
    `office_areas` move shortfalls, quote, and write down money. The rest only reads. Of the
    weighing areas `own_villages` and `own_stations` are those where the work is this person's
    own, so that a county does not wait for every village's.
    """

    own_villages: tuple[str, ...] = ()
    own_stations: tuple[str, ...] = ()

    shares_for_areas: tuple[str, ...] = ()
    weighs_for_areas: tuple[str, ...] = ()
    office_areas: tuple[str, ...] = ()
    buys_for_keys: tuple[str, ...] = ()
    leads_areas: tuple[str, ...] = ()
    leads_keys: tuple[str, ...] = ()
    reads_areas: tuple[str, ...] = ()

    def shares(self, village_code: str) -> bool:
        """Whether the person names a village's suppliers and shares out among them."""
        return village_code.startswith(self.shares_for_areas)

    def weighs(self, village_code: str) -> bool:
        """Whether the person works with a village's households: sees, weighs in, sends."""
        return village_code.startswith(self.weighs_for_areas)

    def is_office_of(self, village_code: str) -> bool:
        """Whether the person is of the office that a village belongs to."""
        return village_code.startswith(self.office_areas)

    def buys(self, enterprise_key: str) -> bool:
        """Whether the person buys for an enterprise."""
        return enterprise_key in self.buys_for_keys


def bulk_sight(standing: Standing, *, on: date) -> BulkSight:
    """What a standing opens for bulk orders: at most three queries, none for a stranger."""
    led = party.reach_of(branch_keys=standing.organisation_keys(Role.ORGANISER), on=on)
    return replace(
        working_sight(standing, on=on),
        leads_areas=led.area_codes,
        leads_keys=led.enterprise_keys,
        reads_areas=standing.area_codes(COUNTY_ROLES),
    )


def working_sight(standing: Standing, *, on: date) -> BulkSight:
    """The part of it in which the person acts: a query for operators, none for others."""
    own: tuple[str, ...] = ()
    if station_keys := standing.organisation_keys(Role.STATION_OPERATOR):
        own = stations.villages_of_stations(station_keys, on=on)
    shares = standing.area_codes(SELLER_ROLES)
    return BulkSight(
        own_villages=standing.area_codes(SELLER_ROLES - {Role.OFFICE}),
        own_stations=own,
        shares_for_areas=shares,
        weighs_for_areas=tuple(sorted({*shares, *own})),
        office_areas=standing.area_codes({Role.OFFICE}),
        buys_for_keys=standing.organisation_keys(Role.BUYER),
    )


def bulk_parts_seen(sight: BulkSight) -> QuerySet[BulkPart]:
    """Parts that a person may see, of the newest order first."""
    seen = _in(sight.weighs_for_areas, sight.leads_areas, sight.reads_areas)
    seen |= Q(bulk_order__enterprise__uid__in=(*sight.buys_for_keys, *sight.leads_keys))
    return (
        BulkPart.objects.filter(seen)
        .select_related(
            "bulk_order__enterprise",
            "bulk_order__product",
            "bulk_order__lowest_grade",
            "bulk_order__destination",
            "contract",
            "lot__grade",
            "lot__village__parent",
        )
        .order_by("-bulk_order", "pk")
    )


def parts_of_own_office(sight: BulkSight, order: BulkOrder) -> QuerySet[BulkPart]:
    """Parts of an order whose villages belong to the office that the person is of."""
    own = _in(sight.office_areas)
    return bulk_parts_seen(sight).filter(own, bulk_order=order)


def is_office_of_order(sight: BulkSight, order: BulkOrder) -> bool:
    """Whether every village of an order, seen or not, belongs to the person's office: a query.

    Whoever is of one town's office ends nothing of another town's.
    """
    codes = order.parts.values_list("lot__village__code", flat=True)
    return bool(codes) and all(sight.is_office_of(code) for code in codes)


def bulk_orders_seen(sight: BulkSight) -> QuerySet[BulkOrder]:
    """Orders of which a person sees at least a part, the newest first."""
    parts = bulk_parts_seen(sight).order_by().values("bulk_order")
    return (
        BulkOrder.objects.filter(pk__in=parts)
        .select_related("enterprise", "product", "lowest_grade", "destination", "quote")
        .order_by("-pk")
    )


def open_bulk_orders(orders: QuerySet[BulkOrder], *, is_over: bool = False) -> QuerySet[BulkOrder]:
    """Of some orders those that are open, or those that are over."""
    if is_over:
        return orders.exclude(state=BulkState.OPEN)
    return orders.filter(state=BulkState.OPEN)


def deliveries_seen(sight: BulkSight) -> QuerySet[Delivery]:
    """Deliveries of parts that a person sees, the newest first."""
    parts = bulk_parts_seen(sight).order_by().values("pk")
    return (
        Delivery.objects.filter(part__in=parts)
        .select_related(
            "part__bulk_order__enterprise",
            "part__bulk_order__product",
            "part__bulk_order__destination",
            "part__lot__grade",
            "part__lot__village__parent",
            "claim",
        )
        .order_by("-pk")
    )


def claims_seen(sight: BulkSight) -> QuerySet[Claim]:
    """Claims of deliveries that a person sees, the newest first."""
    deliveries = deliveries_seen(sight).order_by().values("pk")
    return (
        Claim.objects.filter(delivery__in=deliveries)
        .select_related(
            "delivery__part__bulk_order__enterprise",
            "delivery__part__bulk_order__product",
            "delivery__part__lot__village__parent",
        )
        .order_by("-pk")
    )


def weigh_ins_for_parts_seen(sight: BulkSight) -> QuerySet[WeighIn]:
    """What households brought for parts, for those who work with them."""
    return (
        WeighIn.objects.filter(
            _in(sight.weighs_for_areas, field="quota__part__lot__village__code"),
            quota__isnull=False,
        )
        .select_related("quota__part__bulk_order__enterprise", "product", "grade", "village")
        .order_by("pk")
    )


def quotes_seen(sight: BulkSight) -> QuerySet[Quote]:
    """Quotes to enterprises that a person buys for or leads, and those of an own county."""
    lots = _in(sight.reads_areas)
    read = QuotePart.objects.filter(lots).values("quote")
    return (
        Quote.objects.filter(
            Q(pk__in=read) | Q(enterprise__uid__in=(*sight.buys_for_keys, *sight.leads_keys))
        )
        .select_related("enterprise", "product", "lowest_grade", "destination", "bulk_order")
        .order_by("-pk")
    )


def _in(*areas: Iterable[str], field: str = "lot__village__code") -> Q:
    return inside_areas({code for each in areas for code in each}, field=field)
