"""What may be proposed for a household: which change, for which reasons, and when not yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from moli.households.rules.causes import RISKS_MAX, Risk
from moli.households.rules.course import HouseholdStates, fault_of_following
from moli.households.rules.free_words import faults_of_words
from moli.households.rules.procedures import TARGETS, ClueSource, ProcedureKind
from moli.households.rules.statuses import MONITORED_STATES, State
from moli.households.rules.time_limits import may_be_removed, removable_from
from moli.kernel.refusal import Refusal


class TargetOfAnotherKind(Refusal):
    """A kind of procedure leads to states of its own."""


class RisksMissing(Refusal):
    """Whoever is to be monitored runs a risk: one at least is named."""


class TooManyRisks(Refusal):
    """At most five risks a household."""


class RiskWordsMissing(Refusal):
    """Another risk than those of the list is put into words."""


class TooSoonToRemove(Refusal):
    """A risk is not called removed before half a year."""


class NobodyCanWork(Refusal):
    """A household in which nobody can work stays monitored."""


@dataclass(frozen=True)
class Proposed:
    """A proposed change and where the clue came from. Risks belong to MONITOR alone."""

    kind: ProcedureKind
    target: State
    clue_source: ClueSource
    words: str = ""
    risks: tuple[Risk, ...] = ()
    risk_words: str = ""


@dataclass(frozen=True)
class Situation:
    """What the rules ask about a household on a day."""

    on: date
    states: HouseholdStates
    can_work: bool
    removal_months_min: int


def faults_of_proposed(proposed: Proposed, situation: Situation) -> Iterator[Refusal]:
    """Why a change may not be proposed, the weightiest reason first."""
    if proposed.target not in TARGETS[proposed.kind]:
        yield TargetOfAnotherKind(field="target", procedure=proposed.kind, target=proposed.target)
        return
    yield from faults_of_target(proposed.target, situation)
    yield from faults_of_words(proposed.words, field="words")
    if proposed.kind is ProcedureKind.MONITOR:
        yield from _faults_of_risks(proposed)


def faults_of_target(target: State, situation: Situation) -> Iterator[Refusal]:
    """Why a household may not get into a state now."""
    fault = fault_of_following(situation.states, target, on=situation.on)
    if fault is not None:
        yield fault
    elif target is State.RISK_REMOVED:
        yield from _faults_of_removal(situation)


def _faults_of_removal(situation: Situation) -> Iterator[Refusal]:
    monitored = situation.states.monitoring
    months = situation.removal_months_min
    if monitored is None or monitored.state not in MONITORED_STATES:
        return
    if not may_be_removed(monitored.from_on, on=situation.on, months_min=months):
        yield TooSoonToRemove(
            field="target",
            months_min=months,
            from_on=monitored.from_on.isoformat(),
            earliest_on=removable_from(monitored.from_on, months_min=months).isoformat(),
        )
    if not situation.can_work:
        yield NobodyCanWork(field="target")


def _faults_of_risks(proposed: Proposed) -> Iterator[Refusal]:
    risks = set(proposed.risks)
    if not risks:
        yield RisksMissing(field="risks")
    if len(risks) > RISKS_MAX:
        yield TooManyRisks(field="risks", value=len(risks), risks_max=RISKS_MAX)
    if Risk.OTHER in risks and not proposed.risk_words.strip():
        yield RiskWordsMissing(field="risk_words")
    yield from faults_of_words(proposed.risk_words, field="risk_words")


def offers(situation: Situation) -> dict[ProcedureKind, dict[State, Refusal | None]]:
    """Each kind with the states it leads to, and why one is not open to the household now."""
    return {
        kind: {
            target: next(faults_of_target(target, situation), None) for target in sorted(targets)
        }
        for kind, targets in TARGETS.items()
    }
