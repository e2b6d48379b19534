"""Which assemblies can elect, whom, and how many: what a form of an election needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from moli.party.models import Activity, Branch, Member, Position, Term
from moli.party.queries.attendances import Votes, votes_at
from moli.party.queries.belongings import full_members_of
from moli.party.queries.rules_in_force import quorum_on, sizes_on
from moli.party.queries.sight import MemberSight, activities_of
from moli.party.rules.committees import Elected, elected_by
from moli.party.rules.organisation import ActivityKind, ActivityState, PositionKind
from moli.party.rules.quorum import needed_for_election


@dataclass(frozen=True)
class Voter:
    """A full member at home in the branch on the day of the assembly; the position held now."""

    uid: UUID
    name: str
    held: PositionKind | None


@dataclass(frozen=True)
class Ballot:
    """What an assembly can elect: who came, how many are needed, and from among whom."""

    on: date
    votes: Votes
    needed: int
    wanted: Elected
    voters: tuple[Voter, ...]


def electing_assemblies(branch: Branch, *, sight: MemberSight) -> QuerySet[Activity]:
    """Assemblies that were held after the last election and elected no term, the newest first."""
    rows = activities_of(branch, sight=sight).filter(
        kind=ActivityKind.ASSEMBLY, state=ActivityState.HELD, term=None
    )
    last = Term.objects.filter(branch=branch).order_by("number").last()
    if last is None:
        return rows
    return rows.filter(begins_at__date__gt=last.from_on)


def open_term(branch: Branch) -> Term | None:
    """The term that has not been followed by another."""
    return Term.objects.filter(branch=branch, to_on=None).first()


def ballot_of(assembly: Activity) -> Ballot:
    """What an assembly can elect by the rules of its day; refuses a day without rules."""
    on = timezone.localdate(assembly.begins_at)
    votes = votes_at(assembly)
    voters = full_members_of(assembly.branch, on=on)
    held = Position.objects.filter(branch=assembly.branch, to_on=None).exclude(
        kind=PositionKind.GROUP_LEADER
    )
    kinds = dict(held.order_by("pk").values_list("member_id", "kind"))
    return Ballot(
        on=on,
        votes=votes,
        needed=needed_for_election(votes.voting, quorum_on(on).election_from),
        wanted=elected_by(len(voters), sizes_on(on)),
        voters=tuple(
            Voter(row.uid, row.name, PositionKind(kinds[row.pk]) if row.pk in kinds else None)
            for row in Member.objects.filter(pk__in=voters).order_by("pk")
        ),
    )
