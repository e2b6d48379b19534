"""Money that a payment channel has handed over: noted once, by the bank's own number of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from moli.gateways.payment import Channel
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.payouts.doors import payer_reach
from moli.interfaces.web.registry.fields import text_field, yuan_field
from moli.interfaces.web.registry.forms import Data, Layout, RegistryForm, attempt
from moli.interfaces.words.labels import label
from moli.settlement.queries.money import channel_holdings, hand_overs, office_bank_fen
from moli.settlement.services.handing_over import hand_over as note_hand_over


class HandOverForm(RegistryForm):
    """Which channel, how much, and under which number the bank shows it."""

    layout: ClassVar[Layout] = (("", (("channel",), ("total_fen",), ("bank_reference",))),)
    units: ClassVar[Mapping[str, Promise]] = {"total_fen": gettext_lazy("元")}
    boxes: ClassVar[Mapping[str, str]] = {"reference": "bank_reference", "lines": "total_fen"}

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        wrong = gettext("选一个渠道")
        self.fields["channel"] = forms.ChoiceField(
            choices=[(each, label(each)) for each in Channel],
            label=gettext("哪个渠道"),
            widget=forms.RadioSelect(),
            error_messages={"required": wrong, "invalid_choice": wrong},
        )
        self.fields["total_fen"] = yuan_field(
            label=gettext("到账多少"), required=gettext("写一下到账多少")
        )
        self.fields["bank_reference"] = text_field(
            label=gettext("银行流水号"),
            longest=60,
            required=gettext("写一下银行流水号"),
            help_text=gettext("照银行流水写。同一个号只记一次"),
        )

    def clean_total_fen(self) -> int:
        """Nothing is no money."""
        fen = int(self.cleaned_data["total_fen"])
        if not fen:
            raise forms.ValidationError(gettext("到账要大于 0"))
        return fen


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: MoliRequest) -> HttpResponse:
    """Note money that arrived; the same number again changes nothing."""
    reach = payer_reach(request)
    is_sent = request.method == "POST"
    form = HandOverForm(request.POST if is_sent else None)
    if is_sent and attempt(
        form,
        lambda: note_hand_over(**form.cleaned_data, by=request.standing.actor, at=clock.now()),
    ):
        messages.success(request, gettext("记下了，可以打给农户了。"))
        return redirect("web:payouts")
    context = {
        "form": form,
        "here": request.path,
        "back": reverse("web:payouts"),
        "holdings": [
            (label(Channel(row.channel)), row.fen)
            for row in channel_holdings(reach, on=clock.today())
            if row.channel in set(Channel)
        ],
        "bank_fen": office_bank_fen(),
        "newest": hand_overs(reach),
    }
    return render(request, "web/payouts/hand_over.html", context)
