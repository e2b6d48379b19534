"""A station's closed days, one of them on paper, and what stands out in the county."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from moli.counter.queries.day_sheet import (
    DaySheet,
    closings_of,
    day_sheet,
    open_days_of,
    standing_out,
)
from moli.counter.queries.own_sales import own_sales
from moli.counter.queries.unclosed import unclosed_days
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest, opens
from moli.interfaces.web.closings.doors import sheet_sight, station_of_sheets
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.stations.doors import shown_name
from moli.interfaces.words.labels import label
from moli.stations.queries.directory import keys_of_stations_inside, stations_of_keys

DAYS_BACK = 30


@require_safe
def station_closings(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The days of a station, newest first: those that are open, then those that are closed."""
    station = station_of_sheets(request, uid)
    context = {
        "row": station,
        "where": village_name(station.village),
        "open_days": open_days_of(station.key),
        "today": clock.today(),
        "sheet": sheet_of(request, closings_of(station.key), picked={}),
    }
    return render(request, "web/closings/station.html", context)


@require_safe
def station_closing(request: MoliRequest, uid: UUID, day: str) -> HttpResponse:
    """One day on one sheet, for a screen and for A4."""
    return render(request, "web/closings/day.html", _context(request, uid, _day(day)))


@require_safe
def closing_slip(request: MoliRequest, uid: UUID, day: str) -> HttpResponse:
    """One closed day on a slip of 58 mm."""
    context = _context(request, uid, _day(day))
    if context["closing"] is None:
        raise Http404
    return render(request, "web/closings/slip.html", context)


@require_safe
def county_closings(request: MoliRequest) -> HttpResponse:
    """Days that should have been closed, and closings of late in which something was missing."""
    today = clock.today()
    keys = keys_of_stations_inside(sheet_sight(request).areas)
    open_days = unclosed_days(keys, before_on=today)
    found = standing_out(keys, from_on=today - timedelta(days=DAYS_BACK))
    sheet = sheet_of(request, found, picked={})
    named = {
        row.key: row
        for row in stations_of_keys([*open_days, *(each.station_key for each in sheet.rows)])
    }
    context = {
        "days_back": DAYS_BACK,
        "unclosed": [
            {"station": named[key], "where": village_name(named[key].village), "days": days}
            for key, days in sorted(open_days.items(), key=lambda each: (each[1][0], each[0]))
            if key in named
        ],
        "sheet": sheet,
        "differences": [
            {"closing": each, "station": named.get(each.station_key)} for each in sheet.rows
        ],
    }
    return render(request, "web/closings/county.html", context)


def _day(text: str) -> date:
    """The day that an address names as 2016-09-12; else there is nothing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _context(request: MoliRequest, uid: UUID, on: date) -> dict[str, Any]:
    station = station_of_sheets(request, uid)
    sheet = day_sheet(station.key, on=on)
    if sheet is None:
        raise Http404
    sight = sheet_sight(request)
    return {
        "row": station,
        "where": village_name(station.village),
        "sheet": sheet,
        "closing": sheet.closing,
        "by_name": shown_name(sight, station, sheet.closing.by_name) if sheet.closing else "",
        "moves": [(label(each.cash_kind), each.count, each.fen) for each in sheet.moves],
        "own": [(label(kind), fen) for kind, fen in sheet.own if fen],
        "shares": [
            (shown_name(sight, station, each.person_name), each.fen) for each in sheet.shares
        ],
        "missing": len(sheet.missing),
        "codes": [each.code for each in sheet.missing],
        "books_url": _books_url(request, sheet),
        "own_sales": own_sales(station.key, from_on=on, to_on=on),
    }


def _books_url(request: MoliRequest, sheet: DaySheet) -> str:
    """Where the books tell of the day, for who may open them."""
    transfer = sheet.closing.transfer if sheet.closing else None
    if transfer is None or not opens("transfer", request.standing):
        return ""
    return reverse("web:transfer", args=[transfer.uid])
