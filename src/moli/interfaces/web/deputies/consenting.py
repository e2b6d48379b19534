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
from django.views.decorators.http import require_http_methods

from moli.counter.queries.deputies import DeputySheet, deputy_sheet
from moli.counter.rules.states import ActKind
from moli.households.rules.care import CONSENT_YEARS_MIN, ConsentPurpose
from moli.households.rules.people import age_on
from moli.households.services import caring
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.consent_texts import CONSENT_TEXTS, TEXTS_VERSION
from moli.interfaces.web.registry.desks import Desk, show
from moli.interfaces.web.registry.doors import head_name
from moli.interfaces.web.registry.forms import Data, Layout, RegistryForm, attempt
from moli.interfaces.web.stock.doors import scale_of, station_names
from moli.interfaces.words.labels import label
from moli.kernel.identifiers import masked_name


class DeputyForm(RegistryForm):
    """Who of the household agrees, after the text was read out."""

    layout: ClassVar[Layout] = (("", (("member",), ("is_read_out",))),)

    def __init__(self, data: Data | None, *, adults: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        wrong = gettext("选一个人")
        self.fields["member"] = forms.ChoiceField(
            choices=list(adults),
            label=gettext("谁同意的"),
            help_text=gettext("家里满 18 岁的人"),
            widget=forms.RadioSelect(),
            error_messages={"required": wrong, "invalid_choice": wrong},
        )
        self.fields["is_read_out"] = forms.BooleanField(
            label=gettext("说明已经念给本人听，本人同意"),
            error_messages={"required": gettext("先把说明念给本人听")},
        )


@require_http_methods(["GET", "HEAD", "POST"])
def deputy(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The text to read out and the form; below it what was done in the household's name.

    Agreed to twice is once. Taking back ends the consent at this moment; acts stay as they are.
    """
    household = scale_of(request).grower(uid)
    sheet = deputy_sheet(household, on=clock.today())
    if request.POST.get("act") == "withdraw":
        return _withdrawn(request, household, sheet)
    adults = _adults(household)
    is_sent = request.method == "POST"
    form = DeputyForm(
        request.POST if is_sent else None,
        adults=[(key, masked_name(each.name)) for key, each in adults.items()],
    )
    if is_sent and attempt(form, lambda: _agree(request, household, form, adults)):
        messages.success(request, gettext("记下了，从今天起可以替这户办，这户随时可以收回。"))
        return redirect("web:deputy", uid=household.uid)
    return show(
        request,
        _desk(request, household),
        form,
        template="web/deputies/deputy.html",
        more=_around(household, sheet),
    )


def _adults(household: Any) -> dict[str, Any]:
    today = clock.today()
    members = household.members.filter(left_on=None).defer("id_number").order_by("pk")
    return {
        str(each.uid): each for each in members if age_on(each.born_on, today) >= CONSENT_YEARS_MIN
    }


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
    name = gettext("%(name)s家") % {"name": head_name(household)}
    return Desk(
        title=gettext("%(family)s的代办授权") % {"family": name},
        sub=gettext("先念，再问，再记。不同意也不影响来站里办事。"),
        button=gettext("记下同意"),
        here=request.path,
        back=reverse("web:find_deputy"),
        back_words=gettext("代办授权"),
    )


def _around(household: Any, sheet: DeputySheet) -> dict[str, Any]:
    stations = station_names([act.station_key for act in sheet.acts])
    return {
        "text": CONSENT_TEXTS[ConsentPurpose.DEPUTY],
        "version": TEXTS_VERSION,
        "consent": sheet.consent,
        "acts": [
            {
                "kind": label(ActKind(act.act_kind)),
                "at": act.at,
                "receipt_no": act.receipt_no,
                "station": stations.get(act.station_key, ""),
                "by": act.by_name,
                "undone_at": act.undone_at,
            }
            for act in sheet.acts
        ],
    }
