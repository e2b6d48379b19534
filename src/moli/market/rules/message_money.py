"""Prices as said: 3块一斤起, 两块六以上, 不低于2.8, 一公斤6块, 180块一百斤, 2.8-3.2元.

One pattern reads the whole phrase: bound, unit in front, amount or range, unit behind, bound
behind. Amounts are exact decimals of a yuan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from moli.kernel.spoken.numerals import Doubt, Number
from moli.kernel.spoken.shape import Shape
from moli.kernel.spoken.text import Span
from moli.kernel.spoken.weights import PACK_NAMES


class Bound(StrEnum):
    """Which side of a price the writer fixes."""

    FLOOR = "FLOOR"
    CEILING = "CEILING"
    NEUTRAL = "NEUTRAL"


@dataclass(frozen=True)
class SpokenPrice:
    """One price phrase. `unit` is empty when none was said; the price is for `count` of it.

    `start` and `end` count signs of the shape; `span` counts signs of the text.
    """

    start: int
    end: int
    span: Span
    low_yuan: Decimal
    high_yuan: Decimal
    bound: Bound
    unit: str
    count: int
    doubt: Doubt | None


# A price is for one, ten or a hundred of a unit; folded into U, so that 3块 5000斤 stays apart.
_ROUND = "U"
_ROUND_COUNTS = (1, 10, 100)
# Ten jin cost more than five yuan and a hundred more than twenty, or the number is something else.
_YUAN_MIN = {1: Decimal(0), 10: Decimal(5), 100: Decimal(20)}
# 15元5斤 may be a price for five jin, 3块5斤 also 3.5 yuan for one: neither is guessed.
_ODD_COUNT_MAX = 50

_UNIT = rf"(?:公斤|千克|市斤|kg(?![a-z])|斤|吨|顿|担|t(?![a-z])|{'|'.join(PACK_NAMES)})"
_FLOOR_BEFORE = (
    r"不[^,，。;；\n]{0,3}?低于|不[^,，。;；\n]{0,2}?少于|最低价?|最少|至少|底价|保底价?"
    r"|起步价?|起拍价?|起价"
)
_CEILING_BEFORE = r"不能?超过|不[^,，。;；\n]{0,2}?高于|最高价?|最多|顶多|封顶|上限|控制在|不要超过"
_BOUND_BEFORE = (
    rf"(?:(?P<floor>{_FLOOR_BEFORE})|(?P<ceiling>{_CEILING_BEFORE})"
    r"|(?P<under>低于|少于|不到|没到)|(?P<over>高于|超过))"
    r"(?:价格?|要求)?(?:是|为|也要|都要|要|给|收|卖|能|可以)?[: ]?"
)
_NO_AMOUNT_BEHIND = rf"(?! ?(?:{_UNIT})|[月号日年级天个])"
_N = f"[N{_ROUND}]"
_MAO = r"(?:毛|角|毫(?![米升克]))"
# 块二 and 块半 leave the one out: 1.2 and 1.5 yuan.
_AMOUNT = (
    rf"(?:(?P<yuan#>{_N})? ?(?:块|元)(?:钱)?"
    rf"(?:(?P<mao#>{_N}){_MAO}(?:(?P<fen#>{_N})(?:分|{_NO_AMOUNT_BEHIND}))?"
    rf"|(?P<tenths#>{_N}){_NO_AMOUNT_BEHIND})?(?:钱|整)?(?P<more#>多|来)?"
    rf"|(?P<only_mao#>{_N}){_MAO}(?:钱|(?P<only_fen#>{_N})(?:分|{_NO_AMOUNT_BEHIND}))?"
    rf"|(?P<only_fen_whole#>{_N})分钱?"
    rf"|¥ ?(?P<signed#>{_N})(?: ?元)?"
    rf"|(?P<bare#>{_N}))"
)
_AMOUNT_NAMES = ("yuan", "only_mao", "only_fen_whole", "signed", "bare")
_PRICE_WORD = r"(?:单价|价格|价钱|价位|报价|出价|价|卖|出|收)(?:是|为|在|要)?[: ]{0,2}"
_BOUND_BEHIND = (
    r"(?: ?(?P<at_least#>以上|往上|朝上|起步|起(?![订批发送运])|保底)"
    r"|(?P<at_most#>以内|以下|之内|封顶|内(?!销))|左右|上下)?"
)
_NEVER = (
    r"(?:[^,，。;；!！\n]{0,2}?"
    r"(?P<never>不卖|不出|免谈|勿扰|别来|不谈|不考虑|不收|不要|不买))?"
)
_PRICE = re.compile(
    rf"(?:{_BOUND_BEFORE})?(?P<word>{_PRICE_WORD})?"
    rf"(?:(?:每|(?=U))(?P<count_before>U)? ?(?P<unit_before>{_UNIT})[: ]?)?"
    rf"(?:(?P<inner_floor>{_FLOOR_BEFORE})|(?P<inner_ceiling>{_CEILING_BEFORE}))?"
    + _AMOUNT.replace("#", "")
    + rf"(?: ?(?:-{{1,2}}|到|至) ?{_AMOUNT.replace('#', '_b')})?"
    + _BOUND_BEHIND.replace("#", "")
    + r"(?: ?[/每]?(?P<count>U)? ?(?P<unit>(?:(?<=[/每U])|(?<=[/每U] ))"
    + rf"{_UNIT}))?"
    + _BOUND_BEHIND.replace("#", "_b")
    + _NEVER
)
_ODD_COUNT = re.compile(rf"(?P<count>N)(?P<unit>{_UNIT})")
_OTHER_MONEY = re.compile(
    r"(?:市场价?|市价|行情|批发价|零售价?|超市|去年|往年|前年|成本|运费|邮费|物流费?|快递费?|工钱|人工费?"
    r"|定金|押金|补贴|包装费?|损耗|网上|外面|别人|.{0,2}费)[^,，。;；!！\n]{0,4}\Z"
)
_HEADS = frozenset("NU块元¥每不最至底保起低少没封上控高超顶单价卖出收报")
_BEHIND_BARE = frozenset(" ,，。;；、!！?？\n)就才的卖不要收出也可左上")
_SIGNS_BEFORE = 9


def prices_in(shape: Shape) -> tuple[tuple[SpokenPrice, ...], tuple[tuple[int, int], ...]]:
    """All price phrases from left to right, and the signs of other money (运费, 市场价)."""
    signs = _with_round_counts(shape)
    prices: list[SpokenPrice] = []
    other_money: list[tuple[int, int]] = []
    at = 0
    while at < len(signs):
        match = _PRICE.match(signs, at) if signs[at] in _HEADS else None
        price = _price(match, shape) if match is not None else None
        if price is None:
            at += 1
            continue
        at = price.end
        if _OTHER_MONEY.search(signs[max(0, price.start - _SIGNS_BEFORE) : price.start]):
            other_money.append((price.start, price.end))
        else:
            prices.append(price)
    return tuple(prices), tuple(other_money)


def _with_round_counts(shape: Shape) -> str:
    signs = list(shape.signs)
    for at, number in shape.numbers.items():
        if signs[at] == "N" and number.low == number.high and number.low in _ROUND_COUNTS:
            signs[at] = _ROUND
    return "".join(signs)


def _price(match: re.Match[str], shape: Shape) -> SpokenPrice | None:
    amount = _amount(match, shape, "") if _is_price(match, shape) else None
    if amount is None:
        return None
    low, high, doubt = amount
    if any(match[f"{name}_b"] for name in _AMOUNT_NAMES):
        second = _amount(match, shape, "_b")
        high = second[1]
        # 两块五到八 may end at 2.8 or at 8.
        is_cut = bool(match["bare_b"] and (match["mao"] or match["tenths"]))
        doubt = Doubt.BROKEN if high < low or is_cut else second[2] or doubt or Doubt.RANGE
    unit = match["unit_before"] or match["unit"] or ""
    count = _count(match, shape)
    if low < _YUAN_MIN[count]:
        doubt = Doubt.BROKEN
    span = shape.span(match.start(), match.end())
    price = SpokenPrice(
        match.start(), match.end(), span, low, high, _bound(match), unit, count, doubt
    )
    return price if unit else _with_odd_count(price, shape)


def _count(match: re.Match[str], shape: Shape) -> int:
    """For how many of its unit a price is said."""
    for name in ("count_before", "count"):
        if match[name] is not None:
            return int(shape.number(match.start(name)).low)
    return 1


def _with_odd_count(price: SpokenPrice, shape: Shape) -> SpokenPrice:
    """三块五一百斤 is glued: where the price ends and the weight begins must be asked."""
    match = _ODD_COUNT.match(shape.signs, price.end)
    if match is None:
        return price
    if shape.number(match.start("count")).low > _ODD_COUNT_MAX:
        return replace(price, doubt=Doubt.BROKEN)
    span = Span(price.span.start, shape.span(match.start(), match.end()).end)
    return replace(price, end=match.end(), span=span, unit=match["unit"], doubt=Doubt.BROKEN)


def _is_price(match: re.Match[str], shape: Shape) -> bool:
    """A bare number is a price only beside a bound, a unit or a word for it: 不低于2.8."""
    if match["bare"] is None:
        return _is_whole_amount(match, shape)
    if any(match[f"{name}_b"] for name in _AMOUNT_NAMES if name != "bare"):
        return True
    has_unit = bool(match["unit"] or match["unit_before"])
    behind = shape.signs[match.end() : match.end() + 1]
    if behind and behind not in _BEHIND_BARE and not has_unit:
        return False
    if any(match[name] for name in ("floor", "ceiling", "under", "over", "word", "inner_floor")):
        return True
    words = shape.number(match.start("bare")).words
    is_decimal = "." in words or "点" in words
    return is_decimal and bool(match["at_least"] or match["at_most"] or has_unit)


def _is_whole_amount(match: re.Match[str], shape: Shape) -> bool:
    """块 without a number counts only with its digit: 块六, 块半, and never 这块地."""
    if any(match[name] for name in _AMOUNT_NAMES):
        return True
    before = shape.signs[max(0, match.start() - 1) : match.start()]
    return bool(match["mao"] or match["tenths"]) and before not in tuple("这那每几大整一地N")


Amount = tuple[Decimal, Decimal, Doubt | None]
_NOTHING: Amount = (Decimal(0), Decimal(0), None)


def _amount(match: re.Match[str], shape: Shape, form: str) -> Amount:
    """Low and high end of an amount in yuan, and the doubt about it."""

    def number(name: str) -> Number | None:
        return shape.number(match.start(name + form)) if match[name + form] else None

    whole = number("signed") or number("bare")
    if whole is not None:
        return whole.low, whole.high, whole.doubt
    fen = number("only_fen_whole")
    if fen is not None:
        return fen.low / 100, fen.high / 100, fen.doubt
    mao = number("only_mao")
    if mao is not None:
        return _with_tenths(_NOTHING, _with_tenths(_plain(mao), _tenths(number("only_fen"))))
    yuan = number("yuan")
    base = (Decimal(1), Decimal(1), None) if yuan is None else _plain(yuan)
    if match[f"more{form}"] is not None:
        return base[0], base[1], Doubt.VAGUE
    mao = number("mao")
    if mao is not None:
        return _with_tenths(base, _with_tenths(_plain(mao), _tenths(number("fen"))))
    return _with_tenths(base, _tenths(number("tenths")))


def _plain(number: Number) -> Amount:
    return number.low, number.high, number.doubt


def _with_tenths(whole: Amount, tenths: Amount) -> Amount:
    return whole[0] + tenths[0] / 10, whole[1] + tenths[1] / 10, whole[2] or tenths[2]


def _tenths(number: Number | None) -> Amount:
    """Digits behind a unit: 块六 6, 块六五 6.5, 块零五 0.5, 块半 5 tenths; 块五六 is 5 to 6."""
    if number is None:
        return _NOTHING
    if number.words == "半":
        return Decimal(5), Decimal(5), None
    digits = number.words.translate(_AS_DIGITS)
    if number.doubt is Doubt.RANGE and len(digits) == 2:
        return number.low, number.high, Doubt.RANGE
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 3):
        return number.low, number.high, Doubt.BROKEN
    value = Decimal(int(digits)).scaleb(1 - len(digits))
    return value, value, None


_AS_DIGITS = str.maketrans("零一二三四五六七八九两", "01234567892")


def _bound(match: re.Match[str]) -> Bound:
    """低于3块不卖 and 3块以下不卖 fix a floor; 高于3块不要 fixes a ceiling."""
    is_at_least = bool(match["at_least"] or match["at_least_b"])
    is_at_most = bool(match["at_most"] or match["at_most_b"])
    if match["never"] is not None and (match["under"] or is_at_most):
        return Bound.FLOOR
    if match["never"] is not None and (match["over"] or is_at_least):
        return Bound.CEILING
    if match["floor"] or match["inner_floor"] or is_at_least:
        return Bound.FLOOR
    if match["ceiling"] or match["inner_ceiling"] or is_at_most or match["under"]:
        return Bound.CEILING
    return Bound.NEUTRAL
