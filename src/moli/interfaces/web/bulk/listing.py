"""The list of bulk orders: what waits first, then what is open, then what is over."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moli.accounts.rules import Role
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.bulk.doors import sight_of
from moli.interfaces.web.bulk.quoting import quote_row
from moli.interfaces.web.bulk.rows import order_row
from moli.interfaces.web.bulk.waiting import things_of, to_settle
from moli.interfaces.web.lots.listing import sheet_of
from moli.orders.queries.bulk_lists import order_lines
from moli.orders.queries.bulk_sight import (
    BulkSight,
    bulk_orders_seen,
    deliveries_seen,
    open_bulk_orders,
    quotes_seen,
)
from moli.orders.rules.bulk import QuoteState
from moli.settlement.queries.due import settleable_deliveries

_QUOTES_SHOWN = 10
OPEN, OVER = "open", "over"


@require_safe
def bulk_orders(request: MoliRequest) -> HttpResponse:
    """All orders of which the person sees at least a part, the newest first."""
    on, sight = clock.today(), sight_of(request)
    show = OVER if request.GET.get("show") == OVER else OPEN
    seen = bulk_orders_seen(sight)
    sheet = sheet_of(request, open_bulk_orders(seen, is_over=show == OVER), picked={"show": show})
    quotes = quotes_seen(sight).exclude(state=QuoteState.ACCEPTED)[:_QUOTES_SHOWN]
    context = {
        "things": [*things_of(sight, on=on), *to_settle(_to_settle(sight))],
        "show": show,
        "sheet": sheet,
        "rows": [order_row(line) for line in order_lines(list(sheet.rows), sight=sight)],
        "quotes": [quote_row(row, on=on) for row in quotes] if show == OPEN else [],
        "is_buyer": bool(sight.buys_for_keys),
        "is_office": request.standing.holds(Role.OFFICE),
    }
    return render(request, "web/bulk/list.html", context)


def _to_settle(sight: BulkSight) -> list[Any]:
    """Of the office's county the deliveries whose money waits for being shared."""
    if not sight.office_areas:
        return []
    return [
        row
        for row in deliveries_seen(sight).filter(pk__in=settleable_deliveries())
        if sight.is_office_of(row.part.lot.village.code)
    ]
