"""Electing in the middle of a term (补选): somebody for a position that has become free."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.party.models import Activity, Branch, Position, Term
from moli.party.queries.belongings import full_members_of
from moli.party.rules.organisation import PositionKind
from moli.party.services.dating import end_row
from moli.party.services.electing import (
    judge_assembly,
    locked_elected,
    refuse_strays,
    wanted_by,
)
from moli.party.services.founding import locked_living_branch, refuse_ending


class NoTermToFill(Refusal):
    """Nobody was elected before that assembly, or the term is over: a whole election is due."""


class NobodyElected(Refusal):
    """A by-election elects somebody."""


class SecretaryIsThere(Refusal):
    """A branch has one secretary; the one there is has not left the position."""


class TooManyInPositions(Refusal):
    """With those who stay there would be more than the number of full members allows."""


@transaction.atomic
def by_elect(
    *, assembly_uid: UUID, elected: Mapping[UUID, PositionKind], by: Actor, at: datetime
) -> list[Position]:
    """Let members hold positions from the day of an assembly on, for the rest of the term.

    The others stay; one of them who is elected to another position leaves the one before. What
    was elected already is left alone, so that a second call changes nothing, also when the position
    has ended since. Whoever left one after that day held it then. Refuses nobody,
    what an election refuses of assembly, form, presence and votes, an assembly without a term or
    after its end, positions that so few do not elect, a second secretary, and more people than so
    many full members elect.
    """
    assembly = Activity.objects.select_related("branch").get(uid=assembly_uid)
    on = timezone.localdate(assembly.begins_at)
    branch = locked_living_branch(assembly.branch.uid, on=on)
    positions = Position.objects.select_for_update(of=("self",)).select_related("member")
    held = [
        row
        for row in positions.filter(branch=branch).exclude(to_on__lte=on).order_by("pk")
        if row.kind != PositionKind.GROUP_LEADER
    ]
    known = [row for row in held if (elected.get(row.member.uid), row.from_on) == (row.kind, on)]
    if elected and len(known) == len(elected):
        return known
    refuse_ending(branch)
    if not elected:
        raise NobodyElected(field="elected")
    judge_assembly(assembly, branch, on=on)
    _judge_term(branch, on=on)
    voters = full_members_of(branch, on=on)
    by_uid = locked_elected(elected, voters=voters)
    staying = [row for row in held if row.member.uid not in elected]
    _judge_committee(elected, staying, full_members=len(voters), on=on)
    for row in held:
        if row.member.uid in elected and row.to_on is None:
            end_row(row, on=on)
    rows = [
        Position.objects.create(branch=branch, member=by_uid[uid], kind=kind, from_on=on)
        for uid, kind in sorted(elected.items(), key=lambda pair: by_uid[pair[0]].pk)
    ]
    subject = Subject("branch", branch.key)
    record(
        verb="party.by_elect",
        on=subject,
        by=by,
        at=at,
        people=len(rows),
        assembly_key=assembly.key,
    )
    return rows


def _judge_term(branch: Branch, *, on: date) -> None:
    term = Term.objects.filter(branch=branch, to_on=None).first()
    if term is None or not term.from_on < on < term.ends_on:
        raise NoTermToFill(field="assembly")


def _judge_committee(
    elected: Mapping[UUID, PositionKind],
    staying: list[Position],
    *,
    full_members: int,
    on: date,
) -> None:
    wanted = wanted_by(full_members, on=on)
    refuse_strays(elected.values(), wanted)
    kinds = [PositionKind(row.kind) for row in staying] + list(elected.values())
    if kinds.count(PositionKind.SECRETARY) > 1:
        raise SecretaryIsThere(field="elected")
    if len(kinds) > wanted.people_max:
        raise TooManyInPositions(
            field="elected",
            full_members=full_members,
            people_max=wanted.people_max,
            staying=len(staying),
        )
