"""The sheet of a branch: what it is, how many belong to it, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from moli.party.models import Belonging, Branch, Position, Subordination, Term
from moli.party.queries.belongings import committee_of, full_members_of
from moli.party.queries.overdue import OverdueActivity, overdue_activities
from moli.party.queries.rules_in_force import PartyRuleMissing, sizes_on
from moli.party.queries.sight import MemberSight
from moli.party.rules.organisation import BelongingKind, Form, PositionKind


@dataclass(frozen=True)
class BranchCounts:
    """How many belong to a branch, for those who may see its members."""

    full: int
    members: int
    ecommerce: int
    committee: int
    # By the rule: enough full members to be a branch, and not more members than usual.
    is_large_enough: bool
    is_of_usual_size: bool


@dataclass(frozen=True)
class BranchSheet:
    """A branch on a day. `counts` is empty and the secretary has no name where that is not open."""

    key: str
    name: str
    form: Form
    host_units: tuple[str, ...]
    area_code: str
    parent_key: str
    founded_on: date
    disbanded_on: date | None
    term_number: int
    term_ends_on: date | None
    is_term_over: bool
    secretary_name: str
    counts: BranchCounts | None
    overdue: tuple[OverdueActivity, ...]


def branch_sheet(branch: Branch, *, sight: MemberSight) -> BranchSheet:
    """All that a person may know of a branch on the day of the sight."""
    on = sight.on
    is_open = branch.pk in sight.branch_ids
    above = Subordination.objects.in_force(on=on).filter(branch=branch)
    under = above.select_related("parent").first()
    term = Term.objects.in_force(on=on).filter(branch=branch).first()
    return BranchSheet(
        key=branch.key,
        name=branch.name,
        form=Form(branch.form),
        host_units=tuple(branch.host_units),
        area_code=branch.area.code if branch.area else "",
        parent_key=under.parent.key if under else "",
        founded_on=branch.founded_on,
        disbanded_on=branch.disbanded_on,
        term_number=term.number if term else 0,
        term_ends_on=term.ends_on if term else None,
        is_term_over=term is not None and term.ends_on <= on,
        secretary_name=_secretary(branch, on=on) if is_open else "",
        counts=_counts(branch, on=on) if is_open else None,
        overdue=_overdue(branch, on=on),
    )


def _overdue(branch: Branch, *, on: date) -> tuple[OverdueActivity, ...]:
    """Nothing where a county has not entered by which rules something lacks."""
    try:
        return tuple(overdue_activities(on=on, branch_ids=[branch.pk]))
    except PartyRuleMissing:
        return ()


def _secretary(branch: Branch, *, on: date) -> str:
    """Not even by the secretary's wish: that opens the name and the branch, no position."""
    held = Position.objects.in_force(on=on).filter(branch=branch, kind=PositionKind.SECRETARY)
    row = held.select_related("member").first()
    return row.member.name if row is not None else ""


def _counts(branch: Branch, *, on: date) -> BranchCounts:
    try:
        rule = sizes_on(on)
    except PartyRuleMissing:
        rule = None
    full = len(full_members_of(branch, on=on))
    belongings = Belonging.objects.in_force(on=on).filter(branch=branch)
    members = belongings.filter(kind=BelongingKind.HOME).count()
    return BranchCounts(
        full=full,
        members=members,
        ecommerce=belongings.filter(kind=BelongingKind.ECOMMERCE).count(),
        committee=committee_of(branch, on=on).count(),
        is_large_enough=rule is None or full >= rule.full_members_min,
        is_of_usual_size=rule is None or members <= rule.members_usual_max,
    )
