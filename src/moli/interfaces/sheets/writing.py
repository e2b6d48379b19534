"""Writing workbooks: texts as texts, numbers as numbers, nothing that is reckoned on opening."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from moli.interfaces.sheets.formulas import harmless

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# No text becomes a formula, a link or a number by its looks.
WORKBOOK: Final[Mapping[str, bool]] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

OutCell = str | int | float | None


@contextmanager
def opened_workbook(content: BytesIO) -> Iterator[Any]:
    """A workbook that is written into `content` when the block ends."""
    with xlsxwriter.Workbook(content, dict(WORKBOOK)) as book:
        yield book


def write_line(sheet: Any, number: int, cells: Sequence[OutCell], style: Any = None) -> None:
    """One line of a sheet, counted from 0: texts made harmless, None left blank."""
    for place, cell in enumerate(cells):
        if cell is None or cell == "":
            continue
        if isinstance(cell, str):
            sheet.write_string(number, place, harmless(cell), style)
        else:
            sheet.write_number(number, place, cell, style)
