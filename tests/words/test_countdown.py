"""How long it is until a moment, in both languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from moli.interfaces.words.countdown import day_and_time, time_left
from tests.factories import NOW, TODAY


@pytest.mark.parametrize(
    ("left", "chinese", "english"),
    [
        (timedelta(hours=2, minutes=15), "2 小时 15 分", "2 h 15 min"),
        (timedelta(hours=2), "2 小时", "2 h"),
        (timedelta(minutes=30), "30 分钟", "30 min"),
        (timedelta(seconds=1), "1 分钟", "1 min"),
        (timedelta(seconds=61), "2 分钟", "2 min"),
        (timedelta(days=1), "1 天", "1 day"),
        (timedelta(days=3, hours=2, minutes=59), "3 天 2 小时", "3 days 2 h"),
        (timedelta(0), "0 分钟", "0 min"),
        (timedelta(hours=-1), "0 分钟", "0 min"),
    ],
)
def test_time_that_is_left(left: timedelta, chinese: str, english: str) -> None:
    assert time_left(NOW + left, at=NOW) == chinese
    with translation.override("en"):
        assert time_left(NOW + left, at=NOW) == english


@pytest.mark.parametrize(
    ("days", "chinese", "english"),
    [
        (0, "今天 09:00", "today 09:00"),
        (1, "明天 09:00", "tomorrow 09:00"),
        (3, "9 月 15 日 09:00", "15 Sep 09:00"),
        (-1, "9 月 11 日 09:00", "11 Sep 09:00"),
    ],
)
def test_a_moment_seen_from_a_day(days: int, chinese: str, english: str) -> None:
    nine = NOW.replace(hour=9, minute=0) + timedelta(days=days)

    assert day_and_time(nine, on=TODAY) == chinese
    with translation.override("en"):
        assert day_and_time(nine, on=TODAY) == english


def test_the_day_is_the_county_s() -> None:
    evening = NOW.replace(hour=23, minute=30).astimezone(tz=None)

    assert day_and_time(evening, on=date(2016, 9, 12)) == "今天 23:30"
