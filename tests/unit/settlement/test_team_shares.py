"""A station's commission within its team: by day, to the fen, above nought and below it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.settlement.rules.shares import ShareKind, Taker
from moli.settlement.rules.team_shares import (
    THE_STATION,
    DayPart,
    Member,
    Netted,
    days_to_share,
    netted,
    share_day,
)

FIRST, SECOND, THIRD = date(2016, 9, 10), date(2016, 9, 12), date(2016, 9, 20)
A, B, C = Member("user:a", "甲", 500), Member("user:b", "乙", 250), Member("user:c", "丙", 250)
FEN = st.integers(-10_000, 10_000)
DAYS = st.dictionaries(st.dates(date(2016, 1, 1), date(2016, 3, 1)), FEN, max_size=8)


def _plans() -> st.SearchStrategy[list[Member]]:
    def members(cuts: set[int]) -> list[Member]:
        edges = [0, *sorted(cuts), 1_000]
        return [
            Member(f"user:{place}", f"人{place}", high - low)
            for place, (low, high) in enumerate(pairwise(edges))
        ]

    return st.sets(st.integers(1, 999), max_size=5).map(members)


@pytest.mark.parametrize(
    ("fen", "parts"), [(1_000, [500, 250, 250]), (-101, [-51, -25, -25]), (1, [1, 0, 0])]
)
def test_a_day_is_shared_by_its_plan(fen: int, parts: list[int]) -> None:
    assert [each.fen for each in share_day(FIRST, fen, [A, B, C])] == parts


def test_a_day_without_a_plan_is_the_stations_own() -> None:
    assert share_day(FIRST, 200, []) == [DayPart(FIRST, THE_STATION, 200)]
    assert THE_STATION.taker("s1") == Taker(ShareKind.STATION, "s1")
    assert A.taker("s1") == Taker(ShareKind.MEMBER, "user:a")


@given(fen=FEN, members=_plans())
def test_the_parts_of_a_day_are_its_sum_and_nobody_is_a_fen_off(
    fen: int, members: list[Member]
) -> None:
    parts = share_day(FIRST, fen, members)

    assert sum(each.fen for each in parts) == fen
    for each in parts:
        assert abs(each.fen * 1_000 - fen * each.member.per_mille) < 1_000
        assert each.fen == 0 or (each.fen > 0) == (fen > 0)


@given(fen=FEN, members=_plans())
def test_what_is_taken_back_is_what_was_given(fen: int, members: list[Member]) -> None:
    given_out, back = share_day(FIRST, fen, members), share_day(FIRST, -fen, members)

    assert [each.fen for each in given_out] == [-each.fen for each in back]


def test_what_was_shared_before_is_not_shared_again() -> None:
    earned = {FIRST: 200, SECOND: 333}

    assert days_to_share(earned, shared={}, moved_fen=0) == earned
    assert days_to_share(earned, shared=earned, moved_fen=533) == {}
    later = {**earned, SECOND: 300, THIRD: 1_000}
    assert days_to_share(later, shared=earned, moved_fen=533) == {SECOND: -33, THIRD: 1_000}


def test_what_was_moved_before_there_were_plans_counts_for_the_first_days() -> None:
    earned = {FIRST: 200, SECOND: -50, THIRD: 1_000}

    assert days_to_share(earned, shared={}, moved_fen=150) == {THIRD: 1_000}
    assert days_to_share(earned, shared={}, moved_fen=450) == {THIRD: 700}
    assert days_to_share({FIRST: 100}, shared={}, moved_fen=150) == {FIRST: -50}


@given(earned=DAYS, shared=DAYS, before=st.integers(0, 5_000))
def test_what_is_left_of_all_days_is_what_was_not_moved(
    earned: dict[date, int], shared: dict[date, int], before: int
) -> None:
    moved = sum(shared.values()) + before
    left = days_to_share(earned, shared=shared, moved_fen=moved)

    assert all(left.values())
    assert list(left) == sorted(left)
    if earned or shared:
        assert sum(left.values()) == sum(earned.values()) - moved


@pytest.mark.parametrize(
    ("fen", "payable", "debt", "told"),
    [
        (500, 0, 0, Netted(500, 0)),
        (500, 0, 200, Netted(300, -200)),
        (500, 0, 700, Netted(0, -500)),
        (-300, 400, 0, Netted(-300, 0)),
        (-300, 100, 50, Netted(-100, 200)),
    ],
)
def test_a_debt_comes_first_and_nobody_may_be_paid_less_than_nothing(
    fen: int, payable: int, debt: int, told: Netted
) -> None:
    assert netted(fen, payable_fen=payable, debt_fen=debt) == told


@given(fen=FEN, payable=st.integers(0, 9_999), debt=st.integers(0, 9_999))
def test_what_somebody_has_changes_by_the_sum(fen: int, payable: int, debt: int) -> None:
    change = netted(fen, payable_fen=payable, debt_fen=debt)

    assert change.payable_fen - change.debt_fen == fen
    assert payable + change.payable_fen >= 0
    assert debt + change.debt_fen >= 0
