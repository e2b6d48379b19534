"""Where the next stations should open: so many of them, so far away; the plan with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from moli.insights.queries.siting import Asked, NextPlace, Siting, siting
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import DataTable
from moli.interfaces.design.svg.county_map import MapPoint, PointKind, build_county_map
from moli.interfaces.design.svg.county_map import Outline as Border
from moli.interfaces.web.coverage.pages import ReachMap
from moli.interfaces.web.naming import county_name, village_name
from moli.places.queries.maps import outline_of

COUNT, COUNT_MAX = 5, 50
# A quarter of an hour on an electric scooter over village roads, roughly.
REACH_KM, REACH_KM_MAX = Decimal(3), 30


class SitingForm(forms.Form):
    """What the reader wants to know; every box has a sensible answer already."""

    count = forms.IntegerField(
        label=_("再开几个站"),
        min_value=1,
        max_value=COUNT_MAX,
        # A text box keeps what was typed, also when it is no number.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("写 1 到 50 之间的整数")
        ),
    )
    reach_km = forms.DecimalField(
        label=_("多远算够得着"),
        min_value=0,
        max_value=REACH_KM_MAX,
        max_digits=4,
        decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("直线公里。3 公里大约是电动车一刻钟；写 0 就只算本村"),
        error_messages=dict.fromkeys(
            (
                *("required", "invalid", "min_value", "max_value"),
                *("max_digits", "max_decimal_places", "max_whole_digits"),
            ),
            _("写 0 到 30 之间的公里数，最多一位小数"),
        ),
    )
    is_any = forms.BooleanField(
        label=_("没有动静的站也当作有站"), required=False, help_text=_("不勾：只有在营业的站才算")
    )


@dataclass(frozen=True)
class PlaceRow:
    """One place of the plan, in words."""

    number: int
    name: str
    place: NextPlace
    nearest_km: str


@require_safe
def next_stations(request: MoliRequest) -> HttpResponse:
    """The plan for what was asked; without a question for five stations within three kilometres."""
    is_asked = "count" in request.GET
    form = SitingForm(request.GET if is_asked else {"count": COUNT, "reach_km": REACH_KM})
    on, county = clock.today(), settings.MOLI_COUNTY_CODE
    plan = siting(_asked(form), county_code=county, on=on) if form.is_valid() else None
    context = {
        "on": on,
        "form": form,
        "plan": plan,
        "rows": _rows(plan.places) if plan else [],
        "map": _map(plan, county) if plan else None,
    }
    return render(request, "web/coverage/next.html", context)


def _asked(form: SitingForm) -> Asked:
    said = form.cleaned_data
    return Asked(
        count=said["count"], reach_km=float(said["reach_km"]), only_active=not said["is_any"]
    )


def _rows(places: Sequence[NextPlace]) -> list[PlaceRow]:
    return [
        PlaceRow(
            number=number,
            name=village_name(each.village),
            place=each,
            nearest_km=f"{each.reason.nearest_km:.1f}" if isfinite(each.reason.nearest_km) else "",
        )
        for number, each in enumerate(places, start=1)
    ]


def _map(plan: Siting, county_code: str) -> ReachMap | None:
    """The places of the plan with their order in them; nothing without an outline."""
    outline = outline_of(county_code=county_code)
    if outline is None:
        return None
    return ReachMap(
        drawing=build_county_map(
            outline=Border(rings=tuple(outline.rings)),
            points=[
                MapPoint(
                    name=village_name(each.village),
                    lon=each.village.longitude or 0.0,
                    lat=each.village.latitude or 0.0,
                    weight=each.reason.people,
                    kind=PointKind.GAP,
                    inside=str(number),
                )
                for number, each in enumerate(plan.places, start=1)
            ],
        ),
        finding=gettext("%(county)s示意图：建议再开站的 %(count)s 个村，按先后编号")
        % {"county": county_name(), "count": len(plan.places)},
        table=DataTable(
            headings=(gettext("村"), gettext("多够得着的人"), gettext("其中贫困人口")),
            rows=[
                (village_name(each.village), str(each.reason.people), str(each.reason.poor))
                for each in plan.places
            ],
        ),
        review_number=outline.review_number,
    )
