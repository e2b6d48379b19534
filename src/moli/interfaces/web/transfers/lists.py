"""All goods between stations, and what other stations have in stock."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from moli.accounts.rules import Role
from moli.catalogue.queries import products
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import name_of, spoken
from moli.interfaces.web.stock.doors import is_worker, reach_of, station_name, station_names
from moli.interfaces.web.transfers.rows import names_of, transfer_rows
from moli.kernel.distance import kilometres_between
from moli.orders.queries.transfers import (
    open_transfers_in,
    pooled_supply,
    stock_elsewhere,
    sums_of,
    transfers_in,
)
from moli.stations.queries import keys_of_stations_inside, open_stations_of

OPEN_SHOWN = 30
WAYS_SHOWN = 10


@require_safe
def transfers(request: MoliRequest) -> HttpResponse:
    """What waits first, then all; who gave whom how much, and which orders were filled with it."""
    scope, today = reach_of(request).sees, clock.today()
    own = request.standing.organisation_keys(Role.STATION_OPERATOR)
    waiting = list(open_transfers_in(scope)[:OPEN_SHOWN])
    sheet = sheet_of(request, transfers_in(scope), picked={})
    ways = pooled_supply(scope)
    names = names_of([*waiting, *sheet.rows]) | station_names(
        [key for each in ways for key in (each.giving_station_key, each.asking_station_key)]
    )
    context = {
        "is_worker": is_worker(request),
        "waiting": transfer_rows(waiting, names=names, today=today, own=own),
        "rows": transfer_rows(list(sheet.rows), names=names, today=today),
        "sheet": sheet,
        "sums": sums_of(ways),
        "ways": [
            (
                names.get(each.giving_station_key, ""),
                names.get(each.asking_station_key, ""),
                each.received_grams,
                each.orders,
            )
            for each in ways[:WAYS_SHOWN]
        ],
    }
    return render(request, "web/transfers/transfers.html", context)


@require_safe
def near(request: MoliRequest) -> HttpResponse:
    """What other stations of the county have free of a product: sums, the nearest station first."""
    today = clock.today()
    works = reach_of(request).works
    own = request.standing.organisation_keys(Role.STATION_OPERATOR)
    picked = next((row for row in products() if row.code == request.GET.get("product", "")), None)
    found: list[dict[str, Any]] = []
    if picked is not None:
        county = keys_of_stations_inside([settings.MOLI_COUNTY_CODE])
        rows = stock_elsewhere(picked.pk, station_keys=county, but=own)
        found = _near(rows, mine=list(open_stations_of(own or works.station_keys, on=today)))
    context = {
        "products": [(row.code, name_of(row)) for row in products()],
        "picked": picked,
        "picked_name": name_of(picked) if picked else "",
        "found": found,
    }
    return render(request, "web/transfers/near.html", context)


def _near(rows: list[Any], *, mine: list[Any]) -> list[dict[str, Any]]:
    stations = {
        row.key: row
        for row in open_stations_of({each.station_key for each in rows}, on=clock.today())
    }
    told: dict[str, dict[str, Any]] = {}
    for each in rows:
        station = stations.get(each.station_key)
        if station is None:
            continue
        at = told.setdefault(
            each.station_key,
            {"name": station_name(station), "metres": _metres(station, mine), "grades": []},
        )
        at["grades"].append(
            {
                "name": spoken(each.grade, each.grade_en),
                "grams": each.grams,
                "url": f"{reverse('web:ask_transfer')}?"
                + urlencode({"station": each.station_key, "grade": each.grade_id}),
            }
        )
    return sorted(told.values(), key=lambda one: (one["metres"] is None, one["metres"] or 0))


def _metres(station: Any, mine: list[Any]) -> int | None:
    """From the nearest of one's own stations, as the crow flies; without a point nobody knows."""
    there = station.village
    ways = [
        kilometres_between(
            longitude_a=each.village.longitude,
            latitude_a=each.village.latitude,
            longitude_b=there.longitude,
            latitude_b=there.latitude,
        )
        for each in mine
        if None not in (each.village.longitude, there.longitude)
    ]
    # Somebody with all stations of a county has no place of their own.
    return round(1_000 * min(ways)) if ways and len(mine) == 1 else None
