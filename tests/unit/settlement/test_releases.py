"""Which months of earnings can be moved: the older first, each once, corrections kept back."""

from __future__ import annotations

from datetime import date

import pytest

from moli.settlement.rules.releases import MonthDue, months_due, move_of
from moli.settlement.rules.shares import ShareKind, Taker, earnings_prefix

STATION = Taker(ShareKind.STATION, "station-1")
PACKER = Taker(ShareKind.PACKAGING, "county")
JUL, SEP, OCT, NOV = (date(2016, month, 1) for month in (7, 9, 10, 11))
LATE_IN_NOVEMBER = date(2016, 11, 20)


def test_each_month_that_is_over_counts_what_was_earned_in_it() -> None:
    earned = {STATION: {SEP: 1_000, OCT: 200, NOV: 50}, PACKER: {SEP: 3_000}}

    found = months_due(earned, moved={}, known=set(), before=LATE_IN_NOVEMBER)

    assert found == [MonthDue(SEP, 2, 4_000), MonthDue(OCT, 1, 200)]


def test_what_was_moved_is_not_due_and_a_moved_month_takes_no_more() -> None:
    earned = {STATION: {SEP: 1_040, OCT: 200}}

    found = months_due(earned, moved={STATION: 1_000}, known={(STATION, SEP)}, before=NOV)

    # 40 of September came late: October's move takes them along.
    assert found == [MonthDue(OCT, 1, 240)]


def test_a_month_without_sales_moves_what_came_late() -> None:
    earned = {STATION: {SEP: 1_040}}

    found = months_due(earned, moved={STATION: 1_000}, known={(STATION, SEP)}, before=NOV)

    assert found == [MonthDue(OCT, 1, 40)]


def test_more_corrected_than_earned_waits_until_it_is_made_good() -> None:
    earned = {STATION: {JUL: 1_000, SEP: -300, OCT: 1_000}}

    found = months_due(earned, moved={STATION: 1_000}, known={(STATION, JUL)}, before=NOV)

    assert found == [MonthDue(OCT, 1, 700)]


def test_nothing_earned_is_nothing_due() -> None:
    assert months_due({}, moved={}, known=set(), before=NOV) == []


def test_a_move_is_known_by_its_reference() -> None:
    assert move_of(f"{earnings_prefix(STATION)}2016-09") == (STATION, SEP)
    with pytest.raises(ValueError, match="payout"):
        move_of("payout:STATION:station-1:2016-09")
