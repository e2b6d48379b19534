"""Contracts: the list, and one contract as a page to print and sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.bulk.calling import call_off_url
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.matching.naming import listed, said
from moli.market.queries.contract_sheets import contract_sheet
from moli.market.queries.naming import division_name, enterprise_name, product_name
from moli.market.queries.proposals import contracts_visible_to
from moli.market.queries.sight import viewer_of


@dataclass(frozen=True)
class ContractRow:
    """One contract in the list."""

    url: str
    number: str
    village: str
    enterprise: str
    product: str
    grams: int
    price_fen_per_kg: int
    floor_fen_per_kg: int
    seasons: int
    at: datetime


def contracts(request: MoliRequest) -> HttpResponse:
    """All contracts that the person may open, the newest first."""
    viewer = viewer_of(request.standing, on=clock.today())
    sheet = sheet_of(request, contracts_visible_to(viewer.reach), picked={})
    rows = [_row(contract) for contract in sheet.rows]
    return render(request, "web/contracts/list.html", {"sheet": sheet, "rows": rows})


def contract(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One contract in full: Chinese for signing, English for reading."""
    viewer = viewer_of(request.standing, on=clock.today())
    found = get_object_or_404(contracts_visible_to(viewer.reach), uid=uid)
    sheet = contract_sheet(found)
    context = {
        "sheet": sheet,
        "county": said(sheet.county),
        "town": said(sheet.town),
        "village": said(sheet.village),
        "enterprise": said(sheet.enterprise_full_name),
        "product": said(sheet.product),
        "grade": said(sheet.grade),
        "destination": said(sheet.destination),
        "seasons": listed(sheet.seasons),
        "call_off_url": call_off_url(request, found),
    }
    return render(request, "web/contracts/contract.html", context)


def _row(row: Any) -> ContractRow:
    lot, demand = row.proposal.lot, row.proposal.demand
    return ContractRow(
        url=reverse("web:contract", args=[row.uid]),
        number=row.number,
        village=said(division_name(lot.village)),
        enterprise=said(enterprise_name(demand.enterprise)),
        product=said(product_name(lot.product)),
        grams=row.grams,
        price_fen_per_kg=row.price_fen_per_kg,
        floor_fen_per_kg=row.floor_fen_per_kg,
        seasons=row.seasons,
        at=row.at,
    )
