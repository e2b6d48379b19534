"""The first page of stock: what was weighed in on a day, and its sums."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from moli.households.queries.at_the_scale import head_names
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import spoken
from moli.interfaces.web.stock.doors import is_worker, reach_of, station_names
from moli.interfaces.web.stock.rows import weigh_in_rows
from moli.orders.queries.stock_sheets import day_sums, weigh_ins_of_day


@require_safe
def stock(request: MoliRequest) -> HttpResponse:
    """A day's weigh-ins, the newest first, with sums by product and grade."""
    today = clock.today()
    on = min(_day(request.GET.get("on", "")) or today, today)
    scope = reach_of(request).sees
    sums = day_sums(scope, on=on)
    picked = {"on": on.isoformat()} if on != today else {}
    sheet = sheet_of(request, weigh_ins_of_day(scope, on=on), picked=picked)
    rows = list(sheet.rows)
    is_one_station = len(scope.station_keys) == 1
    context = {
        "on": on,
        "is_today": on == today,
        "is_worker": is_worker(request),
        "sheet": sheet,
        "rows": weigh_in_rows(
            rows,
            heads=head_names([row.household_id for row in rows]),
            stations={} if is_one_station else station_names([row.station_key for row in rows]),
        ),
        "sums": [_summed(each) for each in sums],
        "count": sum(each.count for each in sums),
        "grams": sum(each.grams for each in sums),
        "day_before": _url(on - timedelta(days=1), today=today),
        "day_after": "" if on == today else _url(on + timedelta(days=1), today=today),
    }
    return render(request, "web/stock/stock.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _url(on: date, *, today: date) -> str:
    url = reverse("web:stock")
    return url if on >= today else f"{url}?{urlencode({'on': on.isoformat()})}"


def _summed(each: Any) -> tuple[str, int, int]:
    product, grade = spoken(each.product, each.product_en), spoken(each.grade, each.grade_en)
    return f"{product} {grade}", each.count, each.grams
