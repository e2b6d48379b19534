"""What may be written about a year; each fault is told, and all of them at once."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from moli.households.rules.yearly import (
    LAND_COLUMNS,
    MONEY_COLUMNS,
    IncomeFacts,
    LivingFacts,
    faults_of_income,
    faults_of_living,
)

TODAY = date(2016, 9, 12)
INCOME = IncomeFacts(0, 0, 0, 0, 0, people=1, source="入户")
LIVING = LivingFacts(source="入户")


def test_nought_and_one_person_are_enough() -> None:
    assert list(faults_of_income(INCOME, year=2010, on=TODAY)) == []
    assert list(faults_of_living(LIVING, year=2017, on=TODAY)) == []


def test_every_sum_has_its_limits() -> None:
    for name in MONEY_COLUMNS:
        for value in (-1, 10_000_000_001):
            found = list(faults_of_income(replace(INCOME, **{name: value}), year=2016, on=TODAY))
            assert [(fault.code, fault.field) for fault in found] == [("SumOutOfRange", name)]
        allowed = replace(INCOME, **{name: 10_000_000_000})
        assert list(faults_of_income(allowed, year=2016, on=TODAY)) == []


def test_every_measure_has_its_limits() -> None:
    for name in (*LAND_COLUMNS, "house_square_metres", "main_road_metres"):
        for value in (-1, 100_000_001):
            found = list(faults_of_living(replace(LIVING, **{name: value}), year=2016, on=TODAY))
            assert [(fault.code, fault.field) for fault in found] == [("MeasureOutOfRange", name)]


def test_all_faults_are_told_at_once() -> None:
    wrong = replace(INCOME, wage_fen=-1, cost_fen=-1, people=0, source="")

    found = [fault.code for fault in faults_of_income(wrong, year=1999, on=TODAY)]

    assert found == [
        "YearOutOfRange",
        "OriginMissing",
        "SumOutOfRange",
        "SumOutOfRange",
        "PeopleOutOfRange",
    ]


def test_no_column_of_money_or_land_is_forgotten() -> None:
    named = {field.name for field in (*fields(IncomeFacts), *fields(LivingFacts))}

    assert {name for name in named if name.endswith("_fen")} == set(MONEY_COLUMNS)
    assert {name for name in named if name.endswith("_square_metres")} == {
        *LAND_COLUMNS,
        "house_square_metres",
    }
