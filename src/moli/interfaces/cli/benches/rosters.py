"""Importing a roster, measured: reading the workbook, judging it, storing its households.

The workbook is made up, with every column filled as a county fills it and numbers that belong to
nobody. It is imported into a database of its own, which is made and thrown away: an SQLite file,
or one beside the PostgreSQL database that DATABASE_URL names.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import xlsxwriter
from django.db import connection
from tqdm import tqdm

from moli.households.rules.roster_columns import RosterColumn
from moli.households.rules.roster_words import NO, YES
from moli.households.services.importing_rosters import import_roster
from moli.interfaces.cli.benches.databases import own_database
from moli.interfaces.cli.command import OPERATOR, is_terminal
from moli.interfaces.cli.demo.moment import COUNTY_CODE, at
from moli.interfaces.cli.demo.places import load_divisions
from moli.interfaces.sheets import read_table
from moli.kernel.identifiers import PLACEHOLDER_PREFIX, id_check_sign
from moli.places.queries.directory import villages_inside

PEOPLE_IN_A_HOUSEHOLD = 4
_FIRST_BIRTH = date(1950, 1, 1)
_RELATIONS = ("户主", "配偶", "儿子", "女儿")
_SEXES = ("男", "女", "男", "女")


def run(members: int) -> dict[str, Any]:
    """Import a roster of so many people, four in a household; seconds of each part."""
    with TemporaryDirectory(prefix="moli-bench-") as folder, own_database(Path(folder)):
        load_divisions()
        path = Path(folder) / "花名册.xlsx"
        codes = villages_inside(area_codes=[COUNTY_CODE]).values_list("code", flat=True)
        write_roster(path, members=members, village_codes=list(codes))
        return _measured(path)


def _measured(path: Path) -> dict[str, Any]:
    begun = perf_counter()
    rows = [(row.number, row) for row in read_table(path, filename=path.name)]
    read = perf_counter()
    about: dict[str, Any] = {
        "file_hash": "bench",
        "filename": path.name,
        "area_codes": [COUNTY_CODE],
        "is_generated": True,
        "by": OPERATOR,
        "at": at(),
    }
    # A look first, as everybody does; the import judges once more.
    import_roster(rows, is_dry_run=True, **about)
    checked = perf_counter()
    with tqdm(total=len(rows), file=sys.stderr, disable=not is_terminal(), ncols=70) as bar:
        report = import_roster(rows, watch=lambda done: bar.update(done - bar.n), **about)
    ended = perf_counter()
    read_seconds, check_seconds = read - begun, checked - read
    seconds = read_seconds + (ended - checked)
    return {
        "members": report.people,
        "households": report.created,
        "read_seconds": round(read_seconds, 2),
        "check_seconds": round(check_seconds, 2),
        "store_seconds": round(ended - checked - check_seconds, 2),
        "seconds": round(seconds, 2),
        "per_second": round(report.people / seconds),
        "database": connection.vendor,
    }


def write_roster(path: Path, *, members: int, village_codes: list[str]) -> None:
    """A workbook of so many made-up people."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, column in enumerate(RosterColumn):
            sheet.write_string(0, place, column.value)
        for number in range(members):
            cells = _person(number)
            household, member = divmod(number, PEOPLE_IN_A_HOUSEHOLD)
            if member == 0:
                village = village_codes[household % len(village_codes)]
                cells |= {RosterColumn.VILLAGE_CODE: village, **_household(household)}
            for place, column in enumerate(RosterColumn):
                cell = cells.get(column)
                if cell is not None:
                    sheet.write(number + 1, place, cell)


def _person(number: int) -> dict[RosterColumn, str | int | float]:
    household, member = divmod(number, PEOPLE_IN_A_HOUSEHOLD)
    # A day for each thousand of one sex: no number comes twice.
    days, sequence = divmod(number // 2, 499)
    born_on = _FIRST_BIRTH + timedelta(days=days)
    is_woman = number % 2
    first_17 = f"{PLACEHOLDER_PREFIX}{born_on:%Y%m%d}{2 * sequence + 1 - is_woman:03d}"
    return {
        RosterColumn.HOUSEHOLD_CODE: f"B{household:08d}",
        RosterColumn.NAME: f"演示{number:06d}",
        RosterColumn.SEX: _SEXES[member],
        RosterColumn.ID_NUMBER: first_17 + id_check_sign(first_17),
        RosterColumn.RELATION: _RELATIONS[member],
        RosterColumn.ETHNICITY: "壮族",
        RosterColumn.EDUCATION: "初中",
        RosterColumn.HEALTH: "健康",
        RosterColumn.LABOUR: "普通劳动力",
        RosterColumn.WORK_PLACE: "省外",
        RosterColumn.WORK_MONTHS: 10,
        RosterColumn.MONTHLY_WAGE: 2_500,
        RosterColumn.MEDICAL_INSURANCE: YES,
        RosterColumn.ILLNESS_INSURANCE: YES,
        RosterColumn.PENSION_INSURANCE: NO,
        RosterColumn.MINIMUM_LIVING: NO,
        RosterColumn.SPECIAL_SUPPORT: NO,
    }


def _household(household: int) -> dict[RosterColumn, str | int | float]:
    return {
        RosterColumn.GROUP: f"第{household % 12 + 1}组",
        RosterColumn.PHONE: f"199{household:08d}",
        RosterColumn.STANDARD: "国家标准",
        RosterColumn.ATTRIBUTE: "一般户",
        RosterColumn.MAIN_CAUSE: "缺技术",
        RosterColumn.OTHER_CAUSES: "缺资金、因学",
        RosterColumn.STATE: "脱贫户",
        RosterColumn.REGISTERED_ON: "2014-05-20",
        RosterColumn.EXITED_ON: "2015-12-18",
        RosterColumn.YEAR: 2015,
        RosterColumn.WAGE: 12_000,
        RosterColumn.BUSINESS: 8_000,
        RosterColumn.PROPERTY: 300,
        RosterColumn.TRANSFER: 1_700.5,
        RosterColumn.COST: 4_000,
        RosterColumn.PEOPLE: PEOPLE_IN_A_HOUSEHOLD,
        RosterColumn.HOUSE_AREA: 96,
        RosterColumn.HOUSE_GRADE: "B级",
        RosterColumn.HOUSE_STRUCTURE: "砖混或砖木",
        RosterColumn.SAFE_WATER: YES,
        RosterColumn.POWER: YES,
        RosterColumn.TELEVISION: YES,
        RosterColumn.CLEAN_TOILET: NO,
        RosterColumn.ROAD: "砂石路",
        RosterColumn.FUEL: "柴草",
        RosterColumn.ARABLE: 4.5,
        RosterColumn.FOREST: 2,
        RosterColumn.RESPONSIBLE: "演示干部",
        RosterColumn.UNIT: "县农业局",
        RosterColumn.UNIT_LEVEL: "县直单位",
    }
