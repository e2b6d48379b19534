"""What sharing a delivery needs to know: its money, its claim, and who brought what is on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from moli.orders.models import Claim, Delivery
from moli.orders.queries.bulk_money import money_of
from moli.orders.rules.bulk import ClaimState
from moli.settlement.models import Settlement, Share
from moli.settlement.rules.loads import LoadFacts, ReceivedFacts, SharedBefore
from moli.settlement.rules.shares import ShareKind
from moli.settlement.rules.waterfall import Brought


@dataclass(frozen=True)
class Loaded:
    """What a load cost and who brought it; `household_ids` finds the households by their keys."""

    facts: LoadFacts
    household_ids: dict[str, int]


def loaded(delivery: Delivery) -> Loaded:
    """Who brought what is on a delivery: one query whatever the number of households."""
    brought, household_ids = [], {}
    for row in delivery.loads.select_related("weigh_in__household").order_by("pk"):
        household = row.weigh_in.household
        household_ids[household.key] = household.pk
        brought.append(Brought(household.key, row.weigh_in.station_key, row.grams))
    facts = LoadFacts(delivery.freight_fen, delivery.packaging_fen, tuple(brought))
    return Loaded(facts, household_ids)


def received(delivery: Delivery) -> ReceivedFacts:
    """What became of an accepted delivery up to now: three queries."""
    money = money_of([delivery])[delivery.pk]
    claim = Claim.objects.filter(delivery=delivery).first()
    if claim is None:
        return ReceivedFacts(
            money.total_fen, delivery.received_grams or 0, money.remitted_fen, waived_fen=0
        )
    return ReceivedFacts(
        total_fen=money.total_fen,
        received_grams=delivery.received_grams or 0,
        remitted_fen=money.remitted_fen,
        claimed_fen=claim.held_fen,
        claimed_grams=claim.grams,
        waived_fen=money.waived_fen if claim.state == ClaimState.SETTLED else None,
        waived_grams=claim.upheld_grams or 0,
    )


def shared_before(delivery: Delivery) -> SharedBefore:
    """What was shared of a delivery up to now."""
    settled = Settlement.objects.filter(delivery=delivery).aggregate(fen=Sum("total_fen"))
    commission = Share.objects.filter(
        settlement__delivery=delivery, kind=ShareKind.STATION
    ).aggregate(fen=Sum("fen"))
    return SharedBefore(settled["fen"] or 0, commission["fen"] or 0)
