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
from moli.party.services.members import MemberFacts, register_member


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
    again returns the first one, wherever he belongs by now. Refuses what registering and joining
    refuse.
    """
    member = register_member(facts=facts, request_key=request_key, by=by, at=at)
    if not Belonging.objects.filter(member=member).exists():
        join_branch(
            member_uid=member.uid,
            branch_uid=place.branch_uid,
            kind=place.kind,
            from_on=place.from_on,
            by=by,
            at=at,
        )
    return member
