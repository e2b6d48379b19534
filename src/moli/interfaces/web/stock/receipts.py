"""The slip of a weigh-in, and writing it off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from moli.households.queries.at_the_scale import head_names
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.fields import unit_of, weight_text
from moli.interfaces.web.naming import name_of, village_name
from moli.interfaces.web.registry.desks import Desk, show
from moli.interfaces.web.registry.fields import kind_field
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout, attempt
from moli.interfaces.web.stock.doors import is_worker, reach_of, station_names, weigh_in_or_404
from moli.interfaces.web.stock.fields import ScaleField, unit_field
from moli.interfaces.web.stock.rows import short_number
from moli.interfaces.words.amounts import jin
from moli.kernel.identifiers import masked_name
from moli.orders.queries.taken_back import is_taken_back
from moli.orders.queries.transfers import grams_elsewhere
from moli.orders.rules.stock import ShrinkReason
from moli.orders.services.shrinking import Loss, write_off_grams

# What comes back from a buyer is written off where it is taken back; what a household takes back
# is no loss.
_ELSEWHERE = (ShrinkReason.RETURNED, ShrinkReason.TAKEN_BACK)
REASONS = tuple(reason for reason in ShrinkReason if reason not in _ELSEWHERE)


class GramsOffForm(KeyedForm):
    """How much of a weigh-in is gone, and why."""

    layout: ClassVar[Layout] = (("", (("amount",), ("unit",), ("reason",))),)
    boxes: ClassVar[Mapping[str, str]] = {"grams": "amount"}

    def __init__(self, data: Data | None, *, left_grams: int) -> None:
        unit = unit_of(str(data.get("unit", "") if data else ""))
        super().__init__(data, initial={"unit": unit, "amount": weight_text(left_grams, unit=unit)})
        self.fields["unit"] = unit_field()
        self.fields["amount"] = ScaleField(
            unit=unit,
            name="grams",
            required=gettext("写一下少了多少"),
            help_text=gettext("最多 %(left)s，就是还剩的") % {"left": jin(left_grams)},
        )
        self.fields["reason"] = kind_field(REASONS, label=gettext("为什么"), is_required=True)


@require_safe
def weigh_in(request: MoliRequest, uid: UUID) -> HttpResponse:
    """A weigh-in as its household takes it home; readers of the county see it masked."""
    row = weigh_in_or_404(reach_of(request).sees, uid)
    works = is_worker(request)
    name = head_names([row.household_id]).get(row.household_id, "")
    elsewhere = grams_elsewhere(row)
    context = {
        "row": row,
        "number": short_number(row.key),
        "name": name if works else masked_name(name),
        "place": f"{village_name(row.village)} {row.household.group_name}".strip(),
        "goods": f"{name_of(row.product)} {name_of(row.grade)}",
        "station": station_names([row.station_key]).get(row.station_key, ""),
        "is_worker": works,
        "used_grams": row.grams - row.left_grams - row.shrunk_grams - elsewhere,
        "elsewhere_grams": elsewhere,
        "is_taken_back": is_taken_back(row),
    }
    return render(request, "web/stock/weigh_in.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write_off(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The form; sent, the grams are gone with their reason. Sent twice, they are gone once."""
    row = weigh_in_or_404(reach_of(request).works, uid)
    form = GramsOffForm(
        request.POST if request.method == "POST" else None, left_grams=row.left_grams
    )
    if request.method == "POST" and attempt(form, lambda: _gone(request, form, row)):
        messages.success(request, gettext("报损记下了。"))
        return redirect("web:weigh_in", uid=row.uid)
    return show(request, _desk(request, row), form)


def _gone(request: MoliRequest, form: GramsOffForm, row: Any) -> object:
    said = form.cleaned_data
    return write_off_grams(
        weigh_in_uid=row.uid,
        loss=Loss(said["amount"], ShrinkReason(said["reason"])),
        request_key=said["request_key"],
        by=request.standing.actor,
        at=clock.now(),
    )


def _desk(request: MoliRequest, row: Any) -> Desk:
    return Desk(
        title=gettext("报损"),
        sub=gettext("%(goods)s，还剩 %(left)s")
        % {"goods": f"{name_of(row.product)} {name_of(row.grade)}", "left": jin(row.left_grams)},
        button=gettext("报损"),
        here=request.path,
        back=reverse("web:weigh_in", args=[row.uid]),
        back_words=gettext("收货单 %(number)s") % {"number": short_number(row.key)},
        notes=(
            gettext("称错了也在这里：按“盘点少了”报损，再重新收一笔。收货单不能改，也不能删。"),
            gettext("谁报的、报了多少、为什么，都留痕。"),
        ),
    )
