"""Plans of pairings: running one, and the list of those that were run."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.pairings.acting import form_methods
from moli.interfaces.web.pairings.doors import sent, sight_of
from moli.interfaces.web.pairings.plan_forms import PlanForm
from moli.interfaces.web.pairings.plan_rows import best_words
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.words.days import moment
from moli.interfaces.words.labels import label
from moli.pairing.queries.plans import plans_of
from moli.pairing.rules.kinds import PairingKind
from moli.pairing.services.planning import plan_pairings

PLANS_SHOWN = 5


@form_methods
def pair_plans(request: MoliRequest) -> HttpResponse:
    """The newest plans of the kinds that the person plans; sent to, it runs one. Twice is once."""
    sight = sight_of(request)
    kinds = [kind for kind in PairingKind if sight.plans(kind)]
    if not kinds:
        raise Http404
    form = PlanForm(sent(request), kinds=kinds, kind=request.GET.get("kind", ""))
    made: list[Any] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(
            plan_pairings(
                kind=PairingKind(said["kind"]),
                changes_max=said["changes_max"],
                request_key=said["request_key"],
                by=request.standing.actor,
                at=clock.now(),
            )
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, gettext("算好了。还没有告诉任何人。"))
        return redirect("web:pair_plan", uid=made[0].uid)
    context = {"form": form, "groups": [(label(kind), _rows(kind)) for kind in kinds]}
    status = 422 if form.is_bound else 200
    return render(request, "web/pairings/plans.html", context, status=status)


def _rows(kind: PairingKind) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("web:pair_plan", args=[plan.uid]),
            "when": moment(plan.at),
            "by": plan.by_name,
            "pairs": plan.pairs,
            "helped": plan.helped,
            "changed": plan.changed,
            "best": best_words(plan),
        }
        for plan in plans_of(kind)[:PLANS_SHOWN]
    ]
