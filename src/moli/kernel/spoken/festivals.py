"""Festivals that people count days by: 国庆前, 中秋前.

Fixed days need no table. Days of the lunar calendar are listed from 2016 to 2035, as
GB/T 33661-2017 (农历的编算和颁行) reckons them; those of 2016 agree with the holiday notice of the
State Council, 国办发明电〔2015〕18号. Outside the table, and for festivals that are not in it, the
reader asks.
"""

from __future__ import annotations

import re
from datetime import date

_FIXED = {
    "国庆": (10, 1),
    "元旦": (1, 1),
    "劳动节": (5, 1),
    "五一": (5, 1),
    "儿童节": (6, 1),
    "六一": (6, 1),
    "双十一": (11, 11),
    "双11": (11, 11),
    "双十二": (12, 12),
    "双12": (12, 12),
}
_FIRST_YEAR = 2016
_SPRING = (
    "0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 "
    "0217 0206 0126 0213 0203 0123 0211 0131 0219 0208"
)
_DRAGON_BOAT = (
    "0609 0530 0618 0607 0625 0614 0603 0622 0610 0531 "
    "0619 0609 0528 0616 0605 0624 0612 0601 0620 0610"
)
_MID_AUTUMN = (
    "0915 1004 0924 0913 1001 0921 0910 0929 0917 1006 "
    "0925 0915 1003 0922 0912 1001 0919 0908 0927 0916"
)
_LUNAR = {
    "春节": _SPRING,
    "过年": _SPRING,
    "大年": _SPRING,
    "端午": _DRAGON_BOAT,
    "中秋": _MID_AUTUMN,
}
# 八月十五 before 前 or 节 is the festival; with 号 or inside a range it may be a day of August.
_BY_NUMBER = {"八月十五": "中秋", "十一": "国庆", "三月三": "三月三"}
_UNLISTED = ("清明", "七夕", "中元", "重阳", "元宵", "冬至", "腊八", "除夕", "小年")
_NUMERAL = r"[0-9零一二三四五六七八九两十百千万块元毛点月]"
_WORD = re.compile(
    "|".join(
        [rf"(?:{name})(?:佳节|节)?" for name in (*_FIXED, *_LUNAR, *_UNLISTED) if "一" not in name]
        + [r"双十一|(?:劳动|儿童)节"]
        # 两块五一箱 is a price for one box, so these need a sign in front that is no numeral.
        + [rf"(?<!{_NUMERAL})[五六]一(?:节|(?=之?前|以前|假|后|之后|期间))"]
        + [rf"(?<!{_NUMERAL})(?:{'|'.join(_BY_NUMBER)})(?:节|(?=之?前|以前|假))"]
    )
)


def festival_places(text: str) -> list[tuple[int, int]]:
    """Where festivals are named in a level text, as (start, end), from left to right."""
    return [(found.start(), found.end()) for found in _WORD.finditer(text)]


def next_festival(words: str, *, today: date) -> date | None:
    """The next day of a festival, today included; None when no table tells it."""
    name = words.removesuffix("佳节")
    if name not in _FIXED and name not in _LUNAR:
        name = name.removesuffix("节")
    name = _BY_NUMBER.get(name, name)
    for year in (today.year, today.year + 1):
        day = _festival_of(name, year)
        if day is not None and day >= today:
            return day
    return None


def _festival_of(name: str, year: int) -> date | None:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    days = _LUNAR.get(name, "").split()
    if not days or not 0 <= year - _FIRST_YEAR < len(days):
        return None
    month_day = days[year - _FIRST_YEAR]
    return date(year, int(month_day[:2]), int(month_day[2:]))
