"""Stations in which nothing is done, and stations that serve buyers alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moli.insights.queries.station_trade import StationTrade, station_trades
from moli.insights.rules.coverage import BUYS_MOSTLY_FROM, TRADE_DAYS, Trade, TradeKind
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import village_name
from moli.interfaces.words.labels import label
from moli.stations.rules.platforms import Platform


@dataclass(frozen=True)
class TradeRow:
    """One station in words."""

    name: str
    where: str
    platform: str
    kind: str
    trade: Trade
    ratio: str


@require_safe
def quiet_stations(request: MoliRequest) -> HttpResponse:
    """Open stations of one kind, by village; and how many there are of each."""
    on = clock.today()
    found = station_trades(county_code=settings.MOLI_COUNTY_CODE, on=on)
    counts = {kind: sum(row.kind is kind for row in found) for kind in TradeKind}
    asked = request.GET.get("kind", "")
    kind = TradeKind(asked) if asked in set(TradeKind) else TradeKind.GHOST
    rows = sorted(
        (row for row in found if row.kind is kind),
        key=lambda row: (-row.trade.bought, row.station.village.code, row.station.pk),
    )
    sheet = sheet_of(request, rows, picked={"kind": kind.value})
    total = sum(row.trade.bought for row in found), sum(row.trade.sold for row in found)
    context = {
        "on": on,
        "days": TRADE_DAYS,
        "mostly_from": BUYS_MOSTLY_FROM,
        "kind": kind.value,
        "kind_name": label(kind),
        "kinds": [(each.value, label(each), counts[each]) for each in TradeKind],
        "sheet": sheet,
        "rows": [_row(each) for each in sheet.rows],
        "bought": total[0],
        "sold": total[1],
        "ratio": ratio_words(*total),
    }
    return render(request, "web/coverage/quiet.html", context)


def ratio_words(bought: int, sold: int) -> str:
    """Buying beside selling, as so many to one; a dash where neither was done."""
    if not sold:
        return f"{bought} : 0" if bought else "—"
    return f"{bought / sold:.1f} : 1"


def _row(found: StationTrade) -> TradeRow:
    station, trade = found.station, found.trade
    return TradeRow(
        name=station.name,
        where=village_name(station.village),
        platform=label(Platform(station.platform)),
        kind=label(found.kind) if found.kind else "",
        trade=trade,
        ratio=ratio_words(trade.bought, trade.sold),
    )
