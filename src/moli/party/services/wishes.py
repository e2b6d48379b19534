"""Members' own wishes to be shown as members."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.party.models import Member, Wish
from moli.party.services.members import locked_member, refuse_gone

# The trail outlives the wish: with the name it would tell who is a member when it was taken back.
_MEMBER_NAME = "党员本人"


class NotOwnWish(Refusal):
    """Only the member's own account says whether the member is shown."""


@transaction.atomic
def wish_to_be_shown(*, member_uid: UUID, by: Actor, at: datetime) -> Wish:
    """Show a member as one from now on; a second call changes nothing.

    Refuses everybody but the member, by his own account, and a member who left.
    """
    member = locked_member(member_uid)
    _refuse_others(member, by)
    refuse_gone(member)
    wish, is_new = Wish.objects.get_or_create(
        member=member, taken_back_at=None, defaults={"at": at}
    )
    if is_new:
        record(verb="party.wish", on=Subject("party_member", member.key), by=_nameless(by), at=at)
    return wish


@transaction.atomic
def take_back_wish(*, member_uid: UUID, by: Actor, at: datetime) -> None:
    """Show a member no longer, at once; a second call changes nothing. Refuses all others."""
    member = locked_member(member_uid)
    _refuse_others(member, by)
    rows = Wish.objects.filter(member=member, taken_back_at=None)
    if rows.update(taken_back_at=at):
        subject = Subject("party_member", member.key)
        record(verb="party.take_back_wish", on=subject, by=_nameless(by), at=at)


def _nameless(by: Actor) -> Actor:
    return Actor(key=by.key, name=_MEMBER_NAME)


def _refuse_others(member: Member, by: Actor) -> None:
    if member.user is None or member.user.actor.key != by.key:
        raise NotOwnWish(field="member")
