"""Spoken numbers: 8万, 80,000, 两万三, 十来, 三四千, and how sure each of them is.

Exact throughout: decimals of bounded length, never floats. The reader goes forward only and
reads at most `LONGEST` signs of a number, so its time is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

LONGEST = 32
_DIGITS_MAX = 12  # a thousand billion: beyond it a run of digits is an account, not an amount

_DIGITS = "零一二三四五六七八九"
_VALUE = {sign: value for value, sign in enumerate(_DIGITS)} | {"两": 2}
_TWENTIES = {"廿": 20, "卅": 30}
_SMALL = {"十": 10, "百": 100, "千": 1_000, "k": 1_000}
_LARGE = {"万": 10_000, "w": 10_000, "亿": 100_000_000}
_ARABIC = re.compile(
    r"[0-9]{1,3}(?:(?:,[0-9]{3}){1,3}|(?: [0-9]{3}){1,3})(?!,?[0-9])(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)*"
)
_TORN_BEFORE = re.compile(r"(?<![0-9.])[0-9]{1,16},\Z")
_CLAUSE_OR_THOUSANDS = re.compile(r"[0-9]，\Z")
_CHINESE = re.compile(rf"[{_DIGITS}两]{{1,16}}")
_AFTER_POINT = re.compile(rf"点([{_DIGITS}]{{1,8}})")
# What may follow a number that is an amount of something; needed where a sign has two readings.
_COUNTED = "斤公吨千克担市万百十箱筐袋件桶块元毛角天日个kt"
_PER_ONE = "斤公吨千担市箱筐袋件k"


class Doubt(StrEnum):
    """Why a number is not exactly what was written.

    1. ABOUT: 大概, 左右, 约: the number is the middle of what is meant.
    2. OR_MORE: 十来, 二十多, 十几, 百把: the number is the low end.
    3. RANGE: 三四千: low and high differ.
    4. SHORTENED: 8万5: the last digit counts the next lower unit.
    5. VAGUE: 几千, 上万, 百八十: a size, not a number.
    6. BROKEN: 8,5 or 000: cannot be read as one number.
    """

    ABOUT = "ABOUT"
    OR_MORE = "OR_MORE"
    RANGE = "RANGE"
    SHORTENED = "SHORTENED"
    VAGUE = "VAGUE"
    BROKEN = "BROKEN"


@dataclass(frozen=True)
class Number:
    """One number of a text; `low` and `high` differ only for a range such as 三四千.

    `scale` is the largest unit spoken (万 for 8万5千): in "3到4万5千" the 3 borrows it.
    """

    start: int
    end: int
    words: str
    low: Decimal
    high: Decimal
    scale: int = 1
    doubt: Doubt | None = None

    @property
    def is_exactly_one(self) -> bool:
        """Whether this is a plain 1, as in 3块一斤."""
        return self.low == self.high == 1 and self.doubt is None

    @property
    def whole(self) -> int | None:
        """The number as a counting number, when it is one and sure; else None."""
        if self.doubt in (Doubt.VAGUE, Doubt.BROKEN, Doubt.RANGE) or self.low != int(self.low):
            return None
        return int(self.low)


@dataclass(frozen=True)
class _Digits:
    """A coefficient before its unit."""

    low: Decimal
    high: Decimal
    end: int
    is_single: bool = False
    doubt: Doubt | None = None


@dataclass
class _Sum:
    """A number while it is being added up, unit by unit."""

    text: str
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    section_low: Decimal = Decimal(0)
    section_high: Decimal = Decimal(0)
    pending: _Digits | None = None
    smallest: int = 10_000
    largest: int = 10**12
    scale: int = 1
    last_unit: int = 1
    has_zero: bool = False
    is_started: bool = False
    doubts: list[Doubt] = field(default_factory=list)

    def take_digits(self, digits: _Digits) -> bool:
        if self.pending is not None:
            return False
        if digits.doubt is not None:
            self.doubts.append(digits.doubt)
        self.pending = digits
        self.is_started = True
        return True

    def take_unit(self, unit: int) -> bool:
        if self.pending is None and not self._may_stand_alone(unit):
            return False
        return self._take_small(unit) if unit < 10_000 else self._take_large(unit)

    def _may_stand_alone(self, unit: int) -> bool:
        if self.is_started:
            return unit >= 10_000 and self.section_high > 0
        if unit > 10:
            self.doubts.append(Doubt.VAGUE)
        self.pending = _Digits(Decimal(1), Decimal(1), 0)
        self.is_started = True
        return True

    def _take_small(self, unit: int) -> bool:
        if self.pending is None or unit >= self.smallest:
            return False
        self.section_low += self.pending.low * unit
        self.section_high += self.pending.high * unit
        self.pending, self.smallest, self.has_zero = None, unit, False
        self.last_unit, self.scale = unit, max(self.scale, unit)
        return True

    def _take_large(self, unit: int) -> bool:
        if unit >= self.largest:
            return False
        pending = self.pending or _Digits(Decimal(0), Decimal(0), 0)
        self.low += (self.section_low + pending.low) * unit
        self.high += (self.section_high + pending.high) * unit
        self.section_low = self.section_high = Decimal(0)
        self.pending, self.smallest, self.largest, self.has_zero = None, 10_000, unit, False
        self.last_unit, self.scale = unit, max(self.scale, unit)
        return True

    def finish(self, start: int, end: int) -> Number:
        if self.pending is not None:
            self._add_rest(self.pending)
        low, high = self.low + self.section_low, self.high + self.section_high
        doubt = max(self.doubts, key=list(Doubt).index, default=None)
        if doubt is None and low != high:
            doubt = Doubt.RANGE
        return Number(start, end, self.text[start:end], low, high, self.scale, doubt)

    def _add_rest(self, rest: _Digits) -> None:
        factor = 1
        if self.last_unit >= 100 and rest.is_single and not self.has_zero:
            factor = self.last_unit // 10
            self.doubts.append(Doubt.SHORTENED)
        self.section_low += rest.low * factor
        self.section_high += rest.high * factor


def read_number(text: str, at: int) -> Number | None:
    """The longest number that begins at a place of a level text, or None.

    三千五 is 3,500 and 三千零五 is 3,005; 三四千 is a range; 几千 and a bare 百 before a unit
    are sizes (VAGUE). Never raises.
    """
    if text[at] == "半":
        return Number(at, at + 1, "半", Decimal("0.5"), Decimal("0.5"))
    total = _Sum(text)
    here = at
    while here < len(text) and here - at < LONGEST:
        after = _step(text, here, total)
        if after == here:
            break
        here = after
    if not total.is_started:
        return None
    if _is_torn(text, at, here):
        total.doubts.append(Doubt.BROKEN)
    return total.finish(at, here)


def _step(text: str, here: int, total: _Sum) -> int:
    """One more piece of a number; returns where it ends, or `here` when nothing belongs to it."""
    sign = text[here]
    if sign in _SMALL or sign in _LARGE:
        is_unit_word = text[here + 1 : here + 2] in ("克", "g") or _is_latin_word(text, here)
        if is_unit_word or not total.take_unit(_SMALL.get(sign) or _LARGE[sign]):
            return here
        return here + 1
    if sign == "零" and total.is_started and total.pending is None:
        total.has_zero = True
        return here + 1
    if sign in "几数":
        return _take_some(text, here, total)
    if sign in "多余来把":
        return _take_more(text, here, total)
    digits = _digits(text, here)
    if digits is None or not total.take_digits(digits):
        return here
    return digits.end


def _is_latin_word(text: str, here: int) -> bool:
    return (
        text[here] in "kw"
        and text[here + 1 : here + 2].isascii()
        and (text[here + 1 : here + 2].isalpha())
    )


def _take_some(text: str, here: int, total: _Sum) -> int:
    """几 and 数: a size at the head of a number (几千), more than the head behind it (十几)."""
    is_head = not total.is_started
    if text[here] == "数" and not (is_head and text[here + 1 : here + 2] in tuple("十百千万")):
        return here
    if not total.take_digits(_Digits(Decimal(int(is_head)), Decimal(int(is_head)), here + 1)):
        return here
    total.doubts.append(Doubt.VAGUE if is_head else Doubt.OR_MORE)
    return here + 1


def _take_more(text: str, here: int, total: _Sum) -> int:
    """多 and 余 behind a round number; 来 and 把 only where something is counted."""
    if not total.is_started or (total.pending is not None and total.pending.low % 10):
        return here
    next_sign = text[here + 1 : here + 2]
    if text[here] in "来把" and not (next_sign and next_sign in _COUNTED):
        return here
    # 百把斤 is "a hundred or so": the word itself takes the vagueness of a bare 百 away.
    if total.doubts == [Doubt.VAGUE]:
        total.doubts.clear()
    total.doubts.append(Doubt.OR_MORE)
    return here + 1


def _digits(text: str, here: int) -> _Digits | None:
    if text[here] in _TWENTIES:
        return _twenties(text, here)
    arabic = _ARABIC.match(text, here)
    if arabic is not None:
        return _arabic(arabic[0], arabic.end())
    run = _CHINESE.match(text, here)
    return _chinese(text, here, _whole_run(text, here, run[0])) if run else None


def _twenties(text: str, here: int) -> _Digits:
    unit = _VALUE.get(text[here + 1 : here + 2], 0)
    value = Decimal(_TWENTIES[text[here]] + unit)
    return _Digits(value, value, here + 1 + (unit > 0))


def _arabic(words: str, end: int) -> _Digits:
    plain = words.replace(",", "").replace(" ", "")
    if plain.count(".") > 1 or len(plain) > _DIGITS_MAX:
        return _Digits(Decimal(0), Decimal(0), end, doubt=Doubt.BROKEN)
    value = Decimal(plain)
    is_zero_led = len(plain) > 1 and plain[0] == "0" and plain[1] != "."
    doubt = Doubt.BROKEN if is_zero_led and len(plain) > 2 else None
    return _Digits(value, value, end, is_single=len(plain) == 1, doubt=doubt)


def _whole_run(text: str, here: int, run: str) -> str:
    """The signs of a run that are digits of one number.

    In 三块五一斤 the 一 belongs to the jin, and in 三斤二两 the 两 is a weight.
    """
    for place in range(1, len(run)):
        behind = text[here + place + 1 : here + place + 2]
        if run[place] == "两" and not (run[place - 1] == "一" and behind and behind in _COUNTED):
            run = run[:place]
            break
    behind = text[here + len(run) : here + len(run) + 1]
    if len(run) > 1 and run[-1] == "一" and behind and behind in _PER_ONE:
        run = run[:-1]
    return run


def _chinese(text: str, here: int, run: str) -> _Digits:
    end = here + len(run)
    point = _AFTER_POINT.match(text, end)
    if point is not None:
        digits = "".join(str(_VALUE[sign]) for sign in run)
        decimals = "".join(str(_VALUE[sign]) for sign in point[1])
        value = Decimal(f"{digits}.{decimals}")
        return _Digits(value, value, point.end())
    values = [_VALUE[sign] for sign in run]
    if len(values) == 2 and values[0] > 0 and _is_span_of_speech(values[0], values[1]):
        return _Digits(Decimal(values[0]), Decimal(values[1]), end, is_single=True)
    value = Decimal(int("".join(map(str, values))))
    # 二六斤 may be 26 or 2.6: two digits without a unit are said of phone numbers and prices only.
    doubt = Doubt.VAGUE if len(values) == 2 and values[0] > 0 else None
    return _Digits(value, value, end, is_single=len(values) == 1, doubt=doubt)


def _is_span_of_speech(low: int, high: int) -> bool:
    """三四, 七八, 一两 and the fixed 三五 are ranges in everyday speech."""
    return high == low + 1 or (low, high) == (3, 5)


def _is_torn(text: str, start: int, end: int) -> bool:
    """Whether digits touch this number through a comma or a point that does not part thousands."""
    if not text[start].isdigit():
        return False
    before, after = text[max(0, start - 18) : start], text[end : end + 2]
    if before.endswith(".") or _TORN_BEFORE.search(before):
        return True
    if end - start == 3 and _CLAUSE_OR_THOUSANDS.search(before):
        return True
    # Behind a decimal the comma parts clauses: 9.25,3块.
    is_torn_after = after[:1] == "," and after[1:].isdigit()
    return is_torn_after and text[start:end].isdigit()


def in_chinese(value: int) -> str:
    """A whole number from 0 to 99,999,999 as it is said in full: 80,000 is 八万."""
    if not 0 <= value < 10**8:
        raise ValueError("in_chinese needs a whole number from 0 to 99,999,999")
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        gap = "零" if 0 < low < 1_000 else ""
        return f"{in_chinese(high)}万{gap}{in_chinese(low) if low else ''}"
    if value < 10:
        return _DIGITS[value]
    unit, name = next((10**power, "个十百千"[power]) for power in (3, 2, 1) if value >= 10**power)
    head, rest = divmod(value, unit)
    gap = "零" if 0 < rest < unit // 10 else ""
    return f"{_DIGITS[head]}{name}{gap}{in_chinese(rest) if rest else ''}"
