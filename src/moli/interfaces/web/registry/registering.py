"""Registering a household: its head first; the others are added on its page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from moli.households.rules.people import Relation
from moli.households.services.registering import register_household as register
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.desks import Desk, show
from moli.interfaces.web.registry.doors import codes_of, only_village, reach_of, village_choices
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.web.registry.household_forms import RegisterForm
from moli.places.queries.directory import division_by_code


def register_household(request: MoliRequest) -> HttpResponse:
    """The form, or the household that it registers. Sent twice, it is registered once."""
    choices = village_choices(reach_of(request))
    chosen = request.GET.get("village", "") or only_village(choices)
    if chosen and chosen not in set(codes_of(choices)):
        raise Http404
    is_sent = request.method == "POST"
    form = RegisterForm(request.POST if is_sent else None, villages=choices, chosen=chosen)
    stored: list[Any] = []
    if is_sent and attempt(form, lambda: stored.append(_registered(request, form))):
        messages.success(request, gettext("登记好了。接着添家里其他人。"))
        return redirect("web:household", uid=stored[0].uid)
    only = only_village(choices)
    return show(request, _desk(request, village=dict(choices)[only] if only else ""), form)


def _registered(request: MoliRequest, form: RegisterForm) -> Any:
    village = division_by_code(form.cleaned_data["village"])
    if village is None:
        raise Http404
    return register(
        facts=form.household(),
        people=[form.person(relation=Relation.HEAD)],
        village=village,
        request_key=form.cleaned_data["request_key"],
        by=request.standing.actor,
        at=clock.now(),
    )


def _desk(request: MoliRequest, *, village: str) -> Desk:
    """`village` is the only one that the person has, or nothing."""
    sub = gettext("先登记户主。家里其他人，存下以后一个一个添。")
    return Desk(
        title=gettext("登记一户"),
        sub=f"{village} · {sub}" if village else sub,
        button=gettext("登记"),
        here=request.path,
        back=reverse("web:registry"),
        back_words=gettext("农户"),
        notes=(
            gettext("不清楚的先空着：没问过和没有不一样。"),
            gettext("号码存下以后谁都只看得到两头，要看全的得写理由。银行账号不收。"),
        ),
    )
