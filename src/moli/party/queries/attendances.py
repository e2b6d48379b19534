"""How many came to an activity, and whether they were enough."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from moli.party.models import Activity
from moli.party.queries.rules_in_force import quorum_on
from moli.party.rules.organisation import ActivityKind, AttendanceKind
from moli.party.rules.quorum import DECIDING, needed_for_meeting


@dataclass(frozen=True)
class Votes:
    """How many with a vote had to come, and how many of them did."""

    voting: int
    present: int


@dataclass(frozen=True)
class Turnout:
    """How many had to come and came, and the quorum: how many with a vote are needed.

    `needed` is nothing for what decides nothing.
    """

    called: int
    came: int
    votes: Votes
    needed: int

    @property
    def is_quorate(self) -> bool:
        """Whether enough of those with a vote were present."""
        return self.votes.present >= self.needed


def votes_at(activity: Activity) -> Votes:
    """The votes at an activity that was held: one query."""
    with_vote = Q(has_vote=True)
    found = activity.attendances.aggregate(
        voting=Count("pk", filter=with_vote),
        present=Count("pk", filter=with_vote & Q(kind=AttendanceKind.PRESENT)),
    )
    return Votes(voting=found["voting"], present=found["present"])


def turnout_of(activity: Activity) -> Turnout:
    """How an activity was attended, and by the rule of its day whether that is a quorum."""
    votes = votes_at(activity)
    needed = 0
    if ActivityKind(activity.kind) in DECIDING:
        share = quorum_on(timezone.localdate(activity.begins_at)).meeting_above
        needed = needed_for_meeting(votes.voting, share)
    came = activity.attendances.filter(kind=AttendanceKind.PRESENT).count()
    return Turnout(called=activity.called_count, came=came, votes=votes, needed=needed)
