"""Who belongs to a branch on a day, who has a vote there, and who holds which position.

These answer services and the queries of this room. What a person may see of it is judged in
`sight`; a door asks there.
"""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from moli.party.models import Belonging, Branch, Position
from moli.party.rules.organisation import ActivityKind, BelongingKind, PositionKind


def full_members_of(branch: Branch, *, on: date) -> set[int]:
    """Full members at home in a branch on a day: those with a vote there."""
    rows = Belonging.objects.in_force(on=on).filter(branch=branch, kind=BelongingKind.HOME)
    return set(rows.filter(member__full_on__lte=on).values_list("member_id", flat=True))


def committee_of(branch: Branch, *, on: date) -> QuerySet[Position]:
    """The positions of a branch that are elected together, on a day."""
    rows = Position.objects.in_force(on=on).filter(branch=branch)
    return rows.exclude(kind=PositionKind.GROUP_LEADER).order_by("pk")


def called_to(branch: Branch, kind: ActivityKind, *, on: date) -> dict[int, bool]:
    """Who has to come to an activity of a day, by primary key, and whether with a vote.

    A committee's meeting calls those in positions; everything else all who belong, of whom only
    full members at home there have a vote.
    """
    if kind == ActivityKind.COMMITTEE:
        return dict.fromkeys(committee_of(branch, on=on).values_list("member_id", flat=True), True)
    voters = full_members_of(branch, on=on)
    rows = Belonging.objects.in_force(on=on).filter(branch=branch).order_by("member_id")
    return {member: member in voters for member in rows.values_list("member_id", flat=True)}


def positions_without_belonging() -> QuerySet[Position]:
    """Open positions of members who do not belong at home to the branch any more."""
    home = Q(
        member__belongings__branch=F("branch"),
        member__belongings__kind=BelongingKind.HOME,
        member__belongings__to_on=None,
    )
    open_ones = Position.objects.filter(to_on=None)
    return open_ones.exclude(pk__in=open_ones.filter(home).values("pk")).order_by("pk")
