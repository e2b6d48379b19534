"""Weighing in: the numbers off the scale, the net weight in large to agree to, then the slip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.catalogue.queries import products
from moli.catalogue.rules import Storage
from moli.households.queries.at_the_scale import growers
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.fields import day_field, unit_of
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout, attempt
from moli.interfaces.web.stock.doors import Scale, reach_of, scale_of, station_name
from moli.interfaces.web.stock.fields import ScaleField, unit_field
from moli.interfaces.web.stock.rows import grower_rows
from moli.interfaces.words.labels import label
from moli.orders.queries.stock_sheets import grade_of, newest_grade_at
from moli.orders.rules.weighing import Weighed, judge_weighed
from moli.orders.services.weighing_in import Brought, weigh_in

Choices = Sequence[tuple[str, Any]]


class WeighForm(KeyedForm):
    """One household's goods of one grade on one scale.

    `unit` is what the bare numbers count; it travels with the form.
    """

    layout: ClassVar[Layout] = (
        ("", (("station_key",), ("grade",), ("unit",), ("gross_grams", "tare_grams"))),
        ("", (("harvested_on",), ("storage",))),
    )

    def __init__(
        self, data: Data | None, *, grades: Choices, stations: Choices, initial: dict[str, Any]
    ) -> None:
        unit = unit_of(str(data.get("unit", "") if data else ""))
        super().__init__(data, initial={"unit": unit, "storage": Storage.AMBIENT, **initial})
        self.fields["station_key"] = _station_field(stations)
        self.fields["grade"] = forms.ChoiceField(
            choices=[("", gettext("请选")), *grades],
            label=gettext("什么货，几级"),
            widget=forms.Select(),
            error_messages=dict.fromkeys(("required", "invalid_choice"), gettext("选一下货和等级")),
        )
        self.fields["unit"] = unit_field()
        self.fields["gross_grams"] = ScaleField(
            unit=unit,
            name="gross_grams",
            required=gettext("写一下毛重，比如 103.5"),
            help_text=gettext("连筐一起称的"),
        )
        self.fields["tare_grams"] = ScaleField(
            unit=unit,
            name="tare_grams",
            required=gettext("写一下皮重，没有筐就写 0"),
            help_text=gettext("空筐、空袋，没有写 0"),
        )
        self.fields["harvested_on"] = day_field(name="harvested_on", label=gettext("哪天采的"))
        self.fields["storage"] = forms.ChoiceField(
            choices=[(kind, label(kind)) for kind in Storage],
            label=gettext("怎么放"),
            widget=forms.RadioSelect(),
            error_messages=dict.fromkeys(("required", "invalid_choice"), gettext("选一个")),
        )

    @property
    def weighed(self) -> Weighed:
        """What the scale said, of a valid form."""
        said = self.cleaned_data
        return Weighed(said["gross_grams"], said["tare_grams"], said["harvested_on"])


@require_http_methods(["GET", "HEAD", "POST"])
def weigh(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The form; sent, the net weight in large; agreed to, the slip. Twice agreed is once stored.

    Whatever was changed after the net weight was shown is shown again before it is stored.
    """
    scale = scale_of(request)
    household = scale.grower(uid)
    is_sent = request.method == "POST"
    form = _form(request, scale, household)
    net = None
    if is_sent and attempt(form, lambda: judge_weighed(form.weighed, today=clock.today())):
        net = form.weighed.grams
        is_agreed = request.POST.get("act") == "save" and request.POST.get("net") == str(net)
        stored: list[Any] = []
        if is_agreed and attempt(form, lambda: stored.append(_stored(request, form, household))):
            messages.success(request, gettext("记下了，可以打小票。"))
            return redirect("web:weigh_in", uid=stored[0].uid)
    context = {
        "form": form,
        "net": net if not form.errors else None,
        "grower": grower_rows(growers([household]))[0],
        "has_scale": bool(scale.stations),
        "here": request.path,
    }
    return render(request, "web/stock/weigh.html", context)


def _form(request: MoliRequest, scale: Scale, household: Any) -> WeighForm:
    return WeighForm(
        request.POST if request.method == "POST" else None,
        grades=grades_by_product(),
        stations=[(row.key, station_name(row)) for row in scale.stations],
        initial={
            "station_key": scale.station_for(household.village.code),
            "grade": newest_grade_at(reach_of(request).works),
            "harvested_on": clock.today(),
        },
    )


def _stored(request: MoliRequest, form: WeighForm, household: Any) -> Any:
    said = form.cleaned_data
    return weigh_in(
        brought=Brought(
            household=household,
            grade=grade_of(int(said["grade"])),
            station_key=said["station_key"],
            storage=Storage(said["storage"]),
        ),
        weighed=form.weighed,
        request_key=said["request_key"],
        by=request.standing.actor,
        at=clock.now(),
    )


def grades_by_product() -> Choices:
    """Every grade under its product: one box, one tap, no page between."""
    return [
        (name_of(product), [(str(grade.pk), _graded(product, grade)) for grade in found])
        for product in products()
        if (found := product.grades.all())
    ]


def _graded(product: Any, grade: Any) -> str:
    return f"{name_of(product)} · {name_of(grade)}"


def _station_field(stations: Choices) -> forms.ChoiceField:
    """Of one station it is not asked; a single choice is carried unseen."""
    wrong = gettext("选一下在哪个站称的")
    is_only = len(stations) == 1
    return forms.ChoiceField(
        choices=list(stations) if is_only else [("", gettext("请选")), *stations],
        label=gettext("在哪个站称的"),
        widget=forms.HiddenInput() if is_only else forms.Select(),
        error_messages={"required": wrong, "invalid_choice": wrong},
    )
