"""Registering a member together with where he belongs: seen from the first moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from moli.kernel.actor import Actor
from moli.party.models import Belonging, Member
from moli.party.rules.organisation import BelongingKind
from moli.party.services.belonging import join_branch
from moli.party.services.founding import locked_branch
from moli.party.services.members import MemberFacts, make_full, register_member


@dataclass(frozen=True)
class Place:
    """In which branch a member belongs, in which way and from when on."""

    branch_uid: UUID
    kind: BelongingKind
    from_on: date


@transaction.atomic
def enrol_member(
    *, facts: MemberFacts, place: Place, request_key: UUID, by: Actor, at: datetime
) -> Member:
    """Register a member who belongs to a branch from a day on; both or neither.

    A member who belongs nowhere is seen by nobody, so one is never registered alone. The same key
    again returns the first one, wherever he belongs by now. Who was transferred out and has not
    left the Party comes back as the member he was, by his account and only when name and days are
    those that stand here; the same again changes nothing. Refuses what registering and joining
    refuse.
    """
    is_sent_again = Member.objects.filter(request_key=request_key).exists()
    member = None if is_sent_again else _coming_back(facts, place, by=by, at=at)
    if member is not None:
        _join(member, place, by=by, at=at)
        return member
    member = register_member(facts=facts, request_key=request_key, by=by, at=at)
    if not Belonging.objects.filter(member=member).exists():
        _join(member, place, by=by, at=at)
    return member


def _coming_back(facts: MemberFacts, place: Place, *, by: Actor, at: datetime) -> Member | None:
    """The member of the account who belongs nowhere, or as this place says already; locked."""
    if facts.user is None:
        return None
    # In the order in which joining locks them.
    locked_branch(place.branch_uid)
    rows = Member.objects.select_for_update(of=("self",)).filter(user=facts.user, left_on=None)
    member = rows.filter(name=facts.name.strip(), joined_on=facts.joined_on).first()
    if member is None or member.full_on not in {None, facts.full_on}:
        return None
    belongings = Belonging.objects.filter(member=member)
    now = set(belongings.filter(to_on=None).values_list("branch__uid", "kind", "from_on"))
    if not belongings.exists() or not now <= {(place.branch_uid, place.kind, place.from_on)}:
        return None
    if facts.full_on is not None:
        make_full(member_uid=member.uid, on=facts.full_on, by=by, at=at)
    return member


def _join(member: Member, place: Place, *, by: Actor, at: datetime) -> None:
    join_branch(
        member_uid=member.uid,
        branch_uid=place.branch_uid,
        kind=place.kind,
        from_on=place.from_on,
        by=by,
        at=at,
    )
