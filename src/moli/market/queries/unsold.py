"""Which deals saved goods that would have been left unsold, from what rounds wrote down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from moli.market.models import Lot, Proposal, Round
from moli.market.rules.unmatched import Unmet
from moli.market.rules.unsold import Deal, Offered, RoundSaid, unsold_terms, would_be_unsold


def deals_that_saved(deals: Iterable[Deal]) -> set[Deal]:
    """Those of some deals of which rows prove it: three queries, whatever their number."""
    asked = list(deals)
    lots = {deal.lot_id for deal in asked}
    last_days = dict(Lot.objects.filter(pk__in=lots).values_list("pk", "ready_to_on"))
    rounds = _rounds(last_days, lots) if lots else []
    offers = _offers(lots)
    return {
        deal
        for deal in asked
        if would_be_unsold(
            deal, last_on=last_days[deal.lot_id], rounds=rounds, offers=offers[deal.lot_id]
        )
    }


def _rounds(last_days: Mapping[int, Any], lots: set[int]) -> list[RoundSaid]:
    """Rounds run within the last days of any of the lots, and what they said of those."""
    first = min(last_days.values()) - timedelta(days=unsold_terms().last_days)
    found = Round.objects.filter(on__gte=first, on__lte=max(last_days.values())).order_by("number")
    return [
        RoundSaid(
            on=on,
            run_at=run_at,
            unmatched={
                entry["lot_id"]: Unmet(entry["reason"])
                for entry in unmatched.get("lots", [])
                if entry["lot_id"] in lots
            },
        )
        for on, run_at, unmatched in found.values_list("on", "run_at", "unmatched")
    ]


def _offers(lots: set[int]) -> dict[int, list[Offered]]:
    rows = Proposal.objects.filter(lot__in=lots).order_by("pk")
    columns = ("pk", "lot_id", "demand_id", "demand__enterprise_id", "round__run_at", "runner_up")
    of_lot: dict[int, list[Offered]] = defaultdict(list)
    for pk, lot_id, demand_id, enterprise_id, run_at, runner_up in rows.values_list(*columns):
        others = any(
            change["lot_id"] == lot_id and change["demand_id"] != demand_id and change["grams"] > 0
            for change in runner_up
        )
        of_lot[lot_id].append(Offered(pk, lot_id, enterprise_id, run_at, others))
    return of_lot
