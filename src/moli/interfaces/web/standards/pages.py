"""Lines and standards: what holds, since when, from which source; the office enters lines."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from moli.accounts.rules import Role
from moli.households.queries.lines import lines_in_force, lines_replaced, standards
from moli.households.services.setting_standards import set_line
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.standards.forms import LineForm
from moli.interfaces.web.standards.rows import line_row, standard_row
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal


@require_safe
def all_standards(request: MoliRequest) -> HttpResponse:
    """The lines in force, those that were replaced, and every version of the standards."""
    context = {
        "lines": [line_row(row) for row in lines_in_force()],
        "replaced": [line_row(row) for row in lines_replaced()],
        "standards": [standard_row(row) for row in standards()],
        "may_enter": request.standing.holds(Role.OFFICE),
    }
    return render(request, "web/standards/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enter_line(request: MoliRequest) -> HttpResponse:
    """Enter a line; one that stands for the same region, year and kind is replaced by it."""
    form = LineForm(request.POST or None, initial={"year": clock.today().year})
    if request.method == "POST" and form.is_valid():
        try:
            set_line(
                facts=form.facts(county_code=settings.MOLI_COUNTY_CODE),
                by=request.standing.actor,
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, gettext("已记下这条线。以前的认定不受影响。"))
            return redirect("web:standards")
    return render(request, "web/standards/enter_line.html", {"form": form})
