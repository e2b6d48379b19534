"""One plan: figures, pairs with reasons, who is left alone; and proposing its pairs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.pairings.acting import form_methods
from moli.interfaces.web.pairings.doors import sight_of
from moli.interfaces.web.pairings.listing import ROWS_A_PAGE, Pick
from moli.interfaces.web.pairings.naming import helped_names
from moli.interfaces.web.pairings.plan_rows import best_words, planned_rows
from moli.interfaces.web.registry.forms import attempted
from moli.interfaces.words.amounts import number
from moli.interfaces.words.labels import label
from moli.interfaces.words.pairing_reasons import points_words
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.pairing.queries.plans import PlanLine, PlanSheet, plan_of_uid, plan_sheet
from moli.pairing.queries.rules_in_force import all_terms_on
from moli.pairing.queries.sight import PairingSight
from moli.pairing.rules.footing import Footing, PairChange
from moli.pairing.rules.kinds import PairingKind
from moli.pairing.services.proposing import propose_planned

_ALL, _ALONE = "all", "alone"


@form_methods
def pair_plan(request: MoliRequest, uid: UUID) -> HttpResponse:
    """A plan; sent to, it proposes all of its pairs that can be, or those that were picked.

    An organiser sees and proposes the pairs of what the branch leads. What stands already or
    waits is left out by the service, so that a second tap is once.
    """
    sight = sight_of(request)
    plan = plan_of_uid(uid)
    if plan is None or not sight.plans(PairingKind(plan.pairing_kind)):
        raise Http404
    kind = PairingKind(plan.pairing_kind)
    try:
        whole = plan_sheet(plan, on=sight.on)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("web:pair_plans")
    mine = [
        line for line in whole.lines if sight.proposes(kind, village_code=line.planned.village.code)
    ]
    if request.method == "POST":
        return _propose(request, plan, mine)
    return _page(request, whole, mine, sight)


def _propose(request: MoliRequest, plan: Any, mine: Sequence[PlanLine]) -> HttpResponse:
    keys = {line.planned.helped_key for line in mine}
    if request.POST.get("what") != _ALL:
        keys &= set(request.POST.getlist("pick"))
    if not keys:
        messages.error(request, gettext("一对也没有勾，先勾上要提的。"))
        return redirect("web:pair_plan", uid=plan.uid)
    told: list[int] = []

    def act() -> None:
        rows = propose_planned(
            plan_uid=plan.uid, helped_keys=keys, by=request.standing.actor, at=clock.now()
        )
        told.append(len(rows))

    if attempted(request, act):
        words = ngettext(
            "这份方案提出了 %(count)s 对，等两边答复。",
            "这份方案提出了 %(count)s 对，等两边答复。",
            told[0],
        )
        messages.success(request, words % {"count": number(told[0])})
    return redirect("web:pair_plan", uid=plan.uid)


def _page(
    request: MoliRequest, whole: PlanSheet, mine: Sequence[PlanLine], sight: PairingSight
) -> HttpResponse:
    plan, kind = whole.plan, PairingKind(whole.plan.pairing_kind)
    alone = [row.key for row in whole.alone if sight.proposes(kind, village_code=row.village_code)]
    shown = _shown(request)
    of_kind = [line for line in mine if shown in {_ALL, str(line.pair_change)}]
    things: Sequence[Any] = alone if shown == _ALONE else of_kind
    sheet = sheet_of(request, things, picked={"show": shown}, rows_a_page=ROWS_A_PAGE)
    terms = all_terms_on(on=plan.on).get(kind)
    page = list(sheet.rows)
    context = {
        "plan": plan,
        "kind": label(kind),
        "figures": whole.figures,
        "best": best_words(plan),
        "sheet": sheet,
        "rows": planned_rows(page, kind=kind, on=sight.on) if shown != _ALONE else [],
        "alone": _names(kind, page, sight) if shown == _ALONE else [],
        "picks": _picks(mine, alone, shown=shown),
        "shown": shown,
        "free": sum(line.footing is Footing.FREE for line in mine),
        "free_here": any(line.footing is Footing.FREE for line in page if shown != _ALONE),
        "is_part": len(mine) < len(whole.lines),
        "how": points_words(terms) if terms else [],
    }
    return render(request, "web/pairings/plan.html", context)


def _names(kind: PairingKind, keys: Collection[str], sight: PairingSight) -> list[str]:
    found = helped_names(kind, keys, on=sight.on)
    return [found[key] for key in keys]


def _shown(request: MoliRequest) -> str:
    asked = request.GET.get("show", "")
    return asked if asked in {_ALONE, *map(str, PairChange)} else _ALL


def _picks(mine: Sequence[PlanLine], alone: Sequence[str], *, shown: str) -> list[Pick]:
    counts = {change: sum(line.pair_change is change for line in mine) for change in PairChange}
    parts = [
        (_ALL, gettext("全部"), len(mine)),
        *((str(change), label(change), counts[change]) for change in PairChange),
        (_ALONE, gettext("没有人带"), len(alone)),
    ]
    return [
        Pick(url=f"?show={name}", words=words, count=number(count), is_here=name == shown)
        for name, words, count in parts
    ]
