"""Pages of rounds: the list, one round, one product of it, and running a new one."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from moli.accounts.rules import Role
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.sheets import XLSX
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.matching.deadlines import answer_by
from moli.interfaces.web.matching.downloads import product_workbook
from moli.interfaces.web.matching.drawings import FlowMap, flow_map, ways
from moli.interfaces.web.matching.naming import said
from moli.interfaces.web.matching.rows import LineRow, line_row, product_rows
from moli.interfaces.web.matching.words import (
    unmatched_demand_words,
    unmatched_lot_words,
    urgent_villages,
)
from moli.interfaces.words import amounts
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.market.queries.introducers import introducers_of
from moli.market.queries.proposal_lines import ProposalLine, lines_of
from moli.market.queries.proposals import proposals_to_introduce, rounds_visible_to
from moli.market.queries.round_sheets import (
    ProductSheet,
    product_in_round,
    product_sheet,
    proposals_in_round,
    round_sheet,
)
from moli.market.queries.sight import Viewer, viewer_of
from moli.market.rules.negotiation import LIVE_STATES, ProposalState
from moli.market.services.introducing import introduce
from moli.market.services.running_rounds import run_round as run
from moli.places.queries.maps import outline_of

READERS = (Role.ORGANISER, Role.OFFICE, Role.LEADER)
RUNNERS = (Role.ORGANISER, Role.OFFICE)
# One seed for every round: who runs it must not be able to try until a plan suits him.
SEED = 0
# Goods with no more days than these are named above the table.
_URGENT_DAYS = 8
_UNMATCHED_SHOWN = 8


class KeyForm(forms.Form):
    """Nothing but the key of the sending."""

    request_key = forms.UUIDField()


def rounds(request: MoliRequest) -> HttpResponse:
    """All rounds, newest first, and the button that runs another."""
    viewer = _viewer(request)
    sheet = sheet_of(request, rounds_visible_to(viewer.reach), picked={})
    return render(
        request,
        "web/matching/rounds.html",
        {
            "sheet": sheet,
            "may_run": request.standing.holds(*RUNNERS),
            "request_key": uuid4(),
        },
    )


def how_matched(request: MoliRequest) -> HttpResponse:
    """What the figures of a round mean and how they are reckoned, for everybody."""
    return render(request, "web/matching/how.html")


@require_POST
def run_round(request: MoliRequest) -> HttpResponse:
    """Run a round over everything open, then show it. The same key again shows the same round."""
    form = KeyForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        row = run(
            request_key=form.cleaned_data["request_key"],
            seed=SEED,
            by=request.standing.actor,
            at=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("web:rounds")
    weight = amounts.jin(row.matched_grams)
    messages.success(
        request,
        gettext("第 %(number)s 轮跑好了，配上 %(weight)s。")
        % {"number": row.number, "weight": weight},
    )
    return redirect("web:round", number=row.number)


def round_page(request: MoliRequest, number: int) -> HttpResponse:
    """One round: what it brings the households, how it compares, and its proposals."""
    viewer = _viewer(request)
    row = _round(viewer, number)
    whole = round_sheet(row, viewer=viewer)
    sheet = sheet_of(request, proposals_in_round(row, viewer=viewer), picked={})
    lines = lines_of(list(sheet.rows), viewer=viewer)
    return render(
        request,
        "web/matching/round.html",
        {
            "whole": whole,
            "ways": ways(whole.comparison),
            "products": product_rows(row.number, whole.products),
            "map": _map(whole.flows),
            "sheet": sheet,
            "lines": _rows(lines),
            "is_part": whole.totals.grams != row.matched_grams,
        },
    )


def round_product(request: MoliRequest, number: int, product: str) -> HttpResponse:
    """One product of a round: map, comparison, who got none, and all its proposals."""
    _, found, lines = _product(request, number, product)
    unmatched = found.unmatched
    return render(
        request,
        "web/matching/round_product.html",
        {
            "found": found,
            "name": said(found.name),
            "ways": ways(found.comparison),
            "map": _map(found.flows),
            "lines": _rows(lines),
            "demands": [
                (said(offer.name), offer.left_grams, unmatched_demand_words(offer))
                for offer in unmatched.demands[:_UNMATCHED_SHOWN]
            ],
            "lots": [
                (said(offer.name), offer.left_grams, unmatched_lot_words(offer))
                for offer in unmatched.lots[:_UNMATCHED_SHOWN]
            ],
            "more_unmatched": max(0, len(unmatched.demands) - _UNMATCHED_SHOWN)
            + max(0, len(unmatched.lots) - _UNMATCHED_SHOWN),
            "urgent": _urgent(lines),
            "request_key": uuid4(),
            "deadline": answer_by(clock.now()),
            "others": _others(lines, found),
            "is_void": all(line.state not in LIVE_STATES for line in lines) and bool(lines),
        },
    )


def round_product_download(request: MoliRequest, number: int, product: str) -> HttpResponse:
    """The same facts as the page, as an Excel workbook."""
    _, found, lines = _product(request, number, product)
    content = product_workbook(found, rows=_rows(lines))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="round-{number}-{found.code}.xlsx"'
    return response


@require_POST
def introduce_product(request: MoliRequest, number: int, product: str) -> HttpResponse:
    """Introduce all proposals of a product that the person may introduce, all or none.

    Sent again, it finds none that is fresh and changes nothing.
    """
    viewer = _viewer(request)
    row = _round(viewer, number)
    wanted = product_in_round(row, product)
    if wanted is None or not KeyForm(request.POST).is_valid():
        raise Http404
    mine = proposals_to_introduce(viewer.own).filter(round=row, lot__product=wanted)
    ids = list(mine.values_list("pk", flat=True))
    now = clock.now()
    try:
        made = introduce(
            proposal_ids=ids, answer_by=answer_by(now), by=request.standing.actor, at=now
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        if made:
            done = gettext("牵线 %(count)s 条，双方看得到对方电话了。") % {"count": len(made)}
            messages.success(request, done)
        else:
            messages.info(request, gettext("这里没有等您牵线的了。"))
    return redirect("web:round_product", number=number, product=product)


def _viewer(request: MoliRequest) -> Viewer:
    return viewer_of(request.standing, on=clock.today())


def _round(viewer: Viewer, number: int) -> Any:
    return get_object_or_404(rounds_visible_to(viewer.reach), number=number)


def _product(
    request: MoliRequest, number: int, code: str
) -> tuple[Viewer, ProductSheet, list[ProposalLine]]:
    viewer = _viewer(request)
    row = _round(viewer, number)
    product = product_in_round(row, code)
    if product is None:
        raise Http404
    proposals = list(proposals_in_round(row, viewer=viewer, product=product))
    return viewer, product_sheet(row, product, viewer=viewer), lines_of(proposals, viewer=viewer)


def _rows(lines: list[ProposalLine]) -> list[LineRow]:
    fresh = {
        (line.village_code, line.enterprise_key)
        for line in lines
        if line.state is ProposalState.PROPOSED
    }
    introducers = introducers_of(sorted(fresh), on=clock.today()) if fresh else {}
    return [line_row(line, introducers=introducers) for line in lines]


def _map(flows: Any) -> FlowMap | None:
    outline = outline_of(county_code=settings.MOLI_COUNTY_CODE)
    if outline is None:
        return None
    return flow_map(flows, rings=outline.rings, review_number=outline.review_number)


def _urgent(lines: list[ProposalLine]) -> tuple[str, int] | None:
    """The villages whose goods have the fewest days, and how many; only what is still open."""
    waiting = [
        line
        for line in lines
        if line.state in {ProposalState.PROPOSED, ProposalState.INTRODUCED}
        and line.days_left <= _URGENT_DAYS
    ]
    if not waiting:
        return None
    fewest = min(line.days_left for line in waiting)
    names = dict.fromkeys(said(line.village) for line in waiting if line.days_left == fewest)
    return urgent_villages(list(names)), fewest


def _others(lines: list[ProposalLine], found: ProductSheet) -> int:
    """How many fresh proposals somebody else has to introduce."""
    fresh = sum(line.state is ProposalState.PROPOSED for line in lines)
    return fresh - len(found.to_introduce)
