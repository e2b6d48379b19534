"""What a decision rests on, in words: figures as they are now, or as they were frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from moli.households.queries.grounds import Grounds, grounds_of
from moli.households.rules.causes import Risk
from moli.households.rules.judging import ItemMissing
from moli.households.rules.lines import LineKind
from moli.households.rules.procedures import ClueSource, ProcedureKind, ProcedureState
from moli.households.rules.standards import ExitItem
from moli.households.rules.statuses import State
from moli.interfaces.words.amounts import yuan
from moli.interfaces.words.labels import label
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal


@dataclass(frozen=True)
class GroundsView:
    """Figures with their labels, and why the county could not agree today."""

    facts: list[tuple[str, str]]
    faults: list[str]
    is_frozen: bool


def grounds_view(procedure: Any, *, on: date) -> GroundsView:
    """An open procedure is judged as of today; one that is over shows what it was judged by."""
    if procedure.state != ProcedureState.OPEN:
        return GroundsView(_frozen(procedure), [], is_frozen=True)
    try:
        found = grounds_of(procedure, household=procedure.household, on=on)
    except Refusal as refusal:
        return GroundsView([], [sentence(refusal)], is_frozen=False)
    return GroundsView(
        facts=_figures(found),
        faults=[sentence(fault) for fault in found.faults() if not _is_unasked(fault, procedure)],
        is_frozen=False,
    )


def _is_unasked(fault: Refusal, procedure: Any) -> bool:
    """What nobody has looked at yet is not missing."""
    return isinstance(fault, ItemMissing) and not procedure.results


def proposal_facts(procedure: Any) -> list[tuple[str, str]]:
    """What was proposed and why: for people of the household's own area alone."""
    facts = [
        (gettext("办什么"), label(ProcedureKind(procedure.kind))),
        (gettext("办成以后"), label(State(procedure.target))),
        (gettext("线索"), label(ClueSource(procedure.clue_source))),
        (gettext("说明"), procedure.words),
        (gettext("风险"), _risks(procedure)),
        (gettext("家里核实"), _results(procedure)),
    ]
    return [(name, words) for name, words in facts if words]


def _figures(found: Grounds) -> list[tuple[str, str]]:
    ground, line = found.ground, found.line
    facts = []
    if ground.income is not None:
        facts.append(_per_capita(ground.year, ground.income.per_capita_fen))
    if line is not None:
        facts.append((gettext("比的线"), line_words(line)))
    return facts


def line_words(line: Any) -> str:
    """A line with its kind and year."""
    return gettext("%(kind)s，%(year)s 年，%(sum)s") % {
        "kind": label(LineKind(line.kind)),
        "year": str(line.year),
        "sum": yuan(line.fen),
    }


def _per_capita(year: int, fen: int) -> tuple[str, str]:
    words = gettext("%(year)s 年，%(sum)s") % {"year": str(year), "sum": yuan(fen)}
    return gettext("人均纯收入"), words


def _frozen(procedure: Any) -> list[tuple[str, str]]:
    facts = []
    if procedure.per_capita_fen is not None:
        facts.append(_per_capita(procedure.income_year, procedure.per_capita_fen))
    if procedure.line is not None:
        facts.append((gettext("比的线"), line_words(procedure.line)))
    if procedure.standard is not None:
        facts.append((gettext("用的标准"), procedure.standard.version))
    return facts


def _risks(procedure: Any) -> str:
    words = [label(Risk(risk)) for risk in procedure.risks]
    if procedure.risk_words:
        words.append(procedure.risk_words)
    return gettext("、").join(words)


def _results(procedure: Any) -> str:
    """Which of the eight things are there, and which are not."""
    missing = [label(ExitItem(item)) for item, found in procedure.results.items() if not found]
    if not procedure.results:
        return ""
    if not missing:
        return gettext("%(count)s 项都有") % {"count": len(procedure.results)}
    return gettext("没有：%(items)s") % {"items": gettext("、").join(missing)}
