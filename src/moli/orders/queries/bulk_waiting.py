"""What waits for a person in bulk orders, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from moli.orders.models import BulkPart, Delivery, Quote, Remittance
from moli.orders.queries.bulk_money import money_of
from moli.orders.queries.bulk_sight import (
    BulkSight,
    bulk_parts_seen,
    claims_seen,
    deliveries_seen,
    quotes_seen,
)
from moli.orders.rules.bulk import BulkState, ClaimSide, ClaimState, DeliveryState, QuoteState
from moli.places.queries.directory import inside_areas


class Errand(StrEnum):
    """What is to be done."""

    ACCEPT = "ACCEPT"  # a delivery is on its way to the enterprise
    CLAIM = "CLAIM"  # an outcome is to be named or agreed
    PAY = "PAY"  # the enterprise owes for a delivery
    QUOTE = "QUOTE"  # the enterprise is to say yes or no
    SHARE_OUT = "SHARE_OUT"  # households are to be named for a part
    SEND = "SEND"  # what was brought is to leave
    BRING = "BRING"  # households are to bring what they were granted
    MONEY = "MONEY"  # a buyer's money is to arrive


@dataclass(frozen=True)
class Waiting:
    """One thing that waits. `thing` is the quote, part, delivery or claim that it is about."""

    errand: Errand
    thing: Any
    grams: int = 0
    fen: int = 0


def waiting_for(sight: BulkSight, *, on: date) -> list[Waiting]:
    """What waits for the person on a day: one to six queries, none for whoever only reads."""
    return list(
        chain(
            _of_claims(sight),
            _of_buyer(sight, on=on),
            _of_village(sight),
            _of_office(sight),
        )
    )


def _of_buyer(sight: BulkSight, *, on: date) -> Iterator[Waiting]:
    if not sight.buys_for_keys:
        return
    own = Q(part__bulk_order__enterprise__uid__in=sight.buys_for_keys)
    rows = _unfinished(deliveries_seen(sight).filter(own))
    for row in rows:
        if row.state == DeliveryState.SENT:
            yield Waiting(Errand.ACCEPT, row, grams=row.sent_grams)
    for quote in _open_quotes(sight, on=on):
        yield Waiting(Errand.QUOTE, quote, grams=quote.grams)
    yield from _unpaid(rows, Errand.PAY)


def _open_quotes(sight: BulkSight, *, on: date) -> QuerySet[Quote]:
    return quotes_seen(sight).filter(
        enterprise__uid__in=sight.buys_for_keys,
        state=QuoteState.OFFERED,
        valid_until_on__gte=on,
    )


def _of_village(sight: BulkSight) -> Iterator[Waiting]:
    """Two queries: what is to be shared out or brought, and what can leave."""
    working = {*sight.own_villages, *sight.own_stations}
    if not working:
        return
    parts = bulk_parts_seen(sight).filter(
        inside_areas(working, field="lot__village__code"), bulk_order__state=BulkState.OPEN
    )
    unfinished = list(
        parts.filter(Q(granted_grams__lt=F("grams")) | Q(brought_grams__lt=F("granted_grams")))
    )
    for part in unfinished:
        free = part.grams - part.granted_grams
        if free and part.lot.village.code.startswith(sight.own_villages):
            yield Waiting(Errand.SHARE_OUT, part, grams=free)
    for part in _with_goods(parts):
        yield Waiting(Errand.SEND, part, grams=part.brought_grams - part.sent_grams)
    for part in unfinished:
        if part.brought_grams < part.granted_grams:
            yield Waiting(Errand.BRING, part, grams=part.granted_grams - part.brought_grams)


def _with_goods(parts: QuerySet[BulkPart]) -> QuerySet[BulkPart]:
    has_goods = parts.filter(quotas__weigh_ins__left_grams__gt=0).order_by().values("pk")
    return parts.filter(pk__in=has_goods)


def _of_claims(sight: BulkSight) -> Iterator[Waiting]:
    """Claims in which the person speaks, unless its own side has named an outcome already."""
    buyer = Q(delivery__part__bulk_order__enterprise__uid__in=sight.buys_for_keys)
    working = {*sight.own_villages, *sight.office_areas}
    seller = inside_areas(working, field="delivery__part__lot__village__code")
    waits = buyer & ~Q(proposed_side=ClaimSide.BUYER) | seller & ~Q(proposed_side=ClaimSide.SELLER)
    if not (working or sight.buys_for_keys):
        return
    for row in claims_seen(sight).filter(waits).exclude(state=ClaimState.SETTLED):
        yield Waiting(Errand.CLAIM, row, grams=row.grams, fen=row.held_fen)


def _of_office(sight: BulkSight) -> Iterator[Waiting]:
    if not sight.office_areas:
        return
    own = inside_areas(sight.office_areas, field="part__lot__village__code")
    yield from _unpaid(_unfinished(deliveries_seen(sight).filter(own)), Errand.MONEY)


def _unfinished(deliveries: QuerySet[Delivery]) -> list[Delivery]:
    """Deliveries on their way, and those for which less has arrived than they cost: one query."""
    came = Remittance.objects.filter(delivery=OuterRef("pk")).order_by().values("delivery")
    arrived = Coalesce(Subquery(came.annotate(fen=Sum("total_fen")).values("fen")), 0)
    still = Q(state=DeliveryState.SENT) | Q(total_fen__gt=arrived)
    return list(deliveries.filter(still).order_by("accepted_at", "pk"))


def _unpaid(rows: Sequence[Delivery], errand: Errand) -> Iterator[Waiting]:
    """Of some deliveries those for which money is still to come: two queries, if there are any."""
    accepted = [row for row in rows if row.state == DeliveryState.ACCEPTED]
    if not accepted:
        return
    money = money_of(accepted)
    for row in accepted:
        if money[row.pk].left_fen > 0:
            yield Waiting(errand, row, fen=money[row.pk].left_fen)
