"""The bank's file of results: look through it first, then take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.sheets import BYTES_MAX, read_table
from moli.interfaces.web import uploads
from moli.interfaces.web.findings import finding_table
from moli.interfaces.web.payouts.doors import batch_to_act_on
from moli.interfaces.web.payouts.rows import batch_row, names_of
from moli.interfaces.words.labels import label
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.kernel.report import Finding, SheetRefused
from moli.settlement.queries.batches import payouts_of
from moli.settlement.rules.payouts import BatchState
from moli.settlement.rules.result_sheets import Row
from moli.settlement.services.importing_results import ReadFile, import_results, look_through

# Who is returned matters one by one; who is paid is counted.
RETURNED_SHOWN = 100


@dataclass(frozen=True)
class Looked:
    """What a file would do: how many are paid, and who is returned why."""

    paid: int
    pending: int
    returned: Sequence[tuple[int, Any, int, str]]
    returned_count: int
    taken_at: Any


@require_http_methods(["GET", "HEAD", "POST"])
def payout_results(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Show the upload box; look a file through; or take the one that was looked through."""
    found = batch_to_act_on(request, uid)
    if found.state != BatchState.APPROVED:
        raise Http404
    if request.method != "POST":
        return _page(request, found)
    try:
        if request.POST.get("act") == "take":
            return _taken(request, found)
        return _looked(request, found)
    except SheetRefused as refused:
        return _page(request, found, findings=refused.report.findings)
    except Refusal as refusal:
        return _page(request, found, error=sentence(refusal))


def _looked(request: MoliRequest, found: Any) -> HttpResponse:
    content, name = uploads.sent_sheet(request)
    file_hash = uploads.hash_of(content)
    read = look_through(_rows(content, name), batch_id=found.pk, file_hash=file_hash)
    uploads.keep(content, by=request.standing.actor, at=timezone.now())
    return _page(
        request, found, looked=_looked_words(found, read), file_hash=file_hash, filename=name
    )


def _taken(request: MoliRequest, found: Any) -> HttpResponse:
    actor = request.standing.actor
    file_hash = request.POST.get("sheet", "")
    content = uploads.kept(file_hash, by=actor, at=timezone.now())
    taken = import_results(
        _rows(content, ""), batch_id=found.pk, file_hash=file_hash, by=actor, at=clock.now()
    )
    told = gettext("记下了：到账 %(paid)s 笔，退回 %(back)s 笔。")
    facts = {"paid": f"{taken.paid_count:,}", "back": f"{taken.returned_count:,}"}
    messages.success(request, told % facts)
    return redirect("web:payout_batch", uid=found.uid)


def _rows(content: bytes, filename: str) -> Sequence[tuple[int, Row]]:
    return [(row.number, row) for row in read_table(content, filename=filename)]


def _looked_words(found: Any, read: ReadFile) -> Looked:
    payouts = {row.key: row for row in payouts_of(found)} if read.rows else {}
    back = [row for row in read.rows if row.result.returned is not None]
    shown = back[:RETURNED_SHOWN]
    names = names_of((payouts[row.result.payout_key].household.key for row in shown), links=False)
    return Looked(
        paid=len(read.rows) - len(back),
        pending=read.pending,
        returned=[
            (
                row.row,
                names[payouts[row.result.payout_key].household.key],
                row.total_fen,
                label(row.result.returned) if row.result.returned else "",
            )
            for row in shown
        ],
        returned_count=len(back),
        taken_at=read.taken.at if read.taken else None,
    )


def _page(
    request: MoliRequest, found: Any, *, findings: Sequence[Finding] = (), **context: Any
) -> HttpResponse:
    known = {
        "uid": found.uid,
        "row": batch_row(found),
        "error": "",
        "looked": None,
        "file_hash": "",
        "filename": "",
        "findings": finding_table(findings),
        "max_mb": BYTES_MAX // 1024**2,
    }
    return render(request, "web/payouts/results.html", {**known, **context})
