"""Registering members, making them full ones, and letting them leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from moli.accounts.models import User
from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.party.models import Belonging, DemoPost, Member, Position, Wish
from moli.party.rules.organisation import MemberKind, PostState
from moli.party.rules.posts import OVER, end_of
from moli.party.services.dating import end_row, refuse_before
from moli.party.services.post_steps import write_step

# The reason that the steps of a post give when its member leaves.
_LEFT_WORDS = "党员已离开党组织"


class PersonIsMember(Refusal):
    """This person, or this account, is a member already."""


class MemberWithoutName(Refusal):
    """A member has a name."""


class FullMemberSinceAnother(Refusal):
    """The member is a full one since another day."""


class MemberOfThePartyLeft(Refusal):
    """The member has left the Party."""


@dataclass(frozen=True)
class MemberFacts:
    """A member as somebody enters one; `full_on` is empty as long as the probation lasts."""

    name: str
    joined_on: date
    full_on: date | None = None
    user: User | None = None
    person_key: str = ""


@transaction.atomic
def register_member(*, facts: MemberFacts, request_key: UUID, by: Actor, at: datetime) -> Member:
    """Register a member. The same key again returns the first one.

    Refuses a person or an account that is a member already, no name, and becoming a full member
    before joining.
    """
    if not facts.name.strip():
        raise MemberWithoutName(field="name")
    if facts.full_on is not None:
        refuse_before(facts.full_on, first=facts.joined_on)
    known = _known(facts, request_key)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            member = Member.objects.create(
                request_key=request_key,
                name=facts.name.strip(),
                user=facts.user,
                person_key=facts.person_key,
                kind=MemberKind.FULL if facts.full_on else MemberKind.PROBATIONARY,
                joined_on=facts.joined_on,
                full_on=facts.full_on,
            )
    except IntegrityError:
        # Somebody else registered the person between our look and our write.
        known = _known(facts, request_key)
        if known is None:
            raise
        return known
    _record("party.register_member", member, by=by, at=at)
    return member


def _known(facts: MemberFacts, request_key: UUID) -> Member | None:
    known = Member.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    same = Q(pk__in=[])
    if facts.person_key:
        same |= Q(person_key=facts.person_key)
    if facts.user is not None:
        same |= Q(user=facts.user)
    if Member.objects.filter(same).exists():
        raise PersonIsMember(field="person_key")
    return None


@transaction.atomic
def make_full(*, member_uid: UUID, on: date, by: Actor, at: datetime) -> Member:
    """Make a probationary member a full one from a day on. The same day again changes nothing.

    Refuses a day before joining, another day for one who is full already, and one who left.
    """
    member = locked_member(member_uid)
    if member.full_on == on:
        return member
    if member.full_on is not None:
        raise FullMemberSinceAnother(field="full_on", full_on=member.full_on.isoformat())
    refuse_gone(member)
    refuse_before(on, first=member.joined_on)
    member.kind, member.full_on = MemberKind.FULL, on
    member.save(update_fields=["kind", "full_on"])
    _record("party.make_full", member, by=by, at=at)
    return member


@transaction.atomic
def leave_party(*, member_uid: UUID, on: date, by: Actor, at: datetime) -> Member:
    """Let a member leave the Party from a day on; a second call changes nothing.

    Where the member belongs, positions, the wish to be shown and demonstration posts end too: a
    post that was granted is withdrawn, one that is being decided declined.
    Refuses a day on which one of them has not begun yet.
    """
    member = locked_member(member_uid)
    if member.left_on is not None:
        return member
    refuse_before(on, first=member.full_on or member.joined_on)
    for rows in (Belonging.objects, Position.objects):
        locked = rows.select_for_update(of=("self",))
        for row in locked.filter(member=member, to_on=None).order_by("pk"):
            end_row(row, on=on)
    Wish.objects.filter(member=member, taken_back_at=None).update(taken_back_at=at)
    _end_posts(member, by=by, at=at)
    member.left_on = on
    member.save(update_fields=["left_on"])
    _record("party.leave", member, by=by, at=at)
    return member


def _end_posts(member: Member, *, by: Actor, at: datetime) -> None:
    posts = DemoPost.objects.select_for_update(of=("self",)).filter(member=member)
    for post in posts.exclude(state__in=OVER).order_by("pk"):
        write_step(post, end_of(PostState(post.state)), words=_LEFT_WORDS, by=by, at=at)


def locked_member(uid: UUID) -> Member:
    """A member, locked: whoever changes where the member belongs or stands waits here."""
    return Member.objects.select_for_update(of=("self",)).get(uid=uid)


def refuse_gone(member: Member) -> None:
    """Refuse a member who has left."""
    if member.left_on is not None:
        raise MemberOfThePartyLeft(field="member", left_on=member.left_on.isoformat())


def _record(verb: str, member: Member, *, by: Actor, at: datetime) -> None:
    record(verb=verb, on=Subject("party_member", member.key), by=by, at=at)
