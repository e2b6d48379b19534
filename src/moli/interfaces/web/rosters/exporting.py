"""Taking the households of one's own area out, as a workbook with numbers masked."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from moli.households.services.exporting_rosters import export_households
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.sheets import XLSX
from moli.interfaces.sheets.rosters import roster_export
from moli.interfaces.web.rosters.areas import export_choices, is_inside, reach_of


class ExportForm(forms.Form):
    """Which area to take out."""

    area = forms.ChoiceField(
        label=_("导出哪里"),
        error_messages={
            "required": _("请选一个地方"),
            "invalid_choice": _("这个地方不归您管，请另选"),
        },
    )

    def __init__(self, choices: list[tuple[str, str]], *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]


def export_roster(request: MoliRequest) -> HttpResponse:
    """Ask which area; sent, answer with its workbook. An area of somebody else is not there."""
    reach = reach_of(request)
    choices = export_choices(reach)
    if request.method != "POST":
        return render(request, "web/rosters/export.html", {"form": ExportForm(choices)})
    asked = request.POST.get("area", "")
    if asked and not is_inside(asked, reach.areas):
        raise Http404
    form = ExportForm(choices, request.POST)
    if not form.is_valid():
        return render(request, "web/rosters/export.html", {"form": form})
    area = form.cleaned_data["area"]
    people = export_households(area_code=area, by=request.standing.actor, at=clock.now())
    response = HttpResponse(roster_export(people), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="moli-households-{area}.xlsx"'
    return response
