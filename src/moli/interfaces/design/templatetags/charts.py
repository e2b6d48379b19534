"""Maps and charts: `{% load charts %}`. The view builds the shapes, a tag draws them.

Every drawing is an image to a screen reader and needs its `finding`: the sentence that a person
would say after looking at it. The figures behind it may follow as `data`, a tap away.
"""

from __future__ import annotations

from collections.abc import Sequence

from django import template

from moli.interfaces.design.parts import DataTable, KeyEntry
from moli.interfaces.design.svg.county_map import CountyMap
from moli.interfaces.design.svg.line_chart import LineChart
from moli.interfaces.design.svg.price_line import PriceLine

register = template.Library()


@register.inclusion_tag("design/charts/county_map.html")
def county_map(
    shape: CountyMap,
    *,
    finding: str,
    caption: str = "",
    review_number: str = "",
    key: Sequence[KeyEntry] = (),
    data: DataTable | None = None,
) -> dict[str, object]:
    """`{% county_map shape finding=words key=key data=table %}`.

    Without a review number (审图号) the map says of itself that it is a sketch.
    """
    return {
        "map": shape,
        "finding": finding,
        "caption": caption,
        "review_number": review_number,
        "key": key,
        "data": data,
    }


@register.inclusion_tag("design/charts/line_chart.html")
def line_chart(
    shape: LineChart,
    *,
    finding: str,
    caption: str = "",
    how: str = "",
    is_tall: bool = False,
    data: DataTable | None = None,
) -> dict[str, object]:
    """`{% line_chart shape finding=words caption=source how=url %}`."""
    return {
        "chart": shape,
        "finding": finding,
        "caption": caption,
        "how": how,
        "is_tall": is_tall,
        "data": data,
    }


@register.inclusion_tag("design/charts/price_line.html")
def price_line(
    shape: PriceLine, *, finding: str, caption: str = "", how: str = ""
) -> dict[str, object]:
    """`{% price_line shape finding=words how=url %}`."""
    return {"line": shape, "finding": finding, "caption": caption, "how": how}
