"""What of a station's earnings is shared next, by the plans of its days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from moli.ledger.models import Account, Entry
from moli.ledger.rules.transfers import TransferKind
from moli.settlement.models import TeamEarning
from moli.settlement.rules.team_shares import DayPart, Member, days_to_share, share_day
from moli.stations.queries.shares import Plan, plans_of


def parts_to_share(account: Account, *, through_on: date) -> list[DayPart]:
    """Who gets what of a station's commission up to a day that was not shared yet: five queries.

    Together exactly what was earned up to that day and not moved. A station without plans takes
    one query less.
    """
    station_key = account.owner_key
    days = days_to_share(
        _earned(account, through_on=through_on),
        shared=_shared(station_key),
        moved_fen=_moved(account),
    )
    plans = plans_of(station_key) if _is_uid(station_key) else []
    return [part for on, fen in days.items() for part in share_day(on, fen, _members(plans, on=on))]


def _members(plans: Sequence[Plan], *, on: date) -> list[Member]:
    in_force = (
        plan for plan in plans if plan.from_on <= on and (plan.to_on is None or on < plan.to_on)
    )
    plan = next(in_force, None)
    if plan is None:
        return []
    return [Member(each.person_key, each.person_name, each.per_mille) for each in plan.shares]


def _earned(account: Account, *, through_on: date) -> dict[date, int]:
    rows = (
        Entry.objects.filter(account=account, transfer__happened_on__lte=through_on)
        .exclude(transfer__kind=TransferKind.EARNED)
        .order_by()
        .values_list("transfer__happened_on")
        .annotate(fen=Sum("amount_fen"))
    )
    return {on: -fen for on, fen in rows}


def _shared(station_key: str) -> dict[date, int]:
    rows = TeamEarning.objects.filter(station_key=station_key).order_by()
    return dict(rows.values_list("earned_on").annotate(fen=Sum("fen")))


def _moved(account: Account) -> int:
    is_moved = Q(account=account, transfer__kind=TransferKind.EARNED)
    return Entry.objects.filter(is_moved).aggregate(fen=Sum("amount_fen"))["fen"] or 0


def _is_uid(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True
