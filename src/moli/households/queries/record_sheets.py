"""A household's record as its page and its print-out show it: a fixed number of queries.

No identity number is in it but as a mask; telephone numbers are masked by whoever shows them.
`services.opening` opens one, with a reason, and that look then stands in `openings` for the
household to read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from moli.households.models import (
    Consent,
    FamilyMember,
    Household,
    IncomeYear,
    Line,
    LivingYear,
    Opening,
    Procedure,
    Responsible,
    Status,
    Waiver,
)
from moli.households.queries.lines import lines_for
from moli.households.rules.lines import LineKind
from moli.households.rules.people import Relation, age_on
from moli.kernel.identifiers import masked_id_number

# From this age on the law calls a person's data no longer a child's (PIPL, article 28).
CHILD_YEARS = 14


@dataclass(frozen=True)
class MemberSheet:
    """One person. The row's `id_number` is left sealed: looks at it are for `services.opening`."""

    row: FamilyMember
    age: int
    masked_number: str
    is_child: bool

    @property
    def is_head(self) -> bool:
        """Whether this is the head."""
        return self.row.relation == Relation.HEAD


@dataclass(frozen=True)
class IncomeSheet:
    """A year's income beside the lines of that year: what a head has, and what is missing.

    `lines` are those in force now; a decision keeps the line it used on its status.
    """

    row: IncomeYear
    lines: Mapping[LineKind, Line]

    @property
    def per_capita_fen(self) -> int:
        """Net income a head."""
        return self.row.income.per_capita_fen

    @property
    def line_fen(self) -> int | None:
        """The poverty line of the year."""
        line = self.lines.get(LineKind.POVERTY)
        return None if line is None else line.fen

    @property
    def is_above(self) -> bool | None:
        """Whether a head has more than the poverty line; None without a line."""
        return None if self.line_fen is None else self.row.income.is_above(self.line_fen)

    @property
    def gap_fen(self) -> int | None:
        """How far a head is above the poverty line; below it less than nought."""
        return None if self.line_fen is None else self.per_capita_fen - self.line_fen


@dataclass(frozen=True)
class RecordSheet:
    """Everything that is written about a household, on a day; the newest first where dated."""

    household: Household
    on: date
    head: MemberSheet | None
    members: tuple[MemberSheet, ...]
    former: tuple[MemberSheet, ...]
    statuses: tuple[Status, ...]
    incomes: tuple[IncomeSheet, ...]
    livings: tuple[LivingYear, ...]
    procedures: tuple[Procedure, ...]
    responsibles: tuple[Responsible, ...]
    consents: tuple[Consent, ...]
    openings: tuple[Opening, ...]
    waivers: tuple[Waiver, ...]

    @property
    def states(self) -> tuple[Status, ...]:
        """Where the household stands on that day, on each of its tracks."""
        return tuple(status for status in self.statuses if _holds(status, self.on))

    @property
    def people(self) -> int:
        """How many belong to it now."""
        return len(self.members)


def record_sheet(household: Household, *, on: date) -> RecordSheet:
    """The record of a household on a day: eleven queries, however much stands in it.

    The household comes with its village, from a person's reach (`queries.reach`).
    """
    everybody = _people(household, on=on)
    openings = household.openings.select_related("member").defer("member__id_number")
    members = tuple(each for each in everybody if each.row.left_on is None)
    return RecordSheet(
        household=household,
        on=on,
        head=next((each for each in members if each.is_head), None),
        members=members,
        former=tuple(each for each in everybody if each.row.left_on is not None),
        statuses=tuple(household.statuses.order_by("-from_on", "-pk")),
        incomes=_incomes(household),
        livings=tuple(household.livings.order_by("-year")),
        procedures=tuple(household.procedures.order_by("-pk")),
        responsibles=tuple(household.responsibles.order_by("-from_on", "-pk")),
        consents=tuple(household.consents.order_by("-from_on", "-pk")),
        openings=tuple(openings.order_by("-pk")),
        waivers=tuple(household.waivers.order_by("-from_on", "-pk")),
    )


def _people(household: Household, *, on: date) -> list[MemberSheet]:
    """Everybody who ever belonged to it: the head first, then as they came in."""
    numbers = dict(household.members.values_list("pk", "id_number"))
    rows = household.members.defer("id_number").order_by("pk")
    return [
        MemberSheet(
            row=row,
            age=age_on(row.born_on, on),
            masked_number=masked_id_number(number) if (number := numbers[row.pk]) else "",
            is_child=age_on(row.born_on, on) < CHILD_YEARS,
        )
        for row in sorted(rows, key=lambda row: (row.relation != Relation.HEAD, row.pk))
    ]


def _incomes(household: Household) -> tuple[IncomeSheet, ...]:
    rows = list(household.incomes.order_by("-year"))
    lines = lines_for(area_code=household.village.code, years=[row.year for row in rows])
    return tuple(
        IncomeSheet(
            row=row,
            lines={kind: line for (year, kind), line in lines.items() if year == row.year},
        )
        for row in rows
    )


def _holds(status: Status, on: date) -> bool:
    return status.from_on <= on and (status.to_on is None or status.to_on > on)
