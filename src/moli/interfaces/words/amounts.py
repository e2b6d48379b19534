"""Weights, prices, sums, counts and distances as people read them.

Chinese pages speak in jin and yuan per jin, English pages in kilograms and yuan per kilogram.
Everything is reckoned in whole numbers: what is exact is shown exactly, and what is rounded
(headlines, tonnes, shares) says so in its docstring.
"""

from __future__ import annotations

from django.utils.translation import get_language

from moli.kernel import identifiers
from moli.kernel.area import hundredths_of_mu
from moli.kernel.money import FEN_PER_YUAN
from moli.kernel.weight import GRAMS_PER_JIN, GRAMS_PER_KG, GRAMS_PER_TONNE

NOTHING = "—"
_FEN_PER_WAN = 10_000 * FEN_PER_YUAN
_GRAMS_PER_WAN_JIN = 10_000 * GRAMS_PER_JIN


def is_english() -> bool:
    """Whether the page being made is in English; Chinese is the language of everything else."""
    return (get_language() or "").startswith("en")


def decimal(units: int, *, places: int, least: int = 0) -> str:
    """Units of ten to the minus `places` with thousands commas, at least `least` decimals.

    Zeros at the end are left out: `decimal(1500, places=3)` is "1.5".
    """
    whole, rest = divmod(abs(units), 10**places)
    digits = f"{rest:0{places}d}" if places else ""
    kept = max(least, len(digits.rstrip("0")))
    sign = "-" if units < 0 else ""
    return f"{sign}{whole:,}" + (f".{digits[:kept]}" if kept else "")


def rounded(amount: int, *, step: int) -> int:
    """How many steps an amount is, to the nearest; half a step goes away from zero."""
    steps = (2 * abs(amount) + step) // (2 * step)
    return -steps if amount < 0 else steps


def number(count: int) -> str:
    """A count with thousands commas: "1,284"."""
    return f"{count:,}"


def jin(weight_grams: int) -> str:
    """An exact weight: "80,000 斤", in English "40,000 kg"."""
    if is_english():
        return f"{decimal(weight_grams, places=3)} kg"
    return f"{decimal(weight_grams * (GRAMS_PER_KG // GRAMS_PER_JIN), places=3)} 斤"


def whole_jin(weight_grams: int) -> str:
    """A weight that was reckoned (a share, an average), to whole jin, in English whole kg."""
    step = GRAMS_PER_KG if is_english() else GRAMS_PER_JIN
    return jin(rounded(weight_grams, step=step) * step)


def jin_and_tonnes(weight_grams: int) -> str:
    """A weight with its tonnes: "80,000 斤（40 吨）"; under a tonne only the jin.

    Tonnes go to two decimals, and say "约" when that is not exact.
    """
    text = jin(weight_grams)
    if abs(weight_grams) < GRAMS_PER_TONNE:
        return text
    hundredth = GRAMS_PER_TONNE // 100
    tonnes = decimal(rounded(weight_grams, step=hundredth), places=2)
    is_exact = weight_grams % hundredth == 0
    if is_english():
        return f"{text} ({'' if is_exact else 'about '}{tonnes} t)"
    return f"{text}（{'' if is_exact else '约 '}{tonnes} 吨）"


def wan_jin(weight_grams: int) -> str:
    """A weight for a headline or a map: "11.6 万斤", in English "58 t", to one decimal.

    Below ten thousand jin (five tonnes) it is the exact weight.
    """
    if abs(weight_grams) < _GRAMS_PER_WAN_JIN:
        return jin(weight_grams)
    if is_english():
        return f"{decimal(rounded(weight_grams, step=GRAMS_PER_TONNE // 10), places=1)} t"
    return f"{decimal(rounded(weight_grams, step=_GRAMS_PER_WAN_JIN // 10), places=1)} 万斤"


def yuan_per_jin(price_fen_per_kg: int) -> str:
    """An exact price: "3.20 元/斤", in English "¥6.40/kg"; an odd fen shows a third decimal."""
    if is_english():
        return _with_sign(price_fen_per_kg, least=2) + "/kg"
    return f"{price_in_yuan_per_jin(price_fen_per_kg)} 元/斤"


def price_in_yuan_per_jin(price_fen_per_kg: int) -> str:
    """The bare figure of a price, for the axis of a chart: "3.20", in English "6.40"."""
    if is_english():
        return decimal(price_fen_per_kg, places=2, least=2)
    return decimal(price_fen_per_kg * 5, places=3, least=2)


def yuan(total_fen: int) -> str:
    """An exact sum: "256,000 元", "0.05 元", in English "¥256,000"."""
    least = 2 if total_fen % FEN_PER_YUAN else 0
    if is_english():
        return _with_sign(total_fen, least=least)
    return f"{decimal(total_fen, places=2, least=least)} 元"


def wan_yuan(total_fen: int) -> str:
    """A sum for a headline: "54.1 万元", in English "¥541,000", to the nearest thousand yuan.

    Below ten thousand yuan it is rounded to whole yuan.
    """
    if abs(total_fen) < _FEN_PER_WAN:
        return yuan(rounded(total_fen, step=FEN_PER_YUAN) * FEN_PER_YUAN)
    thousands = rounded(total_fen, step=1_000 * FEN_PER_YUAN)
    if is_english():
        return yuan(thousands * 1_000 * FEN_PER_YUAN)
    return f"{decimal(thousands, places=1)} 万元"


def percent_of(part: int, whole: int) -> str:
    """The share of a part in whole percent: "32%"; a dash when there is no whole."""
    return f"{rounded(100 * part, step=whole)}%" if whole > 0 else NOTHING


def kilometres(distance_metres: int) -> str:
    """A way: "96 公里", in English "96 km"; below a kilometre in metres."""
    is_near = abs(distance_metres) < 1_000
    amount = number(distance_metres if is_near else rounded(distance_metres, step=1_000))
    if is_english():
        return f"{amount} {'m' if is_near else 'km'}"
    return f"{amount} {'米' if is_near else '公里'}"


def mu(square_metres: int) -> str:
    """Land: "4.5 亩", in English "4.5 mu (3,000 m²)", to the hundredth of a mu."""
    amount = decimal(hundredths_of_mu(square_metres), places=2)
    if is_english():
        return f"{amount} mu ({square_metres:,} m²)" if square_metres else f"{amount} mu"
    return f"{amount} 亩"


def masked_phone(phone: str) -> str:
    """A telephone number with its middle hidden: "137****4410", "0771-****222"."""
    return identifiers.masked_phone(phone)


def _with_sign(fen: int, *, least: int) -> str:
    """The sign before the currency sign, as English writes it: "-¥3.20"."""
    figure = decimal(abs(fen), places=2, least=least)
    return f"{'-' if fen < 0 else ''}¥{figure}"
