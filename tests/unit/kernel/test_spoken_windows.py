"""Spoken days are reckoned from the day that is given, never from a clock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.kernel.spoken.numerals import in_chinese
from moli.kernel.spoken.points import DayDoubt
from moli.kernel.spoken.shape import fold
from moli.kernel.spoken.text import level
from moli.kernel.spoken.windows import SpokenWindow, windows_in

MONDAY = date(2016, 9, 5)


def _one(text: str, today: date = MONDAY) -> SpokenWindow:
    found = windows_in(fold(level(text)), today=today)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("words", "from_on", "to_on"),
    [
        ("10号到25号", (9, 10), (9, 25)),
        ("10-25号", (9, 10), (9, 25)),
        ("10到25号", (9, 10), (9, 25)),
        ("这个月十号到二十五号", (9, 10), (9, 25)),
        ("9月10日—25日", (9, 10), (9, 25)),
        ("9月10至25日", (9, 10), (9, 25)),
        ("9.10-9.25", (9, 10), (9, 25)),
        ("9/10-9/25", (9, 10), (9, 25)),
        ("2016-09-10到2016-09-25", (9, 10), (9, 25)),
        ("2016.9.10到9.25", (9, 10), (9, 25)),
        ("9月25号到下个月10号", (9, 25), (10, 10)),
        ("9月中旬到10月上旬", (9, 11), (10, 10)),
        ("下个月中旬", (10, 11), (10, 20)),
        ("10月份", (10, 1), (10, 31)),
        ("周末", (9, 10), (9, 11)),
        ("下周一到周五", (9, 12), (9, 16)),
        ("明后天", (9, 6), (9, 7)),
        ("今明两天", (9, 5), (9, 6)),
        ("8月20日到9月10日", (8, 20), (9, 10)),
    ],
)
def test_a_stretch_has_both_ends(
    words: str, from_on: tuple[int, int], to_on: tuple[int, int]
) -> None:
    window = _one(words)

    assert (window.from_on, window.to_on) == (date(2016, *from_on), date(2016, *to_on))
    assert window.doubt is None
    assert (window.span.start, window.span.end) == (0, len(words))


@pytest.mark.parametrize(
    ("words", "to_on"),
    [
        ("这个月底前", (9, 30)),
        ("本月底", (9, 30)),
        ("月底", (9, 30)),
        ("月底之前", (9, 30)),
        ("九月底", (9, 30)),
        ("25号前", (9, 25)),
        ("9.20前", (9, 20)),
        ("9月20日之前", (9, 20)),
        ("一周内", (9, 12)),
        ("20天内", (9, 25)),
        ("10日内", (9, 15)),
        ("半个月内", (9, 20)),
        ("一个半月内", (10, 20)),
        ("一个月内", (10, 5)),
        ("这个月内", (9, 30)),
        ("国庆前", (9, 30)),
        ("十一前", (9, 30)),
        ("十一号前", (9, 11)),
        ("中秋前", (9, 14)),
        ("八月十五前", (9, 14)),
        ("周五前", (9, 9)),
        ("周一前", (9, 5)),
        ("年底前", (12, 31)),
        ("双十一前", (11, 10)),
    ],
)
def test_a_deadline_has_its_last_day(words: str, to_on: tuple[int, int]) -> None:
    window = _one(words)

    assert (window.to_on, window.sets_from, window.doubt) == (date(2016, *to_on), False, None)


@pytest.mark.parametrize(
    ("words", "from_on"),
    [
        ("现在", (9, 5)),
        ("马上", (9, 5)),
        ("随时", (9, 5)),
        ("明天", (9, 6)),
        ("后天", (9, 7)),
        ("大后天", (9, 8)),
        ("下周三", (9, 14)),
        ("三天后", (9, 8)),
        ("10号开始", (9, 10)),
        ("9月1日", (9, 1)),
        ("国庆后", (10, 1)),
    ],
)
def test_a_start_has_its_first_day(words: str, from_on: tuple[int, int]) -> None:
    window = _one(words)

    assert (window.from_on, window.sets_to, window.doubt) == (date(2016, *from_on), False, None)


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("25号到10号", DayDoubt.END_BEFORE_START),
        ("9月25日到9月10日", DayDoubt.END_BEFORE_START),
        ("9月25日到8月10日", DayDoubt.END_BEFORE_START),
        ("2月30日前", DayDoubt.NO_SUCH_DAY),
        ("31号前", DayDoubt.NO_SUCH_DAY),
        ("13月前", DayDoubt.NO_SUCH_DAY),
        ("3号开始", DayDoubt.OVER),
        ("8月30日前", DayDoubt.OVER),
        ("8月10日-8月25日", DayDoubt.OVER),
        ("2015年9月30日前", DayDoubt.OVER),
        ("10日后", DayDoubt.LOOSE),
        ("过几天", DayDoubt.LOOSE),
        ("尽快", DayDoubt.LOOSE),
        ("农历八月十五", DayDoubt.LUNAR),
        ("清明前", DayDoubt.NO_TABLE),
        ("99999999天内", DayDoubt.TOO_FAR),
        ("9999年12月前", DayDoubt.TOO_FAR),
    ],
)
def test_what_cannot_be_settled_has_no_day(words: str, doubt: DayDoubt) -> None:
    window = _one(words)

    assert (window.from_on, window.to_on, window.doubt) == (None, None, doubt)


@pytest.mark.parametrize(
    ("words", "to_on", "doubt"),
    [
        ("3号前", date(2016, 10, 3), DayDoubt.NEXT_MONTH),
        ("两个星期", date(2016, 9, 19), DayDoubt.BARE_LENGTH),
        ("三五天内", date(2016, 9, 8), DayDoubt.ROUGH),
        ("9月20号左右截止", None, None),
    ],
)
def test_a_day_by_habit_says_so(words: str, to_on: date | None, doubt: DayDoubt | None) -> None:
    window = _one(words)

    if to_on is None:
        assert (window.from_on, window.doubt) == (date(2016, 9, 20), DayDoubt.ROUGH)
    else:
        assert (window.to_on, window.doubt) == (to_on, doubt)


@pytest.mark.parametrize(
    ("today", "words", "from_on", "to_on"),
    [
        (date(2016, 12, 10), "12月20日到1月10日", date(2016, 12, 20), date(2017, 1, 10)),
        (date(2017, 1, 5), "12月20日到1月10日", date(2016, 12, 20), date(2017, 1, 10)),
        (date(2016, 12, 10), "1月5日到1月10日", date(2017, 1, 5), date(2017, 1, 10)),
        (date(2016, 12, 10), "下个月中旬", date(2017, 1, 11), date(2017, 1, 20)),
        (date(2016, 12, 30), "月底前", None, date(2016, 12, 31)),
        (date(2016, 2, 10), "月底前", None, date(2016, 2, 29)),
        (date(2017, 2, 10), "月底前", None, date(2017, 2, 28)),
        (date(2017, 1, 31), "一个月内", None, date(2017, 2, 28)),
        (date(2017, 1, 31), "下月底", None, date(2017, 2, 28)),
        (date(2016, 12, 30), "国庆前", None, date(2017, 9, 30)),
        (date(2016, 9, 25), "明天到3号", date(2016, 9, 26), date(2016, 10, 3)),
        (date(2016, 12, 28), "明天到3号", date(2016, 12, 29), date(2017, 1, 3)),
        (date(2016, 9, 8), "周三前", None, date(2016, 9, 14)),
        (date(2016, 9, 11), "下周三", date(2016, 9, 14), None),
    ],
)
def test_years_months_and_weeks_roll_over(
    today: date, words: str, from_on: date | None, to_on: date | None
) -> None:
    window = _one(words, today)

    assert (window.from_on, window.to_on) == (from_on, to_on)


@pytest.mark.parametrize("words", ["去年9月10号", "3.5起", "2.8-3.2", "8.10-8.25", "两周", "一天"])
def test_what_is_no_day_here_is_left_alone(words: str) -> None:
    assert windows_in(fold(words), today=MONDAY) == ()


@given(
    st.dates(min_value=date(2016, 1, 1), max_value=date(2030, 1, 1)),
    st.integers(min_value=0, max_value=90),
    st.integers(min_value=0, max_value=90),
    st.booleans(),
)
def test_a_range_said_in_full_is_read_back(
    today: date, ahead: int, length: int, is_chinese: bool
) -> None:
    from_on = today + timedelta(days=ahead)
    to_on = from_on + timedelta(days=length)

    def said(day: date) -> str:
        month, number = (in_chinese(n) if is_chinese else str(n) for n in (day.month, day.day))
        return f"{month}月{number}号"

    window = _one(f"{said(from_on)}到{said(to_on)}", today)

    assert (window.from_on, window.to_on, window.doubt) == (from_on, to_on, None)


@pytest.mark.parametrize(
    ("said", "from_on", "to_on"),
    [
        ("11月6号到2月29号", date(2019, 11, 6), date(2020, 2, 29)),
        ("2月29号到3月31号", date(2020, 2, 29), date(2020, 3, 31)),
    ],
)
def test_a_leap_day_of_the_next_year_is_meant_of_that_year(
    said: str, from_on: date, to_on: date
) -> None:
    window = _one(said, date(2019, 9, 12))

    assert (window.from_on, window.to_on, window.doubt) == (from_on, to_on, None)


@given(
    st.text(alphabet="一二三十0123456789月号日到前底周年.-/ 个天内后国庆中秋农历过几", max_size=40)
)
def test_no_text_breaks_the_reader(text: str) -> None:
    for window in windows_in(fold(level(text)), today=MONDAY):
        if window.from_on is not None and window.to_on is not None:
            assert window.from_on <= window.to_on
