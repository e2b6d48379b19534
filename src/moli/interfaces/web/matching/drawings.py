"""The drawings of rounds and proposals: where goods go, how ways compare, where a price lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from moli.interfaces.design.parts import BarRow, DataTable, Fill, KeyEntry
from moli.interfaces.design.svg.county_map import (
    CountyMap,
    FlowKind,
    MapFlow,
    MapPoint,
    Outline,
    PointKind,
    Ring,
    build_county_map,
)
from moli.interfaces.design.svg.price_line import PriceKind, PriceLine, PriceMark, build_price_line
from moli.interfaces.web.matching.naming import listed, said, whole_yuan
from moli.interfaces.words import amounts
from moli.market.queries.proposal_sheets import PriceSheet
from moli.market.queries.round_sheets import Comparison, Flow

# More lines than these run together on a phone; the table behind the map holds them all.
MOST_FLOWS = 12
_MOST_ENDS_TOLD = 3
_MOST_VILLAGES_TOLD = 4


@dataclass(frozen=True)
class FlowMap:
    """A map of flows with its finding, its key and the table behind it."""

    shape: CountyMap
    finding: str
    key: tuple[KeyEntry, ...]
    table: DataTable
    review_number: str
    is_cut: bool


@dataclass(frozen=True)
class _End:
    """Where several flows arrive."""

    name: str
    at: tuple[float, float]
    grams: int
    villages: tuple[str, ...]


def flow_map(flows: Sequence[Flow], *, rings: Sequence[Ring], review_number: str) -> FlowMap | None:
    """The heaviest flows of a round on the county's outline; nothing without flows or outline."""
    if not flows or not rings:
        return None
    shown = flows[:MOST_FLOWS]
    ends = _ends(shown)
    order = sorted(ends, key=lambda place: -ends[place].grams)
    villages = _villages(shown)
    places = {at: index for index, at in enumerate(villages)}
    ends_from = len(places)
    points = [
        *(MapPoint(name, at[0], at[1], weight=grams) for at, (name, grams) in villages.items()),
        *(_end_point(ends[place]) for place in order),
    ]
    shape = build_county_map(
        outline=Outline(tuple(rings)),
        points=points,
        flows=[
            MapFlow(
                from_index=places[flow.village_at],
                to_index=ends_from + order.index(flow.destination_at),
                weight=flow.grams,
                kind=FlowKind.GOODS if flow.destination_at == order[0] else FlowKind.OTHER_GOODS,
            )
            for flow in shown
        ],
    )
    return FlowMap(
        shape=shape,
        finding=_finding([ends[place] for place in order]),
        key=_key([ends[place] for place in order]),
        table=_table(flows),
        review_number=review_number,
        is_cut=len(flows) > len(shown),
    )


def _ends(flows: Sequence[Flow]) -> dict[tuple[float, float], _End]:
    grams: defaultdict[tuple[float, float], int] = defaultdict(int)
    buyers: defaultdict[tuple[float, float], dict[str, None]] = defaultdict(dict)
    villages: defaultdict[tuple[float, float], dict[str, None]] = defaultdict(dict)
    names: dict[tuple[float, float], str] = {}
    for flow in flows:
        place = flow.destination_at
        grams[place] += flow.grams
        buyers[place] |= {said(name): None for name in flow.enterprises}
        villages[place][said(flow.village)] = None
        names[place] = said(flow.destination)
    return {
        place: _End(
            name=next(iter(buyers[place])) if len(buyers[place]) == 1 else names[place],
            at=place,
            grams=grams[place],
            villages=tuple(villages[place]),
        )
        for place in names
    }


def _villages(flows: Sequence[Flow]) -> dict[tuple[float, float], tuple[str, int]]:
    found: dict[tuple[float, float], tuple[str, int]] = {}
    for flow in flows:
        _, grams = found.get(flow.village_at, ("", 0))
        found[flow.village_at] = (said(flow.village), grams + flow.grams)
    return found


def _end_point(end: _End) -> MapPoint:
    return MapPoint(
        end.name,
        end.at[0],
        end.at[1],
        weight=end.grams,
        kind=PointKind.BUYER,
        note=amounts.wan_jin(end.grams),
    )


def _finding(ends: Sequence[_End]) -> str:
    """What somebody would say after looking at the map."""
    told = [
        gettext("%(villages)s共 %(weight)s运往%(place)s")
        % {
            "villages": _some(end.villages),
            "weight": amounts.wan_jin(end.grams),
            "place": end.name,
        }
        for end in ends[:_MOST_ENDS_TOLD]
    ]
    return gettext("示意图：%(told)s") % {"told": gettext("；").join(told)}


def _some(names: Sequence[str]) -> str:
    shown = listed(names[:_MOST_VILLAGES_TOLD])
    if len(names) <= _MOST_VILLAGES_TOLD:
        return shown
    return gettext("%(villages)s等 %(count)s 村") % {"villages": shown, "count": len(names)}


def _key(ends: Sequence[_End]) -> tuple[KeyEntry, ...]:
    first = KeyEntry(Fill.LEAF, gettext("送%(place)s") % {"place": ends[0].name})
    if len(ends) == 1:
        return (first,)
    return (first, KeyEntry(Fill.WAGES, gettext("送别处")))


def _table(flows: Sequence[Flow]) -> DataTable:
    """Two columns, so that long names break inside the first one on a phone."""
    return DataTable(
        headings=(gettext("从哪里到哪里"), gettext("数量")),
        rows=[
            (
                gettext("%(village)s → %(place)s：%(enterprises)s")
                % {
                    "village": said(flow.village),
                    "place": said(flow.destination),
                    "enterprises": listed(said(name) for name in flow.enterprises),
                },
                amounts.jin(flow.grams),
            )
            for flow in flows
        ],
    )


@dataclass(frozen=True)
class Ways:
    """Three bars: two simple ways and the plan, on one scale with the bound as a mark."""

    rows: tuple[BarRow, ...]
    whole: int
    bound: int
    is_proved: bool
    bound_text: str
    gap_text: str


def ways(comparison: Comparison) -> Ways:
    """The plan beside first-come-first-served and greedy by price."""
    bound = max(comparison.bound_fen, comparison.value_fen, 1)
    better = [
        gettext("本方案多 %(total)s") % {"total": whole_yuan(comparison.value_fen - other)}
        for other in (comparison.first_come_fen, comparison.greedy_fen)
    ]
    rows = (
        _way(gettext("先到先得"), comparison.first_come_fen, hint=better[0]),
        _way(gettext("按价格抢"), comparison.greedy_fen, hint=better[1]),
        _way(gettext("本方案"), comparison.value_fen, fill=Fill.TOTAL),
    )
    short = comparison.bound_fen - comparison.value_fen
    hundredths = amounts.rounded(10_000 * short, step=bound) if comparison.bound_fen else 0
    return Ways(
        rows=rows,
        # The mark of the bound stands a little inside the end of the scale.
        whole=bound * 27 // 26,
        bound=bound,
        is_proved=comparison.is_proved,
        bound_text=whole_yuan(comparison.bound_fen),
        gap_text=f"{amounts.decimal(hundredths, places=2, least=2)}%",
    )


def _way(name: str, fen: int, *, hint: str = "", fill: Fill = Fill.PALE) -> BarRow:
    return BarRow(label=name, amount=fen, text=whole_yuan(fen), hint=hint, fill=fill)


@dataclass(frozen=True)
class PriceDrawing:
    """A price line with the sentence that tells it."""

    shape: PriceLine
    finding: str


def price_drawing(price: PriceSheet) -> PriceDrawing:
    """The line of those prices that the viewer may see; after an agreement its price."""
    name = gettext("公道价") if price.agreed is None else gettext("成交价")
    marks = [PriceMark(PriceKind.FAIR, price.shown, name)]
    if price.floor is not None:
        marks.append(PriceMark(PriceKind.FLOOR, price.floor, gettext("卖家最低")))
    if price.ceiling is not None and price.net_ceiling is not None:
        net = PriceMark(PriceKind.CEILING_AT_FARM, price.net_ceiling, gettext("扣运费后"))
        marks += [net, PriceMark(PriceKind.CEILING, price.ceiling, gettext("买家最高"))]
    told = [
        f"{mark.name} {amounts.yuan_per_jin(mark.price_fen_per_kg)}"
        for mark in sorted(marks, key=lambda mark: mark.price_fen_per_kg)
    ]
    return PriceDrawing(
        shape=build_price_line(
            marks=marks, show=amounts.price_in_yuan_per_jin, fair_text=amounts.yuan_per_jin
        ),
        finding=gettext("价格线：%(told)s") % {"told": gettext("，").join(told)},
    )


def gain_bars(price: PriceSheet, *, village: str, enterprise: str) -> tuple[BarRow, ...]:
    """What each side gains over its own limit, only for the sides whose limit may be seen."""
    rows = []
    if price.seller_gain_fen is not None and price.floor is not None:
        rows.append(
            BarRow(
                label=gettext("%(village)s多得") % {"village": village},
                amount=price.seller_gain_fen,
                text=_gain_text(price.shown - price.floor, price.seller_gain_fen),
                fill=Fill.HOME,
            )
        )
    if price.buyer_gain_fen is not None and price.net_ceiling is not None:
        rows.append(
            BarRow(
                label=gettext("%(enterprise)s省下") % {"enterprise": enterprise},
                amount=price.buyer_gain_fen,
                text=_gain_text(price.net_ceiling - price.shown, price.buyer_gain_fen),
            )
        )
    return tuple(rows)


def _gain_text(fen_per_kg: int, total: int) -> str:
    return gettext("%(price)s，共 %(total)s") % {
        "price": amounts.yuan_per_jin(max(0, fen_per_kg)),
        "total": whole_yuan(total),
    }


def waterfall(price: PriceSheet) -> tuple[BarRow, ...]:
    """What the buyer pays for a delivered jin, and where it goes: the village, the freight."""
    return (
        BarRow(
            label=gettext("村里到手（地头价）"),
            amount=price.shown,
            text=amounts.yuan_per_jin(price.shown),
            fill=Fill.HOME,
        ),
        BarRow(
            label=gettext("运费（预计）"),
            amount=price.freight,
            text=amounts.yuan_per_jin(price.freight),
        ),
        BarRow(
            label=gettext("买家送到价"),
            amount=price.delivered,
            text=amounts.yuan_per_jin(price.delivered),
            fill=Fill.TOTAL,
        ),
    )
