"""Spoken weights: 8万斤, 四十吨左右, 一吨半, 3斤2两, 200筐; the result is whole grams.

The people's units are those of the State Council's order of 1959 and GB 3100-1993: 1 市斤 = 500 g,
1 两 = 50 g, 1 担 = 100 市斤 = 50 kg.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from moli.kernel.spoken.numerals import Doubt, Number
from moli.kernel.spoken.shape import Shape
from moli.kernel.spoken.text import Span

UNIT_GRAMS: Mapping[str, int] = {
    "公斤": 1_000,
    "千克": 1_000,
    "kg": 1_000,
    "市斤": 500,
    "斤": 500,
    "吨": 1_000_000,
    # The commonest slip of a phone's pinyin keyboard (both are dun).
    "顿": 1_000_000,
    "t": 1_000_000,
    "市担": 50_000,
    "担": 50_000,
    "克": 1,
    "g": 1,
    "市两": 50,
    "两": 50,
}
# Words for a pack whose weight only a catalogue or the writer can tell.
PACK_NAMES = ("泡沫箱", "纸箱", "箱", "筐", "框", "篮", "袋", "件", "包", "盒", "桶", "卡车", "车")
# 千克 stands beside 克 and must win; latin units end where the latin word ends.
UNIT = r"(?:公斤|千克|市斤|市担|市两|kg(?![a-z])|斤|吨|顿|担|克|两|[tg](?![a-z]))"
_TO = r"(?:到|至|-{1,2}|、)"
# A digit behind the unit is its tenth (1吨2), unless it begins a word of its own (一吨二级果).
_TENTH = r"(?:(?P<tenth>N)(?=[^N_a-zA-Z级等号个元块毛角月年天日周斤公吨千担两克筐箱袋件%]|\Z))?"
_WEIGHT = (
    rf"(?:(?P<low>N) ?(?P<low_unit>{UNIT}|PACKS)? ?{_TO} ?)?"
    rf"(?P<high>N) ?大?个?(?P<unit>{UNIT}|PACKS)"
    rf"{_TENTH}(?P<more>多|来|余)?(?P<about> ?(?:左右|上下|样子))?"
)
_ABOUT_BEFORE = re.compile(
    r"(?:大概|大约|约|差不多|将近|接近|近|估计|预计|可能)(?:还?有|是|为)?[: ]?\Z"
)
_SIGNS_BEFORE = 8


@dataclass(frozen=True)
class SpokenWeight:
    """One weight of a text. Without grams, its unit is a pack of unknown weight.

    `start` and `end` count signs of the shape; `span` counts signs of the text.
    """

    start: int
    end: int
    span: Span
    unit: str
    count: Decimal
    low_grams: int | None
    high_grams: int | None
    doubt: Doubt | None


def weights_in(shape: Shape, *, pack_grams: Mapping[str, int]) -> tuple[SpokenWeight, ...]:
    """All weights of a text, from left to right; 2吨500斤 is one weight.

    `pack_grams` tells what the packs named in it hold. A pack that is missing there yields a
    weight without grams, so that somebody can be asked.
    """
    names = sorted({*pack_grams, *PACK_NAMES}, key=lambda name: (-len(name), name))
    pattern = _pattern(tuple(names))
    found = [_weight(match, shape, pack_grams) for match in pattern.finditer(shape.signs)]
    joined: list[SpokenWeight] = []
    for weight in found:
        if joined and _continues(joined[-1], weight):
            joined[-1] = _sum(joined[-1], weight)
        else:
            joined.append(weight)
    return tuple(joined)


def grams_of(count: Decimal, *, grams_per_unit: int) -> int | None:
    """Whole grams of a count of units, or None when a fraction of a gram would be left."""
    grams = count * grams_per_unit
    return int(grams) if grams == int(grams) else None


def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    # 包邮, 包运 and 包装 speak of a service.
    packs = "|".join(
        re.escape(name) + ("(?![邮运送装吃])" if name == "包" else "") for name in names
    )
    return re.compile(_WEIGHT.replace("PACKS", packs))


def _weight(match: re.Match[str], shape: Shape, pack_grams: Mapping[str, int]) -> SpokenWeight:
    unit = match["unit"]
    high = shape.number(match.start("high"))
    low_count, high_count = low_and_high(match, shape)
    per_unit = UNIT_GRAMS.get(unit) or pack_grams.get(unit)
    if match["tenth"] is not None:
        tenth = shape.number(match.start("tenth"))
        low_count += _tenth(tenth)
        high_count += _tenth(tenth)
    low_unit = match["low_unit"]
    low_per_unit = per_unit if low_unit is None else UNIT_GRAMS.get(low_unit, per_unit)
    return SpokenWeight(
        start=match.start(),
        end=match.end(),
        span=shape.span(match.start(), match.end()),
        unit=unit,
        count=low_count,
        low_grams=None
        if low_per_unit is None
        else grams_of(low_count, grams_per_unit=low_per_unit),
        high_grams=None if per_unit is None else grams_of(high_count, grams_per_unit=per_unit),
        doubt=_doubt(match, shape, high),
    )


def low_and_high(match: re.Match[str], shape: Shape) -> tuple[Decimal, Decimal]:
    """The two ends of "3到4万": the first number borrows the unit of the second.

    It borrows only when it was said without a unit of weight or of tens of its own, and when it
    stays the smaller one: 500到1千斤 begins at 500.
    """
    high = shape.number(match.start("high"))
    if match["low"] is None:
        return high.low, high.high
    low = shape.number(match.start("low"))
    borrows = low.scale == 1 and match["low_unit"] is None
    if borrows and high.scale > 1 and low.low * high.scale < high.high:
        return low.low * high.scale, high.high
    return low.low, high.high


def _tenth(number: Number) -> Decimal:
    return Decimal("0.5") if number.words == "半" else number.low / 10


def _doubt(match: re.Match[str], shape: Shape, high: Number) -> Doubt | None:
    doubts = [high.doubt]
    if match["low"] is not None:
        low, high_count = low_and_high(match, shape)
        is_backward = low >= high_count and match["low_unit"] is None
        doubts += [shape.number(match.start("low")).doubt]
        doubts += [Doubt.BROKEN if is_backward else Doubt.RANGE]
    if match["tenth"] is not None:
        tenth = shape.number(match.start("tenth"))
        is_plain = tenth.words == "半" or (len(tenth.words) == 1 and tenth.doubt is None)
        doubts += [None if tenth.words == "半" else Doubt.SHORTENED if is_plain else Doubt.VAGUE]
    if match["more"] is not None:
        doubts += [Doubt.OR_MORE]
    before = shape.signs[max(0, match.start() - _SIGNS_BEFORE) : match.start()]
    if match["about"] is not None or _ABOUT_BEFORE.search(before):
        doubts += [Doubt.ABOUT]
    return max((doubt for doubt in doubts if doubt), key=list(Doubt).index, default=None)


def _continues(first: SpokenWeight, second: SpokenWeight) -> bool:
    """Whether a weight goes on in a smaller unit: 2吨500斤."""
    both = first.unit in UNIT_GRAMS and second.unit in UNIT_GRAMS
    return both and first.end == second.start and UNIT_GRAMS[second.unit] < UNIT_GRAMS[first.unit]


def _sum(first: SpokenWeight, second: SpokenWeight) -> SpokenWeight:
    is_whole = None not in (first.low_grams, second.low_grams, first.high_grams, second.high_grams)
    return SpokenWeight(
        start=first.start,
        end=second.end,
        span=Span(first.span.start, second.span.end),
        unit=second.unit,
        count=second.count,
        low_grams=(first.low_grams or 0) + (second.low_grams or 0) if is_whole else None,
        high_grams=(first.high_grams or 0) + (second.high_grams or 0) if is_whole else None,
        doubt=first.doubt or second.doubt,
    )
