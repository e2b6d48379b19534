"""The list of procedures: what the person owes, what is open in their areas, what is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from moli.households.queries.procedures import procedures_in_reach, steps_owed
from moli.households.rules.procedures import ProcedureKind, ProcedureState, StepKind
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.procedures.rows import procedure_row
from moli.interfaces.web.registry.doors import reach_of
from moli.interfaces.words.amounts import number
from moli.interfaces.words.labels import label

_MINE, _OPEN, _OVER = "mine", "open", "over"


@dataclass(frozen=True)
class Part:
    """One of the three parts of the list, with how many there are in it."""

    url: str
    words: str
    count: str
    is_here: bool


@require_safe
def procedures(request: MoliRequest) -> HttpResponse:
    """What waits for me first; else what is open. Both can be narrowed by kind and step."""
    on, reach = clock.today(), reach_of(request)
    everything = procedures_in_reach(reach)
    is_open = {"state": ProcedureState.OPEN}
    parts = {
        _MINE: steps_owed(reach, by_key=request.standing.actor.key, on=on),
        _OPEN: everything.filter(**is_open),
        _OVER: everything.exclude(**is_open),
    }
    counts = {name: found.order_by().count() for name, found in parts.items()}
    shown = request.GET.get("show", "")
    if shown not in parts:
        shown = _MINE if counts[_MINE] else _OPEN
    picked = {
        "show": shown,
        "kind": _known(request, "kind", ProcedureKind),
        "step": _known(request, "step", StepKind),
    }
    sheet = sheet_of(request, _narrowed(parts[shown], picked), picked=picked)
    rows = [procedure_row(row, on=on) for row in sheet.rows]
    context = {
        "sheet": sheet,
        "rows": rows,
        "parts": _parts(counts, shown=shown),
        "picked": picked,
        "is_filtered": bool(picked["kind"] or picked["step"]),
        "kinds": _choices(ProcedureKind),
        "steps": _choices(kind for kind in StepKind if kind is not StepKind.CLUE),
        "is_generated": any(row.is_generated for row in rows),
    }
    return render(request, "web/procedures/list.html", context)


def _known(request: MoliRequest, name: str, kinds: type[StrEnum]) -> str:
    """What the address asks for, if there is such a kind."""
    asked = request.GET.get(name, "")
    return asked if asked in {str(kind) for kind in kinds} else ""


def _narrowed(found: QuerySet[Any], picked: dict[str, str]) -> QuerySet[Any]:
    wanted = {name: picked[name] for name in ("kind", "step") if picked[name]}
    return found.filter(**wanted)


def _parts(counts: dict[str, int], *, shown: str) -> list[Part]:
    words = {_MINE: gettext("轮到我办"), _OPEN: gettext("都在办的"), _OVER: gettext("办完的")}
    return [
        Part("?" + urlencode({"show": name}), words[name], number(count), name == shown)
        for name, count in counts.items()
    ]


def _choices(kinds: Iterable[StrEnum]) -> list[tuple[str, str]]:
    return [(str(kind), label(kind)) for kind in kinds]
