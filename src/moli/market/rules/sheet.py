"""A sheet of lots: its headings, and what each cell of a row must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from moli.kernel.refusal import Refusal
from moli.kernel.report import EXAMPLE_MARK, Finding
from moli.kernel.spoken.text import level
from moli.market.rules.amounts import (
    DayUnreadable,
    price_of_number,
    read_day,
    read_price,
    read_weight,
    weight_of_number,
)
from moli.market.rules.offers import (
    Window,
    judge_households,
    judge_price,
    judge_weight,
    judge_window,
)

Value = TypeVar("Value")
Row = tuple[int, Mapping[str, object]]


class Column(StrEnum):
    """The columns of a sheet of lots. CODE, or VILLAGE with TOWN where a name comes twice."""

    CODE = "CODE"
    TOWN = "TOWN"
    VILLAGE = "VILLAGE"
    PRODUCT = "PRODUCT"
    GRADE = "GRADE"
    WEIGHT = "WEIGHT"
    FLOOR = "FLOOR"
    FROM = "FROM"
    TO = "TO"
    HOUSEHOLDS = "HOUSEHOLDS"
    POOR = "POOR"


# The headings that are read, each with its column and the unit that it names. The first of a
# column is the template's. Level text, so that a bracket of either width will do.
HEADINGS: Mapping[str, tuple[Column, str]] = {
    "村代码": (Column.CODE, ""),
    "乡镇": (Column.TOWN, ""),
    "村": (Column.VILLAGE, ""),
    "产品": (Column.PRODUCT, ""),
    "等级": (Column.GRADE, ""),
    "数量(斤)": (Column.WEIGHT, "斤"),
    "数量(公斤)": (Column.WEIGHT, "公斤"),
    "数量(吨)": (Column.WEIGHT, "吨"),
    "最低价(元/斤)": (Column.FLOOR, "斤"),
    "最低价(元/公斤)": (Column.FLOOR, "公斤"),
    "最早可提货日": (Column.FROM, ""),
    "最晚可提货日": (Column.TO, ""),
    "农户数": (Column.HOUSEHOLDS, ""),
    "其中贫困户": (Column.POOR, ""),
}
_NEEDED = (
    Column.PRODUCT,
    Column.GRADE,
    Column.WEIGHT,
    Column.FLOOR,
    Column.FROM,
    Column.TO,
    Column.HOUSEHOLDS,
    Column.POOR,
)


def heading_of(column: Column) -> str:
    """The heading of a column in the template, with the brackets that Chinese is written with."""
    plain = next(heading for heading, (own, _) in HEADINGS.items() if own is column)
    return plain.replace("(", "（").replace(")", "）")


@dataclass(frozen=True)
class SheetColumns:
    """Where a sheet holds what: its own heading of each column, and the unit that it names."""

    headings: Mapping[Column, str]
    units: Mapping[Column, str]

    def heading(self, column: Column) -> str:
        """The column in the words of this sheet, or in the template's when it has none."""
        return self.headings.get(column) or heading_of(column)


def columns_of(headings: Sequence[str]) -> tuple[SheetColumns, tuple[Finding, ...]]:
    """Which columns a sheet has, and a finding for each that it lacks or has twice."""
    found: dict[Column, str] = {}
    units: dict[Column, str] = {}
    faults: list[Finding] = []
    for heading in headings:
        column, unit = HEADINGS.get(level(heading).replace(" ", ""), (None, ""))
        if column is None:
            continue
        if column in found:
            facts = {"first": found[column]}
            faults.append(Finding(1, heading, "COLUMN_TWICE", facts))
            continue
        found[column], units[column] = heading, unit
    missing = [column for column in _NEEDED if column not in found]
    if Column.CODE not in found and Column.VILLAGE not in found:
        missing.insert(0, Column.VILLAGE)
    faults += [Finding(1, heading_of(column), "COLUMN_MISSING") for column in missing]
    return SheetColumns(found, units), tuple(faults)


@dataclass(frozen=True)
class LotLine:
    """One row of a sheet: names as written, amounts in the market's units."""

    row: int
    village_code: str
    town: str
    village: str
    product: str
    grade: str
    grams: int
    floor_fen_per_kg: int
    window: Window
    households: int
    poor_households: int


class _Reader:
    """The cells of one row, read one after another; a cell that cannot be read is a finding."""

    def __init__(self, row: Row, columns: SheetColumns) -> None:
        self.number, self._cells = row
        self._columns = columns
        self.findings: list[Finding] = []

    def text(self, column: Column) -> str:
        cell = self._cells.get(self._columns.headings.get(column, ""))
        return "" if cell is None else str(cell).strip()

    def find(self, column: Column, code: str, **facts: str | int) -> None:
        heading = self._columns.heading(column)
        self.findings.append(Finding(self.number, heading, code, facts))

    def cell(self, column: Column, read: Callable[[object, str], Value]) -> Value | None:
        """A cell that must be filled; `read` gets it with the unit that its heading names."""
        if not self.text(column):
            self.find(column, "EMPTY")
            return None
        cell = self._cells[self._columns.headings[column]]
        return self.judged(column, lambda: read(cell, self._columns.units[column]))

    def judged(self, column: Column, judge: Callable[[], Value]) -> Value | None:
        """What a judge answers; its refusal becomes a finding of the column."""
        try:
            return judge()
        except Refusal as refusal:
            heading = self._columns.heading(column)
            self.findings.append(Finding(self.number, heading, refusal.code, refusal.facts))
            return None


def read_line(
    row: Row, columns: SheetColumns, *, today: date
) -> tuple[LotLine | None, tuple[Finding, ...]]:
    """One row as a line, or everything that is wrong with it. Both are empty for an example."""
    reader = _Reader(row, columns)
    if any(str(cell).strip() == EXAMPLE_MARK for cell in row[1].values()):
        return None, ()
    if not (reader.text(Column.CODE) or reader.text(Column.VILLAGE)):
        reader.find(Column.VILLAGE, "EMPTY")
    for column in (Column.PRODUCT, Column.GRADE):
        if not reader.text(column):
            reader.find(column, "EMPTY")
    amounts = _amounts(reader)
    window = _window(reader, today=today)
    growers = _growers(reader)
    if reader.findings or amounts is None or window is None or growers is None:
        return None, tuple(reader.findings)
    line = LotLine(
        row=reader.number,
        village_code=reader.text(Column.CODE),
        town=reader.text(Column.TOWN),
        village=reader.text(Column.VILLAGE),
        product=reader.text(Column.PRODUCT),
        grade=reader.text(Column.GRADE),
        grams=amounts[0],
        floor_fen_per_kg=amounts[1],
        window=window,
        households=growers[0],
        poor_households=growers[1],
    )
    return line, ()


def lines_of(
    rows: Sequence[Row], *, today: date
) -> tuple[tuple[LotLine, ...], tuple[Finding, ...], SheetColumns]:
    """All rows as lines, everything that is wrong with them, and the sheet's own headings."""
    columns, faults = columns_of(list(rows[0][1]) if rows else ())
    if faults:
        return (), faults, columns
    lines: list[LotLine] = []
    findings: list[Finding] = []
    for row in rows:
        line, wrong = read_line(row, columns, today=today)
        findings.extend(wrong)
        if line is not None:
            lines.append(line)
    if not (lines or findings):
        findings.append(Finding(1, columns.heading(Column.PRODUCT), "NO_ROWS"))
    return tuple(lines), tuple(findings), columns


def twice_in(lines: Sequence[LotLine], columns: SheetColumns) -> Iterator[Finding]:
    """A finding for each line that repeats an earlier one in every cell.

    A line copied by a slip would offer the same harvest twice; two lots that are alike can be
    one lot of both weights.
    """
    first: dict[tuple[object, ...], int] = {}
    for line in lines:
        content = tuple(value for name, value in vars(line).items() if name != "row")
        if first.setdefault(content, line.row) != line.row:
            heading = columns.heading(Column.PRODUCT)
            yield Finding(line.row, heading, "ROW_TWICE", {"first_row": first[content]})


def _amounts(reader: _Reader) -> tuple[int, int] | None:
    grams = reader.cell(Column.WEIGHT, _weight)
    fen = reader.cell(Column.FLOOR, _price)
    if grams is not None:
        reader.judged(Column.WEIGHT, lambda: judge_weight(grams))
    if fen is not None:
        reader.judged(Column.FLOOR, lambda: judge_price(fen, field="floor_fen_per_kg"))
    return None if grams is None or fen is None else (grams, fen)


def _window(reader: _Reader, *, today: date) -> Window | None:
    from_on = reader.cell(Column.FROM, _day)
    to_on = reader.cell(Column.TO, _day)
    if from_on is None or to_on is None:
        return None
    window = Window(from_on, to_on)
    reader.judged(Column.TO, lambda: judge_window(window, today=today, field="ready_to_on"))
    return window


def _growers(reader: _Reader) -> tuple[int, int] | None:
    households = reader.cell(Column.HOUSEHOLDS, _count)
    poor = reader.cell(Column.POOR, _count)
    if households is None or poor is None:
        return None
    reader.judged(
        Column.POOR, lambda: judge_households(households=households, poor_households=poor)
    )
    return households, poor


class CountUnreadable(Refusal):
    """What stands for a number of households is no counting number."""


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _weight(cell: object, unit: str) -> int:
    if isinstance(cell, int | float) and _is_number(cell):
        return weight_of_number(cell, unit=unit, field="grams")
    return read_weight(str(cell), unit=unit, field="grams")


def _price(cell: object, unit: str) -> int:
    if isinstance(cell, int | float) and _is_number(cell):
        return price_of_number(cell, unit=unit, field="floor_fen_per_kg")
    return read_price(str(cell), unit=unit, field="floor_fen_per_kg")


def _day(cell: object, _unit: str) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if _is_number(cell):
        raise DayUnreadable(field="day", value=str(cell))
    return read_day(str(cell), field="day")


# No village has a million households; more digits than that are a slip or an attack.
_COUNT_DIGITS_MAX = 6


def _count(cell: object, _unit: str) -> int:
    text = level(str(cell)).strip().removesuffix(".0").removesuffix("户")
    if not (text.isascii() and text.isdigit() and len(text) <= _COUNT_DIGITS_MAX):
        raise CountUnreadable(field="households", value=str(cell)[:20])
    return int(text)
