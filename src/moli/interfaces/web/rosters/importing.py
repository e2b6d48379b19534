"""Importing a roster: look it through first, then confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from moli.households.queries.batches import batch_of_file
from moli.households.rules.roster_report import RosterReport
from moli.households.services.importing_rosters import import_roster as store_roster
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.sheets import BYTES_MAX, XLSX, read_table
from moli.interfaces.web import uploads
from moli.interfaces.web.findings import finding_table
from moli.interfaces.web.lots.choices import villages_in_reach
from moli.interfaces.web.rosters.areas import import_areas, reach_of
from moli.interfaces.web.rosters.template_sheet import template_sheet
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.kernel.report import SheetRefused


def import_roster(request: MoliRequest) -> HttpResponse:
    """Show the upload box; look a roster through; or store the one that was looked through."""
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


def roster_template(request: MoliRequest) -> HttpResponse:
    """The empty roster with its words and the person's villages, as a download."""
    # The sheet's words are Chinese whatever the page's are: an import reads no others.
    with translation.override("zh-hans"):
        villages = villages_in_reach(import_areas(reach_of(request)))
        content = template_sheet(villages, today=clock.today())
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="moli-roster.xlsx"'
    return response


def _checked(request: MoliRequest) -> HttpResponse:
    content, name = uploads.sent_sheet(request)
    report = _run(request, content, filename=name, is_dry_run=True)
    file_hash = uploads.keep(content, by=request.standing.actor, at=timezone.now())
    return _page(request, report=report, file_hash=file_hash, filename=name)


def _imported(request: MoliRequest) -> HttpResponse:
    actor, file_hash = request.standing.actor, request.POST.get("sheet", "")
    try:
        content = uploads.kept(file_hash, by=actor, at=timezone.now())
    except uploads.SheetNoLongerKept:
        # A second tap: the first one stored it, and the sheet went.
        stored = batch_of_file(import_areas(reach_of(request)), file_hash)
        if stored is None:
            raise
        messages.success(request, _nothing_new())
        return redirect("web:batch", uid=stored.uid)
    name = request.POST.get("filename", "")
    report = _run(request, content, filename=name, is_dry_run=False)
    # It holds the numbers of a whole town in full, and is needed no more.
    uploads.forget(file_hash, by=actor)
    if report.created:
        done = ngettext(
            "导入了 %(count)s 户，等另一个人复核。",
            "导入了 %(count)s 户，等另一个人复核。",
            report.created,
        ) % {"count": f"{report.created:,}"}
    else:
        done = _nothing_new()
    messages.success(request, done)
    if report.batch_key:
        return redirect("web:batch", uid=report.batch_key)
    return redirect("web:batches")


def _nothing_new() -> str:
    return gettext("没有新的农户，什么都没有改。")


def _run(request: MoliRequest, content: bytes, *, filename: str, is_dry_run: bool) -> RosterReport:
    rows = read_table(content, filename=filename)
    return store_roster(
        [(row.number, row) for row in rows],
        file_hash=uploads.hash_of(content),
        filename=filename,
        area_codes=import_areas(reach_of(request)),
        by=request.standing.actor,
        at=clock.now(),
        is_dry_run=is_dry_run,
    )


def _page(request: MoliRequest, **context: Any) -> HttpResponse:
    report = context.get("report")
    known = {
        "error": "",
        "report": None,
        "file_hash": "",
        "filename": "",
        "findings": finding_table(report.findings if report else ()),
        "differing": finding_table(report.differing if report else ()),
        "unread": gettext("、").join(report.unread) if report else "",
        "max_mb": BYTES_MAX // 1024**2,
    }
    return render(request, "web/rosters/import.html", {**known, **context})
