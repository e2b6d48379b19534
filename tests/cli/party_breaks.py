"""A branch with its members' life, and one break of each law of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import connection

from moli.audit.models import Event
from moli.party.models import (
    Activity,
    Attendance,
    Belonging,
    Branch,
    DemoPost,
    Member,
    PartyRule,
    Subordination,
)
from moli.party.models.guards import GUARDS
from moli.party.rules.organisation import AttendanceKind
from moli.party.services.founding import disband_branch
from tests.factories import NOW, TESTER, TODAY, branch
from tests.factories.party import elected, granted, member, roll
from tests.unguarded import unguarded, written_again


def kept_branch() -> None:
    """A county's branch, one under it with a term and a shop, one disbanded, somebody who left."""
    top = branch(name="上级党支部")
    own = roll(full=3, on_probation=1, of=branch(name="下级党支部", parent=top))
    elected(own)
    granted(own)
    over = branch(name="撤销的党支部", parent=top)
    disband_branch(branch_uid=over.uid, on=TODAY, by=TESTER, at=NOW)
    gone = member(of=top)
    Belonging.objects.filter(member=gone).update(to_on=TODAY)
    Member.objects.filter(pk=gone.pk).update(left_on=TODAY)


def _twice(row: Subordination | PartyRule | Belonging | None) -> None:
    """Write a dated row again so that it shares days with itself and the database lets it."""
    assert row is not None
    row.to_on = date(2030, 1, 1) if row.to_on is None else row.to_on
    row.pk = None
    row.save()


def _circle() -> object:
    top, below = Branch.objects.get(name="上级党支部"), Branch.objects.get(name="下级党支部")
    return Subordination.objects.create(branch=top, parent=below, from_on=TODAY)


def _left_open() -> object:
    """Who belongs somewhere has left all the same."""
    return Member.objects.filter(positions__isnull=True, left_on=None).update(left_on=TODAY)


def _few_came() -> object:
    return Attendance.objects.filter(has_vote=True).update(kind=AttendanceKind.ABSENT)


def _position_elsewhere() -> object:
    home = Belonging.objects.filter(member__positions__isnull=False).values_list("pk", flat=True)
    return Belonging.objects.filter(pk__in=list(home)).update(to_on=TODAY)


PARTY_BREAKS: dict[str, Callable[[], object]] = {
    "party.branch_founded_once": lambda: Event.objects.filter(verb="party.found_branch").delete(),
    "party.under_one_branch_at_a_time": lambda: _twice(Subordination.objects.first()),
    "party.nothing_stands_under_itself": _circle,
    "party.nothing_open_in_a_disbanded_branch": lambda: Branch.objects.filter(
        name="下级党支部"
    ).update(disbanded_on=TODAY),
    "party.rule_once_at_a_time": lambda: _twice(PartyRule.objects.filter(to_on=None).first()),
    "party.member_registered_once": written_again("party.register_member"),
    "party.belongs_to_one_branch_at_a_time": lambda: _twice(
        Belonging.objects.filter(to_on=None).first()
    ),
    "party.member_who_left_holds_nothing": _left_open,
    "party.position_of_a_member_there": _position_elsewhere,
    "party.activity_planned_once": written_again("party.plan_activity"),
    "party.activity_counts_who_was_called": lambda: Activity.objects.update(called_count=9),
    "party.term_elected_by_enough": unguarded(_few_came),
    "party.post_is_where_others_led_it": lambda: DemoPost.objects.update(state="WITHDRAWN", at=NOW),
    "party.guards_stand": lambda: GUARDS.take_down(connection),
}
