"""A county's roster (花名册): one row is one person, rows of one 户编号 are one household.

Columns are in `roster_columns`, their words in `roster_words`. The household's own columns are
read from its head's row; the other rows may leave them blank and must not differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from moli.households.rules.people import Relation
from moli.households.rules.registration import (
    RESIDENT_SIGNS,
    PersonFacts,
    faults_of_household,
)
from moli.households.rules.roster_cells import CellReader, Row
from moli.households.rules.roster_columns import (
    HEADINGS,
    HOUSEHOLD_COLUMNS,
    RosterColumn,
    RosterColumns,
    columns_of,
)
from moli.households.rules.roster_households import RosterFacts, read_household
from moli.households.rules.roster_people import read_person
from moli.kernel.report import EXAMPLE_MARK, Finding

__all__ = ["HEADINGS", "Roster", "RosterColumn", "RosterHousehold", "Row", "read_roster"]

_CODE_SIGNS_MAX = 30
_COLUMN_OF_FIELD = {
    "phone": RosterColumn.PHONE,
    "causes": RosterColumn.OTHER_CAUSES,
    "relation": RosterColumn.RELATION,
}


@dataclass(frozen=True)
class RosterHousehold:
    """A household of a roster. `row` is its head's, `rows` are those of `people`, in one order."""

    code: str
    row: int
    rows: tuple[int, ...]
    people: tuple[PersonFacts, ...]
    told: RosterFacts


@dataclass(frozen=True)
class Roster:
    """What a sheet says, and everything that is wrong with it. With findings, nothing is stored."""

    rows: int
    columns: RosterColumns
    households: tuple[RosterHousehold, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Line:
    cells: CellReader
    person: PersonFacts | None

    @property
    def is_head(self) -> bool:
        return self.person is not None and self.person.relation is Relation.HEAD


def read_roster(rows: Sequence[Row], *, today: date) -> Roster:
    """All rows of a sheet: numbers as the sheet counts them, cells by heading.

    A row that holds the template's example mark is left out. What the registry knows already is
    not asked here.
    """
    columns, faults = columns_of(rows[0][1]) if rows else columns_of(())
    if faults and rows:
        return Roster(len(rows), columns, (), faults)
    findings: list[Finding] = []
    groups: dict[str, list[_Line]] = {}
    for row in rows:
        if EXAMPLE_MARK in row[1].values():
            continue
        cells = CellReader(row, columns, today=today)
        code = cells.code(RosterColumn.HOUSEHOLD_CODE, signs_max=_CODE_SIGNS_MAX, is_needed=True)
        line = _Line(cells, read_person(cells))
        if code:
            groups.setdefault(code, []).append(line)
        else:
            findings += cells.findings
    households = []
    for code, lines in groups.items():
        household, wrong = _household(code, lines, columns)
        findings += wrong
        if household is not None:
            households.append(household)
    findings += _people_twice(households, columns)
    if not (households or findings):
        findings.append(Finding(1, columns.heading(RosterColumn.NAME), "NO_ROWS"))
    findings.sort(key=lambda finding: finding.row)
    return Roster(len(rows), columns, tuple(households), tuple(findings))


def _household(
    code: str, lines: Sequence[_Line], columns: RosterColumns
) -> tuple[RosterHousehold | None, list[Finding]]:
    head = next((line for line in lines if line.is_head), lines[0])
    told = read_household(head.cells, code=code, people=len(lines))
    people = tuple(line.person for line in lines if line.person is not None)
    if len(people) == len(lines):
        # A person who cannot be read may be the head: what is missing then says nothing.
        _judge(head, told, lines, people)
    _must_agree(head, lines, columns)
    findings = [finding for line in lines for finding in line.cells.findings]
    rows = tuple(line.cells.number for line in lines)
    if findings or len(people) < len(lines):
        return None, findings
    return RosterHousehold(code, head.cells.number, rows, people, told), findings


def _judge(
    head: _Line, told: RosterFacts, lines: Sequence[_Line], people: Sequence[PersonFacts]
) -> None:
    heads = [line for line in lines if line.is_head]
    for refusal in faults_of_household(told.facts, people):
        column = _COLUMN_OF_FIELD.get(refusal.field)
        if column is not None:  # people who stand twice are found over the whole sheet
            at = heads[1] if column is RosterColumn.RELATION and len(heads) > 1 else head
            at.cells.find(column, refusal.code, **refusal.facts)


def _must_agree(head: _Line, lines: Sequence[_Line], columns: RosterColumns) -> None:
    """A finding for each cell in which another row tells the household otherwise than its head."""
    known = [(column, columns.headings.get(column)) for column in HOUSEHOLD_COLUMNS]
    for line in lines:
        if line is head:
            continue
        for column, heading in known:
            cell = line.cells.raw(column) if heading else None
            if cell is not None and str(cell) != str(head.cells.raw(column)):
                line.cells.find(column, "DIFFERS_FROM_HEAD", head_row=head.cells.number)


def _people_twice(
    households: Sequence[RosterHousehold], columns: RosterColumns
) -> Iterator[Finding]:
    """A finding for each row whose identity number stands in an earlier one."""
    first: dict[str, int] = {}
    numbered = sorted(
        (row, person.id_number[:RESIDENT_SIGNS])
        for household in households
        for row, person in zip(household.rows, household.people, strict=True)
        if person.id_number
    )
    heading = columns.heading(RosterColumn.ID_NUMBER)
    for row, number in numbered:
        if first.setdefault(number, row) != row:
            yield Finding(row, heading, "PERSON_TWICE", {"first_row": first[number]})
