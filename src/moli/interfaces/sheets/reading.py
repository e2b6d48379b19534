"""Reading the sheets that people bring: Excel and CSV, cell by cell.

A sheet is a heading line and rows under it. `read_table` gives the rows as they are written,
each with the number that the sheet itself shows for it, so that a fault can be found again. It
judges the sheet as a sheet (can it be read, is it too large, do its headings hold); what the
cells mean is judged by whoever asked for the sheet.
"""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from moli.interfaces.sheets.formulas import as_written
from moli.kernel.refusal import Refusal

Cell = str | int | float | bool | date | datetime | time | timedelta | None

BYTES_MAX = 10 * 1024 * 1024
ROWS_MAX = 100_000
COLUMNS_MAX = 200
# An Excel file is a zip: ten honest megabytes grow to a hundred, a bomb grows to thousands.
_BYTES_UNPACKED_MAX = 300 * 1024 * 1024


class NotASheet(Refusal):
    """The file is neither an Excel workbook (.xlsx) nor a CSV text, or it is broken or locked."""


class SheetEmpty(Refusal):
    """The sheet has no rows under its headings."""


class SheetTooLarge(Refusal):
    """The file has more bytes than are read."""


class SheetTooLong(Refusal):
    """The sheet has more rows than are read."""


class SheetTooWide(Refusal):
    """The sheet has more columns than are read."""


class HeadingMissing(Refusal):
    """A column that is needed is not there."""


class CellWithoutHeading(Refusal):
    """Something stands in a column that has no heading."""


class HeadingTwice(Refusal):
    """Two columns have the same heading, so a cell could mean either."""


class CodeTypedAsNumber(Refusal):
    """A code or an ID number stands in a cell that holds a number: Excel has rounded it."""


class SheetRow(dict[str, Cell]):
    """One row: its cells by heading. `number` is the row as the sheet counts it (headings: 1)."""

    def __init__(self, cells: Iterable[tuple[str, Cell]], *, number: int) -> None:
        super().__init__(cells)
        self.number = number


def read_table(
    source: Path | bytes,
    *,
    filename: str,
    required: Sequence[str] = (),
    text_columns: Sequence[str] = (),
) -> list[SheetRow]:
    """The rows of the first visible sheet of an .xlsx workbook, or of a CSV text, top to bottom.

    What the file is, its bytes tell; `filename` is only named in refusals. The first row holds
    the headings. Each SheetRow has a cell for every heading, and rows that are wholly blank are
    left out while the others keep their number. Cells: text without outer blanks and without the
    apostrophe that makes an export harmless, None when blank, whole numbers as int, other
    numbers as float, dates as date or datetime. A CSV (UTF-8 with or without a mark, else
    GB 18030) holds text and None only.

    `required` headings must be there. Cells of `text_columns` must be text: an 18-digit ID that
    was typed as a number has already lost its last digits.
    Refuses, with one Refusal and nothing kept: NotASheet, SheetEmpty, SheetTooLarge (over
    10 MB), SheetTooLong (over 100,000 rows), SheetTooWide, HeadingMissing,
    CellWithoutHeading and CodeTypedAsNumber (facts row and column), HeadingTwice.
    """
    content = _content(source, filename=filename)
    lines: Iterable[list[Cell]]
    if content[:4] == b"PK\x03\x04":
        lines = _workbook_lines(content, filename=filename)
    else:
        lines = _csv_lines(content, filename=filename)
    rows = list(_rows(lines, filename=filename, required=required))
    if not rows:
        raise SheetEmpty(field="file", filename=filename)
    _refuse_numbers(rows, text_columns)
    return rows


def text_of(cell: Cell) -> str:
    """A cell as its reader sees it: blank for None, a whole number without a point, ISO days."""
    if cell is None:
        return ""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell)


def _content(source: Path | bytes, *, filename: str) -> bytes:
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > BYTES_MAX:
            raise SheetTooLarge(field="file", filename=filename, max_mb=BYTES_MAX // 1024**2)
        return source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise NotASheet(field="file", filename=filename) from error


def _workbook_lines(content: bytes, *, filename: str) -> list[list[Cell]]:
    _refuse_bombs(content, filename=filename)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheet = book.get_sheet_by_index(_first_visible(book))
        return [
            [_workbook_cell(cell) for cell in line]
            for line in sheet.to_python(skip_empty_area=False)
        ]
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise NotASheet(field="file", filename=filename) from error


def _first_visible(book: CalamineWorkbook) -> int:
    """The sheet that its maker sees first: one that is hidden holds lists, or an older roster."""
    shown = (
        place
        for place, sheet in enumerate(book.sheets_metadata)
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
    )
    return next(shown, 0)


def _workbook_cell(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return as_written(cell.strip()) or None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


# What the standard library lets through of a damaged, locked or exotic archive.
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
# What a name may carry before it in XML: `x:`.
_PREFIX = rb"(?:[^\s<>/:]+:)?"
# A cell that is not self-closed holds a value.
_CELL = re.compile(
    rb"<" + _PREFIX + rb"c\s[^<>]*?\br\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^<>]*(?<!/)>"
)
# A cell that names no place itself: then the numbers of rows count.
_CELL_WITHOUT_PLACE = re.compile(rb"<" + _PREFIX + rb"c(?:\s(?![^<>]*\br\s*=)[^<>]*)?>")
_ROW = re.compile(rb"<" + _PREFIX + rb"row\s[^<>]*?\br\s*=\s*[\"']([0-9]{1,7})[\"']")
# Places that no sheet has, written as digits without end or as entities; and angles inside an
# attribute, behind which the patterns above would see nothing.
_ODD_PLACE = rb"[^<>]*?\br\s*=\s*[\"'](?![A-Za-z]{0,3}[0-9]{1,7}[\"'])"
_QUOTED = rb"(?:\"[^<>\"]*\"[^<>\"']*|'[^<>']*'[^<>\"']*)*"
_ODD_ANGLE = rb"[^<>\"']*" + _QUOTED + rb"(?:\"[^<>\"]*[<>]|'[^<>']*[<>])"
# Nearly all tags are of this kind: passed over at once.
_PLAIN = rb"(?!c r=\"[A-Z]{1,3}[0-9]{1,7}\"(?: [st]=\"[A-Za-z0-9]*\")*/?>|/|v>)"
_ODD_TAG = re.compile(
    rb"<" + _PLAIN + _PREFIX + rb"(?:c|row)\s(?:" + _ODD_PLACE + rb"|" + _ODD_ANGLE + rb")"
)


def _refuse_bombs(content: bytes, *, filename: str) -> None:
    """Refuse a workbook that would not fit into memory, before the reader opens it.

    The reader lays a sheet out as a full rectangle: five kilobytes with one value in the last
    cell of a sheet make it ask for 400 gigabytes and end the whole process.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _BYTES_UNPACKED_MAX:
                raise SheetTooLarge(field="file", filename=filename, max_mb=BYTES_MAX // 1024**2)
            # Any part may be the sheet: the workbook says which, under whatever name.
            for part in parts.infolist():
                _judge_extent(parts.read(part), filename=filename)
    except _BROKEN_ZIP as error:
        raise NotASheet(field="file", filename=filename) from error


def _judge_extent(sheet: bytes, *, filename: str) -> None:
    if _ODD_TAG.search(sheet):
        raise NotASheet(field="file", filename=filename)
    last_row = 0
    if _CELL_WITHOUT_PLACE.search(sheet):
        last_row = max((int(match[1]) for match in _ROW.finditer(sheet)), default=0)
    widest: set[bytes] = set()
    for match in _CELL.finditer(sheet):
        last_row = max(last_row, int(match[2]))
        widest.add(match[1])
    if last_row > ROWS_MAX + 1:
        raise SheetTooLong(field="file", max_rows=ROWS_MAX)
    if max((_column_number(letters) for letters in widest), default=0) > COLUMNS_MAX:
        raise SheetTooWide(field="file", max_columns=COLUMNS_MAX)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _csv_lines(content: bytes, *, filename: str) -> Iterator[list[Cell]]:
    if b"\0" in content:
        raise NotASheet(field="file", filename=filename)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError as error:
            raise NotASheet(field="file", filename=filename) from error
    try:
        for line in csv.reader(StringIO(text, newline=""), strict=True):
            yield [as_written(cell.strip()) or None for cell in line]
    except csv.Error as error:
        raise NotASheet(field="file", filename=filename) from error


def _rows(
    lines: Iterable[list[Cell]], *, filename: str, required: Sequence[str]
) -> Iterator[SheetRow]:
    numbered = enumerate(lines, start=1)
    first = next(numbered, (1, []))[1]
    if all(cell is None for cell in first):
        raise SheetEmpty(field="file", filename=filename)
    headings = _headings(first, required=required)
    for number, line in numbered:
        if number > ROWS_MAX + 1:
            raise SheetTooLong(field="file", max_rows=ROWS_MAX)
        if all(cell is None for cell in line):
            continue
        for place, cell in enumerate(line):
            if cell is not None and (place >= len(headings) or not headings[place]):
                raise CellWithoutHeading(field="file", column=column_letters(place), row=number)
        cells = [*line, *[None] * (len(headings) - len(line))]
        yield SheetRow(
            ((name, cell) for name, cell in zip(headings, cells, strict=False) if name),
            number=number,
        )


def _headings(line: Sequence[Cell], *, required: Sequence[str]) -> list[str]:
    headings = [text_of(cell) for cell in line]
    if len(headings) > COLUMNS_MAX:
        raise SheetTooWide(field="file", max_columns=COLUMNS_MAX)
    for name, count in Counter(filter(None, headings)).items():
        if count > 1:
            raise HeadingTwice(field="file", column=name)
    for name in required:
        if name not in headings:
            raise HeadingMissing(field="file", column=name)
    return headings


def column_letters(place: int) -> str:
    """The letters by which a spreadsheet names a column, counted from 0: A to Z, then AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _refuse_numbers(rows: Iterable[SheetRow], text_columns: Sequence[str]) -> None:
    for row in rows:
        for column in text_columns:
            if isinstance(row.get(column), int | float):
                raise CodeTypedAsNumber(field="file", row=row.number, column=column)
