"""Time and money as the channels write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.gateways.moments import fen_of, is_fresh, moment_of, plain_time, yuan_text
from tests.factories.moments import NOW


@given(st.integers(0, 10**12))
def test_fen_survive_yuan(fen: int) -> None:
    assert fen_of(yuan_text(fen)) == fen


@pytest.mark.parametrize(
    ("yuan", "fen"), [("0", 0), ("0.01", 1), ("1.1", 110), ("88.88", 8888), ("007.50", 750)]
)
def test_a_sum_in_yuan_is_whole_fen(yuan: str, fen: int) -> None:
    assert fen_of(yuan) == fen


@pytest.mark.parametrize("yuan", ["", ".5", "1.", "1.001", "-1", "1e2", "1,000", " 1", "１", "1\n"])
def test_what_is_no_sum_is_refused(yuan: str) -> None:
    with pytest.raises(ValueError, match="yuan"):
        fen_of(yuan)


def test_times_are_beijing_times() -> None:
    assert plain_time(datetime(2016, 9, 12, 1, 0, tzinfo=UTC)) == "2016-09-12 09:00:00"
    assert moment_of("2016-09-12 09:00:00") == NOW


@pytest.mark.parametrize("text", ["", "2016-09-12", "2016-09-12T09:00:00", "2016-02-30 09:00:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        moment_of(text)


def test_fresh_is_as_far_ahead_as_back() -> None:
    limit = timedelta(seconds=300)

    assert is_fresh(NOW, at=NOW + limit, age_max=limit)
    assert is_fresh(NOW, at=NOW - limit, age_max=limit)
    assert not is_fresh(NOW, at=NOW + limit + timedelta(microseconds=1), age_max=limit)
    assert not is_fresh(NOW, at=NOW - limit - timedelta(microseconds=1), age_max=limit)
