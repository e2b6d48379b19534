"""What a person's own parts of stations' commission were, and what of them was paid."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from moli.interfaces.access import MoliRequest
from moli.interfaces.web.payouts.months import month_words
from moli.interfaces.web.payouts.station import MONTHS_SHOWN
from moli.interfaces.web.stock.doors import station_names
from moli.settlement.queries.team_earnings import person_earnings

ROWS_SHOWN = 60


@require_safe
def own_share(request: MoliRequest) -> HttpResponse:
    """The person's months at all stations, to read only; nobody else's are on it."""
    told = person_earnings(request.standing.actor.key)
    names = station_names([each.station_key for each in told.months])
    context = {
        "rows": [
            (month_words(each.month), names.get(each.station_key, gettext("服务站")), each.fen)
            for each in told.months[:ROWS_SHOWN]
        ],
        "given_fen": sum(each.fen for each in told.months),
        "payable_fen": told.payable_fen,
        "debt_fen": told.debt_fen,
        "paid_fen": told.paid_fen,
        "payments": told.payments[:MONTHS_SHOWN],
    }
    return render(request, "web/payouts/own_share.html", context)
