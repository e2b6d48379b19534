"""Sample data of the gallery: made up, and small enough to be checked by eye."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

import moli
from moli.interfaces.design.parts import BarRow, DataTable, Fill, KeyEntry, TimelineEvent
from moli.interfaces.design.svg.county_map import (
    CountyMap,
    FlowKind,
    MapFlow,
    MapPoint,
    Outline,
    PointKind,
    build_county_map,
)
from moli.interfaces.design.svg.line_chart import LineChart, Series, SeriesKind, build_line_chart
from moli.interfaces.design.svg.price_line import (
    PriceKind,
    PriceLine,
    PriceMark,
    build_price_line,
)
from moli.interfaces.words import amounts, days

_KG = 1000


@dataclass(frozen=True)
class SampleLot:
    """A row of the sample table."""

    product: str
    village: str
    weight_grams: int
    floor_fen_per_kg: int
    days_left: int
    signal: str
    reason: str


def products() -> list[tuple[str, str]]:
    return [
        ("passion-fruit", _("百香果")),
        ("sweet-corn", _("甜玉米")),
        ("jasmine", _("茉莉鲜花")),
        ("other", _("其他")),
    ]


def grades() -> list[tuple[str, str]]:
    return [("1", _("一级")), ("2", _("二级")), ("3", _("三级")), ("0", _("没分级"))]


def lots() -> list[SampleLot]:
    reason = _("利润空间最大，路近 96 公里，只剩 8 天")
    other = _("一级果，君桥的日期对不上")
    return [
        SampleLot(_("百香果 二级"), _("石塘镇 瑶埠村"), 40_000 * _KG, 520, 8, "warn", reason),
        SampleLot(_("百香果 一级"), _("校椅镇 贺桂村"), 12_000 * _KG, 541, 9, "", other),
        SampleLot(_("甜玉米"), _("云表镇 大良村"), 18_000 * _KG, 240, 2, "alert", reason),
    ]


def facts() -> list[tuple[str, str]]:
    ready = days.day_range(date(2016, 9, 10), date(2016, 9, 25))
    return [
        (_("产品"), _("百香果 二级")),
        (_("数量"), amounts.jin_and_tonnes(40_000 * _KG)),
        (_("时间"), ready),
        (_("最低价"), amounts.yuan_per_jin(520)),
    ]


def events() -> list[TimelineEvent]:
    return [
        TimelineEvent(days.day(date(2016, 9, 9)), _("过秤")),
        TimelineEvent(
            days.day(date(2016, 9, 10)), _("买家说坏了 2%"), _("已记入查看记录"), is_bad=True
        ),
        TimelineEvent(days.until(date(2016, 9, 12)), _("结算"), is_to_come=True),
    ]


def comparison() -> list[BarRow]:
    rows = ((_("先到先得"), 10_800_500), (_("按价格抢"), 15_108_100))
    return [
        *(BarRow(label, fen, amounts.yuan(fen)) for label, fen in rows),
        BarRow(
            _("本方案"), 16_264_000, amounts.yuan(16_264_000), hint=_("全部卖完"), fill=Fill.TOTAL
        ),
    ]


def shares() -> list[BarRow]:
    rows = (
        (_("农户"), 41, Fill.HOME),
        (_("运输、冷藏"), 23, Fill.PALE),
        (_("服务站"), 5, Fill.PALE),
    )
    return [
        BarRow(label, part, amounts.percent_of(part, 100), fill=fill) for label, part, fill in rows
    ]


def outline() -> Outline:
    """Heng County, from the file that the county's import reads."""
    path = Path(moli.__file__).with_name("places") / "data" / "hengzhou_boundary.geojson"
    geometry = json.loads(path.read_text(encoding="utf-8"))["features"][0]["geometry"]
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return Outline(tuple(tuple((p[0], p[1]) for p in ring) for poly in polygons for ring in poly))


def flow_map() -> CountyMap:
    villages = (
        (_("瑶埠村"), 109.10, 22.88, 80),
        (_("大料村"), 109.16, 22.93, 16),
        (_("贺桂村"), 109.28, 22.78, 24),
        (_("六蓝村"), 109.20, 22.76, 14),
        (_("大良村"), 109.42, 22.77, 22),
        (_("谢村"), 109.02, 22.83, 12),
    )
    points = [MapPoint(name, lon, lat, jin * 500_000) for name, lon, lat, jin in villages] + [
        MapPoint(_("县城"), 109.26, 22.68, 0, PointKind.BUYER, amounts.wan_jin(6_000_000)),
        MapPoint(_("南宁君桥"), 108.37, 22.82, 0, PointKind.BUYER, amounts.wan_jin(58_000_000)),
        MapPoint(_("广州鲜达"), 113.26, 23.13, 0, PointKind.BUYER, amounts.wan_jin(20_000_000)),
    ]
    flows = [
        MapFlow(0, 7, 80),
        MapFlow(1, 7, 16),
        MapFlow(3, 7, 14),
        MapFlow(4, 7, 6),
        MapFlow(2, 8, 24, FlowKind.OTHER_GOODS),
        MapFlow(4, 8, 16, FlowKind.OTHER_GOODS),
        MapFlow(5, 6, 12, FlowKind.OTHER_GOODS),
    ]
    return build_county_map(outline=outline(), points=points, flows=flows)


def flow_key() -> list[KeyEntry]:
    return [
        KeyEntry(Fill.LEAF, _("送南宁君桥")),
        KeyEntry(Fill.WAGES, _("送广州和县城")),
    ]


def flow_data() -> DataTable:
    return DataTable(
        (_("从"), _("到"), _("数量")),
        (
            (_("瑶埠村"), _("南宁君桥"), amounts.jin(40_000_000)),
            (_("贺桂村"), _("广州鲜达"), amounts.jin(12_000_000)),
        ),
    )


def coverage_map() -> CountyMap:
    towns = (
        (_("横州镇"), 109.26, 22.69, 40, 1),
        (_("百合镇"), 109.19, 22.58, 30, 1),
        (_("六景镇"), 108.90, 22.88, 34, 0),
        (_("校椅镇"), 109.22, 22.83, 26, 0),
        (_("石塘镇"), 109.09, 22.93, 20, 1),
        (_("镇龙乡"), 109.40, 22.94, 12, 2),
        (_("马山镇"), 109.43, 22.57, 14, 2),
        (_("云表镇"), 109.38, 22.78, 10, 0),
    )
    points = [
        MapPoint(
            name,
            lon,
            lat,
            villages,
            PointKind.GAP if missing else PointKind.FULL,
            inside=str(missing) if missing else "",
        )
        for name, lon, lat, villages, missing in towns
    ]
    return build_county_map(outline=outline(), points=points)


def prices() -> LineChart:
    months = [_("7月"), _("8月"), _("9月"), _("10月"), _("11月"), _("12月")]
    return build_line_chart(
        series=[
            Series("2015", (560, 520, 420, 320, 220, 160), SeriesKind.BEFORE),
            Series("2016", (580, 580, 640, None, None, None), SeriesKind.HOME),
        ],
        places=months,
        show=amounts.price_in_yuan_per_jin,
        unit=_("元/斤"),
    )


def price_line() -> PriceLine:
    return _line(
        PriceMark(PriceKind.FLOOR, 520, _("卖家最低")),
        PriceMark(PriceKind.FAIR, 640, _("公道价")),
        PriceMark(PriceKind.CEILING_AT_FARM, 680, _("扣运费后")),
        PriceMark(PriceKind.CEILING, 720, _("买家最高")),
    )


def seller_line() -> PriceLine:
    return _line(
        PriceMark(PriceKind.FLOOR, 520, _("卖家最低")),
        PriceMark(PriceKind.FAIR, 640, _("公道价")),
    )


def _line(*marks: PriceMark) -> PriceLine:
    return build_price_line(
        marks=marks, show=amounts.price_in_yuan_per_jin, fair_text=amounts.yuan_per_jin
    )
