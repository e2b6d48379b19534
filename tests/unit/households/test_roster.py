"""Reading a roster: each column's faults by row and column, and never the cell itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.households.rules.people import IdKind, Relation, Sex
from moli.households.rules.roster import HEADINGS, RosterColumn, read_roster
from moli.households.rules.roster_columns import CODE_COLUMNS, HOUSEHOLD_COLUMNS, columns_of
from moli.households.rules.statuses import State
from moli.interfaces.words.findings import finding_reason
from tests.factories import TODAY, id_number
from tests.factories.rosters import head, numbered, roster_rows, spouse

COLUMN = RosterColumn
NUMBER = id_number(sequence=3)


def read(*rows: dict[str, Any]) -> Any:
    return read_roster(numbered(*rows), today=TODAY)


def faults(*rows: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Row, column and code of each finding."""
    return [(found.row, found.column, found.code) for found in read(*rows).findings]


def test_a_household_is_read_from_its_rows() -> None:
    roster = read(head(), spouse())

    (household,) = roster.households
    assert (household.row, household.rows) == (2, (2, 3))
    man, woman = household.people
    assert (man.relation, man.sex, man.born_on) == (Relation.HEAD, Sex.MALE, date(1970, 1, 2))
    # Her sex and birthday stand in her number alone.
    assert (woman.relation, woman.sex, woman.born_on) == (
        Relation.SPOUSE,
        Sex.FEMALE,
        date(1972, 1, 2),
    )
    told = household.told
    assert [(status.state, status.from_on) for status in told.course] == [
        (State.REGISTERED, date(2014, 5, 20)),
        (State.EXITED, date(2015, 12, 18)),
    ]
    assert told.income is not None
    assert (told.income.wage_fen, told.income.transfer_fen, told.income.people) == (
        1_200_000,
        170_000,
        4,
    )
    assert told.living is not None
    assert (told.living.arable_square_metres, told.living.has_safe_water) == (3_000, True)
    assert (told.living.has_power, told.living.house_grade) == (None, "B")
    assert [str(cause) for cause in told.facts.causes] == ["NO_SKILL", "NO_MONEY", "SCHOOLING"]


def test_rows_of_a_household_may_stand_apart() -> None:
    roster = read(head(1), head(2), spouse(2), spouse(1))

    assert [household.rows for household in roster.households] == [(2, 5), (3, 4)]


def test_headings_are_read_in_either_width_and_by_their_other_names() -> None:
    columns, wrong = columns_of(
        ["户编号", "身份证号", "姓名", "与户主关系", "务工月收入(元)", "村", "序号"]
    )

    assert wrong == ()
    assert columns.headings[COLUMN.ID_NUMBER] == "身份证号"
    assert columns.headings[COLUMN.MONTHLY_WAGE] == "务工月收入(元)"
    assert columns.unread == ("序号",)


def test_every_column_of_the_template_is_read_under_its_own_heading() -> None:
    assert {HEADINGS[column.value] for column in COLUMN} == set(COLUMN)


def test_a_sheet_without_what_it_needs_says_which_columns() -> None:
    roster = read_roster([(2, {"姓名": "韦", "证件号码": "1"})], today=TODAY)

    assert [(found.row, found.column, found.code) for found in roster.findings] == [
        (1, "村代码", "COLUMN_MISSING"),
        (1, "户编号", "COLUMN_MISSING"),
        (1, "与户主关系", "COLUMN_MISSING"),
    ]


def test_a_column_that_stands_twice_is_told() -> None:
    _, wrong = columns_of([*(column.value for column in COLUMN), "身份证号"])

    assert [(found.column, found.code) for found in wrong] == [("身份证号", "COLUMN_TWICE")]


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("HOUSEHOLD_CODE", None, "EMPTY"),
        ("HOUSEHOLD_CODE", 45012700000001, "TYPED_AS_NUMBER"),
        ("HOUSEHOLD_CODE", "4" * 31, "TEXT_TOO_LONG"),
        ("VILLAGE_CODE", 450181110206, "TYPED_AS_NUMBER"),
        ("PERSON_CODE", 12.0, "TYPED_AS_NUMBER"),
        ("NAME", None, "EMPTY"),
        ("NAME", "韦" * 41, "TEXT_TOO_LONG"),
        ("NAME", f"韦 {NUMBER}", "ID_NUMBER_IN_TEXT"),
        ("GROUP", NUMBER, "ID_NUMBER_IN_TEXT"),
        ("SEX", "man", "WORD_UNKNOWN"),
        ("SEX", "女", "SexDisagrees"),
        ("ID_NUMBER", 999999197001020000, "TYPED_AS_NUMBER"),
        ("ID_NUMBER", "999999700102001", "IdNumberWrong"),
        ("ID_NUMBER", "999999197001020010", "IdNumberWrong"),
        ("BORN_ON", "1970-13-01", "DAY_UNREADABLE"),
        ("BORN_ON", 25569, "DAY_UNREADABLE"),
        ("BORN_ON", "1970-01-03", "BIRTH_DISAGREES"),
        ("RELATION", None, "EMPTY"),
        ("RELATION", "邻居", "WORD_UNKNOWN"),
        ("EDUCATION", "博士后", "WORD_UNKNOWN"),
        ("SCHOOLING", "是", "WORD_UNKNOWN"),
        ("HEALTH", "好", "WORD_UNKNOWN"),
        ("LABOUR", "强", "WORD_UNKNOWN"),
        ("WORK_PLACE", "广东", "WORD_UNKNOWN"),
        ("WORK_MONTHS", 13, "WorkMonthsOutOfRange"),
        ("WORK_MONTHS", "半年", "NUMBER_UNREADABLE"),
        ("WORK_MONTHS", 1.5, "NUMBER_OUT_OF_RANGE"),
        ("MONTHLY_WAGE", "两千", "MONEY_UNREADABLE"),
        ("MONTHLY_WAGE", -1, "MONEY_UNREADABLE"),
        ("MEDICAL_INSURANCE", "不详", "NEITHER_YES_NOR_NO"),
        ("MINIMUM_LIVING", 1, "NEITHER_YES_NOR_NO"),
        ("PHONE", "1380000", "HouseholdPhoneMalformed"),
        ("STANDARD", "县定", "WORD_UNKNOWN"),
        ("ATTRIBUTE", "富户", "WORD_UNKNOWN"),
        ("MAIN_CAUSE", "懒", "WORD_UNKNOWN"),
        ("MAIN_CAUSE", None, "EMPTY"),
        ("OTHER_CAUSES", "缺技术", "CauseTwice"),
        ("OTHER_CAUSES", "因病、因残、因学", "TooManyCauses"),
        ("OTHER_CAUSES", "因病、懒", "WORD_UNKNOWN"),
        ("STATE", "监测户", "WORD_UNKNOWN"),
        ("REGISTERED_ON", None, "EMPTY"),
        ("REGISTERED_ON", "2016-09-13", "DAY_TO_COME"),
        ("EXITED_ON", None, "EMPTY"),
        ("EXITED_ON", "2014-05-20", "DAY_NOT_AFTER"),
        ("RELAPSED_ON", "2016-01-01", "DAY_WITHOUT_STATE"),
        ("YEAR", None, "EMPTY"),
        ("YEAR", 2009, "YearOutOfRange"),
        ("YEAR", "二〇一五", "NUMBER_UNREADABLE"),
        ("WAGE", "12,00", "MONEY_UNREADABLE"),
        ("WAGE", "100.005", "MONEY_UNREADABLE"),
        ("WAGE", "200000000", "SumOutOfRange"),
        ("PEOPLE", 0, "PeopleOutOfRange"),
        ("PEOPLE", 2.5, "NUMBER_OUT_OF_RANGE"),
        ("HOUSE_AREA", "大", "NUMBER_UNREADABLE"),
        ("HOUSE_AREA", 20_000, "NUMBER_OUT_OF_RANGE"),
        ("HOUSE_GRADE", "E级", "WORD_UNKNOWN"),
        ("HOUSE_STRUCTURE", "草房", "WORD_UNKNOWN"),
        ("SAFE_WATER", "井水", "NEITHER_YES_NOR_NO"),
        ("ROAD", "山路", "WORD_UNKNOWN"),
        ("FUEL", "太阳", "WORD_UNKNOWN"),
        ("MAIN_ROAD", "远", "NUMBER_UNREADABLE"),
        ("ARABLE", -1, "NUMBER_UNREADABLE"),
        ("ARABLE", 10_001, "NUMBER_OUT_OF_RANGE"),
        ("UNIT", None, "EMPTY"),
        ("UNIT_LEVEL", None, "EMPTY"),
        ("RESPONSIBLE_FROM", "2017-01-01", "DAY_TO_COME"),
    ],
)
def test_a_fault_is_found_at_its_row_and_column(column: str, cell: Any, code: str) -> None:
    found = faults(head(**{column: cell}))

    assert (2, COLUMN[column].value, code) in found
    assert read(head(**{column: cell})).households == ()


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("BORN_ON", date(1970, 1, 2)),
        ("BORN_ON", datetime(1970, 1, 2)),  # noqa: DTZ001 - as Excel gives it
        ("BORN_ON", "1970/1/2"),
        ("BORN_ON", "1970年1月2日"),
        ("BORN_ON", "19700102"),
        ("SEX", None),
        ("ID_NUMBER", "９９９９９９１９７００１０２００１1"),
        ("WAGE", "１２,０００.５０"),
        ("WAGE", 0.1 + 0.2),
        ("PHONE", 19900000001),
        ("RELATION", "户 主"),
        ("MINIMUM_LIVING", True),
        ("STATE", "未脱贫"),
        ("OTHER_CAUSES", "因病，因残"),
        ("OTHER_CAUSES", None),
        ("HOUSE_GRADE", "A 级，安全"),
        ("EDUCATION", None),
    ],
)
def test_cells_are_read_as_people_write_them(column: str, cell: Any) -> None:
    extra = {"EXITED_ON": None} if column == "STATE" else {}
    if column == "ID_NUMBER":
        cell = head()[COLUMN.ID_NUMBER.value].translate({48 + n: 0xFF10 + n for n in range(10)})

    assert faults(head(**{column: cell}, **extra)) == []


def test_days_need_a_state() -> None:
    assert faults(head(STATE=None)) == [
        (2, "识别日期", "DAY_WITHOUT_STATE"),
        (2, "脱贫日期", "DAY_WITHOUT_STATE"),
    ]


def test_a_disability_card_is_read_as_one() -> None:
    number = head()[COLUMN.ID_NUMBER.value] + "42"
    (household,) = read(head(ID_NUMBER=number)).households

    assert household.people[0].id_kind is IdKind.DISABILITY


def test_a_person_without_a_number_needs_sex_and_birthday() -> None:
    assert faults(head(), spouse(ID_NUMBER=None)) == [
        (3, "性别", "EMPTY"),
        (3, "出生日期", "EMPTY"),
    ]
    assert faults(head(), spouse(ID_NUMBER=None, SEX="女", BORN_ON="2016-08-01")) == []


def test_one_head_for_each_household() -> None:
    assert faults(head(), spouse(RELATION="户主")) == [(3, "与户主关系", "TwoHeads")]
    assert faults(head(RELATION="儿子"), spouse()) == [(2, "与户主关系", "HeadMissing")]


def test_nobody_stands_twice_in_a_roster() -> None:
    again = head()[COLUMN.ID_NUMBER.value]

    found = faults(head(1), spouse(1), head(2, ID_NUMBER=again + "42", SEX=None))
    assert found == [(4, "证件号码", "PERSON_TWICE")]


@pytest.mark.parametrize("column", HOUSEHOLD_COLUMNS)
def test_another_row_says_nothing_of_the_household_or_the_same(column: RosterColumn) -> None:
    same = head()[column.value]

    assert faults(head(), spouse(**{column.name: same})) == []
    assert faults(head(), spouse(**{column.name: "别的"})) == [
        (3, column.value, "DIFFERS_FROM_HEAD")
    ]


def test_a_relapsed_household_has_three_days() -> None:
    (household,) = read(head(STATE="返贫户", RELAPSED_ON="2016-03-01")).households

    assert [status.state for status in household.told.course] == [
        State.REGISTERED,
        State.EXITED,
        State.RELAPSED,
    ]


def test_a_household_that_was_never_registered_has_no_course() -> None:
    (household,) = read(head(STATE=None, REGISTERED_ON=None, EXITED_ON=None)).households

    assert household.told.course == ()


def test_a_year_that_was_not_asked_stays_unsaid() -> None:
    blank = dict.fromkeys(("WAGE", "BUSINESS", "PROPERTY", "TRANSFER", "COST"))
    living = dict.fromkeys(("HOUSE_AREA", "HOUSE_GRADE", "SAFE_WATER", "ARABLE"))
    (household,) = read(head(YEAR=None, **blank, **living)).households

    assert (household.told.income, household.told.living) == (None, None)


def test_the_example_is_left_out_and_alone_is_no_roster() -> None:
    assert faults(head(GROUP="示例")) == [(1, "姓名", "NO_ROWS")]
    assert len(read(head(1), head(2, GROUP="示例")).households) == 1


def test_codes_that_excel_has_rounded_are_told_for_each_row() -> None:
    rows = [head(number, HOUSEHOLD_CODE=float(number)) for number in (1, 2, 3)]

    assert [row for row, _, code in faults(*rows) if code == "TYPED_AS_NUMBER"] == [2, 3, 4]


@given(
    column=st.sampled_from([*COLUMN]),
    number=st.sampled_from([id_number(sequence=7), id_number(sex=Sex.FEMALE, sequence=9)]),
    before=st.text("韦 a9", max_size=3),
)
def test_no_finding_repeats_an_identity_number_that_slipped_into_another_column(
    column: RosterColumn, number: str, before: str
) -> None:
    roster = read(head(**{column.name: before + number}), spouse())

    for found in roster.findings:
        assert number not in finding_reason(found)
        assert number not in str(found.facts)
    if column is not COLUMN.ID_NUMBER:
        # And what is stored holds none where it is not sealed.
        for household in roster.households:
            people = [replace(person, id_number="") for person in household.people]
            assert number not in str((household.code, household.told, people))


def test_a_roster_of_many_households_keeps_their_order() -> None:
    roster = read_roster(roster_rows(50), today=TODAY)

    assert [household.row for household in roster.households] == list(range(2, 102, 2))
    assert all(column in RosterColumn for column in CODE_COLUMNS)
