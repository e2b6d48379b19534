"""Who looks after a household, and what it agreed to: naming, ending, giving, taking back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from moli.households.rules.care import CONSENT_YEARS_MIN, ConsentPurpose
from moli.households.rules.people import age_on
from moli.households.services import caring
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.caring_forms import ConsentForm, ResponsibleForm, known
from moli.interfaces.web.registry.consent_texts import CONSENT_TEXTS, TEXTS_VERSION
from moli.interfaces.web.registry.desks import household_desk, sent, show
from moli.interfaces.web.registry.doors import household_to_change
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.words.labels import label
from moli.interfaces.words.refusals import sentence
from moli.kernel.identifiers import masked_name
from moli.kernel.refusal import Refusal


def set_responsible(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Name somebody responsible for a household, or end somebody's responsibility today."""
    found = household_to_change(request, uid)
    in_force = list(found.responsibles.filter(to_on=None).order_by("from_on", "pk"))
    if request.POST.get("act") == "end":
        return _end_responsible(request, found, known(request.POST.get("row"), in_force))
    form = ResponsibleForm(sent(request), today=clock.today())
    if form.is_bound and attempt(
        form,
        lambda: caring.name_responsible(
            household_id=found.pk,
            facts=form.facts(),
            from_on=form.cleaned_data["from_on"],
            by=request.standing.actor,
            at=clock.now(),
        ),
    ):
        messages.success(request, gettext("记下了。"))
        return redirect("web:household", uid=uid)
    desk = household_desk(request, found, title=gettext("帮扶责任人"), button=gettext("记下"))
    more = {"in_force": in_force}
    return show(request, desk, form, template="web/registry/responsible.html", more=more)


def set_consent(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Write down what a household agrees to, and to which text; or take it back."""
    found = household_to_change(request, uid)
    in_force = list(found.consents.filter(to_on=None).order_by("from_on", "pk"))
    if request.POST.get("act") == "withdraw":
        return _withdraw(request, found, known(request.POST.get("row"), in_force))
    adults = adults_of(found)
    form = ConsentForm(sent(request), adults=masked_choices(adults))
    if form.is_bound and attempt(
        form,
        lambda: caring.give_consent(
            household_id=found.pk,
            member_id=adults[form.cleaned_data["member"]].pk,
            purpose=ConsentPurpose(form.cleaned_data["purpose"]),
            notice_version=TEXTS_VERSION,
            by=request.standing.actor,
            at=clock.now(),
        ),
    ):
        messages.success(request, gettext("记下了，这户随时可以收回。"))
        return redirect("web:household", uid=uid)
    desk = household_desk(
        request,
        found,
        title=gettext("这户的同意"),
        sub=gettext("先念，再问，再记。不同意也不影响任何帮扶。"),
        button=gettext("记下同意"),
    )
    more = {
        "in_force": [(str(row.uid), label(ConsentPurpose(row.purpose)), row) for row in in_force],
        "texts": [(label(purpose), text) for purpose, text in CONSENT_TEXTS.items()],
        "version": TEXTS_VERSION,
    }
    return show(request, desk, form, template="web/registry/consent.html", more=more)


def adults_of(household: Any) -> dict[str, Any]:
    """Who may agree for a household today, by their uids: one query, without numbers."""
    today = clock.today()
    members = household.members.filter(left_on=None).defer("id_number").order_by("pk")
    return {
        str(each.uid): each for each in members if age_on(each.born_on, today) >= CONSENT_YEARS_MIN
    }


def masked_choices(adults: Mapping[str, Any]) -> list[tuple[str, str]]:
    """These people to choose from, by masked names."""
    return [(key, masked_name(each.name)) for key, each in adults.items()]


def _end_responsible(request: MoliRequest, found: Any, row: Any) -> HttpResponse:
    if row is None:
        raise Http404
    try:
        caring.end_responsible(
            responsible_id=row.pk,
            to_on=clock.today(),
            by=request.standing.actor,
            at=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, gettext("从今天起不再负责这一户。"))
    return redirect("web:household", uid=found.uid)


def _withdraw(request: MoliRequest, found: Any, row: Any) -> HttpResponse:
    if row is None:
        raise Http404
    caring.withdraw_consent(consent_id=row.pk, by=request.standing.actor, at=clock.now())
    messages.success(request, gettext("收回了，从现在起不再算数。"))
    return redirect("web:household", uid=found.uid)
