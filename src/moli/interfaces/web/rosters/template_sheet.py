"""The empty roster that people download: headings, the words of each column, an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from io import BytesIO
from typing import Any

import xlsxwriter

from moli.households.rules.care import UnitLevel
from moli.households.rules.causes import Attribute, Cause, StandardLevel
from moli.households.rules.living import Fuel, HouseGrade, HouseStructure, RoadKind
from moli.households.rules.people import (
    Education,
    Health,
    Labour,
    Relation,
    Schooling,
    Sex,
    WorkPlace,
)
from moli.households.rules.roster_columns import CODE_COLUMNS, RosterColumn
from moli.households.rules.roster_words import NO, YES, allowed_words
from moli.households.rules.statuses import State
from moli.interfaces.sheets import harmless, opened_workbook, write_line
from moli.interfaces.web.lots.choices import VillageChoice
from moli.kernel.identifiers import PLACEHOLDER_PREFIX, id_check_sign
from moli.kernel.report import EXAMPLE_MARK

ROWS = 5_000
_LISTS, _VILLAGES = "可填的词", "各村代码"
_KINDS: Mapping[RosterColumn, type[StrEnum]] = {
    RosterColumn.SEX: Sex,
    RosterColumn.RELATION: Relation,
    RosterColumn.EDUCATION: Education,
    RosterColumn.SCHOOLING: Schooling,
    RosterColumn.HEALTH: Health,
    RosterColumn.LABOUR: Labour,
    RosterColumn.WORK_PLACE: WorkPlace,
    RosterColumn.STANDARD: StandardLevel,
    RosterColumn.ATTRIBUTE: Attribute,
    RosterColumn.MAIN_CAUSE: Cause,
    RosterColumn.STATE: State,
    RosterColumn.HOUSE_GRADE: HouseGrade,
    RosterColumn.HOUSE_STRUCTURE: HouseStructure,
    RosterColumn.ROAD: RoadKind,
    RosterColumn.FUEL: Fuel,
    RosterColumn.UNIT_LEVEL: UnitLevel,
}
_YES_OR_NO = (
    *(RosterColumn.MEDICAL_INSURANCE, RosterColumn.ILLNESS_INSURANCE),
    *(RosterColumn.PENSION_INSURANCE, RosterColumn.MINIMUM_LIVING, RosterColumn.SPECIAL_SUPPORT),
    *(RosterColumn.SAFE_WATER, RosterColumn.POWER, RosterColumn.WORK_POWER),
    *(RosterColumn.TELEVISION, RosterColumn.CLEAN_TOILET, RosterColumn.COOPERATIVE),
)
# A number format would take leading zeros and last digits away.
_TEXTS = {
    *CODE_COLUMNS,
    *(RosterColumn.PHONE, RosterColumn.RESPONSIBLE_PHONE, RosterColumn.BORN_ON),
    *(RosterColumn.REGISTERED_ON, RosterColumn.EXITED_ON, RosterColumn.RELAPSED_ON),
    RosterColumn.RESPONSIBLE_FROM,
}
_NOTES = (
    "一行是一个人，同一个“户编号”的几行是一户。带“示例”的那一行不会导入，可以留着。",
    "整户的情况（村、电话、致贫原因、收入、住房、帮扶责任人……）写在户主那一行，其他人的行空着。",
    "村代码和“乡镇、行政村”写一样就行；两个镇有同名的村时，要写村代码或者乡镇。",
    "有证件号码的人，性别和出生日期可以空着。代码、证件号码、电话都用文本格式。",
    "其他致贫原因最多两个，用“、”隔开。日期写成 2014-05-20，金额写元，面积写亩或平方米。",
    "先传上来看一遍，没有错再确认导入；导入后由另一个人复核。同一份表传两次，只算一次。",
)


def template_sheet(villages: Sequence[VillageChoice], *, today: date) -> bytes:
    """A workbook: the roster to fill in, notes, allowed words, the person's villages."""
    content = BytesIO()
    with opened_workbook(content) as book:
        # The first sheet is the one that an import reads.
        sheet, notes = book.add_worksheet("花名册"), book.add_worksheet("说明")
        words, codes = book.add_worksheet(_LISTS), book.add_worksheet(_VILLAGES)
        _write_headings(book, sheet)
        _write_words(sheet, words)
        write_line(sheet, 1, _example(villages[0] if villages else None, today=today))
        notes.set_column(0, 0, 90)
        for number, note in enumerate(_NOTES):
            write_line(notes, number, [note])
        codes.set_column(0, 2, 16)
        for number, village in enumerate(villages):
            write_line(codes, number, [village.code, village.town_name, village.short_name])
    return content.getvalue()


def _write_headings(book: Any, sheet: Any) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#e3f1e7", "bottom": 1})
    text = book.add_format({"num_format": "@"})
    for place, column in enumerate(RosterColumn):
        width = 20 if column in CODE_COLUMNS else 13
        sheet.set_column(place, place, width, text if column in _TEXTS else None)
        sheet.write_string(0, place, column.value, bold)
    sheet.freeze_panes(1, 0)


def _write_words(sheet: Any, words: Any) -> None:
    lists = {column: allowed_words(kind) for column, kind in _KINDS.items()}
    lists |= dict.fromkeys(_YES_OR_NO, (YES, NO))
    places = {column: place for place, column in enumerate(RosterColumn)}
    words.set_column(0, len(lists), 16)
    for place, (column, allowed) in enumerate(lists.items()):
        for row, word in enumerate((column.value, *allowed)):
            words.write_string(row, place, harmless(word))
        letters = xlsxwriter.utility.xl_col_to_name(place)
        listed = f"='{_LISTS}'!${letters}$2:${letters}${len(allowed) + 1}"
        rule = {"validate": "list", "source": listed}
        sheet.data_validation(1, places[column], ROWS, places[column], rule)


def _example(village: VillageChoice | None, *, today: date) -> list[str | int | float | None]:
    first_17 = f"{PLACEHOLDER_PREFIX}19700101001"
    cells: dict[RosterColumn, str | int | float] = {
        RosterColumn.VILLAGE_CODE: village.code if village else "",
        RosterColumn.TOWN: village.town_name if village else "",
        RosterColumn.VILLAGE: village.short_name if village else "",
        RosterColumn.GROUP: "第三组",
        RosterColumn.HOUSEHOLD_CODE: EXAMPLE_MARK,
        RosterColumn.NAME: "韦某某",
        RosterColumn.SEX: "男",
        RosterColumn.ID_NUMBER: first_17 + id_check_sign(first_17),
        RosterColumn.BORN_ON: "1970-01-01",
        RosterColumn.RELATION: "户主",
        RosterColumn.ETHNICITY: "壮族",
        RosterColumn.EDUCATION: "初中",
        RosterColumn.HEALTH: "健康",
        RosterColumn.LABOUR: "普通劳动力",
        RosterColumn.MEDICAL_INSURANCE: YES,
        RosterColumn.STANDARD: "国家标准",
        RosterColumn.ATTRIBUTE: "一般户",
        RosterColumn.MAIN_CAUSE: "缺技术",
        RosterColumn.OTHER_CAUSES: "缺资金、因学",
        RosterColumn.STATE: "贫困户",
        RosterColumn.REGISTERED_ON: "2014-05-20",
        RosterColumn.YEAR: today.year - 1,
        RosterColumn.WAGE: 12_000,
        RosterColumn.BUSINESS: 8_000,
        RosterColumn.PROPERTY: 300,
        RosterColumn.TRANSFER: 1_700,
        RosterColumn.COST: 4_000,
        RosterColumn.PEOPLE: 4,
        RosterColumn.HOUSE_AREA: 96,
        RosterColumn.SAFE_WATER: YES,
        RosterColumn.ARABLE: 4.5,
        RosterColumn.RESPONSIBLE: "李某某",
        RosterColumn.UNIT: "县农业局",
        RosterColumn.UNIT_LEVEL: "县直单位",
    }
    return [cells.get(column) for column in RosterColumn]
