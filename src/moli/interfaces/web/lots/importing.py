"""Importing lots from a sheet: look through it first, then confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.sheets import BYTES_MAX, XLSX, read_table
from moli.interfaces.web import uploads
from moli.interfaces.web.findings import finding_table
from moli.interfaces.web.lots.choices import product_choices, villages_in_reach
from moli.interfaces.web.lots.template_sheet import template_sheet
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.kernel.report import ImportReport, SheetRefused
from moli.market.queries.reach import market_reach
from moli.market.services.importing_lots import import_lots as store_lots


def import_lots(request: MoliRequest) -> HttpResponse:
    """Show the upload box; look a sheet through; or store the one that was looked through."""
    if request.method != "POST":
        return _page(request)
    try:
        if request.POST.get("act") == "import":
            return _imported(request)
        return _checked(request)
    except SheetRefused as refused:
        return _page(request, report=refused.report)
    except Refusal as refusal:
        return _page(request, error=sentence(refusal))


def lot_template(request: MoliRequest) -> HttpResponse:
    """The empty sheet, with the names of the person's own villages, as a download."""
    reach = market_reach(request.standing, on=clock.today())
    # The sheet's words are Chinese whatever the page's are: an import reads no others.
    with translation.override("zh-hans"):
        content = template_sheet(
            products=product_choices(on=clock.today(), is_english=False),
            villages=villages_in_reach(reach.sells_for_areas),
            today=clock.today(),
        )
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="moli-lots.xlsx"'
    return response


def _checked(request: MoliRequest) -> HttpResponse:
    content, name = uploads.sent_sheet(request)
    report = _run(request, content, filename=name, is_dry_run=True)
    file_hash = uploads.keep(content, by=request.standing.actor, at=timezone.now())
    return _page(request, report=report, file_hash=file_hash, filename=name)


def _imported(request: MoliRequest) -> HttpResponse:
    actor = request.standing.actor
    content = uploads.kept(request.POST.get("sheet", ""), by=actor, at=timezone.now())
    report = _run(request, content, filename="", is_dry_run=False)
    if report.created:
        done = ngettext("导入了 %(count)s 批货。", "导入了 %(count)s 批货。", report.created) % {
            "count": f"{report.created:,}"
        }
    else:
        done = gettext("这份表以前导入过，没有新的货。")
    messages.success(request, done)
    return redirect("web:lots")


def _run(request: MoliRequest, content: bytes, *, filename: str, is_dry_run: bool) -> ImportReport:
    rows = read_table(content, filename=filename)
    reach = market_reach(request.standing, on=clock.today())
    return store_lots(
        [(row.number, row) for row in rows],
        file_hash=uploads.hash_of(content),
        area_codes=reach.sells_for_areas,
        by=request.standing.actor,
        at=clock.now(),
        is_dry_run=is_dry_run,
    )


def _page(request: MoliRequest, **context: Any) -> HttpResponse:
    report: ImportReport | None = context.get("report")
    known = {
        "error": "",
        "report": None,
        "file_hash": "",
        "filename": "",
        "findings": finding_table(report.findings if report else ()),
        "max_mb": BYTES_MAX // 1024**2,
    }
    return render(request, "web/lots/import.html", {**known, **context})
