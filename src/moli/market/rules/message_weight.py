"""How much: the one weight that a message is about, among all weights that it names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from moli.kernel.refusal import Fact
from moli.kernel.spoken.numerals import Doubt
from moli.kernel.spoken.shape import Shape
from moli.kernel.spoken.text import Span
from moli.kernel.spoken.weights import PACK_NAMES, UNIT_GRAMS, SpokenWeight, grams_of, weights_in
from moli.market.rules.message_heard import Heard, Reason
from moli.market.rules.message_words import ProductWords
from moli.market.rules.offers import GRAMS_MAX, GRAMS_MIN

_MISSPELT = "顿"
_SIGNS_AROUND = 9
# Something else than the lot: one fruit, a season long past, what is sold already.
_ELSE_BEFORE = re.compile(
    r"(?:单果重?|单个|单颗|平均|个重|果重|净重|毛重|去年|往年|前年|已经?卖[了掉]?|卖[了掉]|已售|卖出"
    r"|已订|运费|每)(?:大概|约|卖|有|重|产|了|出|收)?[: ]?\Z"
)
_ELSE_AFTER = re.compile(
    r" ?(?:装|起[订批发送卖运]|起步|起(?=[,，。、;；!！ \n]|\Z)|以上的?(?:大?果|才|可|包)|重的?果"
    r"|一个|一颗|/[个颗]|的?箱子|果(?=[,，。]))"
)
_RATE_BEFORE = re.compile(
    r"(?:每[天日周月户家亩年]|[日亩户年]产量?|N天|天天|N亩地?|各|N户|N个?(?:星期|月)|N车)"
    r"(?:能|可以?|都|要|需要?|大概|约|产|出|收|摘|有|交){0,4}[: ]?\Z"
)
_RATE_AFTER = re.compile(r" ?(?:/[天日周月户家亩]|[每一][天日周月户亩]|左右?[每一]天|N[天户亩])")
_FILLERS = r"(?:的|大概|大约|约|差不多|有|近|是|还){0,3}[: ]?\Z"
_LEFT = re.compile(rf"(?:还有|还剩|剩下?|剩余|尚有|余下){_FILLERS}")
_TOTAL = re.compile(rf"(?:一共|总共|共计?|合计|总计|总量|总产量?|加起来|合共|拢共){_FILLERS}")
_JIN_OR_KG = "公斤|千克|kg|斤"
_PACKS = "|".join(PACK_NAMES)
_WEIGHT_OF_PACK = re.compile(
    rf"(?:每|(?P<one>N))(?P<pack>{_PACKS})(?:装|净重|重|约|大概|有|是|[: ])?"
    rf"(?P<count>N) ?(?P<unit>{_JIN_OR_KG})"
    rf"|(?P<count_a>N) ?(?P<unit_a>{_JIN_OR_KG})(?:/|每|(?P<one_a>N))(?P<pack_a>{_PACKS})"
)
_WITHOUT_UNIT = re.compile(
    r"(?:(?:数量|总量|产量|需求量|要量|重量|供应量|采购量)[: ]{0,2}"
    r"(?P<after>N)(?! ?[月号日年个亩户级])"
    r"|(?P<before>N)(?= ?P)|(?<=P)(?:[有:]| )?(?P<behind>N)(?=[,，。;；、 \n]|\Z))"
)


@dataclass(frozen=True)
class PackWeights:
    """What packs hold, from the catalogue and from the message itself, and where it says so."""

    grams: Mapping[str, int]
    taken: tuple[tuple[int, int], ...]


def pack_weights(shape: Shape, product: ProductWords | None) -> PackWeights:
    """Grams by pack: 每筐50斤 in the message counts before the catalogue."""
    grams = dict(product.pack_grams) if product is not None else {}
    taken = []
    for match in _WEIGHT_OF_PACK.finditer(shape.signs):
        form = "" if match["pack"] is not None else "_a"
        one = match[f"one{form}"]
        if one is not None and not shape.number(match.start(f"one{form}")).is_exactly_one:
            continue
        count = shape.number(match.start(f"count{form}"))
        each = grams_of(count.low, grams_per_unit=UNIT_GRAMS[match[f"unit{form}"]])
        if each is not None and count.doubt is None:
            grams[match[f"pack{form}"]] = each
            taken.append((match.start(), match.end()))
    return PackWeights(grams, tuple(taken))


def weights_of(shape: Shape, packs: PackWeights) -> tuple[SpokenWeight, ...]:
    """All weights of a message but those that only tell what a pack holds."""
    return weights_in(shape.without(packs.taken), pack_grams=packs.grams)


def weight_of(shape: Shape, weights: Sequence[SpokenWeight]) -> Heard[int]:
    """The weight of the lot or demand in grams. `shape` has its prices taken out.

    A range counts with its low end, so that nobody promises what may not be there. Two different
    weights of which none is the total or the rest are asked about.
    """
    totals = [weight for weight in weights if not _is_else(weight, shape)]
    totals = _without_fruit_sizes(totals)
    rates = [weight for weight in totals if _is_rate(weight, shape)]
    totals = [weight for weight in totals if weight not in rates]
    for pattern in (_LEFT, _TOTAL):
        chosen = [weight for weight in totals if pattern.search(_before(weight, shape))]
        totals = chosen or totals
    if not totals and rates:
        return Heard.asked(Reason.RATE_NOT_TOTAL, *(weight.span for weight in rates))
    if not totals:
        return _without_unit(shape)
    if len({(weight.low_grams, weight.unit * (weight.low_grams is None)) for weight in totals}) > 1:
        return _several(totals)
    return _judged(totals)


def _without_fruit_sizes(weights: list[SpokenWeight]) -> list[SpokenWeight]:
    """80克以上 beside 5000斤 is the size of a fruit."""
    lots = [weight for weight in weights if (weight.low_grams or GRAMS_MIN) >= GRAMS_MIN]
    return lots or weights


def _several(weights: Sequence[SpokenWeight]) -> Heard[int]:
    spans = (weight.span for weight in weights)
    grams = dict.fromkeys(str(weight.low_grams) for weight in weights if weight.low_grams)
    return Heard.asked(Reason.SEVERAL_SAID, *spans, choices=tuple(grams))


def _judged(weights: Sequence[SpokenWeight]) -> Heard[int]:
    weight = weights[0]
    spans = tuple(each.span for each in weights)
    grams = weight.low_grams
    if weight.doubt in (Doubt.VAGUE, Doubt.BROKEN):
        is_vague = weight.doubt is Doubt.VAGUE
        return Heard.asked(Reason.VAGUE_NUMBER if is_vague else Reason.BROKEN_NUMBER, *spans)
    if grams is None:
        is_pack = weight.unit not in UNIT_GRAMS
        facts: dict[str, Fact] = {"pack": weight.unit, "count": str(weight.count)}
        return Heard.asked(
            Reason.PACK_NOT_KNOWN if is_pack else Reason.BROKEN_NUMBER, *spans, facts=facts
        )
    if not GRAMS_MIN <= grams <= GRAMS_MAX:
        bounds: dict[str, Fact] = {
            "value_grams": grams,
            "min_grams": GRAMS_MIN,
            "max_grams": GRAMS_MAX,
        }
        return Heard.asked(Reason.OUT_OF_RANGE, *spans, facts=bounds)
    return _certain(grams, weight, spans)


def _certain(grams: int, weight: SpokenWeight, spans: tuple[Span, ...]) -> Heard[int]:
    if weight.doubt is Doubt.SHORTENED:
        return Heard.assumed(grams, Reason.SHORTENED_NUMBER, *spans)
    if weight.doubt in (Doubt.RANGE, Doubt.OR_MORE):
        high: dict[str, Fact] = {} if weight.high_grams is None else {"high": weight.high_grams}
        return Heard.assumed(grams, Reason.LOW_END_TAKEN, *spans, facts=high)
    if weight.unit == _MISSPELT:
        return Heard.assumed(grams, Reason.UNIT_MISSPELT, *spans)
    reason = Reason.ABOUT if weight.doubt is Doubt.ABOUT else Reason.SAID
    return Heard.said(grams, *spans, reason=reason)


def _before(weight: SpokenWeight, shape: Shape) -> str:
    return shape.signs[max(0, weight.start - _SIGNS_AROUND) : weight.start]


def _is_else(weight: SpokenWeight, shape: Shape) -> bool:
    after = shape.signs[weight.end : weight.end + _SIGNS_AROUND]
    return bool(_ELSE_BEFORE.search(_before(weight, shape)) or _ELSE_AFTER.match(after))


def _is_rate(weight: SpokenWeight, shape: Shape) -> bool:
    after = shape.signs[weight.end : weight.end + _SIGNS_AROUND]
    return bool(_RATE_BEFORE.search(_before(weight, shape)) or _RATE_AFTER.match(after))


def _without_unit(shape: Shape) -> Heard[int]:
    match = _WITHOUT_UNIT.search(shape.signs)
    if match is None:
        return Heard.asked(Reason.NOT_SAID)
    start = max(match.start(name) for name in ("after", "before", "behind"))
    number = shape.number(start)
    # 一个百香果 and 5百香果 count fruit; only a large number can be jin or kilograms.
    if number.low < 100:
        return Heard.asked(Reason.NOT_SAID)
    return Heard.asked(Reason.WEIGHT_UNIT_NOT_SAID, shape.span(start, start + 1))
