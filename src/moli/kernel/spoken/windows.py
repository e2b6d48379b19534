"""Spoken stretches of time: 这个月底前, 10号到25号, 一周内, 明天开始; each says from, to or both.

A day said with 前 counts itself (25号前 ends on the 25th, as 月底前 ends on the last day); before a
festival means the eve. What cannot be settled is returned with its doubt and never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from moli.kernel.spoken.numerals import Doubt
from moli.kernel.spoken.points import DayDoubt, Point, as_dates, read_dotted, read_point
from moli.kernel.spoken.settling import (
    DAYS_AHEAD_MAX,
    ROLL_DAYS_MAX,
    aligned,
    days_of,
    next_days,
    settle_range,
)
from moli.kernel.spoken.shape import Shape
from moli.kernel.spoken.text import Span

_DOTTED_DAYS_MAX = 92
_ONE_DAY = timedelta(days=1)

_TO = re.compile(r" ?(?:-{1,2}|到|至|、) ?")
_BEFORE = re.compile(r" ?(?:之前|以前|前(?!后)|为止|截止|止|之内|以内|内)")
_AFTER = re.compile(
    r" ?(?:以后|之后|过后|后|起|开始|开摘|开采|开园|开卖|开收"
    r"|上市|出货|有货|可摘|可采|能摘|能采|就能|采摘|成熟|熟)"
)
_LATEST = re.compile(
    r"(?:截止到?|截至到?|最晚|最迟|不晚于|不超过|赶在|直到|持续到|[卖供摘收采留]到|到)[: ]?\Z"
)
_ROUGHLY = re.compile(r" ?(?:左右|前后|上下)")
_EARLIEST = re.compile(r"(?:从|自|打)\Z")
_LONG_AGO = re.compile(r"(?:去年|前年|往年|上个?月|上个?周|昨天|昨日)(?:的)?\Z")
_LENGTH = re.compile(
    r"(?P<count>N) ?(?P<unit>天|日|个?(?:周|星期|礼拜)|个(?P<half>N)?月)(?P<about>左右)?"
    r"(?P<way>之内|以内|内|之后|以后|过后|后)?"
)
_KEEPING = re.compile(r"(?:保质期?|保鲜期?|存放|周期|生长|已经?|都|摘了|每|隔)[: ]?\Z")
_NOW = re.compile(r"现在|目前|眼下|当下|马上|立即|立刻|立马|随时|现货|现摘|现采|而家")
_LOOSE_START = re.compile(r"过N天|过些天|过段时间|过阵子|成熟后|[快就]熟了|快要?熟")
_LOOSE_END = re.compile(r"[这近]N天|近期|近日|最近|尽快|尽早|越快越好|早点")
_LUNAR = re.compile(
    r"(?:农历|阴历|旧历|老历)(?:N月)?(?:[初底]?N)?|[正腊冬]月(?:初?N|底)?|(?<![N月])初N"
)
_BEHIND_DOTTED = (
    "前",
    "之前",
    "以前",
    "号",
    "日",
    "开",
    "截",
    "有货",
    "上市",
    "可摘",
    "能摘",
    "到货",
)
_SIGNS_BEFORE = 6


@dataclass(frozen=True)
class SpokenWindow:
    """What one phrase says of a window: its first day, its last day, or both.

    `start` and `end` count signs of the shape. With a doubt of the asking kind the day that it
    concerns is None; `sets_from` and `sets_to` tell which side the phrase meant to settle.
    `is_bare_day` is a day without 前 or 开始; `is_dotted` a range such as 9.10-9.25, which
    two prices look like as well.
    """

    start: int
    end: int
    span: Span
    from_on: date | None = None
    to_on: date | None = None
    sets_from: bool = False
    sets_to: bool = False
    doubt: DayDoubt | None = None
    is_bare_day: bool = False
    is_dotted: bool = False
    candidates: tuple[date, ...] = ()


def windows_in(shape: Shape, *, today: date) -> tuple[SpokenWindow, ...]:
    """All phrases about time in a text, from left to right, reckoned from `today`.

    Phrases about the past (去年9月) are skipped. Never raises, whatever the numbers are.
    """
    found: list[SpokenWindow] = []
    at = 0
    while at < len(shape.signs):
        window = _read(shape, at, today)
        if window is None:
            at += 1
            continue
        at = max(window.end, at + 1)
        if not _LONG_AGO.search(_before(shape, window.start)):
            found.append(window)
    return tuple(found)


def _read(shape: Shape, at: int, today: date) -> SpokenWindow | None:
    return (
        _read_word(shape, at, today)
        or _read_length(shape, at, today)
        or _read_days(shape, at, today)
    )


def _read_word(shape: Shape, at: int, today: date) -> SpokenWindow | None:
    """Words that settle today as the first day, and words too loose to settle anything."""
    lunar = _LUNAR.match(shape.signs, at)
    if lunar is not None:
        is_end = bool(_BEFORE.match(shape.signs, lunar.end()))
        window = _window(shape, at, lunar.end())
        return replace(window, sets_from=not is_end, sets_to=True, doubt=DayDoubt.LUNAR)
    now = _NOW.match(shape.signs, at)
    if now is not None:
        return replace(_window(shape, at, now.end()), from_on=today, sets_from=True)
    start = _LOOSE_START.match(shape.signs, at)
    end = _LOOSE_END.match(shape.signs, at)
    loose = start or end
    if loose is None:
        return None
    window = _window(shape, at, loose.end())
    return replace(window, sets_from=bool(start), sets_to=not start, doubt=DayDoubt.LOOSE)


def _before(shape: Shape, at: int) -> str:
    return shape.signs[max(0, at - _SIGNS_BEFORE) : at]


def _window(shape: Shape, start: int, end: int) -> SpokenWindow:
    return SpokenWindow(start, end, shape.span(start, end))


def _read_length(shape: Shape, at: int, today: date) -> SpokenWindow | None:
    """20天内, 半个月内, 三天后, and 两个星期 without a word about its direction."""
    match = _LENGTH.match(shape.signs, at)
    if match is None or _is_no_length(match, shape):
        return None
    way, window = match["way"] or "", _window(shape, match.start(), match.end())
    if not way and _KEEPING.search(_before(shape, at)):
        return None
    if match["unit"] == "日" and way.endswith("后"):
        # 10日后 is "after the 10th" or "in ten days"; both are said.
        return replace(window, sets_from=True, doubt=DayDoubt.LOOSE)
    sets_from = way.endswith("后")
    day, doubt = _day_ahead(match, shape, today)
    if doubt is None and not way:
        doubt = DayDoubt.BARE_LENGTH
    if sets_from:
        return replace(window, from_on=day, sets_from=True, doubt=doubt)
    return replace(window, to_on=day, sets_to=True, doubt=doubt)


def _is_no_length(match: re.Match[str], shape: Shape) -> bool:
    """10日 is a day, 两周 without 内 is left, and 一天 alone is a rate (一天能出两千斤)."""
    if match["half"] is not None and shape.number(match.start("half")).words != "半":
        return True
    if match["way"] is not None:
        return False
    is_one_day = match["unit"] == "天" and shape.number(match.start("count")).is_exactly_one
    return match["unit"] in ("周", "日") or is_one_day


def _day_ahead(
    match: re.Match[str], shape: Shape, today: date
) -> tuple[date | None, DayDoubt | None]:
    count = shape.number(match.start("count"))
    if count.doubt in (Doubt.VAGUE, Doubt.BROKEN):
        return None, DayDoubt.LOOSE
    low: Decimal = min(count.low, Decimal(DAYS_AHEAD_MAX + 1))
    doubled = int(2 * low) + (match["half"] is not None)
    unit_days = 1 if match["unit"] in "天日" else 30 if match["unit"].endswith("月") else 7
    if doubled * unit_days > 2 * DAYS_AHEAD_MAX:
        return None, DayDoubt.TOO_FAR
    is_rough = count.doubt is not None or match["about"] is not None
    doubt = DayDoubt.ROUGH if is_rough else None
    if match["unit"].endswith("月"):
        return _months_ahead(today, doubled // 2, 15 * (doubled % 2)), doubt
    return today + timedelta(days=doubled * unit_days // 2), doubt


def _months_ahead(today: date, months: int, days: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    whole = as_dates(Point(0, 0), year=year, month=month + 1)
    assert whole is not None
    return min(whole[1], whole[0] + timedelta(days=today.day - 1)) + timedelta(days=days)


def _read_days(shape: Shape, at: int, today: date) -> SpokenWindow | None:
    plain = read_point(shape, at, today=today)
    first = plain or read_dotted(shape, at)
    if first is None:
        return None
    second = _second_point(shape, first, today)
    if second is not None:
        window = _range(shape, first, second, today)
        return window if plain else _dotted_range(window, first, today)
    return _single(shape, first, today) if plain or _is_surely_day(shape, first) else None


def _dotted_range(window: SpokenWindow, first: Point, today: date) -> SpokenWindow | None:
    """2.8-3.2 said in September is a pair of prices: nobody writes of February that way."""
    if first.year is not None:
        return window
    is_near = window.from_on is not None and (
        window.from_on - today <= timedelta(days=_DOTTED_DAYS_MAX)
    )
    return replace(window, is_dotted=True) if is_near else None


def _is_surely_day(shape: Shape, point: Point) -> bool:
    """9.10 alone is a day only with a word that no price takes, or with its year."""
    behind = shape.signs[point.end : point.end + 2]
    return point.year is not None or behind.startswith(_BEHIND_DOTTED)


def _second_point(shape: Shape, first: Point, today: date) -> Point | None:
    """The other end of a range, which may leave out what the first said: 9月10-25日."""
    to = _TO.match(shape.signs, first.end)
    if to is None or to.end() >= len(shape.signs):
        return None
    return read_point(shape, to.end(), today=today) or read_dotted(shape, to.end())


def _range(shape: Shape, first: Point, second: Point, today: date) -> SpokenWindow:
    second = aligned(first, second)
    end = second.end
    window = replace(_window(shape, first.start, end), sets_from=True, sets_to=True)
    settled = settle_range(first, second, today)
    if isinstance(settled, DayDoubt):
        return replace(window, doubt=settled)
    from_on, to_on, rolled = settled
    if to_on < from_on:
        return replace(window, doubt=DayDoubt.END_BEFORE_START, candidates=(from_on, to_on))
    doubt = rolled or first.doubt or second.doubt
    return replace(window, from_on=from_on, to_on=to_on, doubt=doubt)


def _single(shape: Shape, point: Point, today: date) -> SpokenWindow:
    """One day or stretch; the words around it say whether it begins or ends the window."""
    before = _before(shape, point.start)
    if _ROUGHLY.match(shape.signs, point.end):
        point = replace(point, doubt=point.doubt or DayDoubt.ROUGH)
    ends = _BEFORE.match(shape.signs, point.end)
    starts = None if ends else _AFTER.match(shape.signs, point.end)
    end = ends.end() if ends else point.end
    window = _window(shape, point.start, end)
    is_start = not ends and (bool(starts) or bool(_EARLIEST.search(before)))
    if ends or _LATEST.search(before) or (point.is_end and not is_start):
        is_before = bool(ends) and "前" in shape.signs[point.end : end]
        return _ending(window, point, today, is_before=is_before)
    if starts and starts[0].strip() in ("起", "开始", "后", "之后", "以后"):
        window = _window(shape, point.start, starts.end())
    if is_start or point.is_one_day:
        return replace(_starting(window, point, today), is_bare_day=not is_start)
    return _whole(window, point, today)


def _ending(window: SpokenWindow, point: Point, today: date, *, is_before: bool) -> SpokenWindow:
    window = replace(window, sets_to=True)
    days = next_days(point, today)
    if isinstance(days, DayDoubt):
        return replace(window, doubt=days)
    (_, last), rolled = days
    if is_before and point.is_festival:
        last -= _ONE_DAY
    if last < today:
        return replace(window, doubt=DayDoubt.OVER, candidates=(last,))
    return replace(window, to_on=last, doubt=rolled or point.doubt)


def _starting(window: SpokenWindow, point: Point, today: date) -> SpokenWindow:
    """A first day may lie in the past: the fruit is ripe. A bare 10号 then has two readings."""
    window = replace(window, sets_from=True)
    days = days_of(point, today, 0) if point.doubt is not DayDoubt.NO_TABLE else point.doubt
    if isinstance(days, DayDoubt):
        return replace(window, doubt=days)
    first = days[0]
    if point.fixed is None and first < today:
        later = days_of(point, today, 1)
        is_near = not isinstance(later, DayDoubt) and (later[0] - today).days <= ROLL_DAYS_MAX
        if is_near and not isinstance(later, DayDoubt):
            if point.month is None:
                return replace(window, doubt=DayDoubt.OVER, candidates=(first, later[0]))
            first = later[0]
    return replace(window, from_on=first, doubt=point.doubt)


def _whole(window: SpokenWindow, point: Point, today: date) -> SpokenWindow:
    window = replace(window, sets_from=True, sets_to=True)
    days = next_days(point, today)
    if isinstance(days, DayDoubt):
        return replace(window, doubt=days)
    (first, last), rolled = days
    return replace(window, from_on=max(first, today), to_on=last, doubt=rolled or point.doubt)
