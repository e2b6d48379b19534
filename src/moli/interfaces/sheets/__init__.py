"""Sheets that people bring and take: Excel and CSV in, Excel out, and no formula either way."""

from moli.interfaces.sheets.formulas import as_written, harmless
from moli.interfaces.sheets.reading import (
    BYTES_MAX,
    COLUMNS_MAX,
    ROWS_MAX,
    Cell,
    CellWithoutHeading,
    CodeTypedAsNumber,
    HeadingMissing,
    HeadingTwice,
    NotASheet,
    SheetEmpty,
    SheetRow,
    SheetTooLarge,
    SheetTooLong,
    SheetTooWide,
    column_letters,
    read_table,
    text_of,
)
from moli.interfaces.sheets.writing import WORKBOOK, XLSX, opened_workbook, write_line

__all__ = [
    "BYTES_MAX",
    "COLUMNS_MAX",
    "ROWS_MAX",
    "WORKBOOK",
    "XLSX",
    "Cell",
    "CellWithoutHeading",
    "CodeTypedAsNumber",
    "HeadingMissing",
    "HeadingTwice",
    "NotASheet",
    "SheetEmpty",
    "SheetRow",
    "SheetTooLarge",
    "SheetTooLong",
    "SheetTooWide",
    "as_written",
    "column_letters",
    "harmless",
    "opened_workbook",
    "read_table",
    "text_of",
    "write_line",
]
