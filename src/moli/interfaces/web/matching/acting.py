"""What people do about a proposal: introduce, answer, draw up the contract. All come by POST."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.matching.deadlines import answer_by
from moli.interfaces.web.matching.forms import FORM_OF_KIND, ContractForm, CounterForm, SideForm
from moli.interfaces.web.matching.proposals import proposal_page, visible_proposal
from moli.interfaces.words import amounts
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.market.queries.proposal_lines import sight_on
from moli.market.queries.sight import Viewer
from moli.market.rules.negotiation import AnswerKind, ProposalState, Side
from moli.market.services.answering import answer
from moli.market.services.contracting import draw_up_contract as draw_up
from moli.market.services.introducing import introduce


@require_POST
def introduce_proposal(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Bring the two sides together. Sent again, the introduction stays the one it is."""
    _, row = _led(request, uid)
    now = clock.now()
    try:
        introduce(
            proposal_ids=[row.pk],
            answer_by=answer_by(now),
            by=request.standing.actor,
            at=now,
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, gettext("牵上线了，双方看得到对方电话。"))
    return redirect("web:proposal", uid=uid)


@require_POST
def answer_proposal(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Yes, another price, or no with a reason, for a side that the person speaks for.

    A form that cannot be read comes back with what was typed. Terms that changed meanwhile are
    refused, and the page then shows the new ones.
    """
    viewer, row = visible_proposal(request, uid)
    form = _answer_form(request, row, viewer=viewer)
    if not form.is_valid():
        return proposal_page(request, viewer, row, refused=form)
    try:
        row = answer(
            proposal_id=row.pk,
            reply=form.reply(),
            request_key=form.key,
            by=request.standing.actor,
            at=clock.now(),
        )
    except Refusal as refusal:
        if isinstance(form, CounterForm) and row.state == ProposalState.INTRODUCED:
            form.refuse(refusal)
            return proposal_page(request, viewer, row, refused=form)
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _answered(row, form))
    return redirect("web:proposal", uid=uid)


@require_POST
def draw_up_contract(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Draw up the contract, then show it. Drawn up already: shows the one there is."""
    viewer, row = _led(request, uid)
    form = ContractForm(request.POST)
    if not form.is_valid():
        return proposal_page(request, viewer, row, refused=form)
    try:
        contract = draw_up(
            proposal_id=row.pk,
            terms=form.terms(),
            by=request.standing.actor,
            at=clock.now(),
        )
    except Refusal as refusal:
        if row.state == ProposalState.AGREED:
            form.refuse(refusal)
            return proposal_page(request, viewer, row, refused=form)
        messages.error(request, sentence(refusal))
        return redirect("web:proposal", uid=uid)
    messages.success(request, gettext("合同拟好了，打印出来请双方签字。"))
    return redirect("web:contract", uid=contract.uid)


def _led(request: MoliRequest, uid: UUID) -> tuple[Viewer, Any]:
    """A proposal of which the person's branches lead both sides; 404 for everybody else."""
    viewer, row = visible_proposal(request, uid)
    if not sight_on(row, viewer).leads_both:
        raise Http404
    return viewer, row


def _answer_form(request: MoliRequest, row: Any, *, viewer: Viewer) -> SideForm:
    """The form that was sent, for a side that the person speaks for; 404 for any other."""
    kind, side = request.POST.get("kind", ""), request.POST.get("side", "")
    spoken = {each.value for each in sight_on(row, viewer).sides}
    if side not in spoken or kind not in FORM_OF_KIND:
        raise Http404
    return FORM_OF_KIND[kind](request.POST, auto_id=f"{Side(side).lower()}_%s")


def _answered(row: Any, form: SideForm) -> str:
    if row.state == ProposalState.AGREED:
        price = amounts.yuan_per_jin(row.agreed_fen_per_kg)
        return gettext("谈成了，%(price)s。等支部拟合同。") % {"price": price}
    return {
        AnswerKind.ACCEPT: gettext("记下了：同意。等对方点头。"),
        AnswerKind.COUNTER: gettext("还价发出去了，等对方答复。"),
        AnswerKind.DECLINE: gettext("记下了：不做。下一轮会再配。"),
    }[form.kind]
