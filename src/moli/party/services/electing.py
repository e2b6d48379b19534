"""Electing: a term and its positions in one act, at an assembly that was held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.party.models import Activity, Branch, Member, Position, Term
from moli.party.queries.attendances import votes_at
from moli.party.queries.belongings import full_members_of
from moli.party.queries.rules_in_force import quorum_on, sizes_on, terms_on
from moli.party.rules.committees import ELECTING, Elected, elected_by, years_of_term
from moli.party.rules.days import years_later
from moli.party.rules.organisation import ActivityKind, ActivityState, Form, PositionKind
from moli.party.rules.quorum import needed_for_election
from moli.party.services.dating import end_row, refuse_before
from moli.party.services.founding import locked_living_branch, refuse_ending
from moli.places.rules.divisions import Level


class NotAnElectingAssembly(Refusal):
    """Only an assembly that was held elects."""


class FormElectsOtherwise(Refusal):
    """Branches and joint branches elect here; the others have rules of their own."""


class TooFewFullMembers(Refusal):
    """A branch has a number of full members at least."""


class ElectionQuorumMissed(Refusal):
    """Too few of those with a vote came."""


class ElectedOutOfRange(Refusal):
    """Too few or too many are elected for the number of full members."""


class PositionNotElected(Refusal):
    """So few members elect a secretary and a deputy; group leaders are not elected here."""


class OneSecretaryElected(Refusal):
    """Exactly one secretary is elected."""


class ElectedWithoutVote(Refusal):
    """Only full members at home in the branch are elected."""


@transaction.atomic
def elect(
    *, assembly_uid: UUID, elected: Mapping[UUID, PositionKind], by: Actor, at: datetime
) -> Term:
    """Begin a branch's next term on the day of an assembly, with all its positions.

    `elected` are positions by the members' uids. What was elected before ends that day; when the
    term is over the rule says. A second call for an assembly returns its term. Refuses another
    meeting than an assembly that was held, forms that elect otherwise, too few full members, too
    few present, too few or too many elected, positions that so few do not elect, no secretary or
    several, whoever has no vote, a branch that is disbanded, be it later, and a day not after the
    beginning of the term before.
    """
    assembly = Activity.objects.select_related("branch").get(uid=assembly_uid)
    on = timezone.localdate(assembly.begins_at)
    branch = locked_living_branch(assembly.branch.uid, on=on)
    known = Term.objects.filter(assembly=assembly).first()
    if known is not None:
        return known
    refuse_ending(branch)
    judge_assembly(assembly, branch, on=on)
    voters = full_members_of(branch, on=on)
    _judge_positions(elected, full_members=len(voters), on=on)
    by_uid = locked_elected(elected, voters=voters)
    last = _end_last(branch, on=on)
    term = Term.objects.create(
        branch=branch,
        number=last.number + 1 if last else 1,
        from_on=on,
        ends_on=_ends_on(branch, on),
        assembly=assembly,
    )
    Position.objects.bulk_create(
        Position(branch=branch, member=by_uid[uid], kind=kind, from_on=on)
        for uid, kind in sorted(elected.items(), key=lambda pair: by_uid[pair[0]].pk)
    )
    subject = Subject("branch", branch.key)
    record(verb="party.elect", on=subject, by=by, at=at, term=term.number, people=len(elected))
    return term


def judge_assembly(assembly: Activity, branch: Branch, *, on: date) -> None:
    """Refuse a meeting that elects nobody, and one to which too few came for an election."""
    if (assembly.kind, assembly.state) != (ActivityKind.ASSEMBLY, ActivityState.HELD):
        raise NotAnElectingAssembly(field="assembly")
    if Form(branch.form) not in ELECTING:
        raise FormElectsOtherwise(field="form", form=Form(branch.form))
    votes = votes_at(assembly)
    needed = needed_for_election(votes.voting, quorum_on(on).election_from)
    if votes.present < needed:
        raise ElectionQuorumMissed(
            field="assembly", present=votes.present, voting=votes.voting, needed=needed
        )


def locked_elected(
    elected: Mapping[UUID, PositionKind], *, voters: Collection[int]
) -> dict[UUID, Member]:
    """Those who were elected, locked, by uid. Refuses whoever is not one of those with a vote."""
    members = Member.objects.select_for_update(of=("self",)).filter(uid__in=elected)
    by_uid = {member.uid: member for member in members.order_by("pk")}
    is_with_vote = all(member.pk in voters for member in by_uid.values())
    if not is_with_vote or len(by_uid) < len(elected):
        raise ElectedWithoutVote(field="elected")
    return by_uid


def _judge_positions(elected: Mapping[UUID, PositionKind], *, full_members: int, on: date) -> None:
    wanted = wanted_by(full_members, on=on)
    if not wanted.people_min <= len(elected) <= wanted.people_max:
        raise ElectedOutOfRange(
            field="elected",
            full_members=full_members,
            people_min=wanted.people_min,
            people_max=wanted.people_max,
        )
    kinds = Counter(elected.values())
    refuse_strays(kinds, wanted)
    if kinds[PositionKind.SECRETARY] != 1:
        raise OneSecretaryElected(field="elected")


def wanted_by(full_members: int, *, on: date) -> Elected:
    """How many so many full members elect, and to what. Refuses fewer than a branch has."""
    rule = sizes_on(on)
    if full_members < rule.full_members_min:
        raise TooFewFullMembers(
            field="elected", full_members=full_members, members_min=rule.full_members_min
        )
    return elected_by(full_members, rule)


def refuse_strays(kinds: Iterable[PositionKind], wanted: Elected) -> None:
    """Refuse positions that so few members do not elect."""
    if stray := [kind for kind in kinds if kind not in wanted.kinds]:
        raise PositionNotElected(field="elected", position_kind=stray[0])


def _end_last(branch: Branch, *, on: date) -> Term | None:
    terms = Term.objects.select_for_update(of=("self",)).filter(branch=branch)
    last = terms.order_by("number").last()
    if last is not None:
        refuse_before(on, after=last.from_on)
        if last.to_on is None:
            end_row(last, on=on)
    positions = Position.objects.select_for_update(of=("self",))
    for row in positions.filter(branch=branch, to_on=None).order_by("pk"):
        end_row(row, on=on)
    return last


def _ends_on(branch: Branch, on: date) -> date:
    is_of_village = branch.area is not None and branch.area.level == Level.VILLAGE
    return years_later(on, years_of_term(is_of_village=is_of_village, rule=terms_on(on)))
