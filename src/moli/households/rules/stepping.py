"""Who may take which step of a procedure, with what, and what is owed after it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from moli.households.rules.free_words import faults_of_words
from moli.households.rules.procedures import (
    APPROVING,
    CHECKERS_NEEDED,
    TIER_OF,
    ProcedureKind,
    ProcedureState,
    StepKind,
    Tier,
    Verdict,
)
from moli.households.rules.standards import Limits
from moli.households.rules.time_limits import comes_down_on, days_hanging
from moli.kernel.refusal import Refusal


class ProcedureOver(Refusal):
    """A procedure that was decided takes no more steps."""


class StepNotDue(Refusal):
    """Another step is owed now than the one that was sent."""


class StepOfAnotherTier(Refusal):
    """The step is for another tier: village, town or county."""


class SignedAlready(Refusal):
    """The home check needs two people: nobody signs for both."""


class ProposerMayNotApprove(Refusal):
    """Whoever took part in a procedure does not approve it."""


class RejectionNeedsWords(Refusal):
    """A no says why."""


class ObjectionNeedsWords(Refusal):
    """Somebody objected: what was said and what came of it is written down."""


class HouseholdNotSigned(Refusal):
    """The household itself signs what was found at its home."""


class NoticeTooShort(Refusal):
    """A notice hangs for a number of days at least."""


class NoticeStillHangs(Refusal):
    """A notice passes when its last day has come."""


class NoticeNotUp(Refusal):
    """The notice has to be put up before it can be closed."""


class NoticeUpAlready(Refusal):
    """The notice was put up by somebody else."""


@dataclass(frozen=True)
class Act:
    """What somebody does in a step. `results` and the signature belong to the home check."""

    kind: StepKind
    verdict: Verdict = Verdict.PASS
    words: str = ""
    results: Mapping[str, bool] = field(default_factory=dict)
    has_household_signed: bool = False
    has_objection: bool = False


@dataclass(frozen=True)
class Course:
    """Where a procedure stands, and who took part in it so far, by their keys."""

    kind: ProcedureKind
    state: ProcedureState
    step: StepKind
    signed: Collection[str]
    took_part: Collection[str]
    notice_to_on: date | None


def faults_of_taker(course: Course, tiers: Collection[Tier], *, by_key: str) -> Iterator[Refusal]:
    """Why a person may not take the step that is owed, the weightiest reason first."""
    tier = TIER_OF[course.step]
    if course.state is not ProcedureState.OPEN:
        yield ProcedureOver(field="state", procedure_state=course.state)
    if tier not in tiers:
        yield StepOfAnotherTier(field="step", step=course.step, tier=tier)
    if course.step in APPROVING and by_key in course.took_part:
        yield ProposerMayNotApprove(field="step")
    if course.step is StepKind.CHECK and by_key in course.signed:
        yield SignedAlready(field="step", people_min=CHECKERS_NEEDED)


def faults_of_act(course: Course, act: Act, *, on: date) -> Iterator[Refusal]:
    """What is wrong with a step itself, whoever takes it."""
    if act.kind is not course.step:
        yield StepNotDue(field="step", step=course.step)
        return
    has_words = bool(act.words.strip())
    if act.verdict is Verdict.REJECT and not has_words:
        yield RejectionNeedsWords(field="words")
    if act.has_objection and not has_words:
        yield ObjectionNeedsWords(field="words")
    yield from faults_of_words(act.words, field="words")
    if act.kind is StepKind.NOTICE and act.verdict is Verdict.PASS:
        yield from _faults_of_closing(course, on=on)


def _faults_of_closing(course: Course, *, on: date) -> Iterator[Refusal]:
    if course.notice_to_on is None:
        yield NoticeNotUp(field="step")
    elif on < course.notice_to_on:
        yield NoticeStillHangs(field="step", to_on=course.notice_to_on.isoformat())


def notice_days_min(kind: ProcedureKind, limits: Limits) -> int:
    """For how many days a notice hangs at least."""
    is_removal = kind is ProcedureKind.REMOVE
    return limits.removal_notice_days_min if is_removal else limits.notice_days_min


def faults_of_notice(
    course: Course, limits: Limits, *, from_on: date, to_on: date
) -> Iterator[Refusal]:
    """Why a notice may not hang from a day to another."""
    if course.step is not StepKind.NOTICE:
        yield StepNotDue(field="step", step=course.step)
    days_min = notice_days_min(course.kind, limits)
    days = days_hanging(from_on, to_on)
    if days < days_min:
        earliest_on = comes_down_on(from_on, days=days_min)
        yield NoticeTooShort(
            field="to_on", days=days, days_min=days_min, earliest_on=earliest_on.isoformat()
        )


def due_after(step: StepKind, limits: Limits, *, on: date) -> date | None:
    """Until when the step after a passed one is owed; None: the day of the one before holds.

    Review and putting up the notice share their days: no source gives the second any of its own.
    """
    days = {
        StepKind.CLUE: limits.check_days_max,
        StepKind.CHECK: limits.review_days_max,
        StepKind.NOTICE: limits.town_days_max,
        StepKind.TOWN: limits.county_days_max,
    }
    return on + timedelta(days=days[step]) if step in days else None
