"""Households on lists, in words; names masked, numbers never."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from moli.households.queries.listing import HouseholdLine, OwedStep
from moli.households.rules.course import HouseholdStates
from moli.households.rules.statuses import POOR_STATES, State
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.naming import village_name
from moli.interfaces.words.amounts import yuan
from moli.interfaces.words.labels import label
from moli.kernel.identifiers import masked_name


@dataclass(frozen=True)
class StateBadge:
    """Where a household stands, as a badge."""

    text: str
    kind: Kind


@dataclass(frozen=True)
class Step:
    """An open step of a procedure."""

    text: str
    due_on: date | None
    is_overdue: bool


@dataclass(frozen=True)
class HouseholdRow:
    """One line of a list."""

    url: str
    name: str
    village: str
    group_name: str
    people: int
    badges: tuple[StateBadge, ...]
    income: str
    gap: str
    is_below: bool
    steps: tuple[Step, ...]
    is_generated: bool


def household_rows(lines: Iterable[HouseholdLine], *, on: date) -> list[HouseholdRow]:
    """Lines of a list in the reader's language."""
    return [_row(line, on=on) for line in lines]


def state_badge(state: State) -> StateBadge:
    """A state in its colour: poor and followed ones ask for somebody, the others do not."""
    if state in POOR_STATES:
        return StateBadge(label(state), Kind.INFO)
    if state in {State.EXITED, State.RISK_REMOVED}:
        return StateBadge(label(state), Kind.OK)
    return StateBadge(label(state), Kind.WARN)


def state_badges(states: HouseholdStates) -> tuple[StateBadge, ...]:
    """Where a household stands, the poverty track first."""
    both = (states.poverty, states.monitoring)
    return tuple(state_badge(each.state) for each in both if each is not None)


def gap_words(gap_fen: int) -> str:
    """How far above or below a line: "高出 570 元", "还差 455 元"; nothing above is no gap."""
    if gap_fen > 0:
        return gettext("高出 %(sum)s") % {"sum": yuan(gap_fen)}
    if gap_fen < 0:
        return gettext("还差 %(sum)s") % {"sum": yuan(-gap_fen)}
    return gettext("正好在线上")


def _row(line: HouseholdLine, *, on: date) -> HouseholdRow:
    return HouseholdRow(
        url=reverse("web:household", args=[line.uid]),
        name=masked_name(line.head_name),
        village=village_name(line.village),
        group_name=line.group_name,
        people=line.people,
        badges=state_badges(line.states),
        income=_income(line),
        gap="" if line.gap_fen is None else gap_words(line.gap_fen),
        is_below=line.gap_fen is not None and line.gap_fen <= 0,
        steps=tuple(_step(owed, on=on) for owed in line.owed),
        is_generated=line.is_generated,
    )


def _income(line: HouseholdLine) -> str:
    if line.year is None or line.per_capita_fen is None:
        return ""
    facts = {"year": str(line.year), "sum": yuan(line.per_capita_fen)}
    return gettext("%(year)s 年人均 %(sum)s") % facts


def _step(owed: OwedStep, *, on: date) -> Step:
    words = gettext("%(kind)s：%(step)s") % {
        "kind": label(owed.kind),
        "step": label(owed.step),
    }
    return Step(
        text=words,
        due_on=owed.due_on,
        is_overdue=owed.due_on is not None and owed.due_on < on,
    )
