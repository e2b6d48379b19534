"""A household's deputy consent, taken at its station: read out, agreed to, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from moli.counter.queries.deputies import DeputySheet, deputy_sheet
from moli.counter.rules.states import ActKind
from moli.households.rules.care import ConsentPurpose
from moli.households.services import caring
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.caring import adults_of, masked_choices
from moli.interfaces.web.registry.caring_forms import adult_field
from moli.interfaces.web.registry.consent_texts import CONSENT_TEXTS, TEXTS_VERSION
from moli.interfaces.web.registry.desks import Desk, form_page, sent, show
from moli.interfaces.web.registry.doors import head_name
from moli.interfaces.web.registry.forms import Data, Layout, RegistryForm, attempt
from moli.interfaces.web.stations.doors import shown_name, sight_of
from moli.interfaces.web.stock.doors import scale_of, station_name
from moli.interfaces.words.labels import label
from moli.kernel.identifiers import masked_name
from moli.stations.queries.directory import stations_of_keys


class DeputyForm(RegistryForm):
    """Who of the household agrees, after the text was read out."""

    layout: ClassVar[Layout] = (("", (("member",), ("is_read_out",))),)

    def __init__(self, data: Data | None, *, adults: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["member"] = adult_field(adults)
        self.fields["is_read_out"] = forms.BooleanField(
            label=gettext("说明已经念给本人听，本人同意"),
            error_messages={"required": gettext("先把说明念给本人听")},
        )


@form_page
def deputy(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The text to read out and the form; below it what was done in the household's name.

    Agreed to twice is once. Taking back ends the consent at this moment; acts stay as they are.
    """
    household = scale_of(request).grower(uid)
    sheet = deputy_sheet(household, on=clock.today())
    if request.POST.get("act") == "withdraw":
        return _withdrawn(request, household, sheet)
    adults = adults_of(household)
    form = DeputyForm(sent(request), adults=masked_choices(adults))
    if form.is_bound and attempt(form, lambda: _agree(request, household, form, adults)):
        messages.success(request, gettext("记下了，从今天起可以替这户办，这户随时可以收回。"))
        return redirect("web:deputy", uid=household.uid)
    return show(
        request,
        _desk(request, household),
        form,
        template="web/deputies/deputy.html",
        more=_around(request, sheet),
    )


def _agree(request: MoliRequest, household: Any, form: DeputyForm, adults: Any) -> object:
    return caring.give_consent(
        household_id=household.pk,
        member_id=adults[form.cleaned_data["member"]].pk,
        purpose=ConsentPurpose.DEPUTY,
        notice_version=TEXTS_VERSION,
        by=request.standing.actor,
        at=clock.now(),
    )


def _withdrawn(request: MoliRequest, household: Any, sheet: DeputySheet) -> HttpResponse:
    if sheet.consent is not None:
        caring.withdraw_consent(
            consent_id=sheet.consent.pk, by=request.standing.actor, at=clock.now()
        )
    messages.success(request, gettext("收回了，从现在起不再替这户办。"))
    return redirect("web:deputy", uid=household.uid)


def _desk(request: MoliRequest, household: Any) -> Desk:
    return Desk(
        title=gettext("%(name)s家的代办授权") % {"name": head_name(household)},
        sub=gettext("先念，再问，再记。不同意也不影响来站里办事。"),
        button=gettext("记下同意"),
        here=request.path,
        back=reverse("web:find_deputy"),
        back_words=gettext("代办授权"),
    )


def _around(request: MoliRequest, sheet: DeputySheet) -> dict[str, Any]:
    """The text, the consent, and the acts: who acted is masked where it was another station's."""
    sight = sight_of(request)
    stations = {row.key: row for row in stations_of_keys({act.station_key for act in sheet.acts})}

    def told(act: Any) -> dict[str, Any]:
        station = stations.get(act.station_key)
        name = act.by_name
        return {
            "kind": label(ActKind(act.act_kind)),
            "at": act.at,
            "receipt_no": act.receipt_no,
            "station": station_name(station) if station else "",
            "by": shown_name(sight, station, name) if station else masked_name(name),
            "undone_at": act.undone_at,
        }

    return {
        "text": CONSENT_TEXTS[ConsentPurpose.DEPUTY],
        "version": TEXTS_VERSION,
        "consent": sheet.consent,
        "acts": [told(act) for act in sheet.acts],
    }
