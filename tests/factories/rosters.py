"""Rosters: rows as a sheet gives them, with numbers that begin with 999999."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from moli.households.rules.people import Sex
from moli.households.rules.roster import RosterColumn, Row
from moli.households.rules.roster_report import RosterReport
from moli.households.services.importing_rosters import import_roster
from tests.factories.households import id_number
from tests.factories.moments import NOW, TESTER
from tests.factories.places import COUNTY, YAOBU, county

HASH = "a" * 64


def head(number: int = 1, **cells: Any) -> dict[str, Any]:
    """The head's row of a household: a family in Yaobu that left poverty in 2015.

    Cells are changed by the name of their column (`SEX="男"`); None empties one.
    """
    born_on = date.fromordinal(date(1970, 1, 1).toordinal() + number)
    known = {
        "VILLAGE_CODE": YAOBU,
        "GROUP": "第三组",
        "HOUSEHOLD_CODE": f"450127{number:08d}",
        "NAME": f"韦永{number}",
        "SEX": "男",
        "ID_NUMBER": id_number(born_on=born_on, sequence=1),
        "RELATION": "户主",
        "ETHNICITY": "壮族",
        "EDUCATION": "初中",
        "HEALTH": "健康",
        "LABOUR": "普通劳动力",
        "PHONE": f"199{number:08d}",
        "STANDARD": "国家标准",
        "ATTRIBUTE": "一般户",
        "MAIN_CAUSE": "缺技术",
        "OTHER_CAUSES": "缺资金、因学",
        "STATE": "脱贫户",
        "REGISTERED_ON": "2014-05-20",
        "EXITED_ON": "2015-12-18",
        "YEAR": 2015,
        "WAGE": "12,000",
        "BUSINESS": 8_000,
        "PROPERTY": 300,
        "TRANSFER": 1_700,
        "COST": 4_000,
        "PEOPLE": 4,
        "HOUSE_AREA": 96,
        "HOUSE_GRADE": "B级",
        "SAFE_WATER": "是",
        "ARABLE": 4.5,
        "RESPONSIBLE": "徐建勇",
        "UNIT": "县农业局",
        "UNIT_LEVEL": "县直单位",
    }
    return _row({**known, **cells})


def spouse(number: int = 1, **cells: Any) -> dict[str, Any]:
    """The spouse's row of the same household."""
    born_on = date.fromordinal(date(1972, 1, 1).toordinal() + number)
    known = {
        "HOUSEHOLD_CODE": f"450127{number:08d}",
        "NAME": f"黄秀{number}",
        "ID_NUMBER": id_number(born_on=born_on, sex=Sex.FEMALE, sequence=1),
        "RELATION": "配偶",
    }
    return _row({**known, **cells})


def _row(cells: dict[str, Any]) -> dict[str, Any]:
    """Every heading has a cell, as a sheet gives it."""
    return {column.value: cells.get(column.name) for column in RosterColumn}


def numbered(*rows: dict[str, Any]) -> list[Row]:
    """Rows with their numbers in the sheet, under its headings."""
    return list(enumerate(rows, start=2))


def roster_rows(households: int = 2) -> list[Row]:
    """Some households of two."""
    return numbered(
        *(row for number in range(1, households + 1) for row in (head(number), spouse(number)))
    )


def imported(rows: list[Row] | None = None, **changes: Any) -> RosterReport:
    """A roster of two households imported for the whole county, unless told otherwise."""
    county()
    known: dict[str, Any] = {
        "file_hash": HASH,
        "filename": "花名册.xlsx",
        "area_codes": [COUNTY],
        "by": TESTER,
        "at": NOW,
    }
    return import_roster(roster_rows() if rows is None else rows, **{**known, **changes})


def roster_workbook(*rows: dict[str, Any]) -> bytes:
    """A workbook with all headings of the template."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [column.value for column in RosterColumn])
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(RosterColumn):
                if row[column.value] is not None:
                    sheet.write(number, place, row[column.value])
    return content.getvalue()
