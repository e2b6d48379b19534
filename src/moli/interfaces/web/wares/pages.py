"""The catalogue: the list, a new ware, another price, an end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from moli.accounts.rules import Role
from moli.counter.queries.wares import catalogue, ware_of_code
from moli.counter.rules.states import WareKind
from moli.counter.services.wares import end_ware, open_ware, price_ware
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest, only
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import name_of, unit_name
from moli.interfaces.web.registry.desks import Desk, carry_out, form_page, sent
from moli.interfaces.web.wares.forms import ALL_STATIONS, WareEndForm, WareForm, WarePriceForm
from moli.interfaces.words.labels import label
from moli.stations.queries.directory import stations_of_keys

KEEPERS = only(Role.OFFICE, Role.STATION_OPERATOR)


@require_safe
def wares(request: MoliRequest) -> HttpResponse:
    """What may be ordered: the office sees all, an operator the county's and his own."""
    on, own = clock.today(), _own_keys(request)
    sheet = sheet_of(request, catalogue(own, on=on), picked={})
    rows = list(sheet.rows)
    names = {row.key: row.name for row in stations_of_keys({each.station_key for each in rows})}
    context = {
        "sheet": sheet,
        "rows": [_listed(each, names, own, on=on) for each in rows],
    }
    return render(request, "web/wares/list.html", context)


@form_page
def new_ware(request: MoliRequest) -> HttpResponse:
    """A new ware with its price. Sent twice, it is there once."""
    form = WareForm(sent(request), owners=_owners(request), today=clock.today())

    def act() -> object:
        said = form.cleaned_data
        return open_ware(
            code=form.code,
            facts=form.facts(),
            price_fen=said["price_fen"],
            fee_fen=said["fee_fen"],
            from_on=said["from_on"],
            by=request.standing.actor,
            at=clock.now(),
        )

    desk = _desk(
        request,
        title=gettext("加一样代买商品"),
        button=gettext("加上"),
        notes=(
            gettext("名称和单位印在小票上，加了就不再改。写错了停卖它，另加一样。"),
            gettext("价格以后可以改，改以前下的单照原价。"),
        ),
    )
    return carry_out(request, desk, form, act, done=gettext("商品加好了，柜台下次联网就有。"))


@form_page
def ware_price(request: MoliRequest, code: str) -> HttpResponse:
    """Another price from a day on."""
    ware = _to_keep(request, code)
    prices = list(ware.prices.all())
    form = WarePriceForm(sent(request), price=prices[0] if prices else None, today=clock.today())

    def act() -> object:
        said = form.cleaned_data
        return price_ware(
            code=ware.code,
            price_fen=said["price_fen"],
            fee_fen=said["fee_fen"],
            from_on=said["from_on"],
            by=request.standing.actor,
            at=clock.now(),
        )

    title = gettext("改%(name)s的价格") % {"name": name_of(ware)}
    return carry_out(
        request,
        _desk(request, title=title, button=gettext("记下价格")),
        form,
        act,
        done=gettext("价格记下了，柜台下次联网就有。"),
    )


@form_page
def ware_end(request: MoliRequest, code: str) -> HttpResponse:
    """No longer ordered from a day on. Sent twice, it ends once."""
    ware = _to_keep(request, code, is_sent=request.method == "POST")
    form = WareEndForm(sent(request), today=clock.today())

    def act() -> object:
        return end_ware(
            code=ware.code,
            to_on=form.cleaned_data["to_on"],
            by=request.standing.actor,
            at=clock.now(),
        )

    title = gettext("停卖%(name)s") % {"name": name_of(ware)}
    notes = (gettext("已经下的单照常到站、取货。"),)
    return carry_out(
        request,
        _desk(request, title=title, button=gettext("停卖"), notes=notes),
        form,
        act,
        done=gettext("记下了，到那天不再卖。"),
    )


def _own_keys(request: MoliRequest) -> tuple[str, ...] | None:
    """The stations whose wares the person keeps; nothing for the office, which keeps all."""
    if request.standing.holds(Role.OFFICE):
        return None
    return request.standing.organisation_keys(Role.STATION_OPERATOR)


def _to_keep(request: MoliRequest, code: str, *, is_sent: bool = False) -> Any:
    """A ware that the person may change and that has not ended; else there is nothing.

    One that has ended is there for an end that was sent: the service answers a second one.
    """
    ware = ware_of_code(code, station_keys=_own_keys(request))
    if ware is None or (ware.to_on is not None and not is_sent):
        raise Http404
    return ware


def _owners(request: MoliRequest) -> list[tuple[str, str]]:
    """For whose counters the person may add a ware."""
    own = _own_keys(request)
    if own is None:
        return [(ALL_STATIONS, gettext("全县的站"))]
    return [(row.key, row.name) for row in stations_of_keys(own)]


def _listed(
    each: Any, names: dict[str, str], own: tuple[str, ...] | None, *, on: date
) -> dict[str, Any]:
    """A ware as the list shows it: today's price, and the one that comes after it."""
    prices = list(each.prices.all())
    now = next((p for p in prices if p.from_on <= on and (p.to_on is None or p.to_on > on)), None)
    coming = next((p for p in reversed(prices) if p.from_on > on), None)
    is_kept = own is None or each.station_key in own
    return {
        "row": each,
        "name": name_of(each),
        "unit": unit_name(each),
        "kind": label(WareKind(each.ware_kind)),
        "price": now,
        "coming": coming,
        "owner": names.get(each.station_key, "") if each.station_key else "",
        "may_keep": is_kept and each.to_on is None,
    }


def _sent(request: MoliRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _desk(request: MoliRequest, *, title: str, button: str, notes: tuple[str, ...] = ()) -> Desk:
    return Desk(
        title=title,
        button=button,
        here=request.path,
        back=reverse("web:wares"),
        back_words=pgettext("ware", "代买目录"),
        notes=notes,
    )
