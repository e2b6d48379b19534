"""What helpers have taken of the harvest of those they help or might help, from rows alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Count, Q, Sum

from moli.accounts.models import Appointment
from moli.accounts.rules import Role
from moli.market.models import Contract
from moli.orders.models import BulkPart, WeighIn
from moli.orders.queries.taken_back import not_taken_back
from moli.orders.rules.bulk import BulkState
from moli.pairing.models import Result
from moli.pairing.rules.kinds import PairingKind, PairingState
from moli.pairing.rules.planning import Pair, Traded

_Found = Iterable[tuple[Pair, Traded]]


def traded_between(kind: PairingKind, *, since: date, on: date) -> dict[Pair, Traded]:
    """What was traded between each two so far, and the results of it from a day on: two queries.

    A partner takes in what households of the village bring to the station, and each weigh-in is
    a result. An enterprise contracts and orders loads of the village's lots, and each contract
    and each load is a result; what was called off from a contract weighs once. A practitioner who
    runs a station takes in what the household brings there.
    """
    found = {
        PairingKind.PARTNER: _by_stations,
        PairingKind.ENTERPRISE: _by_enterprises,
        PairingKind.PRACTITIONER: _by_practitioners,
    }[kind](since, on)
    sums: defaultdict[Pair, Traded] = defaultdict(Traded)
    for pair, more in found:
        had = sums[pair]
        sums[pair] = Traded(had.grams + more.grams, had.results + more.results)
    return dict(sums)


def confirmed_results(kind: PairingKind, *, since: date, on: date) -> dict[Pair, int]:
    """How many jobs and trainings pairings in force brought from a day on: one query."""
    rows = (
        Result.objects.filter(
            pairing__pairing_kind=kind,
            pairing__state=PairingState.IN_FORCE,
            is_confirmed=True,
            on__gte=since,
            on__lte=on,
        )
        .order_by()
        .values_list("pairing__helper_key", "pairing__helped_key")
        .annotate(count=Count("pk"))
    )
    return {Pair(helper, helped): count for helper, helped, count in rows}


def _by_stations(since: date, on: date) -> _Found:
    rows = (
        not_taken_back(WeighIn.objects.filter(weighed_on__lte=on))
        .order_by()
        .values_list("station_key", "village__code")
        .annotate(sum=Sum("grams"), count=Count("pk", filter=Q(weighed_on__gte=since)))
    )
    return [(Pair(station, code), Traded(grams, count)) for station, code, grams, count in rows]


def _by_enterprises(since: date, on: date) -> _Found:
    contracts = (
        Contract.objects.filter(at__date__lte=on)
        .order_by()
        .values_list("proposal__demand__enterprise__uid", "proposal__lot__village__code")
        .annotate(sum=Sum("grams"), count=Count("pk", filter=Q(at__date__gte=since)))
    )
    parts = (
        BulkPart.objects.filter(bulk_order__at__date__lte=on, grams__gt=0)
        .exclude(bulk_order__state=BulkState.CANCELLED)
        .order_by()
        .values_list("bulk_order__enterprise__uid", "lot__village__code")
        .annotate(
            sum=Sum("grams", filter=Q(contract=None)),
            count=Count("pk", filter=Q(bulk_order__at__date__gte=since)),
        )
    )
    return [
        (Pair(str(uid), code), Traded(grams or 0, count))
        for rows in (contracts, parts)
        for uid, code, grams, count in rows
    ]


def _by_practitioners(since: date, on: date) -> _Found:
    """No tie follows from it where there is no pairing: who runs a station serves everybody."""
    practising = _people(Role.PRACTITIONER, on)
    runs = Appointment.objects.in_force(on=on).filter(
        role=Role.STATION_OPERATOR, user__in=practising
    )
    station_of = dict(
        runs.order_by("organisation_key", "user__uid").values_list("organisation_key", "user__uid")
    )
    rows = (
        not_taken_back(
            WeighIn.objects.filter(
                station_key__in=list(station_of), weighed_on__gte=since, weighed_on__lte=on
            )
        )
        .order_by()
        .values_list("station_key", "household__uid")
        .annotate(count=Count("pk"))
    )
    return [
        (Pair(str(station_of[station]), str(household)), Traded(0, count))
        for station, household, count in rows
    ]


def _people(role: Role, on: date) -> Collection[int]:
    rows = Appointment.objects.in_force(on=on).filter(role=role)
    return set(rows.values_list("user", flat=True))
