"""Reading one weight, one price or one day out of one box of a form or one cell of a sheet.

People type 80,000, 8万, 40吨 or 两块六 where a number is asked. What is read is exact: decimals
of bounded length, never floats. What cannot be read is refused, never guessed.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from moli.kernel.money import FEN_PER_KG_PER_FEN_PER_JIN, FEN_PER_YUAN
from moli.kernel.refusal import Refusal
from moli.kernel.spoken.numerals import Doubt
from moli.kernel.spoken.shape import Shape, fold
from moli.kernel.spoken.text import level
from moli.kernel.spoken.weights import weights_in

# Longer than any honest amount, short enough that no reader ever works on a pasted page.
LONGEST = 32
_BEYOND_REASON = 10**15
FEN_PER_KG_PER_YUAN_PER_JIN = FEN_PER_YUAN * FEN_PER_KG_PER_FEN_PER_JIN

_PLAIN = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_DAY = re.compile(
    r"([0-9]{4}) ?[-/.年] ?([0-9]{1,2}) ?[-/.月] ?([0-9]{1,2}) ?日?(?: 00:00(?::00)?)?"
)
_PER = r"(?: ?(?:/|每|(?P<one>N))? ?(?P<per>公斤|千克|kg|市斤|斤))"
# A number right before a unit of weight counts that unit (3块一斤), never tenths of a yuan.
_NOT_PER = r"(?! ?(?:公斤|千克|kg|市斤|斤))"
_PRICE = re.compile(
    rf"(?:(?P<bare>N)|(?P<yuan>N) ?(?:元|块)钱?(?:(?P<tenth>N){_NOT_PER}(?:毛|角)?(?P<fen>FEN)?)?"
    rf"|(?P<mao>N)(?:毛|角)钱?(?P<mao_fen>FEN)?){_PER}?".replace("FEN", rf"N{_NOT_PER}分?")
)
_PER_KG_OF = {"公斤": FEN_PER_YUAN, "千克": FEN_PER_YUAN, "kg": FEN_PER_YUAN}
_PER_KG_OF |= {"斤": FEN_PER_KG_PER_YUAN_PER_JIN, "市斤": FEN_PER_KG_PER_YUAN_PER_JIN}
_SURE = (None, Doubt.ABOUT, Doubt.SHORTENED)


class WeightUnreadable(Refusal):
    """What stands for a weight is no number with a unit."""


class WeightTooFine(Refusal):
    """A weight has fractions of a gram."""


class PriceUnreadable(Refusal):
    """What stands for a price is no sum of money."""


class PriceTooFine(Refusal):
    """A price is no whole number of fen per kilogram (half a fen per jin)."""


class DayUnreadable(Refusal):
    """What stands for a day is no day with its year."""


def read_weight(text: str, *, unit: str, field: str) -> int:
    """Grams of a weight; a number alone counts the unit (斤, 公斤, 吨).

    Reads 80,000, 8万, 八万斤, 40吨, 两吨半. Refuses words that are no weight, a size without a
    number (几万斤) and fractions of a gram. A negative number is read: the market refuses it.
    """
    said = level(text).strip()
    if not 0 < len(said) <= LONGEST:
        raise WeightUnreadable(field=field, value=text[:LONGEST])
    if _PLAIN.fullmatch(said):
        return _grams(_decimal(said), unit=unit, field=field, text=text)
    for phrase in (said, said + unit):
        shape = fold(phrase)
        found = weights_in(shape, pack_grams={})
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(shape.signs)):
            if found[0].low_grams is None or found[0].doubt not in _SURE:
                break
            return found[0].low_grams
    raise WeightUnreadable(field=field, value=text)


def weight_of_number(number: float, *, unit: str, field: str) -> int:
    """Grams of a number cell of a sheet; refuses fractions of a gram."""
    shown = _shown(number)
    if shown is None:
        raise WeightUnreadable(field=field, value=str(number))
    return _grams(shown, unit=unit, field=field, text=str(number))


def read_price(text: str, *, unit: str, field: str) -> int:
    """Fen per kilogram of a price in yuan; a number alone is per unit (斤 or 公斤).

    Reads 3, 3.20, 两块六, 3块5, 2元6角, 6元/公斤. Refuses other words, and a price that is no
    whole number of fen per kilogram.
    """
    said = level(text).strip()
    if not 0 < len(said) <= LONGEST:
        raise PriceUnreadable(field=field, value=text[:LONGEST])
    if _PLAIN.fullmatch(said):
        return _fen_per_kg(_decimal(said), per_kg=_PER_KG_OF[unit], field=field, text=text)
    shape = fold(said.removeprefix("¥").strip())
    match = _PRICE.fullmatch(shape.signs)
    yuan = _yuan(match, shape) if match else None
    if match is None or yuan is None:
        raise PriceUnreadable(field=field, value=text)
    per_kg = _PER_KG_OF[match["per"] or unit]
    return _fen_per_kg(yuan, per_kg=per_kg, field=field, text=text)


def price_of_number(number: float, *, unit: str, field: str) -> int:
    """Fen per kilogram of a number cell of a sheet; refuses what is no whole fen."""
    shown = _shown(number)
    if shown is None:
        raise PriceUnreadable(field=field, value=str(number))
    return _fen_per_kg(shown, per_kg=_PER_KG_OF[unit], field=field, text=str(number))


def _shown(number: float) -> Decimal | None:
    """A number cell as the sheet shows it: a formula's 0.30000000000000004 is 0.3 to everybody."""
    shown = Decimal(format(number, ".15g"))
    return shown if shown.is_finite() and abs(shown) < _BEYOND_REASON else None


def read_day(text: str, *, field: str) -> date:
    """A day written with its year: 2016-09-25, 2016/9/25, 2016年9月25日."""
    match = _DAY.fullmatch(level(text).strip()) if len(text) <= LONGEST else None
    if match is None:
        raise DayUnreadable(field=field, value=text[:LONGEST])
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError as wrong:
        raise DayUnreadable(field=field, value=text) from wrong


def _decimal(plain: str) -> Decimal:
    return Decimal(plain.replace(",", ""))


def _grams(count: Decimal, *, unit: str, field: str, text: str) -> int:
    per_unit = {"斤": 500, "公斤": 1_000, "吨": 1_000_000}[unit]
    grams = count * per_unit
    if grams != int(grams):
        raise WeightTooFine(field=field, value=text)
    return int(grams)


def _fen_per_kg(yuan: Decimal, *, per_kg: int, field: str, text: str) -> int:
    fen = yuan * per_kg
    if fen != int(fen):
        raise PriceTooFine(field=field, value=text)
    return int(fen)


# The parts of a spoken price, and how many of each make a yuan.
_SHARES = {"bare": 1, "yuan": 1, "tenth": 10, "mao": 10, "fen": 100, "mao_fen": 100}


def _yuan(match: re.Match[str], shape: Shape) -> Decimal | None:
    """Yuan of a price as spoken, or None when a part of it is not sure."""
    if match["one"] is not None and not shape.number(match.start("one")).is_exactly_one:
        return None
    total = Decimal(0)
    for name, share in _SHARES.items():
        if match[name] is None:
            continue
        number = shape.number(match.start(name))
        if number.doubt is not None or (share > 1 and number.low >= 10):
            return None
        total += number.low / share
    return total
