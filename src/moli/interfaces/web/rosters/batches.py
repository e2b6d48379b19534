"""Batches: what each roster brought, agreed to by another person or taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from moli.households.queries.batches import (
    batch_figures,
    batch_in_areas,
    batches_in_areas,
    households_of_batch,
)
from moli.households.rules.batches import BatchState, UndoReason
from moli.households.rules.statuses import State
from moli.households.services import reviewing_batches
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import BarRow
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.rosters.areas import import_areas, reach_of
from moli.interfaces.words.labels import label
from moli.interfaces.words.refusals import sentence
from moli.kernel.identifiers import masked_name
from moli.kernel.refusal import Refusal

_KINDS = {
    BatchState.LOADING: "warn",
    BatchState.IN_REVIEW: "info",
    BatchState.MERGED: "ok",
    BatchState.UNDONE: "",
}


@dataclass(frozen=True)
class BatchRow:
    """One batch of the list."""

    url: str
    filename: str
    households: int
    brought_by: str
    brought_at: datetime
    state: str
    kind: str
    is_generated: bool


@dataclass(frozen=True)
class HomeRow:
    """One household of a batch: its head by the masked name."""

    head: str
    village: str
    group_name: str
    people: int
    state: str


class UndoForm(forms.Form):
    """Why a batch is taken back."""

    reason = forms.ChoiceField(
        label=_("为什么撤销"),
        choices=[("", _("请选一个原因")), *((one, "") for one in UndoReason)],
        error_messages={"required": _("请选一个原因"), "invalid_choice": _("请选一个原因")},
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        named = [(one.value, label(one)) for one in UndoReason]
        self.fields["reason"].choices = [("", _("请选一个原因")), *named]  # type: ignore[attr-defined]


@require_safe
def batches(request: MoliRequest) -> HttpResponse:
    """The batches of the person's areas, the newest first."""
    found = batches_in_areas(import_areas(reach_of(request)))
    sheet = sheet_of(request, found, picked={})
    rows = [_row(one) for one in sheet.rows]
    return render(request, "web/rosters/batches.html", {"sheet": sheet, "rows": rows})


@require_safe
def batch(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One batch: what it brought, and what this person may do with it."""
    return _page(request, _found(request, uid))


@require_POST
def merge_batch(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Agree to what a batch brought."""
    found = _found(request, uid)
    actor = request.standing.actor
    try:
        reviewing_batches.merge_batch(batch_id=found.pk, by=actor, at=clock.now())
    except Refusal as refusal:
        return _page(request, _found(request, uid), error=sentence(refusal))
    messages.success(request, gettext("这一批已入册。"))
    return redirect("web:batch", uid=uid)


@require_POST
def undo_batch(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Take back what a batch brought."""
    found = _found(request, uid)
    form = UndoForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    try:
        reviewing_batches.undo_batch(
            batch_id=found.pk,
            reason=UndoReason(form.cleaned_data["reason"]),
            by=request.standing.actor,
            at=clock.now(),
        )
    except Refusal as refusal:
        return _page(request, _found(request, uid), error=sentence(refusal))
    messages.success(request, gettext("这一批已撤销，同一份表可以再导入。"))
    return redirect("web:batch", uid=uid)


def _found(request: MoliRequest, uid: UUID) -> Any:
    found = batch_in_areas(import_areas(reach_of(request)), uid)
    if found is None:
        raise Http404
    return found


def _row(one: Any) -> BatchRow:
    state = BatchState(one.state)
    return BatchRow(
        url=reverse("web:batch", args=[one.uid]),
        filename=one.filename or gettext("没有文件名"),
        households=one.expected,
        brought_by=one.brought_by_name,
        brought_at=one.brought_at,
        state=label(state),
        kind=_KINDS[state],
        is_generated=one.is_generated,
    )


def _page(
    request: MoliRequest, found: Any, *, form: UndoForm | None = None, error: str = ""
) -> HttpResponse:
    figures = batch_figures(found)
    sheet = sheet_of(request, households_of_batch(found), picked={})
    state = BatchState(found.state)
    is_own = found.brought_by_key == request.standing.actor.key
    context = {
        "batch": _row(found),
        "uid": found.uid,
        "figures": figures,
        "villages": [
            (village_name(one.village), one.households, one.people) for one in figures.villages
        ],
        "states": [
            BarRow(label=_state_words(one), amount=count, text=f"{count:,}")
            for one, count in figures.states
        ],
        "causes": [
            BarRow(label=label(one), amount=count, text=f"{count:,}")
            for one, count in figures.causes
        ],
        "sheet": sheet,
        "homes": [_home(one) for one in sheet.rows],
        "is_loading": state is BatchState.LOADING,
        "is_waiting": state is BatchState.IN_REVIEW,
        "may_merge": state is BatchState.IN_REVIEW and not is_own,
        "may_undo": state is not BatchState.UNDONE,
        "decided_by": found.decided_by_name,
        "decided_at": found.decided_at,
        "form": form or UndoForm(),
        "error": error,
    }
    return render(request, "web/rosters/batch.html", context)


def _state_words(state: State | None) -> str:
    return gettext("没有建档") if state is None else label(state)


def _home(household: Any) -> HomeRow:
    head = next(iter(household.members.all()), None)
    status = next(iter(household.statuses.all()), None)
    return HomeRow(
        head=masked_name(head.name) if head else "",
        village=village_name(household.village),
        group_name=household.group_name,
        people=household.people,
        state=_state_words(State(status.state) if status else None),
    )
