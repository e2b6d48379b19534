"""Spoken days: 9月10日, 这个月底, 下个月中旬, 周五, 国庆, each as said, before a year is chosen."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from moli.kernel.spoken.festivals import next_festival
from moli.kernel.spoken.shape import Shape

END_OF_MONTH = 0
# A year from now is as far as anybody sells fruit; a later date is a slip.
YEARS_AHEAD = 2


class DayDoubt(StrEnum):
    """Why a day is not simply what was said.

    The first four still give a day; the others give none.
    1. ROUGH: 月初, 月中, 三五天: a part of a month or a count that people mean loosely.
    2. NEXT_MONTH: 10号前 said on the 12th: taken as the next month's.
    3. NEXT_WEEK: 周三前 said on a Thursday: taken as the next week's.
    4. BARE_LENGTH: 两个星期 without 内.
    5. NO_SUCH_DAY: 2月30日, 13月.
    6. OVER: it has passed.
    7. END_BEFORE_START: 25号到10号.
    8. LOOSE: 过几天, 尽快, 这几天, 10日后.
    9. LUNAR: a day of the lunar calendar.
    10. NO_TABLE: a festival that no table lists.
    11. TOO_FAR: years from now.
    """

    ROUGH = "ROUGH"
    NEXT_MONTH = "NEXT_MONTH"
    NEXT_WEEK = "NEXT_WEEK"
    BARE_LENGTH = "BARE_LENGTH"
    NO_SUCH_DAY = "NO_SUCH_DAY"
    OVER = "OVER"
    END_BEFORE_START = "END_BEFORE_START"
    LOOSE = "LOOSE"
    LUNAR = "LUNAR"
    NO_TABLE = "NO_TABLE"
    TOO_FAR = "TOO_FAR"


@dataclass(frozen=True)
class Point:
    """A day or a stretch of days as said, from sign `start` to sign `end` of a shape.

    Either `fixed` holds its first and last day, or the days of a month stand in `first_day` and
    `last_day`, with the month and year as far as they were said. `is_end` marks 月底 and 年底,
    which end something even without 前; `is_bare_weekday` a weekday of no said week.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    first_day: int = 1
    last_day: int = END_OF_MONTH
    fixed: tuple[date, date] | None = None
    doubt: DayDoubt | None = None
    is_festival: bool = False
    is_end: bool = False
    is_bare_weekday: bool = False

    @property
    def is_one_day(self) -> bool:
        """Whether it names a single day and not a stretch."""
        if self.fixed is not None:
            return self.fixed[0] == self.fixed[1]
        return self.first_day == self.last_day


_PART = r"(?P<part>上旬|中旬|下旬|月?(?:底|末|初)|月中(?!旬)|中(?=[^旬秋]|\Z))"
_MONTH_WORD = r"(?P<month_word>这个?月|本月|当月|下下个?月|下个?月)"
_DAY = r"(?P<day>N) ?(?:[号日](?!内|之内|以内))?"
_IN_MONTH = re.compile(
    rf"(?:(?:(?P<year>N)年|(?P<year_word>今年|本年|明年|后年)) ?)?"
    rf"(?:(?P<month>N)月份?|{_MONTH_WORD}份?)的? ?"
    rf"(?:{_PART}|{_DAY})?"
)
_IN_THIS_MONTH = re.compile(r"(?<!N)(?:月(?:底|末|初)|月中(?!旬)|上旬|中旬|下旬)")
# 2号果 is a grade and 3号仓 a place.
_DAY_ONLY = re.compile(r"(?P<day>N) ?(?:号(?![果地库仓楼店线车])|日(?!内|之内|以内|后|之后|以后))")
# In 10-25号 and 10到25号 the first number leaves its 号 to the second.
_DAY_OF_RANGE = re.compile(r"(?P<day>N)(?= ?(?:-{1,2}|到|至) ?N ?[号日](?!内|之内|以内))")
_BEHIND_DAY = "-到至前起之以开,，。;、 \n"
_END_OF_YEAR = re.compile(r"(?:(?P<year_word>今年|明年)?年(?:底|末|内)|今年内)")
_WEEKDAY = re.compile(
    r"(?P<week>下下个?|下个?|这个?|本)?(?:周|星期|礼拜)(?P<weekday>[日天末]|N)(?![天个])"
)
_WEEK = re.compile(r"(?P<week>下下个?|下个?|这个?|本)(?:周|星期|礼拜)(?![日天末N])")
_RELATIVE = re.compile(
    r"明后N?天|今明N?天?|大后天|后天|明天|明日|明早|听日|今天|今日|今晚|今早|即日"
)
_RELATIVE_DAYS = {"大": 3, "后": 2, "明": 1, "听": 1, "今": 0, "即": 0}
_FESTIVAL = re.compile(r"F")
_DOTTED = re.compile(r"(?:N[-/]){0,2}N")
_DOTTED_WORDS = re.compile(
    r"(?:(?P<year>20[0-9]{2})[-./])?(?P<month>[01]?[0-9])[./](?P<day>[0-3]?[0-9])"
    r"|(?P<iso_year>20[0-9]{2})-(?P<iso_month>[01]?[0-9])-(?P<iso_day>[0-3]?[0-9])"
)
_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, END_OF_MONTH)}
_WEEKDAYS = {"日": 6, "天": 6}


def read_point(shape: Shape, at: int, *, today: date) -> Point | None:
    """The day or stretch of days that begins at a sign of a shape, or None."""
    sign = shape.signs[at]
    for heads, pattern, reader in _READERS:
        if sign not in heads:
            continue
        match = pattern.match(shape.signs, at)
        point = reader(match, shape, today) if match else None
        if point is not None:
            return point
    return None


def read_dotted(shape: Shape, at: int) -> Point | None:
    """9.10, 9/10 or 2016-09-10 at a sign. Alone, 3.5 may be a price: the caller must know more."""
    match = _DOTTED.match(shape.signs, at)
    while match is not None:
        words = _DOTTED_WORDS.fullmatch(shape.words(match.start(), match.end()))
        if words is not None:
            return _dotted_point(at, match.end(), words)
        # Too many parts were taken, as in 9.10-9.25: try again with one part fewer.
        shorter = match[0].rsplit("-", 1)[0] if "-" in match[0] else ""
        match = _DOTTED.fullmatch(shape.signs, at, at + len(shorter)) if shorter else None
    return None


def _dotted_point(start: int, end: int, words: re.Match[str]) -> Point:
    prefix = "iso_" if words["iso_day"] else ""
    day, year = int(words[f"{prefix}day"]), words[f"{prefix}year"]
    return Point(start, end, int(year) if year else None, int(words[f"{prefix}month"]), day, day)


def as_dates(point: Point, *, year: int, month: int) -> tuple[date, date] | None:
    """First and last day of a point within a month, or None where the month has no such day."""
    if not 1 <= month <= 12:
        return None
    length = monthrange(year, month)[1]
    first_day, last_day = point.first_day or length, point.last_day or length
    if first_day > length or last_day > length:
        return None
    return date(year, month, first_day), date(year, month, last_day)


def _in_month(match: re.Match[str], shape: Shape, today: date) -> Point | None:
    if match["month"] is None:
        year, month = _relative_month(match, today)
        base = Point(match.start(), match.end(), year, month)
    else:
        said = shape.number(match.start("month")).whole
        if said is None:
            return None
        base = Point(match.start(), match.end(), _year_of(match, shape, today), said)
    if match["day"] is not None:
        return _with_day(base, match, shape)
    return _with_part(base, match["part"] or "")


def _with_day(base: Point, match: re.Match[str], shape: Shape) -> Point:
    """The day of a month; a number that is an amount (9月8万斤) is left alone."""
    day = shape.number(match.start("day")).whole
    is_marked = match[0][-1] in "号日"
    behind = shape.signs[match.end("day") : match.end("day") + 1]
    may_be_day = day is not None and 1 <= day <= 31 and (not behind or behind in _BEHIND_DAY)
    if not day or not (is_marked or may_be_day):
        return replace(base, end=match.start("day"))
    return replace(base, first_day=day, last_day=day)


def _with_part(base: Point, part: str) -> Point:
    if part in _PARTS:
        first, last = _PARTS[part]
        return replace(base, first_day=first, last_day=last)
    if part.endswith(("底", "末")):
        return replace(base, first_day=END_OF_MONTH, last_day=END_OF_MONTH, is_end=True)
    if part.endswith("初"):
        return replace(base, last_day=10, doubt=DayDoubt.ROUGH)
    if part.endswith("中"):
        return replace(base, first_day=11, last_day=20, doubt=DayDoubt.ROUGH)
    return base


def _year_of(match: re.Match[str], shape: Shape, today: date) -> int | None:
    if match["year_word"] is not None:
        return today.year + {"明": 1, "后": 2}.get(match["year_word"][0], 0)
    if match["year"] is None:
        return None
    year = shape.number(match.start("year")).whole
    return year + 2000 if year is not None and year < 100 else year


def _relative_month(match: re.Match[str], today: date) -> tuple[int, int]:
    ahead = match["month_word"].count("下")
    year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    return year, month + 1


def _in_this_month(match: re.Match[str], shape: Shape, today: date) -> Point:
    part = match[0].removeprefix("月") if match[0] != "月中" else "中"
    return _with_part(Point(match.start(), match.end()), part)


def _day_only(match: re.Match[str], shape: Shape, today: date) -> Point | None:
    day = shape.number(match.start("day")).whole
    return Point(match.start(), match.end(), None, None, day, day) if day else None


def _end_of_year(match: re.Match[str], shape: Shape, today: date) -> Point:
    last = date(today.year + (match["year_word"] == "明年"), 12, 31)
    return Point(match.start(), match.end(), fixed=(last, last), is_end=True)


def _weekday(match: re.Match[str], shape: Shape, today: date) -> Point | None:
    word = match["weekday"]
    weekday = _WEEKDAYS.get(word, 5 if word == "末" else None)
    if weekday is None:
        number = shape.number(match.start("weekday")).whole
        if number is None or not 1 <= number <= 6:
            return None
        weekday = number - 1
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_weeks_ahead(match["week"]))
    first = monday + timedelta(days=weekday)
    last = monday + timedelta(days=6) if word == "末" else first
    is_past = last < today and not match["week"]
    if is_past:
        first, last = first + timedelta(weeks=1), last + timedelta(weeks=1)
    doubt = DayDoubt.NEXT_WEEK if is_past else None
    return Point(
        match.start(),
        match.end(),
        fixed=(first, last),
        doubt=doubt,
        is_bare_weekday=not match["week"],
    )


def _week(match: re.Match[str], shape: Shape, today: date) -> Point:
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_weeks_ahead(match["week"]))
    return Point(match.start(), match.end(), fixed=(monday, monday + timedelta(days=6)))


def _weeks_ahead(word: str | None) -> int:
    return (word or "").count("下")


def _relative(match: re.Match[str], shape: Shape, today: date) -> Point:
    day = today + timedelta(days=_RELATIVE_DAYS[match[0][0]])
    if match[0].startswith(("明后", "今明")):
        return Point(match.start(), match.end(), fixed=(day, day + timedelta(days=1)))
    return Point(match.start(), match.end(), fixed=(day, day))


def _festival(match: re.Match[str], shape: Shape, today: date) -> Point:
    day = next_festival(shape.words(match.start(), match.end()), today=today)
    if day is None:
        return Point(match.start(), match.end(), doubt=DayDoubt.NO_TABLE, is_festival=True)
    return Point(match.start(), match.end(), fixed=(day, day), is_festival=True)


_Reader = Callable[[re.Match[str], Shape, date], Point | None]
# Longer readings first: 这个月底 is not 这个月, 大后天 is not 后天.
_READERS: tuple[tuple[str, re.Pattern[str], _Reader], ...] = (
    ("大后明听今即", _RELATIVE, _relative),
    ("F", _FESTIVAL, _festival),
    ("今明年", _END_OF_YEAR, _end_of_year),
    ("下这本周星礼", _WEEKDAY, _weekday),
    ("下这本", _WEEK, _week),
    ("N今本明后这当下", _IN_MONTH, _in_month),
    ("月上中下", _IN_THIS_MONTH, _in_this_month),
    ("N", _DAY_ONLY, _day_only),
    ("N", _DAY_OF_RANGE, _day_only),
)
