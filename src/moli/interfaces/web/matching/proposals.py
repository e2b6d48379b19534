"""Pages of proposals: one in full, those of a demand, and everybody's own list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.matching.deadlines import answer_by
from moli.interfaces.web.matching.drawings import gain_bars, price_drawing, waterfall
from moli.interfaces.web.matching.forms import (
    AcceptForm,
    ContractForm,
    CounterForm,
    DeclineForm,
    answer_initial,
    contract_initial,
)
from moli.interfaces.web.matching.naming import listed, said
from moli.interfaces.web.matching.rows import STATE_KINDS, line_row
from moli.interfaces.web.matching.story import (
    current_step,
    said_words,
    side_name,
    state_words,
    step_labels,
    story,
)
from moli.interfaces.web.matching.words import reason_words, runner_up_words
from moli.interfaces.words.amounts import is_english
from moli.interfaces.words.labels import label
from moli.market.queries.contacts import Contact
from moli.market.queries.naming import enterprise_name, grade_name, product_name
from moli.market.queries.proposal_lines import lines_of
from moli.market.queries.proposal_sheets import ProposalSheet, proposal_sheet, proposals_of_demand
from moli.market.queries.proposals import proposals_visible_to
from moli.market.queries.sight import Viewer, sight_of, viewer_of
from moli.market.rules.negotiation import HOLDING_STATES, AnswerKind, ProposalState, Side
from moli.market.rules.reasons import ReasonKind

# By which the list can be narrowed: fresh ones are picked on the page of their round.
PICKED_STATES = (*HOLDING_STATES, ProposalState.DECLINED)
_ICONS = {
    ReasonKind.MARGIN: "yuan",
    ReasonKind.URGENT: "clock",
    ReasonKind.POOR: "users",
    ReasonKind.NEAR: "truck",
}


@dataclass(frozen=True)
class Desk:
    """Where one side answers: its forms, and the words around them."""

    side: Side
    name: str
    other: str
    has_accepted: bool
    is_seller: bool
    accept: forms.Form
    counter: forms.Form
    decline: forms.Form
    price_fen_per_kg: int
    delivered_fen_per_kg: int
    grams: int
    limit_fen_per_kg: int | None

    @property
    def counter_anchor(self) -> str:
        """Where the box for another price stands on the page."""
        return f"{self.side.lower()}-counter"

    @property
    def decline_anchor(self) -> str:
        """The dialog of the no."""
        return f"{self.side.lower()}-no"


@dataclass(frozen=True)
class Person:
    """Whom to call."""

    name: str
    role: str
    phone: str


def proposal(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One proposal, with what the viewer may see of it and do about it."""
    viewer, row = visible_proposal(request, uid)
    return proposal_page(request, viewer, row)


def visible_proposal(request: MoliRequest, uid: UUID) -> tuple[Viewer, Any]:
    """A proposal within the person's reach; 404 for everybody else."""
    viewer = viewer_of(request.standing, on=clock.today())
    return viewer, get_object_or_404(proposals_visible_to(viewer.reach), uid=uid)


def proposal_page(
    request: MoliRequest, viewer: Viewer, row: Any, *, refused: forms.Form | None = None
) -> HttpResponse:
    """The page, with a form that was refused standing where it was sent from."""
    sheet = proposal_sheet(row, viewer=viewer, on=clock.today())
    village, enterprise = said(sheet.seller.village), said(sheet.buyer.enterprise)
    context: dict[str, Any] = {
        "sheet": sheet,
        "village": village,
        "enterprise": enterprise,
        "product": said(sheet.product),
        "steps": step_labels(),
        "step": current_step(sheet.state),
        "state": state_words(sheet, now=clock.now()),
        "state_kind": STATE_KINDS[sheet.state],
        "seller_said": said_words(sheet.seller.said),
        "buyer_said": said_words(sheet.buyer.said),
        "seller_kind": _said_kind(sheet, Side.SELLER),
        "buyer_kind": _said_kind(sheet, Side.BUYER),
        "seller_people": _people(sheet.seller.contacts),
        "buyer_people": _people(sheet.buyer.contacts),
        "town": said(sheet.seller.town),
        "grade": said(sheet.seller.grade),
        "lowest_grade": said(sheet.buyer.lowest_grade),
        "full_name": said(sheet.buyer.full_name),
        "destination": said(sheet.buyer.destination),
        "is_settled": sheet.price.agreed is not None,
        "drawing": price_drawing(sheet.price),
        "gains": gain_bars(sheet.price, village=village, enterprise=enterprise),
        "waterfall": waterfall(sheet.price),
        "reasons": _reasons(sheet),
        "runner_up": runner_up_words(sheet.runner_up),
        "story": story(sheet),
        "desks": [_desk(sheet, side, refused=refused) for side in sheet.answering],
        "contract_form": _contract_form(sheet, row, refused=refused),
        "deadline": answer_by(clock.now()),
        "introducers": listed(said(name) for name in sheet.introducers),
    }
    context["refused_anchor"] = _refused_anchor(context, refused)
    status = 200 if refused is None else 422
    return render(request, "web/matching/proposal.html", context, status=status)


def proposals(request: MoliRequest) -> HttpResponse:
    """The proposals that the person may open, the newest first; of one state, if one is asked."""
    viewer = viewer_of(request.standing, on=clock.today())
    asked = request.GET.get("state", "")
    state = asked if asked in {str(each) for each in PICKED_STATES} else ""
    found = proposals_visible_to(viewer.reach)
    sheet = sheet_of(
        request, found.filter(state=state) if state else found, picked={"state": state}
    )
    lines = lines_of(list(sheet.rows), viewer=viewer)
    context = {
        "sheet": sheet,
        "lines": [line_row(line, introducers={}) for line in lines],
        "state": state,
        "states": [(str(each), label(each)) for each in PICKED_STATES],
    }
    return render(request, "web/matching/proposals.html", context)


def demand_proposals(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Which villages fill one demand together, who gives how much, and why."""
    viewer = viewer_of(request.standing, on=clock.today())
    found = proposals_visible_to(viewer.reach).filter(demand__uid=uid).first()
    if found is None:
        raise Http404
    demand = found.demand
    lines = lines_of(list(proposals_of_demand(demand, viewer=viewer)), viewer=viewer)
    sight = sight_of(
        viewer,
        village_code=found.lot.village.code,
        enterprise_key=demand.enterprise.key,
    )
    grams = sum(line.grams for line in lines)
    context = {
        "lines": [line_row(line, introducers={}) for line in lines],
        "enterprise": said(enterprise_name(demand.enterprise)),
        "product": said(product_name(found.lot.product)),
        "lowest_grade": said(grade_name(demand.lowest_grade)),
        "wanted_grams": demand.grams,
        "grams": grams,
        "home_fen": sum(line.home_fen for line in lines),
        "villages": len({line.village_code for line in lines}),
        "poor_households": sum(line.poor_households for line in lines),
        "short_grams": max(0, demand.grams - grams) if sight.ceiling or sight.reads else None,
    }
    return render(request, "web/matching/demand_proposals.html", context)


def _refused_anchor(context: dict[str, Any], refused: forms.Form | None) -> str:
    """Where the form stands that has to be mended; empty when none was refused."""
    if isinstance(refused, ContractForm):
        return "contract"
    for desk in context["desks"]:
        if refused is not None and refused is desk.counter:
            return str(desk.counter_anchor)
        if refused is not None and refused is desk.decline:
            return str(desk.decline_anchor)
    return ""


def _reasons(sheet: ProposalSheet) -> list[tuple[str, str]]:
    told = []
    for reason in sheet.reasons:
        words = reason_words(
            reason,
            days_left=sheet.days_left,
            poor_households=sheet.seller.poor_households,
            road_km=sheet.road_km,
        )
        if reason.kind is ReasonKind.POOR:
            share = gettext("占这批货农户的 %(percent)s%%") % {"percent": sheet.seller.poor_percent}
            words = gettext("，").join((words, share))
        told.append((_ICONS[reason.kind], words))
    return told


def _said_kind(sheet: ProposalSheet, side: Side) -> str:
    last = sheet.seller.said if side is Side.SELLER else sheet.buyer.said
    if last is None:
        return ""
    if last.kind is AnswerKind.DECLINE:
        return "alert"
    return "ok" if side in sheet.table.accepted else "warn"


def _people(contacts: tuple[Contact, ...]) -> list[Person]:
    return [
        Person(
            name=(contact.name_en if is_english() else "") or contact.name,
            role=label(contact.role),
            phone=contact.phone,
        )
        for contact in contacts
    ]


def _desk(sheet: ProposalSheet, side: Side, *, refused: forms.Form | None) -> Desk:
    table = sheet.table
    initial = answer_initial(side=side, price_fen_per_kg=table.price_fen_per_kg, grams=table.grams)
    sent = refused if refused is not None and refused.data.get("side") == side else None
    counter = (
        sent if isinstance(sent, CounterForm) else CounterForm(initial=initial, auto_id=_id(side))
    )
    decline = (
        sent if isinstance(sent, DeclineForm) else DeclineForm(initial=initial, auto_id=_id(side))
    )
    limits = {Side.SELLER: sheet.price.floor, Side.BUYER: sheet.price.net_ceiling}
    return Desk(
        side=side,
        name=side_name(sheet, side),
        other=side_name(sheet, side.other),
        has_accepted=side in table.accepted,
        is_seller=side is Side.SELLER,
        accept=AcceptForm(initial=initial, auto_id=False),
        counter=counter,
        decline=decline,
        price_fen_per_kg=table.price_fen_per_kg,
        delivered_fen_per_kg=table.price_fen_per_kg + sheet.price.freight,
        grams=table.grams,
        limit_fen_per_kg=limits[side],
    )


def _id(side: Side) -> str:
    return f"{side.lower()}_%s"


def _contract_form(sheet: ProposalSheet, row: Any, *, refused: forms.Form | None) -> Any:
    if isinstance(refused, ContractForm):
        return refused
    if not sheet.may_draw_up or sheet.price.agreed is None:
        return None
    # A seller may have agreed to less than its own floor.
    floor = min(row.lot.floor_fen_per_kg, sheet.price.agreed)
    return ContractForm(initial=contract_initial(floor_fen_per_kg=floor))
