"""Where members belong: at home in one branch, and for e-commerce perhaps in another."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.party.models import Belonging, Branch, Member, Position
from moli.party.rules.organisation import BelongingKind
from moli.party.services.dating import end_row, refuse_before
from moli.party.services.founding import locked_lasting_branch
from moli.party.services.members import locked_member, refuse_gone


class BelongsElsewhere(Refusal):
    """The member belongs to another branch in this way; it is a transfer, not a joining."""


class BelongsNowhere(Refusal):
    """The member belongs to no branch in this way."""


class BelongsHereAlready(Refusal):
    """The member belongs to this branch in the other way."""


@transaction.atomic
def join_branch(
    *,
    member_uid: UUID,
    branch_uid: UUID,
    kind: BelongingKind,
    from_on: date,
    by: Actor,
    at: datetime,
) -> Belonging:
    """Let a member belong to a branch from a day on; one who does already changes nothing.

    Refuses one who belongs to another branch in this way or to this one in the other way, one
    who left the Party, a branch that is disbanded, and a day before either was there.
    """
    branch = locked_lasting_branch(branch_uid, on=from_on)
    member = locked_member(member_uid)
    now = _now(member, kind)
    if now is not None:
        if now.branch_id == branch.pk:
            return now
        raise BelongsElsewhere(field="branch")
    row = _begin(member, branch, kind=kind, from_on=from_on)
    _record("party.join_branch", member, branch, kind=kind, by=by, at=at)
    return row


@transaction.atomic
def leave_branch(
    *, member_uid: UUID, kind: BelongingKind, on: date, by: Actor, at: datetime
) -> Belonging:
    """Let a member belong nowhere in this way from a day on; positions there end with it.

    A second call with the same day changes nothing. Refuses one who belongs nowhere in this way,
    and a day on which the belonging or a position has not begun yet.
    """
    member = locked_member(member_uid)
    now = _now(member, kind)
    if now is None:
        ended = Belonging.objects.filter(member=member, kind=kind, to_on=on)
        last = ended.select_related("branch").first()
        if last is None:
            raise BelongsNowhere(field="member", belonging_kind=kind)
        return last
    _end(now, on=on)
    _record("party.leave_branch", member, now.branch, kind=kind, by=by, at=at)
    return now


@transaction.atomic
def transfer(
    *, member_uid: UUID, branch_uid: UUID, kind: BelongingKind, on: date, by: Actor, at: datetime
) -> Belonging:
    """Let a member belong to another branch from a day on, instead of where he does until then.

    The same branch again changes nothing. Refuses what leaving and joining refuse.
    """
    branch = locked_lasting_branch(branch_uid, on=on)
    member = locked_member(member_uid)
    now = _now(member, kind)
    if now is None:
        raise BelongsNowhere(field="member", belonging_kind=kind)
    if now.branch_id == branch.pk:
        return now
    _end(now, on=on)
    row = _begin(member, branch, kind=kind, from_on=on)
    _record("party.transfer", member, branch, kind=kind, by=by, at=at)
    return row


def _now(member: Member, kind: BelongingKind) -> Belonging | None:
    rows = Belonging.objects.select_for_update(of=("self",)).select_related("branch")
    return rows.filter(member=member, kind=kind, to_on=None).first()


def _begin(member: Member, branch: Branch, *, kind: BelongingKind, from_on: date) -> Belonging:
    refuse_gone(member)
    refuse_before(from_on, first=member.joined_on)
    rows = Belonging.objects.filter(member=member)
    if rows.filter(branch=branch, to_on=None).exclude(kind=kind).exists():
        raise BelongsHereAlready(field="branch")
    last = rows.filter(kind=kind, to_on__isnull=False).order_by("-to_on").first()
    refuse_before(from_on, first=last.to_on if last else None)
    return Belonging.objects.create(member=member, branch=branch, kind=kind, from_on=from_on)


def _end(row: Belonging, *, on: date) -> None:
    end_row(row, on=on)
    positions = Position.objects.select_for_update(of=("self",))
    held = positions.filter(member_id=row.member_id, branch_id=row.branch_id, to_on=None)
    for position in held.order_by("pk"):
        end_row(position, on=on)


def _record(
    verb: str, member: Member, branch: Branch, *, kind: BelongingKind, by: Actor, at: datetime
) -> None:
    subject = Subject("party_member", member.key)
    record(verb=verb, on=subject, by=by, at=at, belonging_kind=kind, branch_key=branch.key)
