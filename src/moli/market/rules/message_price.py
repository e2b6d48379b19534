"""The floor of an offer or the ceiling of a demand, in whole fen per kilogram."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from moli.kernel.money import FEN_PER_YUAN
from moli.kernel.refusal import Fact
from moli.kernel.spoken.numerals import Doubt
from moli.kernel.spoken.shape import Shape
from moli.kernel.spoken.weights import UNIT_GRAMS
from moli.kernel.weight import GRAMS_PER_KG
from moli.market.rules.message_heard import Heard, MessageSide, Reason
from moli.market.rules.message_money import Bound, SpokenPrice
from moli.market.rules.offers import FEN_PER_KG_MAX, FEN_PER_KG_MIN

# Above it a price without a unit is likelier one for a tonne or a box than for a jin.
_YUAN_PER_JIN_MAX = 100
_OPEN = re.compile(
    r"价格?(?:钱)?(?:面议|面谈|可议|可谈|好谈|好说|好商量|电联|电话谈|私聊)|面议|随行就市|按市场价|时价"
)
_JIN = re.compile(r"(?<!公)斤")
_KG = re.compile(r"公斤|千克|kg(?![a-z])")
_WANTED = {MessageSide.OFFER: Bound.FLOOR, MessageSide.DEMAND: Bound.CEILING}


def price_of(
    shape: Shape,
    prices: Sequence[SpokenPrice],
    *,
    side: MessageSide,
    pack_grams: Mapping[str, int],
) -> Heard[int]:
    """The price per kilogram. A price with the right bound (起, 不超过) counts before a bare one.

    Without a unit it is taken per jin where people speak of jin, and confirmed; a message that
    weighs in kilograms only is asked. A price finer than a fen per kilogram is asked about.
    """
    wanted = _WANTED[side]
    fitting = [price for price in prices if price.bound is wanted]
    neutral = [price for price in prices if price.bound is Bound.NEUTRAL]
    chosen = fitting or neutral
    if not chosen:
        return _without_price(shape, prices)
    heard = [_heard(price, shape, side, pack_grams) for price in chosen]
    if len({each.value for each in heard}) > 1:
        spans = (span for each in heard for span in each.spans)
        values = dict.fromkeys(str(each.value) for each in heard if each.value is not None)
        return Heard.asked(Reason.SEVERAL_SAID, *spans, choices=tuple(values))
    first = min(heard, key=lambda each: each.reason is not Reason.SAID)
    return replace(first, spans=tuple(span for each in heard for span in each.spans))


def _without_price(shape: Shape, prices: Sequence[SpokenPrice]) -> Heard[int]:
    if prices:
        return Heard.asked(Reason.PRICE_OF_OTHER_END, *(price.span for price in prices))
    open_words = _OPEN.search(shape.signs)
    if open_words is not None:
        return Heard.asked(Reason.PRICE_OPEN, shape.span(open_words.start(), open_words.end()))
    return Heard.asked(Reason.NOT_SAID)


def _heard(
    price: SpokenPrice, shape: Shape, side: MessageSide, pack_grams: Mapping[str, int]
) -> Heard[int]:
    if price.doubt in (Doubt.VAGUE, Doubt.BROKEN):
        is_vague = price.doubt is Doubt.VAGUE
        return Heard.asked(Reason.VAGUE_NUMBER if is_vague else Reason.BROKEN_NUMBER, price.span)
    if not price.unit:
        return _without_unit(price, shape, side)
    grams = UNIT_GRAMS.get(price.unit) or pack_grams.get(price.unit)
    if grams is None:
        facts: dict[str, Fact] = {"pack": price.unit, "count": str(price.count)}
        return Heard.asked(Reason.PACK_NOT_KNOWN, price.span, facts=facts)
    return _judged(price, side, grams_per_price=grams * price.count)


def _without_unit(price: SpokenPrice, shape: Shape, side: MessageSide) -> Heard[int]:
    per_jin = _judged(price, side, grams_per_price=UNIT_GRAMS["斤"])
    speaks_of_kg = bool(_KG.search(shape.signs)) and not _JIN.search(shape.signs)
    if speaks_of_kg or price.low_yuan > _YUAN_PER_JIN_MAX:
        per_kg = _judged(price, side, grams_per_price=GRAMS_PER_KG)
        per_tonne = _judged(price, side, grams_per_price=UNIT_GRAMS["吨"])
        values = [each.value for each in (per_jin, per_kg, per_tonne) if each.value is not None]
        choices = tuple(dict.fromkeys(map(str, values)))
        return Heard.asked(Reason.PRICE_UNIT_NOT_SAID, price.span, choices=choices)
    if per_jin.value is None:
        return per_jin
    return Heard.assumed(per_jin.value, Reason.PER_JIN_TAKEN, price.span, facts=per_jin.facts)


def _judged(price: SpokenPrice, side: MessageSide, *, grams_per_price: int) -> Heard[int]:
    takes_low = side is MessageSide.OFFER
    yuan = price.low_yuan if takes_low else price.high_yuan
    fen_per_kg, is_whole = _fen_per_kg(yuan, grams_per_price=grams_per_price)
    if not is_whole:
        facts: dict[str, Fact] = {
            "lower_fen_per_kg": fen_per_kg,
            "upper_fen_per_kg": fen_per_kg + 1,
        }
        choices = (str(fen_per_kg), str(fen_per_kg + 1))
        return Heard.asked(Reason.PRICE_TOO_FINE, price.span, choices=choices, facts=facts)
    if not FEN_PER_KG_MIN <= fen_per_kg <= FEN_PER_KG_MAX:
        bounds: dict[str, Fact] = {
            "value_fen_per_kg": fen_per_kg,
            "min_fen_per_kg": FEN_PER_KG_MIN,
            "max_fen_per_kg": FEN_PER_KG_MAX,
        }
        return Heard.asked(Reason.OUT_OF_RANGE, price.span, facts=bounds)
    if price.low_yuan != price.high_yuan:
        other = price.high_yuan if takes_low else price.low_yuan
        other_fen = _fen_per_kg(other, grams_per_price=grams_per_price)[0]
        reason = Reason.LOW_END_TAKEN if takes_low else Reason.HIGH_END_TAKEN
        ends: dict[str, Fact] = {"high" if takes_low else "low": other_fen}
        return Heard.assumed(fen_per_kg, reason, price.span, facts=ends)
    return _by_bound(fen_per_kg, price)


def _by_bound(fen_per_kg: int, price: SpokenPrice) -> Heard[int]:
    if price.bound is Bound.NEUTRAL:
        return Heard.assumed(fen_per_kg, Reason.ASKED_PRICE_TAKEN, price.span)
    if price.doubt is not None:
        return Heard.assumed(fen_per_kg, Reason.ABOUT, price.span)
    return Heard.said(fen_per_kg, price.span)


def _fen_per_kg(yuan: Decimal, *, grams_per_price: int) -> tuple[int, bool]:
    """Fen per kilogram rounded down, and whether nothing was lost by it; in exact integers."""
    numerator, denominator = (yuan * FEN_PER_YUAN * GRAMS_PER_KG).as_integer_ratio()
    whole, rest = divmod(numerator, denominator * grams_per_price)
    return whole, rest == 0


def spans_of(prices: Sequence[SpokenPrice]) -> tuple[tuple[int, int], ...]:
    """The signs that prices take up, which are then neither weights nor days."""
    return tuple((price.start, price.end) for price in prices)
