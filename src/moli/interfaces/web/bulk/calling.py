"""Calling off: the buyer, or the office for it, orders a load from contracts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.bulk.calling_forms import CallOffForm, ContractBoxes
from moli.interfaces.web.bulk.doors import sight_of
from moli.interfaces.web.naming import enterprise_name, name_of, village_name
from moli.interfaces.web.registry.forms import attempt
from moli.market.queries.reach import market_reach
from moli.orders.queries.bulk_contracts import (
    OpenContract,
    contracts_for_one_order,
    contracts_to_call_off,
)
from moli.orders.services.calling_off import call_off


@require_http_methods(["GET", "HEAD", "POST"])
def call_off_page(request: MoliRequest) -> HttpResponse:
    """Choose the contract to call off from, or say how much of it and of those like it."""
    asked = request.GET.get("contract", "")
    if not asked:
        rows = [_row(each) for each in _contracts(request)]
        return render(request, "web/bulk/call_off_choose.html", {"rows": rows})
    contracts = _together(request, asked)
    is_sent = request.method == "POST"
    form = CallOffForm(request.POST if is_sent else None, contracts=contracts)
    stored: list[Any] = []
    if is_sent and attempt(
        form,
        lambda: stored.append(
            call_off(
                wanted=form.wanted(),
                request_key=form.cleaned_data["request_key"],
                by=request.standing.actor,
                at=clock.now(),
            )
        ),
    ):
        messages.success(request, gettext("下单了，各村开始分到户。"))
        return redirect("web:bulk_order", uid=stored[0].uid)
    demand = contracts[0].contract.proposal.demand
    context = {
        "form": form,
        "here": request.get_full_path(),
        "buyer": enterprise_name(demand.enterprise),
        "product": name_of(contracts[0].contract.proposal.lot.product),
        "place": name_of(demand.destination),
        "seasons": _seasons(contracts[0]),
        "contracts": [_boxes(each) for each in form.contract_boxes],
        "weight_unit": form.unit_behind("cap"),
        "price_unit": form.price_unit,
    }
    return render(request, "web/bulk/call_off.html", context)


def call_off_url(request: MoliRequest, contract: Any) -> str:
    """Where the person calls off from a contract; empty for whoever may not."""
    sight, proposal = sight_of(request), contract.proposal
    is_own = sight.buys(proposal.demand.enterprise.key)
    if not (is_own or sight.is_office_of(proposal.lot.village.code)):
        return ""
    return _url(contract)


def _url(contract: Any) -> str:
    return f"{reverse('web:call_off')}?contract={contract.uid}"


def _contracts(request: MoliRequest) -> list[OpenContract]:
    on = clock.today()
    reach = market_reach(request.standing, on=on)
    return contracts_to_call_off(reach, sight_of(request), on=on)


def _together(request: MoliRequest, asked: str) -> list[OpenContract]:
    """The contract of the address, and those that can stand in one order with it.

    A form that was sent keeps all of them: what it says of one that was called off meanwhile, or
    by its own first tap, is answered and not dropped.
    """
    on = clock.today()
    reach = market_reach(request.standing, on=on)
    season = request.GET.get("season", "")
    found = contracts_for_one_order(
        reach,
        sight_of(request),
        uid=_uid(asked),
        season=int(season) if season.isascii() and season.isdigit() else None,
        on=on,
    )
    if not found:
        raise Http404
    if request.method == "POST":
        return found
    return [found[0], *(each for each in found[1:] if each.left_grams > 0)]


def _uid(asked: str) -> UUID:
    try:
        return UUID(asked)
    except ValueError as wrong:
        raise Http404 from wrong


def _seasons(first: OpenContract) -> list[dict[str, Any]]:
    """Links to the seasons of the contract, where it has several."""
    count = first.contract.seasons
    if count == 1:
        return []
    return [
        {
            "url": f"{_url(first.contract)}&season={season}",
            "words": gettext("%(year)s 年季") % {"year": first.year_of(season)},
            "is_here": season == first.season,
        }
        for season in range(1, count + 1)
    ]


def _row(each: OpenContract) -> dict[str, Any]:
    lot, demand = each.contract.proposal.lot, each.contract.proposal.demand
    return {
        "url": _url(each.contract),
        "number": each.contract.number,
        "village": village_name(lot.village),
        "buyer": enterprise_name(demand.enterprise),
        "product": name_of(lot.product),
        "left_grams": each.left_grams,
        "price_fen_per_kg": each.contract.price_fen_per_kg,
        "floor_fen_per_kg": each.contract.floor_fen_per_kg,
    }


def _boxes(each: ContractBoxes) -> dict[str, Any]:
    return {**_row(each.contract), "weight": each.weight, "price": each.price}
