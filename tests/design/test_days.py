"""Days and moments as people say them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from moli.interfaces.words import days

SEPTEMBER_12 = date(2016, 9, 12)


@pytest.mark.parametrize(
    ("show", "chinese", "english"),
    [
        (days.day, "9 月 12 日", "12 Sep"),
        (days.full_day, "2016 年 9 月 12 日", "12 Sep 2016"),
        (days.weekday, "星期一", "Monday"),
        (days.until, "9 月 12 日前", "by 12 Sep"),
    ],
)
def test_a_day_reads_in_both_languages(
    show: Callable[[date], str], chinese: str, english: str
) -> None:
    with override("zh-hans"):
        assert show(SEPTEMBER_12) == chinese
    with override("en"):
        assert show(SEPTEMBER_12) == english


@pytest.mark.parametrize(
    ("first", "last", "chinese", "english"),
    [
        (SEPTEMBER_12, SEPTEMBER_12, "9 月 12 日", "12 Sep"),
        (date(2016, 9, 10), date(2016, 9, 25), "9 月 10–25 日", "10–25 Sep"),
        (date(2016, 9, 28), date(2016, 10, 3), "9 月 28 日–10 月 3 日", "28 Sep–3 Oct"),
        (
            date(2016, 12, 28),
            date(2017, 1, 3),
            "2016 年 12 月 28 日–2017 年 1 月 3 日",
            "28 Dec 2016–3 Jan 2017",
        ),
    ],
)
def test_a_range_is_said_as_short_as_it_can_be(
    first: date, last: date, chinese: str, english: str
) -> None:
    with override("zh-hans"):
        assert days.day_range(first, last) == chinese
    with override("en"):
        assert days.day_range(first, last) == english


def test_a_moment_is_told_where_the_county_is() -> None:
    late = datetime(2016, 9, 11, 17, 5, tzinfo=UTC)

    assert days.moment(late) == "9 月 12 日 01:05"
    assert days.day(late) == "9 月 12 日"


@pytest.mark.parametrize(
    ("count", "chinese", "english"),
    [
        (8, "还剩 8 天", "8 days left"),
        (1, "还剩 1 天", "1 day left"),
        (0, "今天到期", "last day"),
        (-1, "已过期", "past its date"),
    ],
)
def test_what_is_left_counts_down_to_the_last_day(count: int, chinese: str, english: str) -> None:
    with override("zh-hans"):
        assert days.days_left(count) == chinese
    with override("en"):
        assert days.days_left(count) == english


def test_a_time_is_that_of_the_county() -> None:
    assert days.clock_time(datetime(2016, 9, 12, 7, 20, tzinfo=UTC)) == "15:20"
