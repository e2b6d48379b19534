"""What the trace page says of a batch, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moli.interfaces.design.parts import Bar, Fill, TimelineEvent, build_bar
from moli.interfaces.web.naming import name_of, unit_name, village_name
from moli.interfaces.words.amounts import decimal, is_english, jin, number, percent_of
from moli.interfaces.words.days import day, day_range, full_day
from moli.orders.queries.tracing import Trace
from moli.settlement.queries.growers_share import PriceParts
from moli.settlement.rules.shares import ShareKind

_CODE_GROUP = 4
_WORDS: Mapping[ShareKind, tuple[Promise, Promise]] = {
    ShareKind.STATION: (_("村级服务站"), _("收货、过秤、打包")),
    ShareKind.PACKAGING: (_("包装"), _("盒子、纸箱、冰袋")),
    ShareKind.TRANSPORT: (_("运费"), _("送到您手上")),
    ShareKind.PLATFORM: (_("平台"), _("网站、收款")),
}


@dataclass(frozen=True)
class PartRow:
    """One part of the price: its words, its sum, where its bar begins and ends."""

    label: str
    hint: str
    sum: str
    share: str
    bar: Bar
    is_growers: bool = False


@dataclass(frozen=True)
class Told:
    """The page, in words."""

    code: str
    title: str
    facts: list[tuple[str, str]]
    places: str
    parts: list[PartRow]
    price: str
    shop_url: str
    whole: Bar | None
    basis: str
    way: list[TimelineEvent]


def told(trace: Trace, parts: PriceParts | None) -> Told:
    """A batch and its settled price as the page shows them."""
    places = _listed([village_name(village) for village in trace.villages])
    article, unit = name_of(trace.article), unit_name(trace.article)
    return Told(
        code=_grouped(trace.code),
        title=f"{article} {unit}",
        facts=_facts(trace, places=places),
        places=places,
        parts=_parts(trace, parts, places=places) if parts else [],
        price=_to_the_fen(parts.price_fen) if parts else "",
        shop_url=_shop_url(trace),
        whole=build_bar([(1, Fill.NOW)], whole=1) if parts else None,
        basis=_basis(parts) if parts else "",
        way=_way(trace, parts, places=places),
    )


def _facts(trace: Trace, *, places: str) -> list[tuple[str, str]]:
    return [
        (gettext("产自"), places),
        (gettext("品种"), name_of(trace.article.product)),
        (gettext("等级"), _listed([name_of(grade) for grade in trace.grades])),
        (gettext("净重"), jin(trace.article.grams_per_unit)),
        (gettext("采收"), _days(trace.harvested)),
        (gettext("装好"), full_day(trace.produced_on)),
        (gettext("最好在这天前吃完"), full_day(trace.best_before_on)),
    ]


def _households(trace: Trace) -> str:
    if trace.households is None:
        return gettext("几户")
    count = trace.households
    return ngettext("%(count)s 户", "%(count)s 户", count) % {"count": number(count)}


def _parts(trace: Trace, parts: PriceParts, *, places: str) -> list[PartRow]:
    """The households first, then what each other part of the price is for, end to end."""
    order = [ShareKind.HOUSEHOLD, *_WORDS]
    rows, reached = [], 0
    for kind in order:
        fen = parts.parts.get(kind, 0)
        if not fen:
            continue
        is_growers = kind is ShareKind.HOUSEHOLD
        label, hint = (
            (gettext("农户"), gettext("%(places)s %(households)s"))
            if is_growers
            else (str(_WORDS[kind][0]), str(_WORDS[kind][1]))
        )
        rows.append(
            PartRow(
                label=label,
                hint=hint % {"places": places, "households": _households(trace)}
                if is_growers
                else hint,
                sum=_to_the_fen(fen),
                share=percent_of(fen, parts.price_fen),
                bar=_stretch(reached, fen, parts.price_fen, is_growers=is_growers),
                is_growers=is_growers,
            )
        )
        reached += fen
    return rows


def _stretch(start: int, length: int, whole: int, *, is_growers: bool) -> Bar:
    """A bar that begins where the one above it ends."""
    bar = build_bar([(start, Fill.PALE), (length, Fill.PALE)], whole=whole)
    fill = Fill.HOME if is_growers else Fill.PALE
    last = bar.segments[-1]
    return Bar((type(last)(last.start, last.length, fill),))


def _basis(parts: PriceParts) -> str:
    return ngettext(
        "按已经结算的 %(count)s 件平均，算到 %(day)s。",
        "按已经结算的 %(count)s 件平均，算到 %(day)s。",
        parts.units,
    ) % {"count": number(parts.units), "day": day(parts.settled_on)}


def _way(trace: Trace, parts: PriceParts | None, *, places: str) -> list[TimelineEvent]:
    stations = _listed(list(dict.fromkeys(_station(row) for row in trace.stations)))
    events = [
        TimelineEvent(
            when=_days(trace.harvested),
            what=gettext("%(places)s采收") % {"places": places},
            note=gettext("%(households)s的货合成一批") % {"households": _households(trace)},
        ),
        TimelineEvent(
            when=_days(trace.weighed),
            what=gettext("%(station)s过秤") % {"station": stations}
            if stations
            else gettext("服务站过秤"),
            note=gettext("分等级，当场打小票"),
        ),
        TimelineEvent(
            when=day(trace.produced_on),
            what=_packed(trace),
            note=gettext("批号 %(code)s") % {"code": trace.code},
        ),
    ]
    if parts:
        events.append(
            TimelineEvent(
                when=day(parts.settled_on),
                what=gettext("货款分到农户账上"),
                note=gettext("每件 %(sum)s，对外不公开姓名")
                % {"sum": _to_the_fen(parts.growers_fen)},
            )
        )
    return events


def _packed(trace: Trace) -> str:
    """What was packed; and where, when the goods are of two stations."""
    unit = unit_name(trace.article)
    if trace.packed_at is None:
        return gettext("装好：%(unit)s") % {"unit": unit}
    return gettext("调到%(station)s，装好：%(unit)s") % {
        "station": _station(trace.packed_at),
        "unit": unit,
    }


def _station(row: Any) -> str:
    """By its village, because a station's own name is Chinese alone."""
    return gettext("%(village)s服务站") % {"village": village_name(row.village)}


def _days(days: tuple[date, date]) -> str:
    return day_range(*days)


def _to_the_fen(fen: int) -> str:
    """A sum with both its decimals, because parts stand under each other."""
    figure = decimal(fen, places=2, least=2)
    return f"¥{figure}" if is_english() else f"{figure} 元"


def _shop_url(trace: Trace) -> str:
    """Where one more can be bought, while it is on sale."""
    return reverse("web:shop_article", args=[trace.article.code]) if trace.article.is_open else ""


def _listed(names: Sequence[Any]) -> str:
    return gettext("、").join(names)


def _grouped(code: str) -> str:
    """The code in groups, as people read it aloud."""
    return " ".join(code[at : at + _CODE_GROUP] for at in range(0, len(code), _CODE_GROUP))
