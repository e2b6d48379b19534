"""An area's people as a workbook, in the words of the roster."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from io import BytesIO

from moli.households.queries.exported import ExportedPerson
from moli.households.rules.roster_words import word_of
from moli.interfaces.sheets.writing import OutCell, opened_workbook, write_line
from moli.kernel.money import FEN_PER_YUAN

GENERATED = "演示数据"
HEADINGS = (
    *("村代码", "乡镇", "行政村", "村民小组", "户编号", "姓名", "与户主关系", "性别", "年龄"),
    *("证件号码（隐去中间）", "联系电话（隐去中间）", "民族", "文化程度", "在校生状况"),
    *("劳动能力", "务工地点", "务工月数", "当前状态", "从哪天起", "收入年度"),
    *("人均纯收入（元）", "帮扶责任人", "责任人单位", "说明"),
)
_WIDTHS = {0: 14, 4: 16, 9: 22, 10: 20, 17: 12, 20: 16, 22: 20}


def roster_export(people: Sequence[ExportedPerson]) -> bytes:
    """The workbook: one line for each person. Made-up households say so in the last column."""
    content = BytesIO()
    with opened_workbook(content) as book:
        sheet = book.add_worksheet("农户")
        for place in range(len(HEADINGS)):
            sheet.set_column(place, place, _WIDTHS.get(place, 11))
        write_line(sheet, 0, HEADINGS, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for number, person in enumerate(people, start=1):
            write_line(sheet, number, _cells(person))
    return content.getvalue()


def _cells(person: ExportedPerson) -> tuple[OutCell, ...]:
    household = person.household
    income = household.per_capita_fen
    return (
        household.village_code,
        household.town,
        household.village,
        household.group_name,
        household.national_code,
        person.name,
        _word(person.relation),
        _word(person.sex),
        person.age,
        person.id_number,
        household.phone,
        person.ethnicity,
        _word(person.education),
        _word(person.schooling),
        _word(person.labour),
        _word(person.work_place),
        person.work_months,
        _word(household.state),
        household.since_on.isoformat() if household.since_on else None,
        household.year,
        None if income is None else income / FEN_PER_YUAN,
        household.responsible,
        household.unit,
        GENERATED if household.is_generated else None,
    )


def _word(member: StrEnum | None) -> str | None:
    return None if member is None else word_of(member)
