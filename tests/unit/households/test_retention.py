"""How long people stay named, and what is left of a snapshot afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from moli.households.rules.people import LeaveReason
from moli.households.rules.retention import WITHDRAWAL_REASONS, RetentionSet, retentions
from moli.households.rules.snapshots import first_of_year, nameless

PERSON = {"name": "韦永生", "born_on": "1970-05-06", "health": "CHRONIC", "relation": "HEAD"}


def test_each_set_has_its_months_its_law_and_its_purpose() -> None:
    assert set(retentions()) == set(RetentionSet)
    for code, kept in retentions().items():
        assert kept.code is code
        assert kept.months > 0
        assert "个人信息保护法" in kept.basis
        assert kept.purpose


@pytest.mark.parametrize(
    ("code", "withdrawn_on", "until"),
    [
        (RetentionSet.HOUSEHOLD, date(2016, 9, 12), date(2019, 9, 12)),
        (RetentionSet.HOUSEHOLD, date(2016, 2, 29), date(2019, 2, 28)),
        (RetentionSet.UNDONE, date(2016, 8, 31), date(2017, 2, 28)),
        (RetentionSet.UNDONE, date(2016, 12, 1), date(2017, 6, 1)),
    ],
)
def test_the_time_is_counted_in_whole_months(
    code: RetentionSet, withdrawn_on: date, until: date
) -> None:
    assert retentions()[code].kept_until(withdrawn_on) == until


def test_a_whole_household_goes_for_three_reasons() -> None:
    assert set(LeaveReason) - WITHDRAWAL_REASONS == {LeaveReason.MARRIED_OUT, LeaveReason.SPLIT}


def test_of_a_birthday_the_year_is_kept() -> None:
    assert first_of_year(date(1972, 2, 29)) == date(1972, 1, 1)


def test_a_snapshot_loses_names_and_keeps_its_sums() -> None:
    content = {
        "household": {"group_name": "第三组", "main_cause": "ILLNESS"},
        "people": [PERSON],
        "income": {"wage_fen": 1},
        "living": None,
        "statuses": [],
    }

    kept = nameless(content)

    assert kept["household"] == {"group_name": "", "main_cause": "ILLNESS"}
    assert kept["people"] == [{"born_on": "1970-01-01", "relation": "HEAD"}]
    assert kept["income"]["wage_fen"] == 1
    assert (kept["living"], kept["statuses"]) == (None, [])
    assert content["people"] == [PERSON], "the content that was given stays as it was"
