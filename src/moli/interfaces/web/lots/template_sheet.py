"""The empty sheet for lots that people download: headings, lists to choose from, an example."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import xlsxwriter

from moli.interfaces.sheets import harmless, opened_workbook
from moli.interfaces.web.lots.choices import ProductChoice, VillageChoice
from moli.kernel.report import EXAMPLE_MARK
from moli.market.rules.sheet import Column, heading_of

ROWS = 2_000
_LISTS = "名单"
_WIDTHS = {Column.CODE: 16, Column.VILLAGE: 14, Column.FROM: 15, Column.TO: 15}
_NOTES = (
    "一行是一批货。带“示例”的那一行不会导入，可以留着。",
    "村代码和“乡镇、村”写一样就行；两个镇有同名的村时，要写村代码或者乡镇。",
    "数量写数字就是斤，也可以写 8万 或 40吨。最低价写每斤多少元。",
    "日期写成 2016-09-25 的样子。",
    "先传上来看一遍，没有错再确认导入。同一份表传两次，只算一次。",
)


def template_sheet(
    *, products: Sequence[ProductChoice], villages: Sequence[VillageChoice], today: date
) -> bytes:
    """A workbook: the sheet to fill in, notes, and the names that it may use.

    Products and grades are Chinese whatever the reader's language is, as the sheet's words are.
    """
    content = BytesIO()
    with opened_workbook(content) as book:
        # The first sheet is the one that an import reads.
        sheet, notes = book.add_worksheet("货源"), book.add_worksheet("说明")
        names = book.add_worksheet(_LISTS)
        _write_names(book, names, products=products, villages=villages)
        _write_headings(book, sheet)
        _write_rules(sheet, products=products)
        _write_example(sheet, products=products, villages=villages, today=today)
        notes.set_column(0, 0, 80)
        for row, note in enumerate(_NOTES):
            notes.write_string(row, 0, note)
    return content.getvalue()


def _write_headings(book: Any, sheet: Any) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#e3f1e7", "bottom": 1})
    # Codes have twelve digits; a number format would turn them into 4.5E+11.
    text = book.add_format({"num_format": "@"})
    for place, column in enumerate(Column):
        is_text = column in (Column.CODE, Column.TOWN, Column.VILLAGE, Column.FROM, Column.TO)
        sheet.set_column(place, place, _WIDTHS.get(column, 12), text if is_text else None)
        sheet.write_string(0, place, heading_of(column), bold)
    sheet.freeze_panes(1, 0)


def _write_names(
    book: Any, names: Any, *, products: Sequence[ProductChoice], villages: Sequence[VillageChoice]
) -> None:
    for row, village in enumerate(villages):
        cells = (village.code, village.town_name, village.short_name)
        for place, cell in enumerate(cells):
            names.write_string(row, place, harmless(cell))
    for row, product in enumerate(products):
        names.write_string(row, 4, harmless(product.name))
    for place, product in enumerate(products, start=5):
        letters = xlsxwriter.utility.xl_col_to_name(place)
        for row, grade in enumerate(product.grades):
            names.write_string(row, place, harmless(grade.name))
        if product.grades and product.name.isidentifier():
            # A range that bears the product's name: the grade's list follows the product chosen.
            area = f"='{_LISTS}'!${letters}$1:${letters}${len(product.grades)}"
            book.define_name(product.name, area)


def _write_rules(sheet: Any, *, products: Sequence[ProductChoice]) -> None:
    places = {column: place for place, column in enumerate(Column)}
    product, grade = places[Column.PRODUCT], places[Column.GRADE]
    letters = xlsxwriter.utility.xl_col_to_name(product)
    if products:
        listed = f"='{_LISTS}'!$E$1:$E${len(products)}"
        sheet.data_validation(1, product, ROWS, product, {"validate": "list", "source": listed})
        by_product = f"=INDIRECT(${letters}2)"
        sheet.data_validation(1, grade, ROWS, grade, {"validate": "list", "source": by_product})


def _write_example(
    sheet: Any,
    *,
    products: Sequence[ProductChoice],
    villages: Sequence[VillageChoice],
    today: date,
) -> None:
    product = products[0] if products else None
    village = villages[0] if villages else None
    cells = {
        Column.CODE: EXAMPLE_MARK,
        Column.TOWN: village.town_name if village else "",
        Column.VILLAGE: village.short_name if village else "",
        Column.PRODUCT: product.name if product else "",
        Column.GRADE: product.grades[0].name if product and product.grades else "",
        Column.WEIGHT: "80000",
        Column.FLOOR: "3.00",
        Column.FROM: today.isoformat(),
        Column.TO: (today + timedelta(days=14)).isoformat(),
        Column.HOUSEHOLDS: "112",
        Column.POOR: "46",
    }
    for place, column in enumerate(Column):
        sheet.write_string(1, place, harmless(cells[column]))
