"""The rules of data quality: each has a judge, words, and records that break and keep it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from moli.households.rules.causes import Risk
from moli.households.rules.income import Income
from moli.households.rules.lines import LineKind
from moli.households.rules.people import Relation
from moli.households.rules.procedures import Tier
from moli.households.rules.quality import JUDGES
from moli.households.rules.quality.judging import judge
from moli.households.rules.quality.kinds import Mender, Severity
from moli.households.rules.quality.known import KnownRule, known_rules
from moli.households.rules.quality.record import Record, Stand, YearIncome
from moli.households.rules.quality.waivers import may_waive
from moli.households.rules.statuses import MONITORING_SINCE, State
from tests.unit.households.quality_cases import (
    CASES,
    EXITED,
    INCOME,
    ON,
    SOUND,
    monitored,
    removed,
    with_head,
    with_member,
)

RULES = {rule.code: rule for rule in known_rules()}


def found(record: Record, code: str) -> list[str]:
    """The members whom a rule finds, in order; empty for the household as a whole."""
    return [breach.member_key for breach in JUDGES[code](record, RULES[code].limits)]


def test_there_are_as_many_rules_as_were_asked_for_and_each_stands_once() -> None:
    codes = [rule.code for rule in known_rules()]

    assert len(codes) >= 45
    assert len(codes) == len(set(codes))


def test_every_rule_has_a_judge_and_every_judge_a_rule() -> None:
    assert set(RULES) == set(JUDGES)


def test_a_code_has_one_judge() -> None:
    with pytest.raises(ValueError, match=r"numbers\.old has two judges"):
        judge("numbers.old")(JUDGES["numbers.old"])


def test_every_rule_has_its_two_records() -> None:
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_record_that_breaks_the_rule_is_found(code: str) -> None:
    assert len(found(CASES[code].broken, code)) == CASES[code].times


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_record_that_keeps_the_rule_is_not_found(code: str) -> None:
    assert found(CASES[code].kept, code) == []


def test_a_sound_record_breaks_no_rule_at_all() -> None:
    assert [code for code in RULES if found(SOUND, code)] == []


def test_a_record_of_which_nothing_is_known_makes_no_judge_stumble() -> None:
    empty = Record(on=ON)

    assert [code for code in RULES if found(empty, code)] == ["blanks.head"]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_the_words_of_a_rule_fit_their_columns_and_ask_only_for_its_limits(
    rule: KnownRule,
) -> None:
    asked = set(re.findall(r"%\((\w+)\)s", rule.text))

    assert set(re.findall(r"%\((\w+)\)s", rule.text_en)) == asked
    assert asked <= set(rule.limits)
    assert len(rule.code) <= 40
    assert 0 < len(rule.text) <= 120
    assert 0 < len(rule.text_en) <= 160
    assert 0 < len(rule.source) <= 200


def test_rules_of_monitoring_do_not_hold_before_there_was_monitoring() -> None:
    begins = {code: rule.from_on for code, rule in RULES.items() if code.startswith("monitoring.")}

    assert min(begins.values()) == MONITORING_SINCE
    assert begins["monitoring.removed_too_early"] == date(2022, 4, 1)


@pytest.mark.parametrize(
    ("from_on", "to_on", "is_early"),
    [
        # Year and month compared apart, these three would escape: 1, 2 and 3 are below 4.
        (date(2022, 9, 1), date(2023, 1, 31), True),
        (date(2022, 9, 1), date(2023, 2, 28), True),
        (date(2022, 9, 10), date(2023, 3, 9), True),
        (date(2022, 9, 10), date(2023, 3, 10), False),
        (date(2022, 8, 31), date(2023, 2, 27), True),
        (date(2022, 8, 31), date(2023, 2, 28), False),
        (date(2022, 1, 1), date(2022, 3, 31), False),  # before the rule held
        (date(2022, 1, 1), date(2022, 4, 1), True),
    ],
)
def test_a_removal_within_six_months_is_found_in_every_month_of_the_year(
    from_on: date, to_on: date, *, is_early: bool
) -> None:
    assert bool(found(removed(from_on, to_on), "monitoring.removed_too_early")) is is_early


def test_a_change_of_category_goes_on_with_the_same_time() -> None:
    record = replace(
        SOUND,
        stands=(
            EXITED,
            Stand(State.UNSTABLE, date(2022, 5, 1), date(2022, 10, 1)),
            Stand(State.HARDSHIP, date(2022, 10, 1), date(2022, 12, 1)),
            Stand(State.RISK_REMOVED, date(2022, 12, 1)),
        ),
    )

    assert found(record, "monitoring.removed_too_early") == []


def test_each_time_of_monitoring_is_judged_by_itself() -> None:
    record = replace(
        SOUND,
        stands=(
            EXITED,
            Stand(State.UNSTABLE, date(2021, 5, 1), date(2022, 5, 1)),
            Stand(State.RISK_REMOVED, date(2022, 5, 1), date(2022, 8, 1)),
            Stand(State.UNSTABLE, date(2022, 8, 1), date(2023, 1, 15)),
            Stand(State.RISK_REMOVED, date(2023, 1, 15)),
        ),
    )
    judged = list(
        JUDGES["monitoring.removed_too_early"](record, {"months_min": 6, "since_on": "2022-04-01"})
    )

    assert [breach.facts["allowed_on"] for breach in judged] == ["2023-02-01"]


def test_a_finding_names_the_member_it_is_about() -> None:
    record = with_member(with_head(ethnicity=""), ethnicity="")

    assert found(record, "blanks.ethnicity") == ["head", "child"]
    assert found(replace(SOUND, stands=(), causes=()), "blanks.main_cause") == []


def test_the_placeholder_counts_as_no_number_except_in_a_demo() -> None:
    placeholder = "99999919700101003X"
    record = with_head(id_number=placeholder)

    assert found(record, "numbers.missing") == ["head"]
    assert found(replace(record, is_generated=True), "numbers.missing") == []
    assert found(replace(record, is_generated=True), "numbers.place") == []


def test_a_dissolved_county_is_no_error() -> None:
    assert found(with_head(id_number="450127197001010018"), "numbers.place") == []


def test_no_fact_of_a_finding_holds_a_number_or_a_key() -> None:
    for code, case in CASES.items():
        for breach in JUDGES[code](case.broken, RULES[code].limits):
            told = " ".join(map(str, breach.facts.values()))
            assert not re.search(r"\d{15}", told), code
            assert "head" not in told, code


def test_the_income_of_the_exit_counts_and_that_of_the_year_before_stands_in_for_it() -> None:
    def earning(year: int, wage_fen: int) -> YearIncome:
        return YearIncome(year, Income(wage_fen, 0, 0, 0, 0, 1))

    lines = {(2021, LineKind.POVERTY): 400_000, (2022, LineKind.POVERTY): 400_000}
    record = replace(SOUND, lines=lines)

    poor_then = replace(record, incomes=(earning(2023, 1), earning(2022, 500_000)))
    assert found(poor_then, "exits.income_below_line") == []
    before = replace(record, incomes=(earning(2021, 399_999),))
    assert found(before, "exits.income_below_line") == [""]
    long_ago = replace(record, incomes=(earning(2020, 1),))
    assert found(long_ago, "exits.income_below_line") == []
    without_line = replace(before, lines={})
    assert found(without_line, "exits.income_below_line") == []


def test_an_income_at_the_line_is_not_below_it() -> None:
    at_line = replace(
        INCOME, income=Income(2_099_999, 0, 0, 1, 0, 3)
    )  # 7,000.00 yuan a head: exactly the line of 2022
    record = replace(SOUND, incomes=(at_line,))

    assert found(record, "monitoring.below_line_not_monitored") == []
    below = replace(at_line, income=replace(at_line.income, transfer_fen=0))
    assert found(replace(record, incomes=(below,)), "monitoring.below_line_not_monitored") == [""]


def test_a_state_that_ended_or_is_to_come_is_not_where_the_household_stands() -> None:
    ended = replace(SOUND, stands=(Stand(State.EXITED, date(2020, 1, 1), date(2021, 1, 1)),))
    to_come = replace(SOUND, stands=(Stand(State.EXITED, date(2030, 1, 1)),))

    assert ended.poverty is None
    assert to_come.poverty is None
    assert SOUND.is_exited
    assert monitored(Risk.OTHER).is_monitored
    assert removed().is_risk_removed
    assert not removed().is_monitored


def test_the_sound_record_has_one_head() -> None:
    assert [member.relation for member in SOUND.members] == [Relation.HEAD]


@pytest.mark.parametrize(
    ("severity", "mender", "tiers", "is_allowed"),
    [
        (Severity.WARNING, Mender.VILLAGE, {Tier.VILLAGE}, True),
        (Severity.ERROR, Mender.VILLAGE, {Tier.VILLAGE}, False),
        (Severity.ERROR, Mender.VILLAGE, {Tier.TOWN}, True),
        (Severity.WARNING, Mender.TOWN, {Tier.VILLAGE}, False),
        (Severity.ERROR, Mender.COUNTY, {Tier.TOWN}, False),
        (Severity.ERROR, Mender.COUNTY, {Tier.VILLAGE, Tier.COUNTY}, True),
        (Severity.WARNING, Mender.VILLAGE, set(), False),
    ],
)
def test_a_finding_is_waived_by_whoever_mends_it_or_stands_above(
    severity: Severity, mender: Mender, tiers: set[Tier], *, is_allowed: bool
) -> None:
    assert may_waive(severity, mender, tiers=tiers) is is_allowed
