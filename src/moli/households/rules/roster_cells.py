"""The cells of one row of a roster, read one after another.

A cell that cannot be read is a finding. Findings never repeat what stands in a cell: with columns
that slipped by one it could be an identity number, and findings are shown, copied and mailed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from moli.households.rules.roster_columns import RosterColumn, RosterColumns
from moli.households.rules.roster_words import NO_WORDS, YES_WORDS, allowed_words, meant_by
from moli.kernel.identifiers import holds_id_number
from moli.kernel.money import FEN_PER_YUAN
from moli.kernel.refusal import Fact
from moli.kernel.report import Finding
from moli.kernel.spoken.text import level

Row = tuple[int, Mapping[str, object]]
Kind = TypeVar("Kind", bound=StrEnum)
Value = TypeVar("Value")

_DAY = re.compile(r"([0-9]{4})([-/.年])([0-9]{1,2})(?:[-/.月])([0-9]{1,2})日?|([0-9]{8})")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]+)?|[0-9]{1,3}(,[0-9]{3}){1,3}(\.[0-9]+)?")
# A formula's 0.30000000000000004 is 0.3 to everybody who looks at the sheet.
_SIGNIFICANT = ".15g"


class CellReader:
    """One row: `text`, `word`, `day` and so on answer None (or "") for blank and for unreadable."""

    def __init__(self, row: Row, columns: RosterColumns, *, today: date) -> None:
        self.number, self._cells = row
        self._columns = columns
        self._headings = columns.headings
        self.today = today
        self.findings: list[Finding] = []

    def find(self, column: RosterColumn, code: str, **facts: Fact) -> None:
        """Note what is to mend in a column of this row."""
        heading = self._columns.heading(column)
        self.findings.append(Finding(self.number, heading, code, facts))

    def raw(self, column: RosterColumn) -> object:
        """The cell as it was read; None where it is blank or the sheet lacks the column."""
        heading = self._headings.get(column)
        return None if heading is None else self._cells.get(heading)

    def has(self, column: RosterColumn) -> bool:
        """Whether something stands in the cell."""
        return self.raw(column) not in (None, "")

    def text(self, column: RosterColumn, *, signs_max: int, is_needed: bool = False) -> str:
        """A text of at most `signs_max` signs."""
        cell = self.raw(column)
        text = "" if cell is None else str(cell).strip()
        if not text:
            if is_needed:
                self.find(column, "EMPTY")
            return ""
        if len(text) > signs_max:
            self.find(column, "TEXT_TOO_LONG", signs_max=signs_max)
            return ""
        if holds_id_number(text, on=self.today):
            # These columns are not sealed: a number that slipped in would lie open.
            self.find(column, "ID_NUMBER_IN_TEXT")
            return ""
        return text

    def number_text(self, column: RosterColumn) -> str:
        """An identity number as it stands there: the one column that is sealed and may hold it."""
        cell = self.raw(column)
        if isinstance(cell, int | float):
            self.find(column, "TYPED_AS_NUMBER")
            return ""
        return "" if cell is None else str(cell).strip()

    def code(self, column: RosterColumn, *, signs_max: int, is_needed: bool = False) -> str:
        """A code: a text that a number format has not touched."""
        cell = self.raw(column)
        if isinstance(cell, int | float):
            self.find(column, "TYPED_AS_NUMBER")
            return ""
        return self.text(column, signs_max=signs_max, is_needed=is_needed)

    def word(
        self, column: RosterColumn, kind: type[Kind], *, is_needed: bool = False
    ) -> Kind | None:
        """One of the words of a kind."""
        cell = self.raw(column)
        if cell is None or cell == "":
            if is_needed:
                self.find(column, "EMPTY")
            return None
        meant = meant_by(kind, str(cell).strip())
        if meant is None:
            self.find(column, "WORD_UNKNOWN", allowed=allowed_words(kind))
        return meant  # type: ignore[return-value]

    def yes(self, column: RosterColumn) -> bool | None:
        """Yes, no, or not said."""
        cell = self.raw(column)
        if cell is None or isinstance(cell, bool):
            return cell
        text = str(cell).strip()
        if text in YES_WORDS:
            return True
        if text and text not in NO_WORDS:
            self.find(column, "NEITHER_YES_NOR_NO")
        return False if text in NO_WORDS else None

    def day(self, column: RosterColumn) -> date | None:
        """A day: a date cell, or a text like 2016-09-25, 2016年9月25日, 20160925."""
        cell = self.raw(column)
        if isinstance(cell, datetime):
            return cell.date()
        if cell is None or isinstance(cell, date):
            return cell
        return self._read(column, cell, _day_of, "DAY_UNREADABLE")

    def past_day(self, column: RosterColumn) -> date | None:
        """A day that is not to come."""
        day = self.day(column)
        if day is not None and day > self.today:
            self.find(column, "DAY_TO_COME", today=self.today.isoformat())
            return None
        return day

    def fen(self, column: RosterColumn) -> int | None:
        """An amount of money, not below nought: 12000, 12,000.50."""
        yuan = self._read(column, self.raw(column), _decimal_of, "MONEY_UNREADABLE")
        if yuan is None:
            return None
        fen = yuan * FEN_PER_YUAN
        if fen != int(fen):
            self.find(column, "MONEY_UNREADABLE")
            return None
        return int(fen)

    def count(self, column: RosterColumn, *, largest: int) -> int | None:
        """A whole number from 0 to `largest`."""
        found = self._read(column, self.raw(column), _decimal_of, "NUMBER_UNREADABLE")
        if found is None:
            return None
        if found != int(found) or found > largest:
            self.find(column, "NUMBER_OUT_OF_RANGE", number_max=largest)
            return None
        return int(found)

    def measure(self, column: RosterColumn, *, largest: int) -> Decimal | None:
        """A measured number from 0 to `largest`, with a fraction when there is one."""
        found = self._read(column, self.raw(column), _decimal_of, "NUMBER_UNREADABLE")
        if found is not None and found > largest:
            self.find(column, "NUMBER_OUT_OF_RANGE", number_max=largest)
            return None
        return found

    def _read(
        self, column: RosterColumn, cell: object, read: Callable[[object], Value | None], code: str
    ) -> Value | None:
        if cell is None or cell == "":
            return None
        value = read(cell)
        if value is None:
            self.find(column, code)
        return value


def _day_of(cell: object) -> date | None:
    match = _DAY.fullmatch(level(str(cell)).strip())
    if match is None:
        return None
    year, _, month, day, whole = match.groups()
    if whole:
        year, month, day = whole[:4], whole[4:6], whole[6:]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _decimal_of(cell: object) -> Decimal | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return Decimal(cell) if cell >= 0 else None
    if isinstance(cell, float):
        number = Decimal(format(cell, _SIGNIFICANT))
        return number if number.is_finite() and number >= 0 else None
    plain = level(str(cell)).strip()
    return Decimal(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else None
